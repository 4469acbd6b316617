"""Every silence has a deadline and an alarm, and both councils see the same ones on the same day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from exchange.transfer import (
    JURISDICTIONS,
    SILENCES,
    AnyBody,
    DayOne,
    Deadline,
    DeliveredByHand,
    Explanation,
    Message,
    MessageType,
    NeedDecision,
    Receipt,
    Settings,
    Silence,
    Update,
    care_is_arranged,
    deadlines,
)
from exchange.transfer.waits import months_later
from tests.transfer.said import (
    MOVE,
    NOON,
    PLAN,
    A,
    B,
    Desk,
    answer,
    arrived,
    asking,
    by_hand,
    cancelled,
    closed,
    completed,
    decision,
    desks,
    destroyed,
    dispute,
    documents,
    entered,
    joins,
    matched,
    new_day,
    no_match,
    not_ours,
    notification,
    question,
    recall,
    refused,
    request,
    resolved,
    wrong_person,
)

DAY = timedelta(days=1)
TODAY = NOON.date()
S = Silence
ARRANGED = decision(
    day_one=(DayOne(starts_on=MOVE, how="h", owner="o"),),
    explanation=Explanation(given_on=TODAY, to=("person",), language="cy"),
)


class Talk:
    """Two councils that hear each other at once and answer at once."""

    def __init__(self, *, asks: bool = False, opening: AnyBody | None = None) -> None:
        self.a, self.b = desks()
        self.receipts: list[Receipt] = []
        self.first = self.b_says(request()) if asks else self.a_says(opening or notification())

    def a_says(self, body: AnyBody, *, on: date = TODAY) -> Message:
        return self._says(self.a, self.b, body, on)

    def b_says(self, body: AnyBody, *, on: date = TODAY) -> Message:
        return self._says(self.b, self.a, body, on)

    def _says(self, speaker: Desk, listener: Desk, body: AnyBody, on: date) -> Message:
        at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        message = listener.keep(speaker.say(body, at=at))
        self.receipts.append(answer(message, at=at))
        return message

    def open(self, on: date = TODAY, settings: Settings | None = None) -> dict[Silence, Deadline]:
        found = deadlines(self.a.conversation.messages, self.receipts, on=on, settings=settings or Settings())
        assert found == deadlines(
            self.b.conversation.messages[::-1], self.receipts[::-1], on=on, settings=settings or Settings()
        )
        assert list(found) == sorted(found, key=lambda each: each.alarm_on)
        return {each.about: each for each in found}


def on_whom(talk: Talk, about: Silence) -> tuple[str, ...]:
    return talk.open()[about].waits_for


def test_where_nobody_opened_anything_nobody_is_waited_for() -> None:
    assert deadlines((), (), on=TODAY) == ()


def test_a_message_without_a_receipt_waits_for_its_addressee_s_system() -> None:
    notified = Desk(A, B).say(notification())
    (first, *_) = [each for each in deadlines([notified], [], on=TODAY + DAY * 3) if each.about is S.RECEIPT]
    assert (first.waits_for, first.since, first.of) == ((B,), TODAY, notified.digest)
    assert (first.due, first.alarm_on, first.is_due, first.is_alarm) == (TODAY + DAY, TODAY + DAY * 3, True, True)
    refusal = answer(notified, outcome="rejected")
    assert deadlines([notified], [refusal], on=TODAY) == ()  # refused for good: it counts for nothing


def test_once_notified_the_receiving_council_is_waited_for_and_then_both() -> None:
    found = Talk().open()
    assert {each: found[each].waits_for for each in found} == {
        S.MATCH: (B,), S.DECISION: (B,), S.CARE: (B,), S.ARRIVAL: (A, B),
    }  # fmt: skip


@pytest.mark.parametrize("opening", [notification(), notification(confidence="possible")])
def test_care_that_nobody_confirmed_two_days_before_the_move_alarms_both_councils(opening: AnyBody) -> None:
    talk = Talk(opening=opening)
    assert [talk.open(MOVE - DAY * ahead)[S.CARE].is_alarm for ahead in (3, 2, 1)] == [False, True, True]
    talk.b_says(decision())  # need-2 has no arrangement
    assert talk.open(MOVE - DAY * 2)[S.CARE].is_alarm
    talk.b_says(ARRANGED)
    assert S.CARE not in talk.open(MOVE - DAY * 2)


def test_closing_too_soon_does_not_silence_the_alarm_about_care() -> None:
    """The council that closed has not made sure that the other one took the care on."""
    talk = Talk()
    talk.a_says(closed(TODAY, "no-answer"))
    assert set(talk.open(MOVE - DAY * 2)) == {S.CARE}
    assert talk.open(MOVE - DAY * 2)[S.CARE].is_alarm
    talk.b_says(ARRANGED)
    assert talk.open() == {}


@pytest.mark.parametrize("said", [by_hand(TODAY), wrong_person()])
def test_closing_ends_the_alarm_about_care_where_there_is_nobody_to_care_for_or_to_ask(said: AnyBody) -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    speaker, listener = (a, b) if isinstance(said, DeliveredByHand) else (b, a)
    listener.keep(speaker.say(said))

    def silences(held: Desk) -> set[Silence]:
        receipts = [answer(each) for each in held.conversation.messages]
        return {each.about for each in deadlines(held.conversation.messages, receipts, on=MOVE)}

    assert S.CARE in silences(a)
    a.say(closed(TODAY, "other"))
    assert S.CARE not in silences(a)


def test_a_council_that_keeps_the_duty_arranges_no_care_elsewhere_and_may_close() -> None:
    talk = Talk()
    raised = talk.b_says(not_ours())
    talk.a_says(resolved(raised.digest, holder="sending", starts_on=TODAY))
    assert not {S.CARE, S.OWN_STEPS, S.CLOSING} & set(talk.open())
    talk.a_says(arrived(), on=MOVE)
    assert on_whom(talk, S.CLOSING) == (A,)


def test_a_move_announced_the_day_before_alarms_at_once_and_a_new_day_moves_the_alarm() -> None:
    late = Talk(opening=notification(day=TODAY + DAY))
    assert late.open()[S.CARE].alarm_on == TODAY
    talk = Talk()
    talk.b_says(new_day(MOVE + DAY * 10))
    assert talk.open()[S.CARE].alarm_on == MOVE + DAY * 8
    assert talk.open()[S.ARRIVAL].since == MOVE + DAY * 10


def test_a_request_waits_for_the_sending_council_by_law_within_a_local_limit() -> None:
    talk = Talk(asks=True)
    found = talk.open()
    assert set(found) == {S.DOCUMENTS, S.DECISION, S.CARE, S.ARRIVAL}
    waiting = found[S.DOCUMENTS]
    assert (waiting.waits_for, waiting.of, waiting.law) == (
        (A,),
        talk.first.digest,
        JURISDICTIONS["wls-s56"].information,
    )
    assert waiting.limit.local
    talk.a_says(documents(talk.first.digest))
    assert S.DOCUMENTS not in talk.open()
    more = talk.b_says(asking())
    assert talk.open()[S.DOCUMENTS].of == more.digest


@pytest.mark.parametrize("answers", [no_match, refused])
def test_after_no_match_or_a_refusal_the_one_who_asked_asks_again_or_cancels(answers: type) -> None:
    talk = Talk(asks=True)
    talk.a_says(answers(talk.first.digest))
    assert {each: talk.open()[each].waits_for for each in talk.open()} == {S.REPLY: (B,)}
    assert talk.open()[S.REPLY].alarm_on == TODAY + DAY * 30
    talk.b_says(asking())
    assert set(talk.open()) == {S.DOCUMENTS}
    talk.b_says(cancelled("no-match"))
    assert talk.open() == {}


def test_a_question_waits_for_the_one_who_was_asked() -> None:
    talk = Talk()
    asked = talk.b_says(question())
    assert (on_whom(talk, S.ANSWER), talk.open()[S.ANSWER].of) == ((A,), asked.digest)
    talk.a_says(Update(about="answer", of=asked.digest, text="4711"))
    assert S.ANSWER not in talk.open()


def test_what_went_to_the_wrong_person_is_put_right_by_who_erred_and_then_confirmed() -> None:
    talk = Talk()
    linked = talk.b_says(matched())
    talk.b_says(wrong_person(linked.digest))
    assert on_whom(talk, S.CORRECTION) == (B,)
    talk.b_says(matched())
    assert S.CORRECTION not in talk.open()
    talk.b_says(wrong_person(fault="sending"))
    assert on_whom(talk, S.CORRECTION) == (A,)
    talk.a_says(documents())
    assert on_whom(talk, S.CORRECTION) == (B,)


def test_what_is_decided_differently_is_explained_in_writing() -> None:
    talk = Talk()
    talk.b_says(decision())
    assert (on_whom(talk, S.EXPLANATION), talk.open()[S.EXPLANATION].law) == (
        (B,), JURISDICTIONS["wls-s56"].explanation,
    )  # fmt: skip
    talk.b_says(ARRANGED)
    assert S.EXPLANATION not in talk.open()
    accepted = NeedDecision(record=PLAN.record, need="need-1", outcome="accepted")
    talk.b_says(decision(needs=(accepted,)))
    assert S.EXPLANATION not in talk.open()


def test_after_the_arrival_records_are_entered_own_steps_completed_and_the_move_closed() -> None:
    talk = Talk()
    talk.b_says(matched())
    talk.b_says(ARRANGED)
    talk.a_says(arrived(), on=MOVE)
    assert set(talk.open(MOVE)) == {S.ENTRY, S.OWN_STEPS}
    talk.b_says(entered(), on=MOVE + DAY)
    assert set(talk.open(MOVE)) == {S.OWN_STEPS, S.CLOSING}
    assert on_whom(talk, S.CLOSING) == (A,)
    talk.a_says(closed(MOVE + DAY), on=MOVE + DAY)
    assert set(talk.open(MOVE)) == {S.OWN_STEPS}  # the interim duty is not over because the other council closed
    talk.b_says(completed(MOVE + DAY * 20), on=MOVE + DAY * 20)
    assert talk.open(MOVE) == {}


def test_two_days_of_arrival_become_one() -> None:
    talk = Talk()
    talk.a_says(arrived(), on=MOVE)
    talk.b_says(arrived(MOVE + DAY), on=MOVE + DAY)
    assert on_whom(talk, S.DAYS) == (A, B)
    talk.a_says(arrived(MOVE + DAY), on=MOVE + DAY)
    assert S.DAYS not in talk.open()


def test_a_recall_waits_for_a_statement_of_destruction_even_after_the_end() -> None:
    talk = Talk()
    taken_back = talk.a_says(recall(scope="transfer", ground="misdirected", records=()))
    assert set(talk.open()) == {S.DESTRUCTION}
    talk.b_says(destroyed(taken_back.digest, TODAY))
    assert talk.open() == {}


def test_a_dispute_has_the_limit_of_its_jurisdiction_and_waits_for_both() -> None:
    talk = Talk()
    raised = talk.b_says(not_ours())
    waiting = talk.open()[S.RESOLUTION]
    assert (waiting.waits_for, waiting.alarm_on, waiting.of) == ((A, B), date(2027, 3, 20), raised.digest)
    assert waiting.limit == JURISDICTIONS["wls-s56"].dispute_limit
    assert waiting.limit.local
    english = Talk(opening=notification(basis="eng-s37"))
    english.a_says(dispute())
    limit = english.open()[S.RESOLUTION].limit
    assert (limit.local, limit.verified) == (False, False)
    talk.a_says(resolved(raised.digest, holder="sending", starts_on=MOVE))
    assert S.RESOLUTION not in talk.open()


def test_joining_waits_for_the_other_council_until_both_name_the_same() -> None:
    talk = Talk()
    talk.a_says(joins())
    assert on_whom(talk, S.JOINING) == (B,)
    talk.b_says(joins("00000000-0000-0000-0000-000000000004"))
    waiting = [
        each for each in deadlines(talk.a.conversation.messages, talk.receipts, on=TODAY) if each.about is S.JOINING
    ]
    assert {each.waits_for for each in waiting} == {(A,), (B,)}
    talk.b_says(joins())
    assert talk.open() == {}


def test_a_consent_that_was_withdrawn_waits_for_the_recall_of_what_rested_on_it() -> None:
    talk = Talk()
    talk.b_says(Update(about="consent", withdrawn_on=TODAY))
    assert on_whom(talk, S.CONSENT) == (A,)
    talk.a_says(cancelled("consent-withdrawn"))
    assert set(talk.open()) == {S.CONSENT}  # calling the move off takes nothing back
    talk.a_says(recall(ground="consent-withdrawn"))
    assert set(talk.open()) == {S.DESTRUCTION}


def test_what_was_handed_over_by_hand_waits_for_its_sender_to_close_and_for_no_receipt() -> None:
    a, _ = desks()
    said = [a.say(notification()), a.say(by_hand(TODAY))]
    found = {each.about: each for each in deadlines(said, [], on=TODAY)}
    assert S.RECEIPT not in found
    assert found[S.CLOSING].waits_for == (A,)
    assert deadlines([*said, a.say(closed(TODAY, "by-hand"))], [], on=TODAY) == ()


@pytest.mark.parametrize("end", [cancelled(), cancelled("died", TODAY)])
def test_nobody_is_waited_for_after_the_end(end: AnyBody) -> None:
    talk = Talk()
    talk.b_says(question())
    talk.a_says(end)
    assert talk.open(MOVE + DAY * 400) == {}


def test_a_council_may_be_reminded_sooner_and_the_alarm_stays_where_it_is() -> None:
    talk = Talk()
    plain = talk.open()
    for about, days in ((S.DECISION, 1), (S.DECISION, 400), (S.CARE, 20), (S.CARE, 0)):
        strict = talk.open(settings=Settings(remind_days={about: days}))
        assert {each.alarm_on for each in strict.values()} == {each.alarm_on for each in plain.values()}
        assert all(each.since <= each.due <= each.alarm_on for each in strict.values())
    assert talk.open(settings=Settings({S.DECISION: 1}))[S.DECISION].due == TODAY + DAY
    assert plain[S.DECISION].due == TODAY + DAY * 5


def test_silence_counts_from_the_day_a_message_was_delivered() -> None:
    talk = Talk()
    talk.receipts = [replace(each, issued_at=NOON + DAY * 2) for each in talk.receipts]
    assert talk.open()[S.MATCH].since == TODAY + DAY * 2


def test_every_row_has_a_limit_that_is_cited_or_says_that_it_is_local() -> None:
    assert set(SILENCES) == set(Silence)
    for about, row in SILENCES.items():
        assert row.limit.local
        assert not row.limit.verified
        assert row.remind_days <= row.alarm_days or about is S.CARE
        assert row.answers <= set(MessageType)


@pytest.mark.parametrize(
    ("needs", "arranged", "whole"),
    [
        (("accepted", "varied"), ("need-0", "need-1"), True), (("accepted", "varied"), ("need-0",), False),
        (("accepted", "dropped"), ("need-0",), True), (("afresh",), (None,), True), (("accepted",), (), False),
        ((), (None,), True), ((), (), False),
    ],
)  # fmt: skip
def test_care_is_arranged_when_every_need_that_is_not_dropped_has_an_arrangement(
    needs: tuple[str, ...], arranged: tuple[str | None, ...], whole: bool
) -> None:
    decided = tuple(
        NeedDecision.model_validate({"record": PLAN.record, "need": f"need-{number}", "outcome": outcome})
        for number, outcome in enumerate(needs)
    )
    day_one = tuple(DayOne(need=need, starts_on=MOVE, how="h", owner="o") for need in arranged)
    assert care_is_arranged(decision(needs=decided, day_one=day_one)) is whole


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 20), 4, date(2027, 3, 20)), (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2027, 10, 30), 4, date(2028, 2, 29)), (date(2026, 8, 31), 4, date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_months_are_counted_by_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
