"""What is carried over: counted in whole numbers, and cited so that anybody can check it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonValue, dumps, loads_any_signed
from exchange.transfer import (
    Citation,
    Decision,
    NeedDecision,
    Share,
    check_adopted,
    check_citations,
    check_needs,
    citations_json,
    citations_of,
    read_citations,
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
CITED = (Citation(record=PLAN.record, carried=("n1",), changed=("n2",)), Citation(record=ASSESSMENT, afresh=("n1",)))


@pytest.mark.parametrize(
    ("citation", "at"),
    [
        (Citation(record=digest("never shown"), carried=("n1",)), "/basis/0/record"),
        (Citation(record=PLAN.record, carried=("n9",)), "/basis/0/carried/0"),
        (Citation(record=PLAN.record, carried=("n1",), changed=("n1",)), "/basis/0/changed/0"),
        (Citation(record=ASSESSMENT, afresh=("n1", "n2")), "/basis/0/afresh/1"),
    ],
)  # fmt: skip
def test_refuses_to_cite_what_was_not_shown_or_twice(citation: Citation, at: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_citations((citation,), needs=NEEDS)
    assert (caught.value.code, caught.value.at) == ("citation-wrong", at)


@pytest.mark.parametrize(
    "citations",
    [
        CITED[:1], (*CITED, CITED[0]), (), (CITED[0].model_copy(update={"carried": ("n1", "n3")}), CITED[1]),
        (Citation(record=PLAN.record, carried=("n1", "n2")), CITED[1]),
    ],
)  # fmt: skip
def test_refuses_citations_that_say_something_else_than_was_decided(citations: tuple[Citation, ...]) -> None:
    with pytest.raises(Refusal, match="citation-wrong"):
        check_adopted(citations, decision=DECIDED)


@pytest.mark.parametrize("value", [{}, [{}], [{"record": "short"}], [{"record": PLAN.record, "extra": []}], [1], None])
def test_refuses_a_basis_that_is_not_of_its_form(value: JsonValue) -> None:
    with pytest.raises(Refusal, match="citation-wrong"):
        read_citations(value)


def test_the_new_record_cites_item_by_item_what_the_decision_took_over() -> None:
    assert citations_of(DECIDED) == CITED
    check_citations(CITED, needs=NEEDS)
    check_adopted(CITED[::-1], decision=DECIDED)
    written = citations_json(CITED)
    assert read_citations(loads_any_signed(dumps(written))) == CITED


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
def test_whatever_is_decided_is_counted_once_and_its_citations_hold(chosen: dict[tuple[str, str], Outcome]) -> None:
    decided = deciding(*((record, need, outcome) for (record, need), outcome in chosen.items()))
    check_needs(decided, NEEDS)
    share = share_carried_over(decided, NEEDS)
    assert share.open == share.shown - len(chosen) >= 0
    assert 0 <= share.percent <= 100
    assert isinstance(share.percent, int)
    cited = read_citations(citations_json(citations_of(decided)))
    check_citations(cited, needs=NEEDS)
    check_adopted(cited, decision=decided)
    assert sum(len(each.carried) for each in cited) == share.accepted
