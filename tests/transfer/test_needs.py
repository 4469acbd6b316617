from datetime import date

import pytest

from exchange.errors import Refusal
from exchange.transfer import DayOne, Entered, NeedDecision, check_entered, check_needs
from tests.transfer.said import PLAN, decision, digest

ASSESSMENT = digest("assessment")
RECEIVED = {PLAN.record: {"need-1", "need-2"}, ASSESSMENT: {"need-3"}}


def deciding(*needs: tuple[str, str]) -> tuple[NeedDecision, ...]:
    return tuple(NeedDecision(record=record, need=need, outcome="accepted") for record, need in needs)


@pytest.mark.parametrize(
    ("record", "need"), [(PLAN.record, "need-9"), (digest("other"), "need-1"), (ASSESSMENT, "need-1")]
)
def test_refuses_to_decide_on_a_need_that_is_not_in_that_record(record: str, need: str) -> None:
    with pytest.raises(Refusal, match="need-unknown at /needs/1"):
        check_needs(decision(needs=deciding((PLAN.record, "need-1"), (record, need))), RECEIVED)


def test_refuses_to_decide_twice_on_a_need() -> None:
    twice = deciding((PLAN.record, "need-1"), (PLAN.record, "need-2"), (PLAN.record, "need-1"))
    with pytest.raises(Refusal) as caught:
        check_needs(decision(needs=twice), RECEIVED)
    assert (caught.value.code, caught.value.at) == ("need-twice", "/needs/2")


def test_refuses_an_arrangement_for_a_need_that_nobody_stated_and_lists_every_finding() -> None:
    arrangement = DayOne(need="need-9", starts_on=date(2026, 12, 1), how="h", owner="o")
    wrong = decision(needs=deciding((PLAN.record, "need-7")), day_one=(arrangement,))
    with pytest.raises(Refusal) as caught:
        check_needs(wrong, RECEIVED)
    assert [(found.code, found.at) for found in caught.value.findings] == [
        ("need-unknown", "/needs/0"), ("need-unknown", "/dayOne/0/need"),
    ]  # fmt: skip


def test_refuses_to_have_entered_a_record_that_was_never_received() -> None:
    with pytest.raises(Refusal, match="record-unknown at /documents/1"):
        check_entered(Entered(form="attachment", documents=(PLAN.record, digest("other"))), RECEIVED)


def test_accepts_what_is_about_records_received() -> None:
    same_id = deciding((PLAN.record, "need-1"), (PLAN.record, "need-2"), (ASSESSMENT, "need-3"))
    check_needs(decision(needs=same_id), RECEIVED)
    check_entered(Entered(form="structured", documents=(ASSESSMENT, PLAN.record)), RECEIVED)
