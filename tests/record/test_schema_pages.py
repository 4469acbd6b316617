"""What the pages for developers say is true: every example is valid, every place is there, every section is shown."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from exchange.errors import CODES, Finding
from exchange.jose import JsonObject, JsonValue, loads
from exchange.record import ASSESSMENT, KINDS, PLAN, Kind, explain, read_content, read_section
from exchange.record.citations import read_basis
from exchange.record.extensions import extensions_among
from exchange.record.kinds import unknown_members
from exchange.record.schemas import json_schemas
from exchange.record.unasked import fill_unasked
from exchange.transfer.bodies import Body, MessageType

DOCS = Path(__file__).parents[2] / "docs"
PAGE, FIELDS = (DOCS / "schema.md").read_text("utf-8"), (DOCS / "schema-fields.md").read_text("utf-8")
BLOCK = re.compile(r"^```json ?(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^### `(\w+)`\n(.*?)(?=^#)", re.MULTILINE | re.DOTALL)
BODIES = {re.sub("(?!^)(?=[A-Z])", "-", body.__name__).lower(): body for body in Body.__subclasses__()}
EXAMPLES = [(name, words, text) for name, body in SECTION.findall(PAGE) for words, text in BLOCK.findall(body)]
PLACES = sorted(set(re.findall(r"`(assessment|plan|record|message):([^`]+)`", FIELDS)))
SCHEMAS = json_schemas()


def kinds_with(section: str, words: str) -> Iterator[Kind]:
    wanted = {"assessment": [ASSESSMENT], "plan": [PLAN]}.get(words, list(KINDS.values()))
    yield from (kind for kind in wanted if kind.section(section))


@pytest.mark.parametrize(("section", "words", "text"), EXAMPLES, ids=[f"{name} {words}" for name, words, _ in EXAMPLES])
def test_the_example_of_every_section_can_be_read(section: str, words: str, text: str) -> None:
    kinds = list(kinds_with(section, words))
    assert kinds
    for kind in kinds:
        spec = kind.section(section)
        assert spec is not None
        found = read_section(loads(text), spec=spec)
        assert found is not None
        assert unknown_members(found) == ()


def test_every_section_has_an_example() -> None:
    shown = {name for name, _, _ in EXAMPLES}
    assert shown == {spec.name for kind in KINDS.values() for spec in kind.sections}


def test_ten_fields_are_enough_to_start_with() -> None:
    document, added = fill_unasked(cast(JsonObject, block("start")), kind=ASSESSMENT)
    read_content(document, vct=ASSESSMENT.vct)
    assert {"/person/ethnicity", "/safeguarding/enquiry"} <= set(added)


def block(words: str) -> JsonValue:
    [text] = [text for found, text in BLOCK.findall(PAGE) if found == words]
    return loads(text)


def test_the_smallest_document_is_what_the_ten_fields_are_filled_up_to() -> None:
    filled, _ = fill_unasked(cast(JsonObject, block("start")), kind=ASSESSMENT)
    assert block("smallest") == filled


def test_the_problem_of_the_page_is_what_the_program_says() -> None:
    [finding] = cast(list[JsonObject], cast(JsonObject, block("problem"))["findings"])
    at, rule = str(finding["at"]).removeprefix("/content"), str(finding["rule"])
    en, cy = (
        explain(Finding("schema-failed", at, rule), language=each, jurisdiction="GB-WLS") for each in ("en", "cy")
    )
    said = {"en": en.sentence, "cy": cy.sentence, "citation": en.citation, "verified": en.verified}
    assert (finding["explained"], finding["sentence"]) == (said, CODES["schema-failed"].sentence)


def test_the_basis_of_the_page_is_one() -> None:
    assert [each.carried for each in read_basis(block("basis"))] == [("n1", "n2")]


def test_the_keywords_that_the_page_names_are_all_there_are_beside_the_standards() -> None:
    used = {name for schema in SCHEMAS.values() for name in keywords_in(schema) if name.startswith("x-")}
    assert used == set(re.findall(r"`(x-[a-z-]+)`", PAGE))


def keywords_in(value: JsonValue) -> Iterator[str]:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from value if isinstance(value, dict) else ()
    for member in members:
        yield from keywords_in(member)


def test_the_extension_of_the_page_is_shown_as_its_owners() -> None:
    (text,) = [text for words, text in BLOCK.findall(PAGE) if words == "needs"]
    spec = ASSESSMENT.section("needs")
    assert spec is not None
    section = read_section(loads(text), spec=spec)
    assert section is not None
    assert [each.owner for each in extensions_among(unknown_members(section))] == ["gwynedd.llyw.cymru"]


# -- where every field lives ------------------------------------------------------------------------------------------


def branches(schema: JsonObject, definitions: JsonObject) -> Iterator[JsonObject]:
    """A schema with its references followed and its alternatives laid open."""
    if "$ref" in schema:
        target = definitions[str(schema["$ref"]).removeprefix("#/$defs/")]
        yield from branches(cast(JsonObject, target), definitions)
    for one in cast("list[JsonValue]", schema.get("oneOf", [])):
        yield from branches(cast(JsonObject, one), definitions)
    yield schema


def leads_somewhere(schema: JsonObject, steps: list[str], definitions: JsonObject) -> bool:
    if not steps:
        return True
    name = "items" if steps[0] == "*" else steps[0]
    for one in branches(schema, definitions):
        found = one.get("items") if name == "items" else cast(JsonObject, one.get("properties", {})).get(name)
        if isinstance(found, dict) and leads_somewhere(found, steps[1:], definitions):
            return True
    return False


@pytest.mark.parametrize(("where", "place"), PLACES, ids=[f"{where}:{place}" for where, place in PLACES])
def test_every_place_is_there(where: str, place: str) -> None:
    if where == "record":
        assert place in {"iss", "iat", "jti", "vct", "status", "supersedes", "basis", "sections"}
    elif where == "message":
        message, member = place.split("/")
        assert member in {field.alias for field in BODIES[message].model_fields.values()}
    else:
        kind = {"assessment": ASSESSMENT, "plan": PLAN}[where]
        schema = SCHEMAS[f"{kind.name}-{kind.version}.json"]
        assert leads_somewhere(schema, place.split("/")[1:], cast(JsonObject, schema["$defs"]))


def test_every_message_has_a_place_on_the_page_of_fields() -> None:
    named = {place.split("/")[0] for where, place in PLACES if where == "message"}
    assert BODIES.keys() == {each.value for each in MessageType}
    assert BODIES.keys() - named == {"delivered-by-hand"}  # whose records they were, no field of a form asks


def test_a_place_that_is_not_there_would_be_noticed() -> None:
    schema = SCHEMAS["assessment-1.0.json"]
    definitions = cast(JsonObject, schema["$defs"])
    for place in ("needs/*/statements", "needs/statement", "horoscope", "person/name/official/first"):
        assert not leads_somewhere(schema, place.split("/"), definitions)


def test_every_section_is_named_on_the_page_of_fields() -> None:
    named = {place.split("/")[1] for where, place in PLACES if where in ("assessment", "plan")}
    assert named == {spec.name for kind in KINDS.values() for spec in kind.sections}
