"""What is carried over: counted in whole numbers, and cited so that anybody can compare it with the decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.transfer import (
    Adopted,
    Decision,
    NeedDecision,
    Share,
    adopted,
    check_adopted,
    check_needs,
    share_carried_over,
)
from exchange.transfer.bodies import Outcome
from tests.transfer.said import PLAN, decision, digest

ASSESSMENT = digest("assessment")
NEEDS = {PLAN.record: ("n1", "n2", "n3"), ASSESSMENT: ("n1",)}


def deciding(*needs: tuple[str, str, Outcome]) -> Decision:
    decided = tuple(NeedDecision(record=each[0], need=each[1], outcome=each[2]) for each in needs)
    return decision(needs=decided, day_one=())


DECIDED = deciding(
    (PLAN.record, "n1", "accepted"), (PLAN.record, "n2", "varied"), (PLAN.record, "n3", "dropped"),
    (ASSESSMENT, "n1", "afresh"),
)  # fmt: skip
FROM_PLAN = {"carried": ("n1",), "changed": ("n2",)}
CITED: Adopted = {PLAN.record: FROM_PLAN, ASSESSMENT: {"afresh": ["n1"]}}


@pytest.mark.parametrize(
    "cited",
    [
        {},
        {PLAN.record: FROM_PLAN},
        {**CITED, digest("never shown"): {"carried": ("n1",)}},
        {**CITED, PLAN.record: {**FROM_PLAN, "carried": ("n1", "n3")}},
        {**CITED, PLAN.record: {"carried": ("n1", "n2")}},
        {**CITED, ASSESSMENT: {"carried": ("n1",)}},
    ],
)
def test_refuses_citations_that_say_something_else_than_was_decided(cited: Adopted) -> None:
    with pytest.raises(Refusal, match="citation-wrong"):
        check_adopted(cited, decision=DECIDED)


def test_the_new_record_cites_item_by_item_what_the_decision_took_over() -> None:
    assert adopted(DECIDED) == {
        PLAN.record: {"carried": ("n1",), "changed": ("n2",), "afresh": ()},
        ASSESSMENT: {"carried": (), "changed": (), "afresh": ("n1",)},
    }
    check_adopted(CITED, decision=DECIDED)


def test_the_share_is_the_needs_accepted_of_all_that_were_shown() -> None:
    share = share_carried_over(DECIDED, NEEDS)
    assert share == Share(shown=4, accepted=1, varied=1, afresh=1, dropped=1)
    assert (share.percent, share.open) == (25, 0)
    assert share_carried_over(decision(needs=()), {}).percent == 0


outcomes = st.dictionaries(
    st.sampled_from([(record, need) for record, needs in NEEDS.items() for need in needs]),
    st.sampled_from(["accepted", "varied", "afresh", "dropped"]),
)


@given(chosen=outcomes)
def test_whatever_is_decided_is_counted_once_and_cited_once(chosen: dict[tuple[str, str], Outcome]) -> None:
    decided = deciding(*((record, need, outcome) for (record, need), outcome in chosen.items()))
    check_needs(decided, NEEDS)
    share = share_carried_over(decided, NEEDS)
    assert share.open == share.shown - len(chosen) >= 0
    assert 0 <= share.percent <= 100
    assert isinstance(share.percent, int)
    cited = adopted(decided)
    check_adopted(
        {record: {place: ids[::-1] for place, ids in at.items()} for record, at in cited.items()}, decision=decided
    )
    assert sum(len(at["carried"]) for at in cited.values()) == share.accepted
    needs = [(record, need) for record, at in cited.items() for ids in at.values() for need in ids]
    assert sorted(needs) == sorted(each for each, outcome in chosen.items() if outcome != "dropped")
