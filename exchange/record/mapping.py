"""A council's own form, mapped to our content and back, with a report of what became of every field.

The schema has no form in it: any of 22 forms can be brought in and sent out again by a table of `Row`s. A row names
the places on both sides (`*` is an entry of a list, the same on both sides) and how values are turned. What no row
names is dropped and said so; what our content wants and the form never asked is added as not asked, and said so too.

    mapped = bring_in(form, mapping)      # mapped.document, mapped.told
    back = send_out(mapped.document, mapping)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from exchange.jose import JsonObject, JsonValue
from exchange.record.findings import pointer
from exchange.record.kinds import Kind
from exchange.record.translate import Fate, Told
from exchange.record.turns import Same, Turn, Values
from exchange.record.unasked import fill_unasked

Steps: TypeAlias = tuple[str, ...]
_EACH: Final = "*"


@dataclass(frozen=True)
class Row:
    """One field of the form, or several that belong together, and where they are in our content."""

    form: Steps
    content: Steps
    turn: Turn = field(default_factory=Same)


@dataclass(frozen=True)
class FormMapping:
    """All rows of a form; `ids` gives the letters with which ids of new entries begin, `fixed` what is always so."""

    kind: Kind
    rows: tuple[Row, ...]
    ids: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapped:
    """What came out, and what became of every value of what went in."""

    document: JsonObject
    told: tuple[Told, ...]

    @property
    def losses(self) -> tuple[Told, ...]:
        """Every value that did not come through, or not as it was."""
        return tuple(line for line in self.told if line.fate in (Fate.DROPPED, Fate.LOSSY))


def bring_in(form: JsonObject, mapping: FormMapping) -> Mapped:
    """A form as our content, with explicit unknowns for what it does not ask. Read it to know whether it is valid."""
    made: JsonObject = {}
    told = list(_turned(form, made, mapping, inwards=True))
    told += [Told(None, at, Fate.ADDED) for each, value in mapping.fixed.items() for at in _fix(made, each, value)]
    told += [Told(None, at, Fate.ADDED) for at in _name_entries(made, mapping.ids)]
    filled, added = fill_unasked(made, kind=mapping.kind)
    return Mapped(filled, (*told, *(Told(None, at, Fate.ADDED) for at in added)))


def send_out(document: JsonObject, mapping: FormMapping) -> Mapped:
    """Our content on the council's own form."""
    made: JsonObject = {}
    told = tuple(_turned(document, made, mapping, inwards=False))
    return Mapped(made, told)


def _turned(source: JsonObject, into: JsonObject, mapping: FormMapping, *, inwards: bool) -> Iterator[Told]:
    seen: set[str] = set()
    for row in mapping.rows:
        here, there = (row.form, row.content) if inwards else (row.content, row.form)
        turn, back = (row.turn.into, row.turn.out) if inwards else (row.turn.out, row.turn.into)
        for stars in _occurrences(source, here):
            befores = [_at(pattern, stars) for pattern in here]
            values = tuple(_look(source, before) for before in befores)
            if all(value is None for value in values):
                continue
            found = turn(values)
            afters = [_at(pattern, stars) for pattern in there]
            for after, value in zip(afters, found, strict=True):
                if value is not None:
                    _put(into, after, value)
            seen.update(leaf for before, value in zip(befores, values, strict=True) for leaf in _leaves(value, before))
            yield from _tell(befores, values, afters, found, kept=found == values, exact=back(found) == values)
    yield from (Told(at, None, Fate.DROPPED) for at in _leaves(source, ()) if at not in seen)


def _tell(
    befores: list[Steps], values: Values, afters: list[Steps], found: Values, *, kept: bool, exact: bool
) -> Iterator[Told]:
    targets = [pointer(after) for after, value in zip(afters, found, strict=True) if value is not None]
    fate = Fate.KEPT if kept else Fate.CHANGED if exact else Fate.LOSSY
    for before, value in zip(befores, values, strict=True):
        if value is not None:
            target = targets[min(befores.index(before), len(targets) - 1)] if targets else None
            yield Told(pointer(before), target, fate if target else Fate.DROPPED)
    sources = [pointer(before) for before, value in zip(befores, values, strict=True) if value is not None]
    for target in targets[len(sources) :]:  # one field that became several
        yield Told(sources[-1], target, fate)


def _occurrences(source: JsonObject, patterns: Steps) -> list[tuple[int, ...]]:
    found = {stars for pattern in patterns for stars in _stars(source, _steps(pattern))}
    return sorted(found)


def _stars(value: JsonValue, steps: Steps) -> Iterator[tuple[int, ...]]:
    if not steps:
        yield ()
    elif steps[0] == _EACH and isinstance(value, list):
        for n, item in enumerate(value):
            yield from ((n, *rest) for rest in _stars(item, steps[1:]))
    elif isinstance(value, dict) and steps[0] in value:
        yield from _stars(value[steps[0]], steps[1:])
    elif isinstance(value, list) and steps[0].isdigit() and int(steps[0]) < len(value):
        yield from _stars(value[int(steps[0])], steps[1:])


def _at(pattern: str, stars: tuple[int, ...]) -> Steps:
    left = iter(stars)
    return tuple(str(next(left)) if step == _EACH else step for step in _steps(pattern))


def _steps(pattern: str) -> Steps:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pattern.split("/")[1:])


def _look(value: JsonValue, steps: Steps) -> JsonValue:
    for step in steps:
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _put(into: JsonObject, steps: Steps, value: JsonValue) -> None:
    """Write a value, making objects and lists on the way; entries of a list that nobody wrote yet are empty objects."""
    place: JsonValue = into
    for step, after in zip(steps, (*steps[1:], None), strict=True):
        made: JsonValue = value if after is None else [] if after.isdigit() else {}
        if isinstance(place, list):
            place.extend({} for _ in range(len(place), int(step) + 1))
            if after is None or not place[int(step)]:
                place[int(step)] = made
            place = place[int(step)]
        elif isinstance(place, dict):
            if after is None:
                place[step] = made
            place = place.setdefault(step, made)


def _fix(made: JsonObject, pattern: str, value: JsonValue) -> Iterator[str]:
    """Write what the form always means, wherever it says nothing else; in every entry of a list for a star."""
    for stars in _occurrences(made, (pattern.rpartition("/")[0],)) if _EACH in pattern else [()]:
        steps = _at(pattern, stars)
        if _look(made, steps) is None:
            _put(made, steps, value)
            yield pointer(steps)


def _name_entries(made: JsonObject, ids: Mapping[str, str]) -> Iterator[str]:
    for section, letters in ids.items():
        items = made.get(section)
        for n, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict) and "id" not in item:
                item["id"] = f"{letters}{n + 1}"
                yield pointer((section, n, "id"))


def _leaves(value: JsonValue, at: Steps) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for name, member in members:
            yield from _leaves(member, (*at, str(name)))
    elif value is not None or not at:
        yield pointer(at)
