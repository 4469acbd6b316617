"""The way on: whoever is waited for can answer, and answers alone bring a transfer to its end. No dead end."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time

from exchange.transfer import (
    END_STAGES,
    SILENCES,
    AnyBody,
    Conversation,
    Deadline,
    MessageType,
    Silence,
    Stage,
    Update,
    effective,
    next_place,
    type_of,
)
from exchange.transfer.course import Course, course_of
from exchange.transfer.deadlines import deadlines_in
from exchange.transfer.facts import open_disputes
from exchange.transfer.moving import stated_days
from tests.transfer.alphabet import EXPLAINED, may_say
from tests.transfer.judging import Judged, judge_course
from tests.transfer.said import (
    answer,
    arrived,
    cancelled,
    closed,
    completed,
    destroyed,
    documents,
    entered,
    joins,
    matched,
    recall,
    resolved,
    stated,
)

T = MessageType
# How much is still to come after each thing that is waited for: answering one thing may open those of less weight.
WEIGHT = {
    Silence.REPLY: 200, Silence.DOCUMENTS: 100, Silence.ARRIVAL: 40, Silence.RESOLUTION: 20, Silence.JOINING: 10,
    Silence.CORRECTION: 4, Silence.CONSENT: 4, Silence.ENTRY: 4, Silence.OWN_STEPS: 4, Silence.DAYS: 2,
}  # fmt: skip
UNSPOKEN = 100


def judge_way_on(held: Conversation, found: Judged, *, today: date) -> Conversation:
    """Somebody who is waited for can answer, and that brings the end nearer; what both hold then."""
    course = course_of(held.messages, held.receipts)
    assert course is not None
    following = _answered(held, course, found.open, today)
    later = course_of(following.messages, following.receipts)
    assert later is not None
    left = deadlines_in(later, on=today)
    assert weight(later, left) < weight(course, found.open), f"{silences(left)} after {silences(found.open)}"
    return following


def judge_way_to_the_end(held: Conversation, *, today: date) -> Stage:
    """Once everything is delivered, answers alone bring it to an end where nobody waits for anything."""
    held = _all_answered(held)
    while True:
        course = course_of(held.messages, held.receipts)
        assert course is not None
        found = judge_course(course, days=(today,), on=today)
        if not found.open:
            assert found.stage in END_STAGES
            return found.stage
        held = judge_way_on(held, found, today=today)


def _all_answered(held: Conversation) -> Conversation:
    """What both hold once every message has its receipt: what counts is delivered, what the table refuses rejected."""
    answered = {each.of for each in held.receipts}
    counting = {each.digest for each in effective(held.messages, held.receipts)}
    for message in held.messages:
        if message.digest not in answered:
            held = held.with_receipt(answer(message, outcome="delivered" if message.digest in counting else "rejected"))
    return held


def weight(course: Course, found: Iterable[Deadline]) -> int:
    """How much is still to come; what went to the wrong person is put right by one council, then by the other. Of a
    council that was given all by hand and has said nothing here, nothing is waited for but that it destroys what is
    recalled; from its first word on, everything is.
    """
    unspoken = UNSPOKEN if course.is_handed_over else 0
    halves = (course.parties.sending in each.waits_for and each.about is Silence.CORRECTION for each in found)
    return unspoken + sum(WEIGHT.get(each.about, 1) for each in found) + WEIGHT[Silence.CORRECTION] * sum(halves)


def silences(found: Iterable[Deadline]) -> list[str]:
    return [f"{each.about} by {each.waits_for}" for each in found]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _answered(held: Conversation, course: Course, found: tuple[Deadline, ...], today: date) -> Conversation:
    """What both hold after a council that means well has answered the first silence that can be answered."""
    for deadline in found:
        for council in deadline.waits_for:
            body = _answer_to(deadline, course, council, today)
            if body is not None and may_say(course, council, body, at=noon(today)):
                assert type_of(body) in SILENCES[deadline.about].answers
                place = next_place(held, council=council)
                message = stated(body, council, course.parties.other_than(council), place, noon(today))
                return held.with_message(message).with_receipt(answer(message, at=noon(today)))
    raise AssertionError(f"nobody can answer {silences(found)}")


def _answer_to(deadline: Deadline, course: Course, council: str, today: date) -> AnyBody | None:
    of = deadline.of or ""
    match deadline.about:
        case Silence.RESOLUTION:
            named = tuple(each.digest for each in open_disputes(course.past))
            return resolved(*named, holder=course.parties.role_of(council), starts_on=today)
        case Silence.CORRECTION:
            return matched() if council == course.parties.receiving else documents()
        case Silence.DAYS:
            latest = max(stated_days(course))
            own = course.past.newest(T.ARRIVED, by=council)
            return None if own and own.body == arrived(latest) else arrived(latest)
        case Silence.ARRIVAL:
            return arrived(min(deadline.since, today))
        case Silence.JOINING:
            asked = course.past.find(of)
            return asked.body if asked and isinstance(asked.body, Update) else joins()
        case about if about in _ANSWERS:
            return _ANSWERS[about](of, today)
        case _:
            return None


_ANSWERS: dict[Silence, Callable[[str, date], AnyBody]] = {
    Silence.DOCUMENTS: lambda of, _: documents(of),
    Silence.ANSWER: lambda of, _: Update(about="answer", of=of, text="4711"),
    Silence.DESTRUCTION: destroyed,
    Silence.REPLY: lambda _of, _: cancelled("no-match"),
    Silence.MATCH: lambda _of, _: matched(),
    Silence.DECISION: lambda _of, _: EXPLAINED,
    Silence.CARE: lambda _of, _: EXPLAINED,
    Silence.EXPLANATION: lambda _of, _: EXPLAINED,
    Silence.ENTRY: lambda _of, _: entered(),
    Silence.OWN_STEPS: lambda _of, today: completed(today),
    Silence.CLOSING: lambda _of, today: closed(today, "other"),
    Silence.CONSENT: lambda _of, _: recall(ground="consent-withdrawn"),
}
