"""What must hold of a transfer at every moment, for whoever holds any part of it.

Stated once, and used twice: on every state that the explorer comes to, and on what real councils said to each other
(`replay.py`). The rules are written here from the law and the promises of this project, as far as can be without the
functions that they judge.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from exchange.transfer import (
    END_STAGES,
    SILENCES,
    AnyBody,
    Arrived,
    Cancelled,
    Deadline,
    Decision,
    Destroyed,
    Dispute,
    Disputed,
    Documents,
    Duty,
    Held,
    Message,
    MessageType,
    Nobody,
    NotOurs,
    Resolved,
    Silence,
    Stage,
    Update,
)
from exchange.transfer.course import Course
from exchange.transfer.days import london_day
from exchange.transfer.deadlines import deadlines_in
from exchange.transfer.disputes import settled_for, settlements_of
from exchange.transfer.duty import duty_on, reckon
from exchange.transfer.facts import doubted
from exchange.transfer.moving import expected_day, stated_days
from exchange.transfer.stages import stage_in

T = MessageType
LONGEST = timedelta(days=150)
TWO_DAYS = timedelta(days=2)


class Judged(NamedTuple):
    """What was found about a course: its stage, its silences, and who holds the duty on each day."""

    stage: Stage
    open: tuple[Deadline, ...]
    duties: tuple[Duty, ...]


def judge_course(course: Course, *, days: tuple[date, ...], on: date, in_order: bool = True) -> Judged:
    """Exactly one answer for every day; nobody waits for nobody; care that is not arranged alarms both in time."""
    known, moves = reckon(course), days_of_move(course)
    found = Judged(stage_in(course), deadlines_in(course, on=on), tuple(duty_on(known, day=day) for day in days))
    fits = plain_rule(course)
    for day, duty in zip(days, found.duties, strict=True):
        _judge_duty(course, duty, day)
        assert fits(duty, day), f"{duty} on {day}, against the plain rule"
    assert found.open or found.stage in END_STAGES, f"nobody is waited for at {found.stage}"
    if found.stage in (Stage.CANCELLED, Stage.RECALLED, Stage.DESTROYED):
        assert _is_off(course), "over, although the person is there"
    for deadline in found.open:
        _judge_deadline(course, deadline, on, latest=max((deadline.since, *moves)))
    _judge_receipts(course, found, in_order=in_order)
    _judge_answers(course, found)
    _judge_care(course, found, moves)
    return found


def judge_word(before: tuple[Duty, ...], after: tuple[Duty, ...], message: Message) -> None:
    """What a council has just said, and the other not heard yet, does not rid it of a duty, but by a rule."""
    if any(holder(was) == message.iss != holder(now) for was, now in zip(before, after, strict=True)):
        assert moves_a_duty(message.body), f"by {message.type} a council got rid of a duty"


def _judge_receipts(course: Course, found: Judged, *, in_order: bool) -> None:
    """What was taken in counts, for ever; and whoever has not answered a message that counts is waited for.

    The first holds where each council knows the answers to its messages in the order in which it said them. It always
    does: a message goes once the one before it is answered (of a conversation one is ready at most, `store/outbox.py`).
    The explorer lets answers come back in any order, and so sees a moment in which a council knows that its fourth word
    was taken in, and not yet that its second, which forbids the fourth, was refused.
    """
    counting = {each.digest for each in course.counting}
    for digest, answers in course.receipts.items():
        taken_in = any(each.outcome == "delivered" for each in answers)
        assert digest in counting or not taken_in or not in_order, "what was taken in does not count"
    waiting = {each.of for each in found.open if each.about is Silence.RECEIPT}
    assert waiting == (set() if _is_handed_over(course) else counting - set(course.receipts))


_ALWAYS_ANSWERED = {T.RECALL: Silence.DESTRUCTION, T.DISPUTE: Silence.RESOLUTION, T.NOT_OURS: Silence.RESOLUTION}
_ANSWERED_UNTIL_THE_END = {T.REQUEST: Silence.DOCUMENTS, T.UPDATE: Silence.ANSWER}


def _judge_answers(course: Course, found: Judged) -> None:
    """Whatever asks for an answer by its own digest is waited for until an answer names it; or till the end."""
    waiting = {(each.about, each.of) for each in found.open}
    answered = {digest for each in course.counting for digest in _names(each.body)}
    ended = course.is_over or course.past.said(T.CLOSED)
    kinds = _ALWAYS_ANSWERED if ended else _ALWAYS_ANSWERED | _ANSWERED_UNTIL_THE_END
    for each in course.counting:
        asks = each.type is not T.UPDATE or each.body.topic == "question"
        told = each.body.opened_by and course.past.said(T.NOTIFICATION)  # the notification has answered it
        if each.type in kinds and asks and not told:
            assert ((kinds[each.type], each.digest) in waiting) == (each.digest not in answered), each.type


def _names(body: AnyBody) -> tuple[str, ...]:
    match body:
        case Documents(of=of) | Destroyed(of=of) | Update(of=of) if of is not None:
            return (of,)
        case Resolved(of=of):
            return of
        case _:
            return ()


def _judge_duty(course: Course, duty: Duty, day: date) -> None:
    match duty:
        case Nobody(reason=reason):
            assert _REASONS[reason](course, day), f"nobody holds the duty because {reason}"
        case Held(council=council) | Disputed(lead=council):
            assert council == course.parties.sending or _has_signed(course), "a duty that nobody told it of"
            held = course.rules.held_before or course.past.said(T.RESOLVED, T.DISPUTE, T.NOT_OURS, T.DOCUMENTS)
            assert held, "a duty where the law knows none"


def _has_signed(course: Course) -> bool:
    """Whether the receiving council has signed what binds it: anything, or in England that it is satisfied."""
    receiving, bound_by = course.parties.receiving, course.rules.bound_by
    said = {each.type for each in course.counting if each.iss == receiving}
    if course.past.said(T.RESOLVED) or T.DISPUTE in said or T.NOT_OURS in said:
        return True  # agreed, determined, or its own offer to lead
    answers = (receipt for each in course.counting for receipt in course.receipts.get(each.digest, ()))
    return bool(said & bound_by) if bound_by else bool(said) or any(each.iss == receiving for each in answers)


def _is_off(course: Course) -> bool:
    """Whether the person has died, or a council took the move back and the other has not stated an arrival."""
    past, parties = course.past, course.parties
    both = ((parties.sending, parties.receiving), (parties.receiving, parties.sending))
    return past.said(T.CANCELLED, topic="died") or any(
        past.said(T.CANCELLED, T.RECALL, by=one) and not past.said(T.ARRIVED, by=other) for one, other in both
    )


def _is_handed_over(course: Course) -> bool:
    spoke = any(each.iss == course.parties.receiving for each in course.counting)
    return course.past.said(T.DELIVERED_BY_HAND) and not spoke


_UNPLAIN = (T.DISPUTE, T.NOT_OURS, T.RESOLVED, T.CANCELLED, T.RECALL, T.UPDATE, T.DOCUMENTS)
_TAKES_ON = (T.DECISION, T.ARRIVED, T.ENTERED, T.COMPLETED)  # said by the receiving council, under whatever law


def plain_rule(course: Course) -> Callable[[Duty, date], bool]:
    """Whether an answer is right, in the plain case in which no law has to be read: the days of arrival are stated, and
    the receiving council has taken part. Until the first of them the sending council holds the duty, from the last on
    the receiving one, and between two that differ it is disputed.
    """
    past, days, parties = course.past, stated_days(course), course.parties
    signed = [london_day(m.issued_at) for kind in _TAKES_ON for m in past.all(kind, by=parties.receiving)]
    if not (days and signed and course.rules.passes and course.rules.held_before) or past.said(*_UNPLAIN):
        return lambda _duty, _day: True

    def holds(duty: Duty, day: date) -> bool:
        if day < min(days):
            return isinstance(duty, Held) and duty.council == parties.sending
        if day < min(signed):
            return True
        return isinstance(duty, Disputed if day < max(days) else Held) and (
            holder(duty) == (parties.sending if day < max(days) else parties.receiving)
        )

    return holds


def _judge_deadline(course: Course, deadline: Deadline, on: date, *, latest: date) -> None:
    """It has a day, an alarm from which nobody can exempt himself, somebody on whom it waits, and a stated source."""
    assert deadline.due <= deadline.alarm_on <= latest + LONGEST
    assert (deadline.is_due, deadline.is_alarm) == (on >= deadline.due, on >= deadline.alarm_on)
    assert deadline.waits_for
    assert all(course.parties.role_of(each) for each in deadline.waits_for)
    assert deadline.limit.local or deadline.limit.citation
    assert SILENCES[deadline.about].answers or deadline.about is Silence.RECEIPT


def _judge_care(course: Course, found: Judged, moves: tuple[date, ...]) -> None:
    """Care for the first day that nobody has confirmed is an alarm for both, from two days before the move."""
    care = [each for each in found.open if each.about is Silence.CARE]
    assert len(care) == (bool(moves) and owes_care(course))
    for each in care:
        assert each.alarm_on == max(london_day(course.opening.issued_at), min(moves) - TWO_DAYS)


def owes_care(course: Course) -> bool:
    """Whether a person is to move, or has, for whom the receiving council has not arranged care."""
    past = course.past
    settled = settled_for(tuple(settlements_of(course)), day=date.max) == "sending"
    if course.is_over or course.unanswered_opening() or past.said(T.COMPLETED) or settled:
        return False
    if not course.counting or (past.said(T.CLOSED) and (doubted(past) or _is_handed_over(course))):
        return False
    decisions = tuple(past.all(T.DECISION))
    return not decisions or not _arranges(decisions[-1].body)


def _arranges(body: object) -> bool:
    assert isinstance(body, Decision)
    open_needs = {each.need for each in body.needs if each.outcome != "dropped"}
    arranged = {each.need for each in body.day_one}
    return bool(arranged) and (None in arranged or not open_needs - arranged)


def days_of_move(course: Course) -> tuple[date, ...]:
    """The days of arrival that are stated; until one is, the day that is expected."""
    expected = expected_day(course)
    return stated_days(course) or ((expected,) if expected else ())


def holder(duty: Duty) -> str | None:
    """Who meets the needs, by this answer."""
    match duty:
        case Held(council=council) | Disputed(lead=council):
            return council
        case Nobody():
            return None


def moves_a_duty(body: AnyBody) -> bool:
    """The statements by which one council alone may move a duty, each by its rule.

    The day of the move (stated, expected, or off before anybody stated an arrival); a death; a dispute (who met the
    needs when it arose goes on) and its withdrawal; what was determined; that the law does not cover a person, or that
    the person is not known, or is so after all; the second council's word that joins two transfers.
    """
    match body:
        case Arrived() | Cancelled() | Dispute() | NotOurs() | Documents():
            return True
        case Update(about=about):
            return about in ("date", "joins")
        case Resolved(how=how):
            return how in ("determined", "withdrawn")
        case _:
            return False


def _died(course: Course, day: date) -> bool:
    bodies = (each.body for each in course.past.all(T.CANCELLED))
    return any(isinstance(body, Cancelled) and body.day is not None and body.day < day for body in bodies)


def _joined(course: Course, _day: date) -> bool:
    return all(
        course.past.said(T.UPDATE, by=each, topic="joins")
        for each in (course.parties.sending, course.parties.receiving)
    )


def _refused(ground: str | None) -> Callable[[Course, date], bool]:
    def said(course: Course, _day: date) -> bool:
        bodies = (each.body for each in course.past.all(T.DOCUMENTS))
        return any(isinstance(body, Documents) and body.ground == ground and body.outcome != "sent" for body in bodies)

    return said


_REASONS: dict[str, Callable[[Course, date], bool]] = {
    "died": _died,
    "joined": _joined,
    "no-match": _refused(None),
    "no-duty": lambda course, day: not course.rules.held_before or _refused("no-duty")(course, day),
    "nothing-passes": lambda course, day: not course.rules.passes and any(each <= day for each in days_of_move(course)),
}
