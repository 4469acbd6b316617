"""What a worker chooses before a person's copy is made: which parts go, and on which ground others do not.

The names of the fields count the parts of the record, which never changes, so that they mean the same when they come
back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exchange.pages.forms import Form
from exchange.pages.languages import Language, Voice
from exchange.pages.paper.told import read_record, words_of
from exchange.printing import Words
from exchange.reading import Item, Part
from exchange.record import VerifiedRecord, Withhold
from exchange.record.grounds import GROUNDS, PERSON, Ground
from exchange.record.purposes import PURPOSES, Rule, ruling_on
from exchange.record.sections import TITLES

SHOW, NO_GROUND = "show", "no-ground"
_PURPOSE = PURPOSES[PERSON]


@dataclass(frozen=True)
class Entry:
    """One entry of a list, and the field that says whether it goes."""

    field: str
    item: str
    title: tuple[Words, ...]


@dataclass(frozen=True)
class Section:
    """One part of the record, what the law says of it, and the field that says what is done with it."""

    field: str
    name: str
    title: str
    rule: Rule
    why: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Choices:
    """What was chosen, as the journey takes it."""

    withhold: tuple[Withhold, ...]
    cleared: tuple[str, ...]


def sections_of(record: VerifiedRecord, _: Voice) -> tuple[Section, ...]:
    """Every part of the record that says something, in the order of the record."""
    entries = _entries(record, _)
    said = [name for name, value in record.plain().items() if value]
    return tuple(_section(number, name, entries.get(name, ()), _) for number, name in enumerate(said, 1))


def chosen_in(form: Form, sections: Sequence[Section]) -> Choices:
    """What a form says of these parts; a ground that does not exist is refused by the journey."""
    withhold: list[Withhold] = []
    for section in sections:
        if section.rule is Rule.MAY:
            withhold += _held_back(form, section.field, section.name, None)
        for entry in section.entries:
            withhold += _held_back(form, entry.field, section.name, entry.item)
    cleared = [each.name for each in sections if each.rule is Rule.ASK and form.text(each.field) == SHOW]
    whole = {each.section for each in withhold if each.item is None}
    return Choices(tuple(each for each in withhold if each.item is None or each.section not in whole), tuple(cleared))


def fields_of(form: Form, sections: Sequence[Section]) -> dict[str, str]:
    """The answers that say something, for the form that follows."""
    names = [name for each in sections for name in (each.field, *(entry.field for entry in each.entries))]
    return {name: form.text(name) for name in names if form.given(name)}


def grounds(_: Voice) -> list[dict[str, str]]:
    """The choices for one part: it goes, or it does not, on one of the grounds that count here."""
    those = [each for each in GROUNDS.values() if PERSON in each.purposes]
    items = [{"value": each.code, "text": _("Leave out: %(ground)s", ground=_said(each, _))} for each in those]
    return [
        {"value": "", "text": _("Show it")},
        *items,
        {"value": NO_GROUND, "text": _("Leave out, with no ground named")},
    ]


def _held_back(form: Form, field: str, section: str, item: str | None) -> Iterator[Withhold]:
    ground = form.text(field)
    if ground:
        yield Withhold(section, item, None if ground == NO_GROUND else ground)


def _section(number: int, name: str, entries: Sequence[Item], _: Voice) -> Section:
    ruling, title, field = ruling_on(name, purpose=_PURPOSE), TITLES.get(name), f"part-{number}"
    return Section(
        field,
        name,
        title.label(_.language.value) if title else name,
        ruling.rule,
        _said(GROUNDS[ruling.ground], _) if ruling.ground else "",
        tuple(Entry(f"{field}-{place}", each.id, words_of(each.title, _)) for place, each in enumerate(entries, 1)),
    )


def _said(ground: Ground, _: Voice) -> str:
    said = ground.cy if _.language is Language.CY else ground.en
    return said if ground.verified else _("%(ground)s (source not checked)", ground=said)


def _entries(record: VerifiedRecord, _: Voice) -> dict[str, list[Item]]:
    """The entries that can be named one by one, in the order of the record."""
    told = read_record(record, _)
    found: dict[str, dict[int, Item]] = {}
    for item in _items((*told.opening, *told.parts)):
        section, _slash, place = item.at[1:].partition("/")
        if item.id and item.withheld is None and place.isdecimal():
            found.setdefault(section, {})[int(place)] = item
    return {section: [items[place] for place in sorted(items)] for section, items in found.items()}


def _items(parts: Sequence[Part]) -> Iterator[Item]:
    for part in parts:
        for item in part.items:
            yield item
            yield from _items(item.parts)
