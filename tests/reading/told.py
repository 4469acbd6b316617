"""Looking into what was read out: every leaf of the content, and where its words are."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, cast

from exchange.jose import JsonObject, JsonValue
from exchange.reading import Entry, Item, Language, Part, ReadOut, Value, say_day, say_minutes, say_money
from exchange.record import ASSESSMENT, GROUNDS, PLAN, SCHEMES, TITLES, Kind
from exchange.record.codes import LISTS, SYSTEMS
from exchange.record.schemes import SCHEME_CODES

EXAMPLES: Final = sorted((Path(__file__).parents[2] / "schemas/examples").glob("*.json"))
LANGUAGES: Final[tuple[Language, ...]] = ("en", "cy")


def example(name: str) -> JsonObject:
    """One of the examples, by the name of its file."""
    [path] = [path for path in EXAMPLES if path.stem == name]
    return cast(JsonObject, json.loads(path.read_text("utf-8")))


def kind_of(name: str) -> Kind:
    """The kind of an example."""
    return PLAN if name.endswith("plan") else ASSESSMENT


def leaves(value: JsonValue, at: str = "") -> Iterator[tuple[str, JsonValue]]:
    """Every value that has no members, with its JSON pointer; empty lists and objects of known members say nothing."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from leaves(member, f"{at}/{name.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for n, member in enumerate(value):
            yield from leaves(member, f"{at}/{n}")
    else:
        yield at, value


@dataclass
class Told:
    """What was read out, by place: the words at each place, the ids around and under each item, every part and item."""

    words: dict[str, list[str]] = field(default_factory=dict)
    near: dict[str, set[str]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def shows(self, at: str, leaf: JsonValue, language: Language) -> bool:
        """Whether the words of a leaf are at its place, or at a place that says all of what it stands in."""
        steps = at.split("/")
        places = ["/".join(steps[:n]) for n in range(2, len(steps) + 1)]
        if any(leaf in self.near.get(place, ()) for place in places):
            return True
        texts = [text for place in places for text in self.words.get(place, ())]
        return any(word.casefold() in text for word in wordings(leaf, language) for text in texts)


def all_told(told: ReadOut) -> Told:
    """Everything in it, by place."""
    found = Told()
    for part in (*told.opening, *told.parts):
        _look_at_part(found, part, set())
    return found


def _look_at_part(found: Told, part: Part, around: set[str]) -> set[str]:
    found.parts.append(part)
    here = {part.id}
    for entry in part.entries:
        _look_at_entry(found, entry)
        here |= {value.target.partition("-")[2] for value in entry.values if value.target}
    for item in part.items:
        found.items.append(item)
        found.words.setdefault(item.at, []).append(item.title.text.casefold())
        under = {item.id, part.id, *around}
        here.add(item.id)
        for entry in item.entries:
            _look_at_entry(found, entry)
        for inner in item.parts:
            under |= _look_at_part(found, inner, {*around, item.id, part.id})
        found.near[item.at] = under
    return here


def _look_at_entry(found: Told, entry: Entry) -> None:
    found.entries.append(entry)
    _hear(found, entry.at, entry.label, entry.values)
    for group in entry.groups:
        _hear(found, entry.at, entry.label, group.values)
        for inner in group.entries:
            _look_at_entry(found, inner)


def _hear(found: Told, at: str, label: str, values: tuple[Value, ...]) -> None:
    texts = (text for value in values for text in (value.text, value.note) if text)
    found.words.setdefault(at, []).extend(text.casefold() for text in (label, *texts))
    targets = [value.target for value in values if value.target]
    found.near.setdefault(at, set()).update(targets, (target.partition("-")[2] for target in targets))


def wordings(leaf: JsonValue, language: Language) -> set[str]:
    """All the ways in which a leaf may be said, whatever its member is."""
    if leaf is None or leaf == "":
        return {"(empty)", "(gwag)"}
    if isinstance(leaf, bool):
        return {{"en": "Yes", "cy": "Ydy"}[language] if leaf else {"en": "No", "cy": "Nac ydy"}[language]}
    if isinstance(leaf, int) and leaf >= 0:
        return {str(leaf), f"{leaf:,}", say_money(leaf), say_minutes(leaf, language=language)}
    return _texts(leaf, language) if isinstance(leaf, str) else {str(leaf)}


@cache
def _texts(leaf: str, language: Language) -> set[str]:
    return set(_ways(leaf, language))


def _ways(leaf: str, language: Language) -> Iterator[str]:
    yield leaf
    yield f"{leaf[:3]} {leaf[3:6]} {leaf[6:]}"  # a health number
    with suppress(ValueError):
        yield say_day(date.fromisoformat(leaf), language=language)
    for codes in (*LISTS.values(), SCHEME_CODES):
        yield from (codes.codes[leaf].label(language) for _ in (1,) if leaf in codes.codes)
    if leaf in GROUNDS:
        yield GROUNDS[leaf].cy if language == "cy" else GROUNDS[leaf].en
    yield from (TITLES[leaf].label(language) for _ in (1,) if leaf in TITLES)
    yield from (f"({leaf})" for scheme in SCHEMES.values() if leaf in {*scheme.limbs, *scheme.areas})
    shown = (code for codes in SYSTEMS.values() for code in codes.codes.values() if leaf in (code.en, code.cy))
    yield from (code.label(language) for code in shown)  # a sender's label that is ours
    yield from _system_words(leaf, language)


_SYSTEM_WORDS: Final = {
    "nhs-number": {"en": "NHS number", "cy": "Rhif GIG"},
    "ethnicity": {"en": "ethnic", "cy": "ethnig"},
    "gender": {"en": "stated gender", "cy": "rhywedd a nodwyd"},
    "verification": {"en": "verification of NHS numbers", "cy": "dilysu rhifau GIG"},
    "contact-methods": {"en": "contact methods", "cy": "dulliau cysylltu"},
    "written-formats": {"en": "written formats", "cy": "fformatau ysgrifenedig"},
    "urn:gss:": {"en": "client number at", "cy": "rhif cleient"},
}


def _system_words(leaf: str, language: Language) -> Iterator[str]:
    name = SYSTEMS[leaf].name if leaf in SYSTEMS else leaf if ":" in leaf else ""
    yield from (words[language] for key, words in _SYSTEM_WORDS.items() if key in name)
    if leaf in ("cy", "en"):
        yield {"cyen": "in Welsh, as", "enen": "in English, as", "cycy": "yn Gymraeg, fel", "ency": "yn Saesneg, fel"}[
            leaf + language
        ]
