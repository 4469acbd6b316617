from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from exchange.transfer import JURISDICTIONS, Disputed, Duty, Held, Message, Nobody, Receipt, duty_holder
from tests.transfer.said import MOVE, NOON, A, B, answer, arrived, decision, desks, notification

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
        rules = (jurisdiction.before_move, jurisdiction.not_told, jurisdiction.from_move, jurisdiction.days_differ)
        assert len({rule.code for rule in rules}) == len(rules)
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
