"""Links between entries: each is checked, and in a part only where both ends can be seen."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, loads_signed
from exchange.record import ASSESSMENT, KINDS, PLAN, check_links, read_content, sections_of
from exchange.record.schemas import json_schemas

EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples"
DOCUMENTS = {path.name: loads_signed(path.read_bytes()) for path in sorted(EXAMPLES.glob("*.json"))}
LINKS = {"needIds", "needId", "outcomeId", "outcomeIds", "contactId", "contactIds", "authorityContactId"}


def vct_of(name: str) -> str:
    return (PLAN if name.endswith("-plan.json") else ASSESSMENT).vct


def links_in(value: JsonValue, at: str = "") -> Iterator[str]:
    """Pointers of every value that names an entry, found by the names of the members alone."""
    if isinstance(value, dict):
        for name, member in value.items():
            if name not in LINKS:
                yield from links_in(member, f"{at}/{name}")
            elif isinstance(member, list):
                yield from (f"{at}/{name}/{n}" for n in range(len(member)))
            else:
                yield f"{at}/{name}"
    elif isinstance(value, list):
        for n, item in enumerate(value):
            yield from links_in(item, f"{at}/{n}")


def broken_everywhere(value: JsonValue, *, inside: bool = False) -> JsonValue:
    if isinstance(value, dict):
        return {name: broken_everywhere(member, inside=name in LINKS) for name, member in value.items()}
    if isinstance(value, list):
        return [broken_everywhere(item, inside=inside) for item in value]
    return "nowhere" if inside else value


@pytest.mark.parametrize("name", [name for name, document in DOCUMENTS.items() if any(links_in(document))])
def test_every_link_whose_end_is_missing_is_found(name: str) -> None:
    document = cast(JsonObject, broken_everywhere(DOCUMENTS[name]))
    with pytest.raises(Refusal) as refused:
        read_content(document, vct=vct_of(name))
    assert refused.value.code == "links-broken"
    assert sorted(finding.at for finding in refused.value.findings) == sorted(links_in(DOCUMENTS[name]))
    assert all(finding.rule.startswith("not-in-") for finding in refused.value.findings)
    assert "nowhere" not in f"{refused.value} {refused.value.findings}".replace("exchange", "")


def test_links_are_broken_only_after_the_schema_holds() -> None:
    document = json.loads(json.dumps(DOCUMENTS["megan-assessment.json"]))
    document["needs"][0]["outcomeIds"] = ["nowhere"]
    document["needs"][1]["statement"] = ""
    with pytest.raises(Refusal) as refused:
        read_content(document, vct=ASSESSMENT.vct)
    assert [(finding.code, finding.at) for finding in refused.value.findings] == [
        ("schema-failed", "/needs/1/statement")
    ]


def test_a_link_into_what_is_not_shown_is_left_alone() -> None:
    sections = sections_of(read_content(DOCUMENTS["megan-assessment.json"], vct=ASSESSMENT.vct))
    outcomes = sections["outcomes"]
    assert isinstance(outcomes, tuple)
    check_links({name: section for name, section in sections.items() if name != "outcomes"})
    check_links({**sections, "outcomes": outcomes[1:]}, partial={"outcomes"})


def test_a_link_is_judged_where_both_of_its_ends_are_shown() -> None:
    sections = sections_of(read_content(DOCUMENTS["megan-assessment.json"], vct=ASSESSMENT.vct))
    outcomes = sections["outcomes"]
    assert isinstance(outcomes, tuple)
    with pytest.raises(Refusal) as refused:
        check_links({"needs": sections["needs"], "outcomes": outcomes[1:]})
    assert {finding.at for finding in refused.value.findings} == {
        "/needs/0/outcomeIds/0",
        "/needs/1/outcomeIds/0",
        "/needs/5/outcomeIds/0",
    }


def test_every_member_that_is_named_like_a_link_is_one() -> None:
    found: set[str] = set()

    def walk(value: JsonValue) -> None:
        if isinstance(value, dict):
            for name, member in value.items():
                if name.endswith(("Id", "Ids")) and isinstance(member, dict):
                    items = member.get("items", member)
                    assert isinstance(items, dict)
                    assert "x-links-to" in items, name
                    found.add(name)
                walk(member)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    for schema in json_schemas().values():
        walk(schema)
    assert found == LINKS


def test_every_link_leads_to_a_section_that_is_a_list() -> None:
    lists = {spec.name for kind in KINDS.values() for spec in kind.sections if spec.is_list}
    text = json.dumps(dict(json_schemas()))
    assert all(f'"x-links-to": "{name}"' not in text for name in ("about", "person"))
    assert {part.split('"')[2] for part in text.split("x-links-to")[1:]} <= lists
