"""Which authorities may send and receive, and when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.councils import COUNCILS, HEALTH_BOARDS, WELSH_COUNCILS, Nation, council
from exchange.errors import Refusal

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("gss", ["E07000026", "E07000223", "N09000003", "N09000011"])
def test_refuses_a_council_that_does_no_social_care(gss: str) -> None:
    with pytest.raises(Refusal) as refused:
        council(gss, on=TODAY)
    assert refused.value.code == "not-social-services"


@pytest.mark.parametrize(
    "gss",
    ["", "W06000007", "W06000017", "w06000002", "W0600002", "X99", "E06000048", "E99000001", "W06000002 ", "E0700002٦"],
)
def test_refuses_a_code_that_no_council_has(gss: str) -> None:
    with pytest.raises(Refusal) as refused:
        council(gss, on=TODAY)
    assert refused.value.code == "council-unknown"


@pytest.mark.parametrize(
    ("ended", "successors"),
    [
        ("E10000006", ("E06000063", "E06000064")),
        ("E10000023", ("E06000065",)),
        ("E10000027", ("E06000066",)),
    ],
)
def test_a_reorganised_county_ends_and_its_successors_begin_the_next_day(
    ended: str, successors: tuple[str, ...]
) -> None:
    last, first = date(2023, 3, 31), date(2023, 4, 1)
    assert council(ended, on=last).replaced_by == successors
    for gss in successors:
        assert council(gss, on=first).gss == gss
        with pytest.raises(Refusal, match="not-social-services"):
            council(gss, on=last)
    with pytest.raises(Refusal, match="not-social-services"):
        council(ended, on=first)


def test_all_twenty_two_welsh_councils_have_both_names_and_a_health_board() -> None:
    assert len(WELSH_COUNCILS) == 22
    assert all(one.english and one.welsh and one.health_board for one in WELSH_COUNCILS)
    assert council("W06000001", on=TODAY).name("cy") == "Ynys Môn"
    assert council("W06000001", on=TODAY).name("en") == "Isle of Anglesey"
    assert council("W06000008", on=TODAY).health_board == HEALTH_BOARDS["7A2"]


def test_every_nation_has_as_many_authorities_as_its_statistics_count() -> None:
    in_force = [one for one in COUNCILS.values() if one.in_force(on=TODAY) and one.verified]
    counted = {nation: sum(one.nation == nation for one in in_force) for nation in Nation}
    assert counted == {Nation.ENGLAND: 153, Nation.SCOTLAND: 32, Nation.WALES: 22, Nation.NORTHERN_IRELAND: 0}
    assert sum(one.nation == Nation.NORTHERN_IRELAND for one in COUNCILS.values()) == 5


def test_every_authority_has_a_name_that_is_not_its_code() -> None:
    assert council("S12000033", on=TODAY).name("en") == "Aberdeen"
    assert council("E09000007", on=TODAY).name("cy") == "Camden"
    assert [one.gss for one in COUNCILS.values() if not one.english or one.english == one.gss] == []


def test_every_successor_is_a_council_itself() -> None:
    assert all(gss in COUNCILS for one in COUNCILS.values() for gss in one.replaced_by)


@given(st.text(max_size=12) | st.from_regex(r"[A-Z][0-9]{8}", fullmatch=True), st.dates())
def test_any_code_is_found_in_force_or_refused(gss: str, on: date) -> None:
    refused = None
    try:
        found = council(gss, on=on)
    except Refusal as refusal:
        refused = refusal
    else:
        assert found.gss == gss
        assert found.in_force(on=on)
    if refused is not None:
        assert refused.code in {"council-unknown", "not-social-services"}
        assert len(gss) < 9 or gss not in str(refused)
