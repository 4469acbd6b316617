"""Whom the law covers, on which basis, and which records may travel."""

import pytest

from exchange.councils import Nation
from exchange.errors import Refusal
from exchange.transfer import JURISDICTIONS, basis_of_move, check_basis, check_requested
from exchange.transfer.bodies import Basis
from exchange.transfer.scope import Served
from tests.transfer.said import A, B, Desk, asking

WALES, ENGLAND, SCOTLAND, IRELAND = Nation.WALES, Nation.ENGLAND, Nation.SCOTLAND, Nation.NORTHERN_IRELAND
PLAN, ASSESSMENT = "care-and-support-plan", "assessment"


def test_refuses_looked_after_children_as_outside_the_law_of_portability() -> None:
    for nation in (WALES, ENGLAND):
        with pytest.raises(Refusal, match="outside-s56"):
            basis_of_move(sending=WALES, receiving=nation, served="looked-after", consents=True)


def test_refuses_to_share_across_the_border_without_consent() -> None:
    with pytest.raises(Refusal, match="consent-missing"):
        basis_of_move(sending=WALES, receiving=ENGLAND)
    assert basis_of_move(sending=WALES, receiving=ENGLAND, consents=True) == "cross-border"
    assert [basis for basis, rules in JURISDICTIONS.items() if rules.consent_required] == ["cross-border"]


@pytest.mark.parametrize(
    ("nation", "served"), [(IRELAND, "duty"), (ENGLAND, "power"), (SCOTLAND, "carer-support-plan")]
)
def test_refuses_where_no_rule_is_known(nation: Nation, served: Served) -> None:
    with pytest.raises(Refusal, match="basis-unknown"):
        basis_of_move(sending=nation, receiving=nation, served=served)


@pytest.mark.parametrize(
    ("basis", "sending", "receiving"),
    [
        ("wls-s56", WALES, ENGLAND), ("wls-s56", ENGLAND, ENGLAND), ("cross-border", WALES, WALES),
        ("eng-s37", WALES, WALES), ("cross-border", IRELAND, IRELAND),
    ],
)  # fmt: skip
def test_refuses_a_basis_of_another_law(basis: Basis, sending: Nation, receiving: Nation) -> None:
    with pytest.raises(Refusal, match="basis-unknown"):
        check_basis(basis, sending=sending, receiving=receiving)


@pytest.mark.parametrize(
    ("nation", "served", "basis"),
    [
        (WALES, "duty", "wls-s56"), (WALES, "power", "wls-power"), (WALES, "carer-support-plan", "wls-carer"),
        (ENGLAND, "duty", "eng-s37"), (SCOTLAND, "duty", "sct-s86"),
    ],
)  # fmt: skip
def test_each_nation_has_its_law(nation: Nation, served: Served, basis: Basis) -> None:
    assert basis_of_move(sending=nation, receiving=nation, served=served) == basis
    check_basis(basis, sending=nation, receiving=nation)
    check_basis("cross-border", sending=nation, receiving=WALES if nation is not WALES else ENGLAND)


def test_refuses_to_open_without_the_plan_and_to_send_what_nobody_asked_for() -> None:
    with pytest.raises(Refusal, match="plan-missing"):
        check_requested({ASSESSMENT}, standing={ASSESSMENT}, opening=True)
    with pytest.raises(Refusal, match="not-requested"):
        check_requested({PLAN, ASSESSMENT}, standing=())


def test_the_plan_always_travels_and_the_rest_on_a_request_standing_or_not() -> None:
    check_requested({PLAN}, standing=(), opening=True)
    check_requested({PLAN, ASSESSMENT}, standing={ASSESSMENT}, opening=True)
    asked = Desk(B, A).state(asking())
    check_requested({ASSESSMENT}, standing=(), messages=[asked])
