"""What is wrong is said in words: where, what, and the law behind it, in both languages and never with a value."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Finding, Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import ASSESSMENT, read_content
from exchange.record.explain import LABELS, SENTENCES, explain
from exchange.record.explain.citations import PLACES, RULES
from exchange.record.schemas import json_schemas
from exchange.record.sections import TITLES
from tests.record.test_content import GONE, changed, example, objects_in

ROOM = Path(__file__).parents[2] / "exchange" / "record"
ACT = "Social Services and Well-being (Wales) Act 2014"
PRINCIPLES = "Principles for moving across borders within the UK (2015)"
MEGAN = example("megan-assessment.json")


def say(at: str, rule: str, language: str = "en", jurisdiction: str = "GB-WLS") -> str:
    return explain(Finding("schema-failed", at, rule), language=language, jurisdiction=jurisdiction).sentence


@pytest.mark.parametrize(
    ("at", "rule", "en", "cy"),
    [
        ("/needs/2/statement", "required", "Needs, entry 3, statement: something is needed here.",
         "Anghenion, cofnod 3, datganiad: mae angen rhywbeth yma."),
        ("/person/identifiers/0/value", "nhs-number-check-digit",
         "The person, identifiers, entry 1, value: this is not an NHS number: its check digit is wrong.",
         "Y person, rhifau adnabod, cofnod 1, gwerth: nid rhif GIG mo hwn: mae'r digid gwirio yn anghywir."),
        ("/actions/0/needIds/1", "not-in-needs",
         "Who does what, entry 1, needs, entry 2: it names an entry that is not under “Needs”.",
         "Pwy sy'n gwneud beth, cofnod 1, anghenion, cofnod 2: mae'n enwi cofnod nad yw o dan “Anghenion”."),
        ("", "type", "The document: this is not of the right kind: text, a whole number, a list or a group of fields.",
         "Y ddogfen: nid yw hwn o'r math cywir: testun, rhif cyfan, rhestr neu grŵp o feysydd."),
    ],
)  # fmt: skip
def test_a_finding_is_a_sentence_in_both_languages(at: str, rule: str, en: str, cy: str) -> None:
    assert say(at, rule) == en
    assert say(at, rule, "cy") == cy


def test_a_strangers_name_for_a_member_is_never_repeated() -> None:
    for at in ("/Zebedee", "/person/Zebedee", "/needs/0/Zebedee/1", "/person/a~1b"):
        for rule in ("extension-number", "not-in-Zebedee", "Zebedee"):
            assert "Zebedee" not in say(at, rule)
            assert "a/b" not in say(at, rule)


@pytest.mark.parametrize(
    ("at", "rule", "jurisdiction", "citation"),
    [
        ("/directPayments/0/amountPence", "required", "GB-WLS", "SI 2015/1335 (W.131) reg 3"),
        ("/directPayments/0/amountPence", "required", "GB-ENG", "Care Act 2014 s.25"),
        ("/directPayments/0/amountPence", "required", "GB-SCT", None),
        ("/directPayments/0/amountPence", "range", "GB-WLS", None),  # no law says how large a number is
        ("/review/closure", "required", "GB-WLS", "SI 2015/1335 (W.131) reg 6"),
        ("/review/nextOn", "required", "GB-WLS", "SI 2015/1335 (W.131) reg 3"),
        ("/outcomes/3/baseline", "required", "GB-WLS", "Common recording requirements (Wales)"),
        ("/outcomes/3/words", "required", "GB-WLS", f"{ACT} s.19(4)"),
        ("/person/name", "required", "GB-WLS", None),
        ("/about/combinedWith/consent", "consent-missing", "GB-WLS", f"{ACT} s.28"),
        ("/about/combinedWith/consent", "consent-missing", "GB-ENG", None),  # no source was seen
        ("/outcomes/3/words", "required", None, None),
        ("/person/identifiers/0/value", "chi-number-check-digit", "GB-SCT", "CHI number: form and check digit"),
        ("/person/identifiers/0/value", "nhs-number-check-digit", "GB-WLS", None),
        ("/determinations/0/scheme", "other-jurisdiction", "GB-SCT", PRINCIPLES),
    ],
)  # fmt: skip
def test_the_law_behind_a_rule_is_that_of_the_documents_nation(
    at: str, rule: str, jurisdiction: str | None, citation: str | None
) -> None:
    found = explain(Finding("schema-failed", at, rule), language="en", jurisdiction=jurisdiction)
    assert found.citation == citation
    assert (found.pointer, found.rule) == (at, rule)


def test_a_citation_that_nobody_has_checked_says_so() -> None:
    found = explain(Finding("schema-failed", "/barriers", "empty-unexplained"), language="en", jurisdiction="GB-WLS")
    assert found.citation == "Part 3 Code of Practice, five elements"
    assert not found.verified
    assert explain(Finding("schema-failed", "/needs", "required"), language="en", jurisdiction="GB-WLS").verified


# -- nothing is left without words ------------------------------------------------------------------------------------


def members_in(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict):
            yield from cast(JsonObject, value["properties"])
        for member in value.values():
            yield from members_in(member)
    elif isinstance(value, list):
        for item in value:
            yield from members_in(item)


def test_every_member_has_a_name_in_both_languages() -> None:
    names = {name for schema in json_schemas().values() for name in members_in(schema)}
    assert sorted(names - LABELS.keys() - TITLES.keys()) == []
    assert sorted(LABELS.keys() - names) == []
    assert all(label.en and label.cy for label in LABELS.values())


def rules_written() -> set[str]:
    """Every rule that the code of the room raises with a finding or a validator."""
    found: set[str] = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Finding"), args=[_, _, ast.Constant(value=str(rule))]):
                    found.add(rule)
                case ast.Call(func=ast.Name(id="PydanticCustomError"), args=[ast.Constant(value=str(rule)), *_]):
                    found.add(rule)
                case _:
                    pass
    return found


def test_every_rule_that_can_be_broken_has_its_sentence() -> None:
    assert {"day", "id-repeated", "too-few-areas", "nhs-number-range"} <= rules_written()
    assert sorted(rules_written() - SENTENCES.keys()) == []
    assert all(sentence.en.endswith(".") and sentence.cy.endswith(".") for sentence in SENTENCES.values())


def test_every_place_that_has_a_law_is_a_place_of_the_schema() -> None:
    names = {name for schema in json_schemas().values() for name in members_in(schema)}
    for places in PLACES.values():
        assert {step for at in places for step in at.split("/")[1:]} <= names
    assert RULES.keys() <= SENTENCES.keys()


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([GONE, None, "", "Zebedee", -1, 1.5, [], {}, ["Zebedee"], {"absent": "Zebedee"}]))
def test_whatever_is_wrong_all_of_it_is_explained_at_once(data: st.DataObject, value: object) -> None:
    at = data.draw(st.sampled_from([place for place in objects_in(MEGAN) if place]))
    try:
        read_content(changed(MEGAN, at, value), vct=ASSESSMENT.vct)
    except Refusal as refusal:
        for language in ("en", "cy"):
            explained = [explain(each, language=language, jurisdiction="GB-WLS") for each in refusal.findings]
            assert [each.pointer for each in explained] == [finding.at for finding in refusal.findings]
            assert all(each.sentence.endswith(".") and "Zebedee" not in each.sentence for each in explained)
            known = SENTENCES.keys() | {f"not-in-{name}" for name in TITLES}
            assert {each.rule for each in explained} <= known
