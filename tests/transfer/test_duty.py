from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.transfer import (
    JURISDICTIONS,
    Disputed,
    Duty,
    Held,
    Message,
    Nobody,
    PlannedMove,
    Receipt,
    Rule,
    allowed_moves,
    duty_holder,
)
from exchange.transfer.bodies import Basis, Confidence
from tests.transfer.said import (
    MOVE,
    NOON,
    A,
    B,
    Desk,
    answer,
    arrived,
    cancelled,
    completed,
    decision,
    desks,
    documents,
    fitting,
    joins,
    matched,
    new_day,
    no_match,
    notification,
    recall,
    refused,
    request,
)

RULES = JURISDICTIONS["wls-s56"]
DAY = timedelta(days=1)
LATER = datetime(2026, 12, 9, 12, tzinfo=UTC)


def holders(messages: Iterable[Message], receipts: Iterable[Receipt], *days: date) -> list[Duty]:
    held, answers = tuple(messages), tuple(receipts)
    return [duty_holder(held, answers, day=day) for day in days]


def test_nobody_holds_a_duty_in_a_transfer_in_which_nothing_was_said() -> None:
    assert duty_holder((), (), day=MOVE) == Nobody("nothing-said")


def test_the_sending_council_holds_the_duty_until_the_day_of_the_move_and_the_receiving_one_from_its_start() -> None:
    a, _ = desks()
    notified = a.say(notification())
    before, on, after = holders([notified], [answer(notified)], MOVE - DAY, MOVE, MOVE + DAY)
    assert before == Held(A, RULES.before_move, expected=True)
    assert on == after == Held(B, RULES.from_move, expected=True)


def test_a_decision_changes_nothing_about_the_duty() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    days = [MOVE + DAY * offset for offset in range(-3, 4)]
    undecided = holders([notified], [answer(notified)], *days)
    assert holders([notified, b.say(decision())], [answer(notified)], *days) == undecided


def test_a_council_that_was_not_told_does_not_lead() -> None:
    a, _ = desks()
    notified = a.say(notification())
    assert holders([notified], [], MOVE, MOVE + DAY * 400) == [Held(A, RULES.not_told, expected=True)] * 2


def test_a_council_told_after_the_move_leads_from_the_day_it_was_told() -> None:
    a, _ = desks()
    notified = a.say(notification())
    told = answer(notified, at=datetime(2026, 12, 3, 9, tzinfo=UTC))
    assert holders([notified], [told], date(2026, 12, 2), date(2026, 12, 3)) == [
        Held(A, RULES.not_told, expected=True),
        Held(B, RULES.from_move, expected=True),
    ]


def test_whatever_the_receiving_council_says_shows_that_it_was_told() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    assert holders([notified, b.say(decision())], [], MOVE) == [Held(B, RULES.from_move, expected=True)]


def test_a_receipt_for_a_later_message_shows_that_the_earlier_one_is_there() -> None:
    a, _ = desks()
    notified, moved = a.say(notification()), a.say(arrived(), at=LATER)
    assert holders([notified, moved], [answer(moved, at=LATER)], LATER.date()) == [Held(B, RULES.from_move)]


@pytest.mark.parametrize("change", [{"iss": A}, {"aud": B}, {"transfer": "another"}, {"of": "another"}])
def test_a_receipt_that_is_not_the_addressee_s_shows_nothing(change: dict[str, str]) -> None:
    a, _ = desks()
    notified = a.say(notification())
    receipt = answer(notified)
    forged = type(receipt)(**{**vars(receipt), **change})
    assert holders([notified], [forged], MOVE) == [Held(A, RULES.not_told, expected=True)]


def test_a_council_that_refused_the_notification_for_good_does_not_lead() -> None:
    a, _ = desks()
    notified = a.say(notification())
    refused = answer(notified, outcome="rejected")
    assert holders([notified], [refused], MOVE - DAY, MOVE + DAY) == [Held(A, RULES.before_move)] * 2


def test_a_move_that_is_merely_possible_moves_no_duty_before_it_is_stated() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification(confidence="possible")))
    assert holders([notified], [answer(notified)], MOVE) == [Held(A, RULES.before_move)]
    moved = b.say(arrived(), at=LATER)
    assert holders([notified, moved], [answer(notified)], MOVE) == [Held(B, RULES.from_move)]


@pytest.mark.parametrize("by_sending", [True, False])
@pytest.mark.parametrize("offset", [-2, 0, 3])
def test_the_day_stated_by_either_council_takes_the_place_of_the_expected_one(by_sending: bool, offset: int) -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    actual = MOVE + DAY * offset
    moved = (a if by_sending else b).say(arrived(actual), at=LATER)
    assert holders([notified, moved], [answer(notified)], actual - DAY, actual) == [
        Held(A, RULES.before_move),
        Held(B, RULES.from_move),
    ]


@pytest.mark.parametrize(("day_of_a", "day_of_b"), [(0, 2), (2, 0)])
def test_between_days_that_differ_the_duty_is_disputed_and_the_sending_council_leads(
    day_of_a: int, day_of_b: int
) -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    said = [notified, a.say(arrived(MOVE + DAY * day_of_a), at=LATER), b.say(arrived(MOVE + DAY * day_of_b), at=LATER)]
    days = [MOVE - DAY, MOVE, MOVE + DAY, MOVE + DAY * 2]
    assert holders(said, [answer(notified)], *days) == [
        Held(A, RULES.before_move),
        Disputed(A, RULES.days_differ),
        Disputed(A, RULES.days_differ),
        Held(B, RULES.from_move),
    ]


def test_a_dispute_ends_when_one_council_corrects_its_day() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    a.keep(b.say(arrived(MOVE + DAY * 2), at=LATER))
    said = [*a.conversation.messages, a.say(arrived(MOVE), at=LATER), a.say(arrived(MOVE + DAY * 2), at=LATER)]
    days = [MOVE, MOVE + DAY * 2]
    assert holders(said, [answer(notified)], *days) == [Held(A, RULES.before_move), Held(B, RULES.from_move)]


def test_a_council_is_told_on_the_day_in_london() -> None:
    a, _ = desks()
    notified = a.say(notification(day=date(2027, 7, 1)), at=NOON)
    told = answer(notified, at=datetime(2027, 7, 4, 23, 30, tzinfo=UTC))  # half past midnight on the 5th in London
    assert holders([notified], [told], date(2027, 7, 4), date(2027, 7, 5)) == [
        Held(A, RULES.not_told, expected=True),
        Held(B, RULES.from_move, expected=True),
    ]


def test_every_rule_is_cited_and_what_is_our_own_reading_is_never_shown_as_verified_law() -> None:
    for jurisdiction in JURISDICTIONS.values():
        members = [getattr(jurisdiction, field.name) for field in fields(jurisdiction)]
        rules = [rule for rule in members if isinstance(rule, Rule)]
        assert len({rule.code for rule in rules}) == len(rules) == 11
        assert all(rule.sentence and rule.citation and not (rule.local and rule.verified) for rule in rules)


def test_only_what_the_receiving_council_signed_shows_when_it_was_told() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    decided = b.say(decision(), at=LATER)
    early = answer(decided, at=NOON)  # by the sending council, whose clock is wrong
    assert holders([notified, decided], [early], MOVE) == [Held(A, RULES.not_told, expected=True)]


def test_a_refusal_does_not_show_that_a_council_was_told_even_beside_a_receipt() -> None:
    a, _ = desks()
    notified = a.say(notification())
    answers = [answer(notified, outcome="rejected"), answer(notified, at=LATER)]
    assert holders([notified], answers, MOVE, LATER.date()) == [
        Held(A, RULES.not_told, expected=True),
        Held(B, RULES.from_move, expected=True),
    ]


def opened(basis: Basis, confidence: Confidence = "likely") -> tuple[Desk, Desk, Message]:
    """The sending council notifies on this basis; the receiving one has it."""
    a, b = desks()
    return a, b, b.keep(a.say(notification(basis=basis, confidence=confidence)))


def asked(confidence: Confidence = "likely") -> tuple[Desk, Desk, Message]:
    """The receiving council asks; the sending one has it."""
    a, b = desks()
    move = PlannedMove(day=MOVE, confidence=confidence, basis="wls-s56")
    return a, b, a.keep(b.say(request(move=move)))


def test_a_council_that_asked_because_it_is_satisfied_leads_from_the_day_of_the_move_answered_or_not() -> None:
    _, _, asking = asked()
    assert holders([asking], [], MOVE - DAY, MOVE) == [
        Held(A, RULES.before_move, expected=True), Held(B, RULES.from_move, expected=True),
    ]  # fmt: skip
    _, _, unsure = asked("possible")
    assert holders([unsure], [], MOVE) == [Held(A, RULES.before_move)]


def test_a_council_that_does_not_know_the_person_holds_no_duty_and_the_other_one_s_stands() -> None:
    a, b, asking = asked()
    said = [asking, b.keep(a.say(no_match(asking.digest)))]
    assert holders(said, [], MOVE - DAY, MOVE) == [Nobody("no-match"), Held(B, RULES.from_move, expected=True)]
    found = [*said, b.keep(a.say(documents(asking.digest)))]
    assert holders(found, [], MOVE - DAY) == [Held(A, RULES.before_move, expected=True)]


def test_nothing_passes_for_whom_the_law_does_not_cover() -> None:
    a, b, asking = asked()
    outside = [asking, b.keep(a.say(refused(asking.digest, "outside-s56")))]
    assert holders(outside, [], MOVE - DAY, MOVE + DAY) == [Held(A, RULES.outside)] * 2
    a, b, asking = asked()
    power = [asking, b.keep(a.say(refused(asking.digest, "no-duty")))]
    assert holders(power, [], MOVE) == [Nobody("no-duty", RULES.before_move)]
    _, _, asking = asked()
    consent = [asking, a.say(refused(asking.digest, "consent-missing"))]
    assert holders(consent[:1], [], MOVE) == [Held(B, RULES.from_move, expected=True)]


def test_needs_met_under_a_power_and_carers_with_a_support_plan_move_without_a_duty_passing() -> None:
    _, _, power = opened("wls-power")
    _, _, carer = opened("wls-carer")
    told = [answer(power), answer(carer)]
    rules = JURISDICTIONS["wls-power"], JURISDICTIONS["wls-carer"]
    assert holders([power], told, MOVE - DAY, MOVE) == [
        Nobody("no-duty", rules[0].before_move), Nobody("nothing-passes", rules[0].from_move),
    ]  # fmt: skip
    assert holders([power], [], MOVE - DAY, MOVE) == holders([power], told, MOVE - DAY, MOVE)  # told or not
    assert rules[0].from_move.sentence.endswith("no duty passes with the move.")
    assert holders([carer], told, MOVE - DAY, MOVE) == [
        Held(A, rules[1].before_move, expected=True), Nobody("nothing-passes", rules[1].from_move),
    ]  # fmt: skip


def test_in_england_a_council_is_bound_once_it_is_satisfied_and_not_by_having_been_told() -> None:
    rules = JURISDICTIONS["eng-s37"]
    a, b, notified = opened("eng-s37")
    looked = a.keep(b.say(matched()))
    assert holders([notified, looked], [answer(notified)], MOVE) == [Held(A, rules.not_told, expected=True)]
    decided = a.keep(b.say(decision()))
    assert holders([notified, looked, decided], [], MOVE) == [Held(B, rules.from_move, expected=True)]


@pytest.mark.parametrize("basis", ["cross-border", "sct-s86"])
def test_elsewhere_the_duty_follows_the_person_by_rules_of_its_own(basis: Basis) -> None:
    _, _, notified = opened(basis)
    rules = JURISDICTIONS[basis]
    assert holders([notified], [answer(notified)], MOVE - DAY, MOVE) == [
        Held(A, rules.before_move, expected=True), Held(B, rules.from_move, expected=True),
    ]  # fmt: skip


def test_a_new_day_takes_the_place_of_the_one_that_was_expected() -> None:
    a, b, notified = opened("wls-s56")
    later = a.keep(b.say(new_day(MOVE + DAY * 3)))
    assert holders([notified, later], [], MOVE, MOVE + DAY * 3) == [
        Held(A, RULES.before_move, expected=True), Held(B, RULES.from_move, expected=True),
    ]  # fmt: skip
    unsure = b.keep(a.say(new_day(MOVE, "possible")))
    assert holders([notified, later, unsure], [], MOVE + DAY * 9) == [Held(A, RULES.before_move)]


def test_of_two_new_days_that_crossed_the_earlier_is_expected() -> None:
    a, b, notified = opened("wls-s56")
    said = [notified, a.say(new_day(MOVE + DAY * 4)), b.say(new_day(MOVE + DAY * 2))]
    assert holders(said, [], MOVE + DAY, MOVE + DAY * 2) == [
        Held(A, RULES.before_move, expected=True), Held(B, RULES.from_move, expected=True),
    ]  # fmt: skip


def test_a_move_that_is_off_leaves_the_duty_where_it_was_and_an_arrival_overrules_that() -> None:
    a, b, notified = opened("wls-s56")
    off = a.say(cancelled())
    assert holders([notified, off], [answer(notified)], MOVE + DAY) == [Held(A, RULES.before_move)]
    there = b.say(arrived(), at=LATER)  # it crosses, or follows: that makes no difference
    b.keep(off)
    follows = b.say(arrived(MOVE + DAY), at=LATER)
    for said in ([notified, off, there], [notified, off, there, follows]):
        assert holders(said, [answer(notified)], LATER.date()) == [Held(B, RULES.from_move)]


def test_who_called_the_move_off_cannot_say_that_the_person_arrived() -> None:
    a, b, notified = opened("wls-s56")
    said = [notified, a.say(cancelled()), a.say(arrived(), at=LATER)]
    assert holders(said, [answer(notified)], LATER.date()) == [Held(A, RULES.before_move)]
    assert isinstance(b, Desk)


def test_after_a_death_nobody_holds_a_duty_and_of_two_days_the_later_counts() -> None:
    a, b, notified = opened("wls-s56")
    said = [notified, a.say(cancelled("died", MOVE), at=LATER), b.say(cancelled("died", MOVE + DAY), at=LATER)]
    assert holders(said, [answer(notified)], MOVE - DAY, MOVE + DAY, MOVE + DAY * 2) == [
        Held(A, RULES.before_move), Held(A, RULES.before_move), Nobody("died"),
    ]  # fmt: skip
    a, b, notified = opened("wls-s56")
    moved = [notified, b.say(arrived(MOVE - DAY), at=LATER), a.say(cancelled("died", MOVE), at=LATER)]
    assert holders(moved, [answer(notified)], MOVE, MOVE + DAY) == [Held(B, RULES.from_move), Nobody("died")]


def test_a_transfer_that_both_joined_to_another_answers_for_nobody_and_one_word_alone_joins_nothing() -> None:
    a, b, notified = opened("wls-s56")
    ours = b.keep(a.say(joins()))
    assert holders([notified, ours], [answer(notified)], MOVE) == [Held(B, RULES.from_move, expected=True)]
    theirs = a.keep(b.say(joins(), at=NOON + DAY))
    days = [NOON.date(), NOON.date() + DAY, MOVE]
    assert holders([notified, ours, theirs], [answer(notified)], *days) == [
        Held(A, RULES.before_move), Nobody("joined"), Nobody("joined"),
    ]  # fmt: skip


def test_once_its_own_steps_are_complete_the_receiving_council_leads_by_its_own_plan() -> None:
    _, b, notified = opened("wls-s56")
    said = [notified, b.say(arrived(), at=LATER), b.say(completed(MOVE + DAY * 3), at=LATER)]
    assert holders(said, [answer(notified)], MOVE + DAY * 2, MOVE + DAY * 3) == [
        Held(B, RULES.from_move), Held(B, RULES.own_plan),
    ]  # fmt: skip


def test_a_recalled_transfer_leaves_the_duty_with_who_sent_it() -> None:
    a, _, notified = opened("wls-s56")
    said = [notified, a.say(recall(scope="transfer", ground="misdirected", records=()))]
    assert holders(said, [answer(notified)], MOVE) == [Held(A, RULES.before_move)]


@given(
    day=st.integers(-400, 400), basis=st.sampled_from(sorted(JURISDICTIONS)), words=st.randoms(use_true_random=False)
)
def test_there_is_one_answer_on_every_day_whatever_was_said(day: int, basis: Basis, words: Random) -> None:
    a, b, _ = opened(basis)
    for _ in range(words.randrange(8)):
        desk, other = words.choice(((a, b), (b, a)))
        kinds = allowed_moves(desk.conversation.messages, council=desk.council)
        body = fitting(words.choice(kinds), desk.conversation.messages, council=desk.council, day=MOVE)
        other.keep(desk.say(body))
    said = list(a.conversation.messages)
    first = duty_holder(said, [], day=MOVE + DAY * day)
    words.shuffle(said)
    assert duty_holder(said, [], day=MOVE + DAY * day) == first
    assert isinstance(first, Held | Disputed | Nobody)
