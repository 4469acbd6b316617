"""Whatever the content is: all of it is read out, once, in both languages, with a name for everything that is known."""

import copy
import re
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exchange.jose import JsonObject, JsonValue
from exchange.reading import Language, read_out
from exchange.record import ASSESSMENT, Kind
from tests.reading.told import EXAMPLES, LANGUAGES, all_told, example, kind_of, leaves
from tests.record.generator import documents

# As for documents anywhere in these tests: making a failing one smaller takes longer than finding the fault in it.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
CAMEL_CASE = re.compile(r"[a-z][A-Z]")


def lost(content: JsonObject, kind: Kind, language: Language) -> list[str]:
    """Pointers of the leaves whose words are not where they belong."""
    told = all_told(read_out(content, kind=kind, language=language))
    return [at for at, leaf in leaves(content) if not told.shows(at, leaf, language)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_leaf_of_an_example_is_read_out(path: Path, language: Language) -> None:
    assert lost(example(path.stem), kind_of(path.stem), language) == []


def test_the_check_sees_what_is_lost() -> None:
    content = example("megan-assessment")
    told = all_told(read_out(content, kind=ASSESSMENT, language="en"))
    assert not told.shows("/person/phone", "01632 960 000", "en")
    assert not told.shows("/needs/0/statement", "Another statement.", "en")
    assert not told.shows("/determinations/0/needId", "n99", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_entry_is_whole_in_one_place_only_and_no_name_of_the_wire_is_read(path: Path, language: Language) -> None:
    content = example(path.stem)
    told = all_told(read_out(content, kind=kind_of(path.stem), language=language))
    places = [item.at for item in told.items]
    assert sorted(places) == sorted(
        f"/{name}/{n}" for name, section in content.items() if isinstance(section, list) for n in range(len(section))
    )
    assert len({item.anchor for item in told.items}) == len(places)
    assert [entry.label for entry in told.entries if CAMEL_CASE.search(entry.label)] == []
    assert all(entry.understood for entry in told.entries)
    assert all(part.title and not CAMEL_CASE.search(part.title) for part in told.parts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_reference_leads_to_an_entry_or_a_section_that_is_there(path: Path, language: Language) -> None:
    content = example(path.stem)
    told = all_told(read_out(content, kind=kind_of(path.stem), language=language))
    goals = {item.anchor for item in told.items} | {part.id for part in told.parts} | set(content)
    values = [value for entry in told.entries for value in entry.values if value.kind == "reference"]
    assert [value.text for value in values if value.target not in goals] == []


@settings(max_examples=15, deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
@given(documents(), st.sampled_from(LANGUAGES))
def test_every_leaf_of_any_document_is_read_out(made: tuple[Kind, JsonObject], language: Language) -> None:
    kind, content = made
    assert lost(content, kind, language) == []


def places_in(value: JsonValue, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps: list[tuple[str | int, JsonValue]] = []
    if isinstance(value, dict):
        steps = [*value.items()]
    elif isinstance(value, list):
        steps = [*enumerate(value)]
    return [at] * bool(at) + [place for step, inner in steps for place in places_in(inner, (*at, step))]


def put(content: JsonObject, place: tuple[str | int, ...], value: JsonValue) -> JsonObject:
    made = copy.deepcopy(content)
    inner = cast("dict[str | int, JsonValue]", made)
    for step in place[:-1]:
        inner = cast("dict[str | int, JsonValue]", inner[step])
    inner[place[-1]] = value
    return made


ODD = cast(
    "list[JsonValue]",
    [
        *(None, True, -7, 1.5, "", "Zebedee", [], {}, ["Zebedee", 7, None], {"absent": "Zebedee"}, {"absent": 7}),
        *({"original": "cy"}, {"original": "en", "en": "Zebedee", "cy": 7}, {"value": 3, "outOf": "Zebedee"}),
        *([[["Zebedee"]]], [{"id": "n1"}, {"id": "n1"}], {"system": "Zebedee", "code": "1", "display": {"en": 7}}),
        *("2026-02-30", {"a~b/c": "Zebedee"}, {"zebedee.example:x": {"y": [True]}}, "2026-W05-2", 10**18),
    ],
)


@settings(max_examples=60, deadline=None, phases=WITHOUT_SHRINKING)
@given(st.data(), st.sampled_from(ODD), st.sampled_from(["megan-assessment", "megan-plan", "amina-plan"]))
def test_whatever_stands_in_a_place_is_read_out_all_the_same(data: st.DataObject, odd: JsonValue, name: str) -> None:
    content = example(name)
    broken = put(content, data.draw(st.sampled_from(places_in(content))), odd)
    language = data.draw(st.sampled_from(LANGUAGES))
    assert lost(broken, kind_of(name), language) == []
