"""Who is silent about what, in the course of a transfer: one function for each row of the table of silences."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from exchange.transfer.bodies import Decision, Documents, MessageType, Side, Update, WrongPerson
from exchange.transfer.course import Course
from exchange.transfer.days import london_day
from exchange.transfer.disputes import settled_for, settlements_of
from exchange.transfer.facts import doubted, joined, open_disputes, open_recalls, records_sent
from exchange.transfer.laws import Rule
from exchange.transfer.messages import Message
from exchange.transfer.moving import expected_day, stated_days
from exchange.transfer.silences import CARE_ALARM_DAYS, Silence

_T = MessageType


@dataclass(frozen=True)
class Open:
    """A silence: on whom it waits, since when, about which message, and by which law, if one asks for the answer.

    `alarm_on` and `limit` take the place of the table's where the move or the jurisdiction sets them.
    """

    waits_for: tuple[str, ...]
    since: date
    of: str | None = None
    alarm_on: date | None = None
    law: Rule | None = None
    limit: Rule | None = None


def waits_in(course: Course) -> Iterator[tuple[Silence, Open]]:
    """Every silence in the course of this transfer."""
    groups = [_ALWAYS]
    if course.counting and not course.is_over:
        groups.append(_UNTIL_OVER)
        if not course.past.said(_T.CLOSED):
            groups.append(_UNTIL_CLOSED)
    for group in groups:
        for silence, find in group.items():
            yield from ((silence, found) for found in find(course))


def care_is_arranged(decision: Decision) -> bool:
    """Whether every need that is not dropped has an arrangement for the first day, or one arrangement is for all."""
    arranged = {each.need for each in decision.day_one}
    needs = {each.need for each in decision.needs if each.outcome != "dropped"}
    return bool(arranged) and (None in arranged or needs <= arranged)


def newest_decision(course: Course) -> Message | None:
    """The receiving council's decision that counts: its newest."""
    return course.past.newest(_T.DECISION, by=course.parties.receiving)


def _receipts(course: Course) -> Iterator[Open]:
    for message in () if course.is_handed_over else course.counting:
        if message.digest not in course.receipts:
            yield Open((message.aud,), london_day(message.issued_at), message.digest)


def _documents(course: Course) -> Iterator[Open]:
    bodies = (each.body for each in course.past.all(_T.DOCUMENTS))
    answered = {body.of for body in bodies if isinstance(body, Documents)}
    notified = course.past.said(_T.NOTIFICATION)
    for request in course.past.all(_T.REQUEST):
        if request.digest not in answered and not (notified and request.body.opened_by):
            since, law = course.reached_on(request), course.rules.information
            yield Open((course.parties.sending,), since, request.digest, law=law)


def _reply(course: Course) -> Iterator[Open]:
    answer = course.past.newest(_T.DOCUMENTS, by=course.parties.sending)
    if answer is None or course.unanswered_opening() is None or course.past.said(_T.ARRIVED):
        return
    if not any(course.past.knew(request, answer) for request in course.past.all(_T.REQUEST)):
        yield Open((course.parties.receiving,), course.reached_on(answer), answer.digest)


def _answers(course: Course) -> Iterator[Open]:
    bodies = (each.body for each in course.past.all(_T.UPDATE, topic="answer"))
    answered = {body.of for body in bodies if isinstance(body, Update)}
    for question in course.past.all(_T.UPDATE, topic="question"):
        if question.digest not in answered:
            yield Open((question.aud,), course.reached_on(question), question.digest)


def _match(course: Course) -> Iterator[Open]:
    if records_sent(course.past) and not course.past.said(_T.MATCHED, _T.WRONG_PERSON):
        yield Open((course.parties.receiving,), _records_reached_on(course))


def _correction(course: Course) -> Iterator[Open]:
    wrong = doubted(course.past)
    if wrong is None or not isinstance(wrong.body, WrongPerson):
        return
    put_right = (*course.past.all(_T.DOCUMENTS), *course.past.all(_T.RECALL))
    theirs = wrong.body.fault != "receiving" and not any(course.past.knew(each, wrong) for each in put_right)
    waits_for = course.parties.sending if theirs else course.parties.receiving
    yield Open((waits_for,), course.reached_on(wrong), wrong.digest)


def _decision(course: Course) -> Iterator[Open]:
    if newest_decision(course) is None and not _needs_no_care(course):
        yield Open((course.parties.receiving,), course.reached_on(course.opening))


def _care(course: Course) -> Iterator[Open]:
    """That the sending council has closed ends this silence for nobody."""
    day = min(stated_days(course), default=expected_day(course))
    decided = newest_decision(course)
    body = decided.body if decided else None
    if day is None or _nobody_to_care_for(course) or (isinstance(body, Decision) and care_is_arranged(body)):
        return
    since = london_day(course.opening.issued_at)
    alarm_on = max(since, day - timedelta(days=CARE_ALARM_DAYS))
    yield Open((course.parties.receiving,), since, decided.digest if decided else None, alarm_on)


def _explanation(course: Course) -> Iterator[Open]:
    decided = newest_decision(course)
    if decided is None or not isinstance(decided.body, Decision) or decided.body.explanation is not None:
        return
    if any(each.outcome in ("varied", "dropped") for each in decided.body.needs):
        since, law = course.reached_on(decided), course.rules.explanation
        yield Open((course.parties.receiving,), since, decided.digest, law=law)


def _arrival(course: Course) -> Iterator[Open]:
    day = expected_day(course)
    if day is not None and not stated_days(course) and course.unanswered_opening() is None:
        yield Open(_both(course), day)


def _days(course: Course) -> Iterator[Open]:
    if len(set(stated_days(course))) > 1 and _settled(course) is None:
        since = max(london_day(each.issued_at) for each in course.past.all(_T.ARRIVED))
        yield Open(_both(course), since)


def _entry(course: Course) -> Iterator[Open]:
    days = stated_days(course)
    if days and records_sent(course.past) and not course.past.said(_T.ENTERED):
        yield Open((course.parties.receiving,), max(*days, _records_reached_on(course)))


def _own_steps(course: Course) -> Iterator[Open]:
    days = stated_days(course)
    if days and not course.past.said(_T.COMPLETED) and _settled(course) != "sending":
        yield Open((course.parties.receiving,), max(days))


def _closing(course: Course) -> Iterator[Open]:
    past = course.past
    moved = past.said(_T.ARRIVED)
    entered = past.said(_T.ENTERED) or (past.said(_T.COMPLETED) and not records_sent(past))
    kept = _settled(course) == "sending"
    if past.said(_T.DELIVERED_BY_HAND) or (moved and (entered or kept)):
        kinds = (_T.ENTERED, _T.COMPLETED, _T.ARRIVED, _T.DELIVERED_BY_HAND, _T.RESOLVED)
        since = max(london_day(each.issued_at) for kind in kinds for each in past.all(kind))
        yield Open((course.parties.sending,), since)


def _destruction(course: Course) -> Iterator[Open]:
    for recall in open_recalls(course.past):
        yield Open((course.parties.receiving,), course.reached_on(recall), recall.digest)


def _resolution(course: Course) -> Iterator[Open]:
    for dispute in open_disputes(course.past):
        since = london_day(dispute.issued_at)
        ends = months_later(since, course.rules.dispute_months)
        yield Open(_both(course), since, dispute.digest, ends, limit=course.rules.dispute_limit)


def _joining(course: Course) -> Iterator[Open]:
    said = [course.past.newest(_T.UPDATE, by=each, topic="joins") for each in _both(course)]
    if joined(course.past) is None:
        for message in said:
            if message is not None:
                yield Open((message.aud,), course.reached_on(message), message.digest)


def _consent(course: Course) -> Iterator[Open]:
    """A consent that was withdrawn, and not given again since by one who knew; then records are recalled, always."""
    past, law = course.past, course.rules.information
    said = tuple(past.all(_T.UPDATE, topic="consent"))
    for message in said:
        withdrawn = isinstance(message.body, Update) and message.body.withdrawn_on is not None
        after = (*said, *past.all(_T.RECALL))
        if withdrawn and not any(past.knew(each, message) for each in after if each is not message):
            yield Open((course.parties.sending,), course.reached_on(message), message.digest, law=law)


def _records_reached_on(course: Course) -> date:
    sent = (*course.past.all(_T.NOTIFICATION), *course.past.all(_T.DOCUMENTS, topic="sent"))
    return min(course.reached_on(each) for each in sent)


def _settled(course: Course) -> Side | None:
    """Who holds the duty as agreed or determined last."""
    return settled_for(tuple(settlements_of(course)), day=date.max)


def _both(course: Course) -> tuple[str, str]:
    return course.parties.sending, course.parties.receiving


def _needs_no_care(course: Course) -> bool:
    """Whether the receiving council's own steps are complete, or nothing was sent to decide on."""
    return course.past.said(_T.COMPLETED) or course.unanswered_opening() is not None


def _nobody_to_care_for(course: Course) -> bool:
    """As before; or the sending council keeps the duty, or closed on the wrong person, or on a council out of reach."""
    void = doubted(course.past) is not None or course.is_handed_over
    return _needs_no_care(course) or _settled(course) == "sending" or (void and course.past.said(_T.CLOSED))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


_Finder = Callable[[Course], Iterator[Open]]
_ALWAYS: Mapping[Silence, _Finder] = {
    Silence.RECEIPT: _receipts,
    Silence.DESTRUCTION: _destruction,
    Silence.RESOLUTION: _resolution,
    Silence.CONSENT: _consent,
}
_UNTIL_OVER: Mapping[Silence, _Finder] = {Silence.CARE: _care, Silence.OWN_STEPS: _own_steps}
_UNTIL_CLOSED: Mapping[Silence, _Finder] = {
    Silence.DOCUMENTS: _documents,
    Silence.REPLY: _reply,
    Silence.ANSWER: _answers,
    Silence.MATCH: _match,
    Silence.CORRECTION: _correction,
    Silence.DECISION: _decision,
    Silence.EXPLANATION: _explanation,
    Silence.ARRIVAL: _arrival,
    Silence.DAYS: _days,
    Silence.ENTRY: _entry,
    Silence.CLOSING: _closing,
    Silence.JOINING: _joining,
}
