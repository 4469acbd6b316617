"""Disputes: somebody leads on every day, and only what was agreed or determined ends them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from exchange.transfer import (
    JURISDICTIONS,
    AnyBody,
    Disputed,
    Duty,
    Held,
    Message,
    Stage,
    duty_holder,
    stage_of,
)
from exchange.transfer.bodies import Basis
from tests.transfer.said import (
    MOVE,
    A,
    B,
    Desk,
    answer,
    arrived,
    cancelled,
    closed,
    desks,
    dispute,
    not_ours,
    notification,
    resolved,
)

RULES = JURISDICTIONS["wls-s56"]
DAY = timedelta(days=1)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


class Talk:
    """Two councils that hear each other at once, unless they cross."""

    def __init__(self, basis: Basis = "wls-s56") -> None:
        self.a, self.b = desks()
        self.opened = self.b.keep(self.a.say(notification(basis=basis)))

    def says(self, desk: Desk, body: AnyBody, *, on: date) -> Message:
        other = self.b if desk is self.a else self.a
        return other.keep(desk.say(body, at=noon(on)))

    def cross(self, ours: AnyBody, theirs: AnyBody, *, on: date) -> tuple[Message, Message]:
        mine, yours = self.a.say(ours, at=noon(on)), self.b.say(theirs, at=noon(on))
        return self.b.keep(mine), self.a.keep(yours)

    def duty(self, *days: date) -> list[Duty]:
        said = self.a.conversation.messages
        assert set(said) == set(self.b.conversation.messages)
        return [duty_holder(said, [answer(self.opened)], day=day) for day in days]

    def stands_at(self, stage: Stage) -> bool:
        return stage_of(self.a.conversation.messages) is stage


@pytest.mark.parametrize("raised_by_b", [True, False])
def test_who_was_meeting_the_needs_when_a_dispute_arose_goes_on(raised_by_b: bool) -> None:
    before = Talk()
    body = not_ours() if raised_by_b else dispute()
    before.says(before.b if raised_by_b else before.a, body, on=MOVE - DAY)
    assert before.duty(MOVE - DAY * 2, MOVE - DAY, MOVE + DAY * 90) == [
        Held(A, RULES.before_move, expected=True), Disputed(A, RULES.lead), Disputed(A, RULES.lead),
    ]  # fmt: skip
    after = Talk()
    after.says(after.b if raised_by_b else after.a, body, on=MOVE + DAY)
    assert after.duty(MOVE, MOVE + DAY) == [Held(B, RULES.from_move, expected=True), Disputed(B, RULES.lead)]
    assert before.stands_at(Stage.DISPUTED)
    assert after.stands_at(Stage.DISPUTED)


def test_who_alone_offers_to_lead_leads() -> None:
    talk = Talk()
    talk.says(talk.b, not_ours(lead="receiving"), on=MOVE - DAY)
    assert talk.duty(MOVE) == [Disputed(B, RULES.lead)]
    talk.says(talk.a, dispute(lead="sending"), on=MOVE - DAY)
    assert talk.duty(MOVE) == [Disputed(A, RULES.lead)]  # both offer: it is who met the needs


def test_nobody_names_the_other_council_as_lead() -> None:
    talk = Talk()
    talk.says(talk.b, not_ours(lead="sending"), on=MOVE + DAY)
    assert talk.duty(MOVE + DAY) == [Disputed(B, RULES.lead)]


def test_a_council_that_takes_the_duty_ends_the_dispute_from_the_day_it_names() -> None:
    talk = Talk()
    raised = talk.says(talk.b, not_ours(), on=MOVE + DAY)
    talk.says(talk.a, resolved(raised.digest, holder="sending", starts_on=MOVE + DAY * 9), on=MOVE + DAY * 8)
    assert talk.duty(MOVE + DAY * 8, MOVE + DAY * 9) == [Disputed(B, RULES.lead), Held(A, RULES.resolved)]
    assert talk.stands_at(Stage.NOTIFIED)


def test_a_determination_may_reach_back_before_the_dispute() -> None:
    talk = Talk()
    raised = talk.says(talk.a, dispute(), on=MOVE + DAY * 5)
    talk.says(
        talk.a, resolved(raised.digest, how="determined", holder="receiving", starts_on=MOVE), on=MOVE + DAY * 100
    )
    assert talk.duty(MOVE - DAY, MOVE, MOVE + DAY * 6) == [
        Held(A, RULES.before_move, expected=True), Held(B, RULES.resolved), Held(B, RULES.resolved),
    ]  # fmt: skip


def test_a_dispute_that_was_withdrawn_leaves_what_follows_from_the_days() -> None:
    talk = Talk()
    raised = talk.says(talk.b, not_ours(), on=MOVE + DAY)
    talk.says(talk.b, resolved(raised.digest, how="withdrawn", holder=None, starts_on=None), on=MOVE + DAY * 3)
    assert talk.duty(MOVE + DAY * 2, MOVE + DAY * 3) == [
        Disputed(B, RULES.lead), Held(B, RULES.from_move, expected=True),
    ]  # fmt: skip


def test_a_second_dispute_reopens_what_was_resolved_and_the_newest_resolution_counts() -> None:
    talk = Talk()
    first = talk.says(talk.b, not_ours(), on=MOVE)
    talk.says(talk.a, resolved(first.digest, holder="sending", starts_on=MOVE), on=MOVE + DAY)
    second = talk.says(talk.a, dispute(), on=MOVE + DAY * 5)
    assert talk.duty(MOVE + DAY, MOVE + DAY * 6) == [Held(A, RULES.resolved), Disputed(A, RULES.lead)]
    talk.says(talk.b, resolved(second.digest, holder="receiving", starts_on=MOVE + DAY * 7), on=MOVE + DAY * 7)
    assert talk.duty(MOVE + DAY * 4, MOVE + DAY * 7) == [Held(A, RULES.resolved), Held(B, RULES.resolved)]


def test_of_two_resolutions_that_crossed_a_determination_counts_first_then_the_receiving_council_s() -> None:
    for ours, holder in (("agreed", B), ("determined", A)):
        talk = Talk()
        raised = talk.says(talk.b, not_ours(), on=MOVE)
        talk.cross(
            resolved(raised.digest, how=ours, holder="sending", starts_on=MOVE),
            resolved(raised.digest, holder="receiving", starts_on=MOVE),
            on=MOVE + DAY,
        )
        assert talk.duty(MOVE + DAY * 2) == [Held(holder, RULES.resolved)]


def test_disputes_that_cross_are_both_open_until_both_are_resolved() -> None:
    talk = Talk()
    mine, yours = talk.cross(dispute(), not_ours(), on=MOVE + DAY)
    talk.says(talk.a, resolved(mine.digest, how="withdrawn", holder=None, starts_on=None), on=MOVE + DAY * 2)
    assert talk.stands_at(Stage.DISPUTED)
    talk.says(talk.b, resolved(yours.digest, holder="receiving", starts_on=MOVE), on=MOVE + DAY * 3)
    assert talk.stands_at(Stage.NOTIFIED)


def test_in_scotland_the_council_where_the_person_is_leads() -> None:
    talk, rules = Talk("sct-s86"), JURISDICTIONS["sct-s86"]
    talk.says(talk.b, not_ours(), on=MOVE - DAY)
    talk.says(talk.a, arrived(), on=MOVE)
    assert talk.duty(MOVE - DAY, MOVE) == [Disputed(A, rules.lead), Disputed(B, rules.lead)]


def test_what_was_called_off_or_closed_can_be_disputed_all_the_same() -> None:
    talk = Talk()
    talk.says(talk.b, cancelled(), on=MOVE + DAY)
    talk.says(talk.a, dispute(), on=MOVE + DAY * 2)
    assert talk.duty(MOVE + DAY * 2) == [Disputed(A, RULES.lead)]
    assert talk.stands_at(Stage.DISPUTED)
    other = Talk()
    other.cross(closed(MOVE, "no-answer"), dispute(), on=MOVE + DAY)
    assert other.stands_at(Stage.DISPUTED)
