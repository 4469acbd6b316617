"""The schema files: up to date, sound, in agreement with the program, and every example follows them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, dumps, loads_signed
from exchange.record import (
    ASSESSMENT,
    CHI_NUMBER,
    HC_NUMBER,
    KINDS,
    NHS_NUMBER,
    PLAN,
    Kind,
    SectionSpec,
    read_content,
    read_section,
)
from exchange.record.grounds import GROUNDS
from exchange.record.schemas import json_schemas

SCHEMAS = Path(__file__).parents[2] / "schemas"
DOCUMENTS = {path.name: loads_signed(path.read_bytes()) for path in sorted((SCHEMAS / "examples").glob("*.json"))}
BEYOND = {"nhs-number-check-digit", "nhs-number-form", "score-above-scale", "extension-number", "id-repeated"}
"""Rules that a schema cannot express."""


MADE = json_schemas()


def kind_of(name: str) -> Kind:
    return PLAN if name.endswith("-plan.json") else ASSESSMENT


def validator(kind: Kind, section: str | None = None) -> Draft202012Validator:
    schema = MADE[f"{kind.name}-{kind.version}.json"]
    if section is not None:
        schema = {"$defs": schema["$defs"], "$ref": f"#/$defs/{section}"}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


VALIDATORS = {(kind.vct, spec.name): validator(kind, spec.name) for kind in KINDS.values() for spec in kind.sections}


def test_the_committed_files_are_what_the_models_say() -> None:
    made = {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in MADE.items()}
    committed = {path.name: path.read_text("utf-8") for path in SCHEMAS.glob("*.json")}
    assert committed == made, "the files in schemas/ are out of date: make generate"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_schema_is_sound_and_has_one_definition_for_each_section(kind: Kind) -> None:
    schema = MADE[f"{kind.name}-{kind.version}.json"]
    Draft202012Validator.check_schema(schema)
    definitions = cast(JsonObject, schema["$defs"])
    assert schema["required"] == [spec.name for spec in kind.sections if spec.required]
    assert cast(JsonObject, schema["properties"]) == {
        spec.name: {"$ref": f"#/$defs/{spec.name}"} for spec in kind.sections
    }
    assert all(spec.name in definitions for spec in kind.sections)
    for at, target in references(schema):
        assert target.removeprefix("#/$defs/") in definitions, at


def references(value: JsonValue, at: str = "") -> Iterator[tuple[str, str]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        if name == "$ref" and isinstance(member, str):
            yield at, member
        yield from references(member, f"{at}/{name}")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_example_is_valid_for_the_program_and_for_an_independent_validator(name: str) -> None:
    read_content(DOCUMENTS[name], vct=kind_of(name).vct)
    assert [error.json_path for error in validator(kind_of(name)).iter_errors(DOCUMENTS[name])] == []


def test_the_two_documents_of_the_story_are_as_long_as_real_ones() -> None:
    sizes = [len(dumps(DOCUMENTS[name])) for name in ("megan-assessment.json", "megan-plan.json")]
    assert sum(sizes) >= 24_000
    assert min(sizes) >= 10_000


def test_examples_name_only_people_who_cannot_exist() -> None:
    for document in DOCUMENTS.values():
        person = cast(JsonObject, document["person"])
        numbers = [cast(JsonObject, one) for one in cast(list[JsonValue], person.get("identifiers", []))]
        assert all(str(one["value"]).startswith("999000") for one in numbers if one["system"] == NHS_NUMBER)
        assert {one["system"] for one in numbers}.isdisjoint({CHI_NUMBER, HC_NUMBER})  # no range is for tests
        for decision in cast(list[JsonValue], document.get("withholding", [])):
            assert cast(JsonObject, decision)["ground"] in GROUNDS


DAYS = ["2026-02-28", "2026-02-30", "2026-2-1", "20260228"]
TEXTS = ["", " ", "\n", "x", "a\u0000b", "a\nb", "é", "cy", "yes", "SA46 0ZZ", "urn:x:y", "urn:", "no-code", "No Code"]
NUMBERS = [0, 1, -1, 7, 101, 99_999_999_999, 1.5]
OBJECTS: list[JsonValue] = [
    {},
    {"absent": "declined"},
    {"absent": "no"},
    {"absent": None},
    {"absent": "unknown", "x": 1},
    {"original": "cy", "cy": "ie"},
    {"original": "cy", "en": "x"},
    {"original": "en"},
    {"en": "x"},
    {"original": "cy", "cy": "ie", "absent": "unknown"},
    {"system": "urn:x:y", "code": "1"},
    {"system": "urn:x:y", "code": "1", "absent": "declined"},
    {"value": 1, "outOf": 2, "saidBy": "person"},
]
VALUES: list[JsonValue] = [None, True, False, *NUMBERS, *TEXTS, *DAYS, "x" * 301, *OBJECTS, [], [None], ["x"], [{}]]


@pytest.mark.parametrize(
    ("section", "member"),
    [
        ("person", "birthDate"),
        ("person", "gender"),
        ("person", "occupation"),
        ("person", "phone"),
        ("language", "spoken"),
        ("language", "activeOffer"),
        ("caring", "able"),
        ("caring", "minutesPerWeek"),
        ("sharing", "consent"),
        ("conduct", "leadCoordinator"),
        ("safeguarding", "enquiry"),
    ],
)
def test_program_and_schema_agree_on_every_form_of_a_value(section: str, member: str) -> None:
    spec = ASSESSMENT.section(section)
    assert spec is not None
    for value in VALUES:
        body = {**cast(JsonObject, DOCUMENTS["sian-carer-assessment.json"][section]), member: value}
        assert VALIDATORS[ASSESSMENT.vct, section].is_valid(body) is accepts(body, spec), value


def accepts(body: JsonValue, spec: SectionSpec) -> bool:
    try:
        read_section(body, spec=spec)
    except Refusal as refusal:
        return {finding.rule for finding in refusal.findings} <= BEYOND
    return True


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(DOCUMENTS)),
    st.data(),
    st.sampled_from(VALUES),
    st.sampled_from(["replace", "replace", "remove", "add"]),
)
def test_after_any_simple_change_program_and_schema_agree(
    name: str, data: st.DataObject, value: JsonValue, change: str
) -> None:
    kind = kind_of(name)
    section = data.draw(st.sampled_from(sorted(DOCUMENTS[name])))
    body: JsonValue = json.loads(json.dumps(DOCUMENTS[name][section]))
    holder: JsonObject = {"body": body}
    apply(holder, data, value, change)
    spec = kind.section(section)
    assert spec is not None
    if "body" not in holder:
        return
    if holder["body"] is not None or spec.required:  # only in a record may an optional section be null
        assert VALIDATORS[kind.vct, section].is_valid(holder["body"]) is accepts(holder["body"], spec)


def apply(holder: JsonObject, data: st.DataObject, value: JsonValue, change: str) -> None:
    """Change one place, found by walking down at random."""
    place: JsonObject | list[JsonValue] = holder
    while True:
        names: list[str | int] = sorted(place) if isinstance(place, dict) else list(range(len(place)))
        if not names:
            return
        name = data.draw(st.sampled_from(names))
        inner = place[name] if isinstance(place, dict) else place[cast(int, name)]  # type: ignore[index]
        if not isinstance(inner, dict | list) or data.draw(st.integers(0, 4)) == 0:
            break
        place = inner
    if isinstance(place, list):
        if change == "remove":
            del place[cast(int, name)]
        else:
            place[cast(int, name)] = value
    elif change == "remove":
        del place[cast(str, name)]
    else:
        place["x" if change == "add" else cast(str, name)] = value
