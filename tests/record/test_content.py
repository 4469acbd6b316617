"""Reading content: everything wrong is said at once, and nothing that was written is lost."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, loads_signed
from exchange.record import (
    ASSESSMENT,
    PLAN,
    Assessment,
    Kind,
    plain,
    plain_section,
    read_content,
    read_section,
    sections_of,
    unknown_members,
)

EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples"
NAMES = sorted(path.name for path in EXAMPLES.glob("*.json"))
GONE = object()


def example(name: str) -> JsonObject:
    return loads_signed((EXAMPLES / name).read_bytes())


def kind_of(name: str) -> Kind:
    return PLAN if name.endswith("-plan.json") else ASSESSMENT


def changed(document: JsonObject, at: str, value: object) -> JsonObject:
    """A copy with one place changed, added or removed."""
    copy = cast(JsonObject, json.loads(json.dumps(document)))
    *path, last = [int(step) if step.isdigit() else step for step in at[1:].split("/")]
    place: object = copy
    for step in path:
        place = cast(dict[int | str, object], place)[step]
    if value is GONE:
        del cast(dict[int | str, object], place)[last]
    else:
        cast(dict[int | str, object], place)[last] = value
    return copy


def objects_in(value: JsonValue, at: str = "") -> Iterator[str]:
    """Pointers of every object."""
    if isinstance(value, dict):
        yield at
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from objects_in(member, f"{at}/{name}")


def findings(document: JsonValue, kind: Kind = ASSESSMENT) -> set[tuple[str, str]]:
    with pytest.raises(Refusal) as refused:
        read_content(document, vct=kind.vct)
    assert {finding.code for finding in refused.value.findings} == {refused.value.code}
    return {(finding.at, finding.rule) for finding in refused.value.findings}


MEGAN = example("megan-assessment.json")


@pytest.mark.parametrize(
    ("at", "value", "rule"),
    [
        ("/person/name", GONE, "required"),
        ("/needs/0/statement", GONE, "required"),
        ("/sharing", GONE, "required"),
        ("/needs/0/statement", None, "type"),
        ("/needs/0/statement", "", "pattern"),
        ("/needs/0/statement", " \n ", "pattern"),
        ("/needs/0/statement", "a\u0000b", "pattern"),
        ("/needs/0/statement", "a" * 20_001, "too-long"),
        ("/person/name/usual", None, "type"),
        ("/person/name/official", "Megan\nPritchard", "pattern"),
        ("/person/birthDate", "1941-02-30", "day"),
        ("/person/birthDate", "14/03/1941", "day"),
        ("/person/birthDate", "1941-03-14T00:00:00", "day"),
        ("/person/birthDate", -907977600, "day"),
        ("/person/identifiers/0/value", "9434765918", "nhs-number-check-digit"),
        ("/person/identifiers/0/value", 9434765919, "type"),
        ("/person/addresses/0/postcode", "LL53", "pattern"),
        ("/person/ethnicity", "A", "type"),
        ("/person/gender/system", GONE, "required"),
        ("/about/jurisdiction", "GB-CYM", "code-unknown"),
        ("/about/kind", "Adult!", "pattern"),
        ("/outcomes/0/baseline/value", 4.0, "type"),
        ("/outcomes/0/baseline/value", True, "type"),
        ("/outcomes/0/baseline/value", "4", "type"),
        ("/outcomes/0/baseline/value", -1, "range"),
        ("/outcomes/0/baseline/outOf", 3, "score-above-scale"),
        ("/needs/0/outcomeIds", [], "empty"),
        ("/needs/0/outcomeIds", {"0": "o1"}, "type"),
        ("/needs/0/id", "n 1", "pattern"),
        ("/needs/1/id", "n1", "id-repeated"),
        ("/needs", {}, "type"),
        ("/carers/0/does/0/minutesPerWeek", 20_000, "range"),
        ("/leftEmpty/0/section", "needs", "not-empty"),
        ("/leftEmpty/0/section", "horoscope", "section-unknown"),
        ("/withholding/0/section", "horoscope", "section-unknown"),
        ("/withholding/0/item", "co9", "item-unknown"),
        ("/strengths", [], "empty-unexplained"),
    ],
)
def test_refuses_what_breaks_the_schema_and_says_where(at: str, value: object, rule: str) -> None:
    assert findings(changed(MEGAN, at, value)) == {(at, rule)}


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [
        ("/person/gender", {"absent": "because"}, ("/person/gender/absent", "code-unknown")),
        ("/person/gender", {"absent": None}, ("/person/gender/absent", "code-unknown")),
        ("/ownWords/0/words", {"original": "cy", "en": "only"}, ("/ownWords/0/words/original", "original-missing")),
        ("/ownWords/0/words", {"original": "fr", "en": "x"}, ("/ownWords/0/words/original", "code-unknown")),
        ("/ownWords/0/words", {"original": "cy", "cy": ""}, ("/ownWords/0/words/cy", "pattern")),
        ("/person/localNotes", {"weight": [1, 52.1]}, ("/person", "extension-number")),
        ("/shoeSize", 4.5, ("", "extension-number")),
        ("/about/jurisdiction", "GB-ENG", ("/determinations/0/scheme", "other-jurisdiction")),
        ("/determinations/0/criteria/0/ref", "z", ("/determinations/0/criteria/0", "not-in-scheme")),
        ("/determinations/0/criteria/1/areas/0", "ix", ("/determinations/0/criteria/1", "not-in-scheme")),
        ("/barriers", GONE, ("/barriers", "empty-unexplained")),
        ("/needs", [{}] * 501, ("/needs", "too-long")),
    ],
)
def test_refuses_what_a_wider_rule_forbids(at: str, value: object, expected: tuple[str, str]) -> None:
    if at == "/needs":
        value = [
            {**cast(dict[str, JsonValue], cast(list[JsonValue], MEGAN["needs"])[0]), "id": f"n{n}"} for n in range(501)
        ]
    assert expected in findings(changed(MEGAN, at, value))


@pytest.mark.parametrize("value", [None, [], "x", 1, True])
def test_refuses_what_is_no_object(value: JsonValue) -> None:
    assert findings(value) == {("", "type")}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    document = changed(MEGAN, "/person/identifiers/0/value", "9434765918")
    document = changed(document, "/needs/0/statement", GONE)
    document = changed(document, "/about/language", "fr")
    assert findings(document) == {
        ("/person/identifiers/0/value", "nhs-number-check-digit"),
        ("/needs/0/statement", "required"),
        ("/about/language", "code-unknown"),
    }


def test_a_hostile_document_gets_a_short_answer() -> None:
    assert len(findings({"needs": [{"id": str(n)} for n in range(400)]})) == 500
    assert findings({"needs": [{"causes": [0] * 500} for _ in range(100)]}) == {("", "far-too-many-findings")}


@pytest.mark.parametrize(
    "vct",
    [
        "",
        "urn:assessment-exchange:assessment",
        "urn:assessment-exchange:assessment:2.0",
        "assessment:1.0",
        "urn:assessment-exchange:assessment:1.0 ",
        "urn:assessment-exchange:horoscope:1.0",
        "urn:assessment-exchange:assessment:1.01",
        "urn:assessment-exchange:assessment:١.0",
    ],
)
def test_refuses_a_kind_or_major_version_it_does_not_know(vct: str) -> None:
    with pytest.raises(Refusal, match="vct-unknown"):
        read_content(MEGAN, vct=vct)


def test_reads_a_newer_minor_version_and_shows_what_it_does_not_know() -> None:
    document = changed(MEGAN, "/needs/0/causes/0", "climate")
    document = changed(document, "/person/starSign", "Pisces")
    document = changed(document, "/horoscope", [{"id": "h1"}])
    content = read_content(document, vct="urn:assessment-exchange:assessment:1.1")
    assert set(unknown_members(content)) == {"/horoscope", "/person/starSign", "/needs/0/causes/0"}
    assert plain(content) == document


@pytest.mark.parametrize("name", NAMES)
def test_plain_content_is_member_for_member_what_was_read(name: str) -> None:
    document = example(name)
    content = read_content(document, vct=kind_of(name).vct)
    assert plain(content) == document
    assert unknown_members(content) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_section_can_be_read_alone(name: str) -> None:
    document, kind = example(name), kind_of(name)
    whole = sections_of(read_content(document, vct=kind.vct))
    for spec in kind.sections:
        section = read_section(document.get(spec.name), spec=spec)
        assert section == whole.get(spec.name)
        if section is not None and spec.name in document:
            assert plain_section(section) == document[spec.name]
        assert spec.title.en
        assert spec.title.cy


@pytest.mark.parametrize(
    ("section", "value", "expected"),
    [
        ("needs", [{"id": "n1"}], ("/needs/0/statement", "required")),
        ("contacts", [{"id": "a", "name": "A", "relationship": "son"}] * 2, ("/contacts/1/id", "id-repeated")),
        ("person", None, ("/person", "type")),
        ("person", [], ("/person", "type")),
        ("alerts", {}, ("/alerts", "type")),
    ],
)
def test_refuses_a_section_that_breaks_its_schema(section: str, value: JsonValue, expected: tuple[str, str]) -> None:
    spec = ASSESSMENT.section(section)
    assert spec is not None
    with pytest.raises(Refusal) as refused:
        read_section(value, spec=spec)
    assert expected in {(finding.at, finding.rule) for finding in refused.value.findings}


def test_what_is_not_known_is_neither_empty_nor_missing() -> None:
    content = read_content(changed(MEGAN, "/person/birthDate", {"absent": "unknown"}), vct=ASSESSMENT.vct)
    assert isinstance(content, Assessment)
    assert plain(content)["person"] != MEGAN["person"]
    assert content.person.ethnicity != content.person.birth_date


def test_nothing_about_a_person_shows_in_a_log_or_a_traceback() -> None:
    content = read_content(MEGAN, vct=ASSESSMENT.vct)
    assert repr(content) == str(content) == "<Assessment>"
    assert repr(sections_of(content)["person"]) == "<Person>"
    assert "Pritchard" not in repr(sections_of(content))


WHOLE = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20)
EXTENSIONS = st.recursive(
    WHOLE, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
MEMBERS = st.text(max_size=12) | st.sampled_from(
    ["birth_date", "model_config", "model_fields", "__class__", "__pydantic_extra__", "(known)", "a/b~c", "self", ""]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.data(), MEMBERS, EXTENSIONS)
def test_an_extension_anywhere_survives_and_is_shown(
    name: str, data: st.DataObject, member: str, value: JsonValue
) -> None:
    document, kind = example(name), kind_of(name)
    at = data.draw(st.sampled_from(list(objects_in(document))))
    place = cast(JsonValue, document)
    for step in at[1:].split("/") if at else ():
        place = place[int(step)] if isinstance(place, list) else cast(JsonObject, place)[step]
    if member in cast(JsonObject, place) or (member.isidentifier() and member.islower()):
        return  # could be a member that this version knows
    if not at and not re.fullmatch("[a-z][A-Za-z0-9]*", member, re.ASCII):
        return  # at the top only what is named like a section
    cast(JsonObject, place)[member] = value
    content = read_content(document, vct=kind.vct)
    assert plain(content) == document
    assert unknown_members(content) == (f"{at}/{member.replace('~', '~0').replace('/', '~1')}",)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(["Zebedee", ["Zebedee"], {"Zebedee": "Zebedee"}, {"x": 1.5, "Zebedee": 2.5}]))
def test_no_refusal_ever_holds_what_was_written(data: st.DataObject, value: JsonValue) -> None:
    at = data.draw(st.sampled_from([place for place in objects_in(MEGAN) if place]))
    try:
        read_content(changed(MEGAN, at, value), vct=ASSESSMENT.vct)
    except Refusal as refusal:
        shown = f"{refusal} {refusal.findings!r} {refusal.__context__!r} {refusal.__cause__!r}"
        assert "Zebedee" not in shown
        assert "Pritchard" not in shown
