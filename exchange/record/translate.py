"""Translation between two major versions, as data: where each field goes, and a report of what became of every value.

A minor version only adds, and needs no translation. A major version may move a field, write it in another form, or do
without it; each such change is one `Change`, and the same changes lead there and back. The report names every value of
the document that was translated: kept where it was, changed, or dropped; and every value that only the other version
wants. Nothing is lost in silence, and a value that cannot be written back as it was is called `lossy`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from exchange.jose import JsonObject, JsonValue
from exchange.record.findings import pointer

Convert: TypeAlias = Callable[[JsonValue], JsonValue]
Steps: TypeAlias = tuple[str | int, ...]
EACH = "*"


class Fate(StrEnum):
    """What became of a value."""

    KEPT = "kept"
    CHANGED = "changed"
    LOSSY = "lossy"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True)
class Told:
    """One line of the report: JSON pointers before and after, and the fate. Never a value."""

    before: str | None
    after: str | None
    fate: Fate


@dataclass(frozen=True)
class Change:
    """One difference of two versions. `*` stands for each entry of a list, the same one on both sides.

    Without `new` the newer version has no place for it, without `old` the older one; then `default` is what the version
    that has a place for it wants where nothing is there. A list loses or moves fields of its entries, never an entry.
    """

    old: str | None
    new: str | None
    forward: Convert = lambda value: value
    back: Convert = lambda value: value
    default: JsonValue = None

    def reversed(self) -> "Change":
        """The same change on the way back."""
        return Change(self.new, self.old, self.back, self.forward, self.default)


@dataclass(frozen=True)
class Translated:
    """The document in the other version, and what became of every value."""

    content: JsonObject
    told: tuple[Told, ...]

    @property
    def losses(self) -> tuple[Told, ...]:
        """What a reader of the translation must be told is not there, or not as it was."""
        return tuple(line for line in self.told if line.fate in (Fate.DROPPED, Fate.LOSSY))


def upgrade(content: JsonObject, *, changes: Sequence[Change]) -> Translated:
    """A document of the older version in the newer one."""
    placed: list[tuple[Steps, JsonValue]] = []
    told = list(_moved(content, (), changes, placed))
    built = _built(placed) if placed else {}
    assert isinstance(built, dict)
    return Translated(built, (*told, *_added(changes, built)))


def downgrade(content: JsonObject, *, changes: Sequence[Change]) -> Translated:
    """A document of the newer version in the older one."""
    return upgrade(content, changes=[change.reversed() for change in changes])


def _moved(
    value: JsonValue, at: Steps, changes: Sequence[Change], placed: list[tuple[Steps, JsonValue]]
) -> Iterator[Told]:
    change = next((each for each in changes if each.old is not None and _stars(each.old, at) is not None), None)
    if change is not None:
        yield _changed(value, at, change, placed)
    elif isinstance(value, dict | list) and value:
        for step, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _moved(member, (*at, step), changes, placed)
    else:
        placed.append((at, value))
        yield Told(pointer(at), pointer(at), Fate.KEPT)


def _changed(value: JsonValue, at: Steps, change: Change, placed: list[tuple[Steps, JsonValue]]) -> Told:
    if change.new is None:
        return Told(pointer(at), None, Fate.DROPPED)
    stars = iter(_stars(change.old or "", at) or ())
    target: Steps = tuple(next(stars) if step == EACH else step for step in _steps(change.new))
    made = change.forward(value)
    placed.append((target, made))
    fate = Fate.CHANGED if change.back(made) == value else Fate.LOSSY
    return Told(pointer(at), pointer(target), fate)


def _built(placed: Sequence[tuple[Steps, JsonValue]]) -> JsonValue:
    """The values put in their places; a list closes up where entries are gone."""
    if placed[0][0] == ():
        return placed[0][1]
    groups: dict[str | int, list[tuple[Steps, JsonValue]]] = {}
    for steps, value in placed:
        groups.setdefault(steps[0], []).append((steps[1:], value))
    if any(isinstance(step, int) for step in groups):
        return [_built(group) for group in groups.values()]
    return {str(step): _built(group) for step, group in groups.items()}


def _added(changes: Sequence[Change], content: JsonObject) -> Iterator[Told]:
    """What the other version wants and this document has not said."""
    for change in changes:
        if change.old is None and change.new is not None and change.default is not None:
            *way, name = _steps(change.new)
            for at, holder in _reach(content, tuple(way), ()):
                if name not in holder:
                    holder[name] = change.default
                    yield Told(None, pointer((*at, name)), Fate.ADDED)


def _reach(value: JsonValue, way: tuple[str, ...], at: Steps) -> Iterator[tuple[Steps, JsonObject]]:
    if not way:
        if isinstance(value, dict):
            yield at, value
    elif isinstance(value, list) and way[0] == EACH:
        for n, item in enumerate(value):
            yield from _reach(item, way[1:], (*at, n))
    elif isinstance(value, dict) and way[0] in value:
        yield from _reach(value[way[0]], way[1:], (*at, way[0]))


def _stars(pattern: str, at: Steps) -> Steps | None:
    """The positions that the stars of a pattern stand for, or None where it does not fit."""
    steps = _steps(pattern)
    if len(steps) != len(at) or any(
        not isinstance(here, int) if step == EACH else step != here for step, here in zip(steps, at, strict=True)
    ):
        return None
    return tuple(here for step, here in zip(steps, at, strict=True) if step == EACH)


def _steps(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.split("/")[1:])
