"""When the person moves, as far as it is stated or expected, and since when the receiving council is bound."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from exchange.transfer.bodies import (
    Arrived,
    Cancelled,
    Completed,
    Confidence,
    MessageType,
    Notification,
    Request,
    Update,
)
from exchange.transfer.course import Course
from exchange.transfer.days import london_day
from exchange.transfer.facts import joined
from exchange.transfer.messages import Message


@dataclass(frozen=True)
class Expected:
    """A day on which the move is expected, and how surely."""

    day: date
    confidence: Confidence


def stated_days(course: Course) -> tuple[date, ...]:
    """The newest day of arrival that each council states."""
    bodies = (each.body for each in _newest_of_both(course, MessageType.ARRIVED))
    return tuple(body.day for body in bodies if isinstance(body, Arrived))


def expected_day(course: Course, *, at: frozenset[Confidence] | None = None) -> date | None:
    """The day on which the move is expected, at one of these degrees of confidence; None when it is off.

    The newest statement counts; of two that crossed, the earlier day, so that care is not late.
    """
    if course.is_over or not course.counting:
        return None
    expected = (_expectation(message) for message in _newest_expectations(course))
    return min((each.day for each in expected if each and (at is None or each.confidence in at)), default=None)


def move_day(course: Course) -> date | None:
    """The day of the move: the earlier of those that are stated, or else the one that is expected."""
    return min(stated_days(course), default=None) or expected_day(course)


def bound_on(course: Course) -> date | None:
    """The first day on which something that the receiving council signed shows that it was told, or is satisfied."""
    receiving, bound_by = course.parties.receiving, course.rules.bound_by
    signed = [
        each.issued_at for each in course.counting if each.iss == receiving and (not bound_by or each.type in bound_by)
    ]
    if bound_by is None:
        signed += [
            receipt.issued_at
            for each in course.counting
            for receipt in course.receipts.get(each.digest, ())
            if receipt.iss == receiving and receipt.outcome == "delivered"
        ]
    return london_day(min(signed)) if signed else None


def completed_on(course: Course) -> date | None:
    """The day on which the receiving council's own steps were complete."""
    bodies = (each.body for each in course.past.all(MessageType.COMPLETED))
    return min((body.day for body in bodies if isinstance(body, Completed)), default=None)


def died_on(course: Course) -> date | None:
    """The day of death, if it was stated; of two, the later."""
    bodies = (each.body for each in course.past.all(MessageType.CANCELLED, topic="died"))
    return max((body.day for body in bodies if isinstance(body, Cancelled) and body.day), default=None)


def joined_on(course: Course) -> date | None:
    """The day on which the second council joined this transfer to another."""
    if joined(course.past) is None:
        return None
    return max(london_day(each.issued_at) for each in _newest_of_both(course, MessageType.UPDATE, topic="joins"))


def _newest_of_both(course: Course, kind: MessageType, *, topic: str = "") -> Iterator[Message]:
    for council in (course.parties.sending, course.parties.receiving):
        newest = course.past.newest(kind, by=council, topic=topic)
        if newest is not None:
            yield newest


def _newest_expectations(course: Course) -> list[Message]:
    """The statements of the expected day that no later one knew of: one, or two that crossed."""
    newest = [
        found
        for council in (course.parties.sending, course.parties.receiving)
        if (found := _newest_expectation(course, council)) is not None
    ]
    return [each for each in newest if not any(course.past.knew(other, each) for other in newest if other is not each)]


def _newest_expectation(course: Course, council: str) -> Message | None:
    changed = course.past.newest(MessageType.UPDATE, by=council, topic="date")
    opened = (
        each
        for kind in (MessageType.NOTIFICATION, MessageType.REQUEST)
        for each in course.past.all(kind, by=council)
        if each.body.opened_by
    )
    return changed or next(opened, None)


def _expectation(message: Message) -> Expected | None:
    match message.body:
        case Notification(day=day, confidence=confidence):
            return Expected(day, confidence)
        case Request(move=move) if move is not None:
            return Expected(move.day, move.confidence)
        case Update(day=day, confidence=confidence) if day is not None and confidence is not None:
            return Expected(day, confidence)
        case _:
            return None
