"""Two versions of a record, or a record and our own: what is new, gone or changed, and nothing else.

Entries of a list are compared by their ids, those without one by their position; then member by member. What one side
does not show is not called new or gone. Nothing is refused: a document that does not fit the schema is compared as far
as it can be read, and what could not be is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal, TypeAlias

from exchange.jose import JsonObject
from exchange.reading.dates import Language
from exchange.reading.differences import Mark, mark_words
from exchange.reading.order import OPENING, THEN
from exchange.reading.parts import Entry, Gap, Item, Part, Value
from exchange.reading.sections import make_reader, read_sections
from exchange.record import Kind

Change: TypeAlias = Literal["new", "gone", "changed", "hidden"]
Side: TypeAlias = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One member: where it stands in words, and its values on either side; `marks` for each text that changed."""

    labels: tuple[str, ...]
    what: Change
    before: tuple[Value, ...]
    after: tuple[Value, ...]
    marks: tuple[tuple[Mark, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One entry of a list; `hidden` where one side has it and the other does not show all of the list."""

    id: str
    title: Value
    what: Change
    entries: tuple[EntryChange, ...]


@dataclass(frozen=True, slots=True)
class PartChange:
    """One section; `hidden` where it is withheld on one side."""

    id: str
    title: str
    what: Change
    entries: tuple[EntryChange, ...]
    items: tuple[ItemChange, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that the schema does not know, or that does not have its form: compared as it is written."""

    side: Side
    at: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, in reading order; how many members are the same on both sides; what could not be understood."""

    parts: tuple[PartChange, ...]
    unchanged: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    labels: tuple[str, ...]
    values: tuple[Value, ...]


_Lines: TypeAlias = Mapping[str, _Line]


def compare(
    before: JsonObject,
    after: JsonObject,
    *,
    kind: Kind,
    language: Language,
    withheld_before: Sequence[Gap] = (),
    withheld_after: Sequence[Gap] = (),
) -> Comparison:
    """What differs between two documents of one kind, in words."""
    earlier = read_sections(make_reader(before, kind, language=language), before, kind, withheld_before)
    later = read_sections(make_reader(after, kind, language=language), after, kind, withheld_after)
    names = dict.fromkeys((*OPENING, *THEN, *earlier, *later))
    found = [_compare_parts(earlier.get(name), later.get(name)) for name in names]
    unread = (*_unread("before", earlier), *_unread("after", later))
    return Comparison(tuple(part for part, _ in found if part), sum(same for _, same in found), unread)


def _compare_parts(before: Part | None, after: Part | None) -> tuple[PartChange | None, int]:
    known = after or before
    if known is None or (before and after and before.withheld and after.withheld):
        return None, 0
    hidden = bool((before and before.withheld) or (after and after.withheld))
    what: Change = "hidden" if hidden else _what(before, after)
    entries, same = _compare_lines(_lines(before), _lines(after), hidden=hidden)
    items, same_in_items = _compare_items(before, after, hidden=hidden)
    changed = entries or items or hidden
    part = PartChange(known.id, known.title, what, entries, items) if changed else None
    return part, same + same_in_items


def _what(before: object, after: object) -> Change:
    return "new" if before is None else "gone" if after is None else "changed"


def _compare_items(before: Part | None, after: Part | None, *, hidden: bool) -> tuple[tuple[ItemChange, ...], int]:
    earlier, later = _by_id(before), _by_id(after)
    hidden = hidden or _has_gaps(before) or _has_gaps(after)
    found: list[ItemChange] = []
    same = 0
    for key in dict.fromkeys((*later, *earlier)):
        one, other = earlier.get(key), later.get(key)
        alone = one is None or other is None
        entries, unchanged = _compare_lines(_lines(one), _lines(other), hidden=alone and hidden)
        same += unchanged
        item = other or one
        if item and (entries or alone):
            what: Change = "hidden" if alone and hidden else _what(one, other)
            found.append(ItemChange(item.id, item.title, what, entries))
    return tuple(found), same


def _by_id(part: Part | None) -> dict[str, Item]:
    """Entries that are shown, by id; those without one, or with one that is taken, by position among themselves."""
    found: dict[str, Item] = {}
    positions = count()
    for item in part.items if part else ():
        if item.withheld is None:
            key = f"#{item.id}"
            found[key if item.id and key not in found else f"/{next(positions)}"] = item
    return found


def _has_gaps(part: Part | None) -> bool:
    return part is not None and any(item.withheld for item in part.items)


def _compare_lines(before: _Lines, after: _Lines, *, hidden: bool) -> tuple[tuple[EntryChange, ...], int]:
    changes: list[EntryChange] = []
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key), after.get(key)
        if one and other and [*map(_identity, one.values)] == [*map(_identity, other.values)]:
            continue
        changes.append(_change(one, other, hidden=hidden))
    return tuple(changes), len(before.keys() | after.keys()) - len(changes)


def _change(before: _Line | None, after: _Line | None, *, hidden: bool) -> EntryChange:
    earlier, later = before.values if before else (), after.values if after else ()
    known = after or before
    what: Change = "hidden" if hidden else _what(before, after)
    return EntryChange(known.labels if known else (), what, earlier, later, tuple(_marks(earlier, later)))


def _marks(before: tuple[Value, ...], after: tuple[Value, ...]) -> Iterator[tuple[Mark, ...]]:
    texts = all(value.kind == "text" for value in (*before, *after))
    if texts and len(before) == len(after):
        yield from (mark_words(one.text, other.text) for one, other in zip(before, after, strict=True))


def _identity(value: Value) -> tuple[str | None, ...]:
    """What makes a value the same: another title of the entry that it refers to does not change a reference."""
    if value.target is not None:
        return (value.target,)
    return value.text, value.kind, value.note


def _lines(part: Part | Item | None) -> dict[str, _Line]:
    """Every value by its place in the part or the item, with its labels."""
    if part is None:
        return {}
    start = len(part.at) if isinstance(part, Item) else 0
    return {key[start:]: line for entry in part.entries for key, line in _flatten(entry, ())}


def _flatten(entry: Entry, above: tuple[str, ...]) -> Iterator[tuple[str, _Line]]:
    if entry.values:
        yield entry.at, _Line((*above, entry.label), entry.values)
    several = len(entry.groups) > 1
    for n, group in enumerate(entry.groups):
        labels = (*above, f"{entry.label} {n + 1}" if several else entry.label)
        if group.values:
            yield f"{entry.at}#{n}" if n else entry.at, _Line(labels, group.values)
        for inner in group.entries:
            yield from _flatten(inner, labels)


def _unread(side: Side, parts: Mapping[str, Part]) -> Iterator[Unread]:
    for part in parts.values():
        for entry in part.entries:
            yield from _unread_in(side, entry, (part.title,))
        for item in part.items:
            for entry in item.entries:
                yield from _unread_in(side, entry, (part.title, item.title.text))


def _unread_in(side: Side, entry: Entry, above: tuple[str, ...]) -> Iterator[Unread]:
    labels = (*above, entry.label)
    if not entry.understood:
        yield Unread(side, entry.at, labels)
        return
    for group in entry.groups:
        for inner in group.entries:
            yield from _unread_in(side, inner, labels)
