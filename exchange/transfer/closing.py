"""What the sending council needs for its closure statement: what was signed about the move, in facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exchange.transfer.bodies import Completed, Decision, Entered, MessageType
from exchange.transfer.course import Course, course_of
from exchange.transfer.days import london_day
from exchange.transfer.messages import Message
from exchange.transfer.moving import bound_on, completed_on, stated_days
from exchange.transfer.receipts import Receipt
from exchange.transfer.waits import newest_decision


@dataclass(frozen=True)
class ClosingFacts:
    """Days and digests only. What is None, or empty, nobody signed; `needs_reason`: closing asks for a reason."""

    opened_on: date
    bound_on: date | None
    decided_on: date | None
    decision: str | None
    moved_on: tuple[date, ...]
    entered_on: date | None
    entered: tuple[str, ...]
    form: str | None
    completed_on: date | None
    new_records: tuple[str, ...]
    needs_reason: bool


def closing_facts(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> ClosingFacts | None:
    """What was signed of a move; None where nobody opened the transfer."""
    course = course_of(messages, receipts)
    return None if course is None else closing_in(course)


def closing_in(course: Course) -> ClosingFacts:
    """What was signed of this move."""
    decided = newest_decision(course)
    entries = tuple(course.past.all(MessageType.ENTERED))
    bodies = [each.body for each in entries if isinstance(each.body, Entered)]
    done = [each.body for each in course.past.all(MessageType.COMPLETED) if isinstance(each.body, Completed)]
    return ClosingFacts(
        opened_on=london_day(course.opening.issued_at),
        bound_on=bound_on(course),
        decided_on=london_day(decided.issued_at) if decided else None,
        decision=decided.digest if decided else None,
        moved_on=tuple(sorted(set(stated_days(course)))),
        entered_on=london_day(entries[0].issued_at) if entries else None,
        entered=tuple(dict.fromkeys(digest for body in bodies for digest in body.documents)),
        form=bodies[-1].form if bodies else None,
        completed_on=completed_on(course),
        new_records=tuple(dict.fromkeys(digest for body in done for digest in body.records)),
        needs_reason=not entries,
    )


def decision_of(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> Decision | None:
    """The decision that counts: the receiving council's newest."""
    course = course_of(messages, receipts)
    return None if course is None else decision_in(course)


def decision_in(course: Course) -> Decision | None:
    """The decision that counts in this course."""
    decided = newest_decision(course)
    return decided.body if decided is not None and isinstance(decided.body, Decision) else None
