"""Extending and starting small: what others add is kept and shown as theirs, what nobody asked is said to be so."""

import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import ASSESSMENT, KINDS, PLAN, Kind, plain, read_content, unknown_members
from exchange.record.extensions import Extension, extensions_among
from exchange.record.unasked import fill_unasked
from tests.record.sealed import assessment, presented, read, sealed
from tests.record.test_content import GONE, NAMES, changed, example, kind_of

TEN: JsonObject = {
    "about": {"jurisdiction": "GB-WLS", "kind": "wls-adult-s19", "language": "en", "completedOn": "2026-09-18"},
    "person": {"name": {"official": "Megan Eluned Pritchard"}, "birthDate": "1941-03-14"},
    "conduct": {"dates": ["2026-09-18"], "leadCoordinator": {"name": "Llio Hughes", "role": "Social worker"}},
    "ownWords": [{"id": "ow1", "speaker": "person", "words": "I'm going there to live."}],
}


@pytest.mark.parametrize(
    "name",
    ["frailty", "x-frailty", "gwynedd:frailty", ".cymru:a", "llyw.cymru:", "llyw.cymru:1", "Llyw.Cymru:a", "a.bc:d:e"],
)
def test_a_name_without_an_owners_namespace_is_not_an_extension(name: str) -> None:
    assert extensions_among([f"/needs/0/{name}"]) == ()


def test_an_extension_survives_sealing_and_verifying_and_is_shown_as_its_owners() -> None:
    document = assessment()
    cast(JsonObject, document["about"])["ceredigion.llyw.cymru:handover"] = {"box": [1, "dau", None]}
    needs = cast("list[JsonObject]", document["needs"])
    needs[1]["gwynedd.llyw.cymru:frailty"] = 4
    needs[2]["starSign"] = "Pisces"
    record = read(presented(sealed(document)))
    assert record.plain() == {**{spec.name: [] for spec in ASSESSMENT.sections if spec.is_list}, **document}
    assert set(record.unknown) == {
        "/about/ceredigion.llyw.cymru:handover",
        "/needs/1/gwynedd.llyw.cymru:frailty",
        "/needs/2/starSign",
    }
    assert set(extensions_among(record.unknown)) == {
        Extension("/about/ceredigion.llyw.cymru:handover", "ceredigion.llyw.cymru", "handover"),
        Extension("/needs/1/gwynedd.llyw.cymru:frailty", "gwynedd.llyw.cymru", "frailty"),
    }


@pytest.mark.parametrize("name", ["gwynedd.llyw.cymru:frailty", "Mair", "a b", ""])
def test_refuses_a_name_at_the_top_that_would_stand_in_the_open_for_ever(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_content({**assessment(), name: 1}, vct=ASSESSMENT.vct)
    assert [(finding.at, finding.rule) for finding in refused.value.findings] == [("", "section-name")]


@given(
    st.sampled_from(NAMES),
    st.from_regex(r"[a-z]{1,8}\.(cymru|example):[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True),
    st.integers(0, 9),
)
def test_an_extension_of_any_example_makes_the_round_trip(name: str, member: str, value: int) -> None:
    document = example(name)
    document["person"] = {**cast(JsonObject, document["person"]), member: value}
    content = read_content(document, vct=kind_of(name).vct)
    assert plain(content) == document
    assert {each.at for each in extensions_among(unknown_members(content))} == {f"/person/{member}"}


# -- starting with ten fields -----------------------------------------------------------------------------------------


def test_refuses_ten_fields_as_they_are() -> None:
    with pytest.raises(Refusal, match="schema-failed"):
        read_content(TEN, vct=ASSESSMENT.vct)


@pytest.mark.parametrize("at", ["/person/name", "/conduct/dates", "/about/completedOn", "/ownWords/0/words"])
def test_what_cannot_be_unknown_is_not_made_up(at: str) -> None:
    filled, _ = fill_unasked(changed(TEN, at, GONE), kind=ASSESSMENT)
    with pytest.raises(Refusal) as refused:
        read_content(filled, vct=ASSESSMENT.vct)
    assert {finding.rule for finding in refused.value.findings} == {"required"}
    assert {finding.at.startswith(at) for finding in refused.value.findings} == {True}


def test_ten_fields_make_a_whole_assessment_that_says_what_nobody_asked() -> None:
    filled, added = fill_unasked(TEN, kind=ASSESSMENT)
    read_content(filled, vct=ASSESSMENT.vct)
    assert cast(JsonObject, filled["person"])["ethnicity"] == {"absent": "not-asked"}
    assert {entry["section"] for entry in cast("list[JsonObject]", filled["leftEmpty"])} == {
        "circumstances", "outcomes", "barriers", "risks", "strengths", "needs",
    }  # fmt: skip
    assert "/safeguarding/enquiry" in added
    assert all(holds_nothing(look(filled, at)) for at in added)


def look(value: JsonValue, at: str) -> JsonValue:
    for step in at.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else cast(JsonObject, value)[step]
    return value


def holds_nothing(value: JsonValue) -> bool:
    return value == "unknown" or (isinstance(value, dict) and value.get("absent") == "not-asked")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_added_to_a_whole_document(name: str) -> None:
    document = example(name)
    assert fill_unasked(document, kind=kind_of(name)) == (document, ())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_filling_in_does_not_change_what_it_was_given(kind: Kind) -> None:
    document: JsonObject = {"about": {"jurisdiction": "GB-WLS"}, "needs": [{"id": "n1"}], "carers": "none"}
    before = json.dumps(document)
    filled, _ = fill_unasked(document, kind=kind)
    assert json.dumps(document) == before
    assert fill_unasked(filled, kind=kind) == (filled, ())


def test_a_plan_is_filled_too() -> None:
    document = changed(example("megan-plan.json"), "/review/nextOn", GONE)
    filled, added = fill_unasked(document, kind=PLAN)
    assert added == ("/review/nextOn",)
    read_content(filled, vct=PLAN.vct)
