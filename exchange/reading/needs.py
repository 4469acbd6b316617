"""What belongs to a need is read under it: its outcomes, who does what, what it costs, what was determined.

An item is shown whole under the first need that it names, and by its title under any other. Risks are shown whole in
the opening, so needs only name them. What belongs to no need stays in its own part.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from exchange.jose import JsonObject, JsonValue
from exchange.reading.dates import Language
from exchange.reading.labels import say
from exchange.reading.parts import Entry, Item, Part, Value

_BELONGING: Final = ("outcomes", "actions", "directPayments", "equipment", "risks", "determinations")
_NAMED_ONLY: Final = frozenset({"risks"})


@dataclass(frozen=True)
class _Linked:
    """A part, the need under which each of its items is at home, and all items that belong to a need: by their `at`."""

    part: Part
    homes: Mapping[str, str]
    items: Mapping[str, Sequence[Item]]


def put_under_needs(parts: Mapping[str, Part], content: JsonObject, *, language: Language) -> dict[str, Part]:
    """The parts, with all that belongs to a need under it."""
    made, needs = dict(parts), parts.get("needs")
    if needs is None:
        return made
    linked = [_link(parts[name], needs.items, content) for name in _BELONGING if name in parts]
    also = say("see-also", language=language)
    made["needs"] = replace(needs, items=tuple(_furnish(need, linked, content, also) for need in needs.items))
    for each in linked:
        rest = tuple(item for item in each.part.items if item.at not in each.homes)
        made[each.part.id] = replace(each.part, items=rest)
    return made


def _link(part: Part, needs: Sequence[Item], content: JsonObject) -> _Linked:
    needs_of = _needs_of_outcomes(part, needs, content) if part.id == "outcomes" else _needs_of(part, needs, content)
    items: dict[str, list[Item]] = {}
    for item in part.items:
        for need in needs_of[item.at]:
            items.setdefault(need, []).append(item)
    homes = {at: found[0] for at, found in needs_of.items() if found and part.id not in _NAMED_ONLY}
    return _Linked(part, homes, items)


def _needs_of(part: Part, needs: Sequence[Item], content: JsonObject) -> dict[str, list[str]]:
    """Which needs each item names, by where they stand."""
    places = {need.id: need.at for need in reversed(needs) if need.id}
    named = {item.at: dict.fromkeys(_need_ids(content, item)) for item in part.items}
    return {at: [places[need] for need in ids if need in places] for at, ids in named.items()}


def _needs_of_outcomes(part: Part, needs: Sequence[Item], content: JsonObject) -> dict[str, list[str]]:
    """Which needs name each outcome: that link is written the other way round."""
    named: dict[str, list[str]] = {}
    for need in needs:
        for outcome in dict.fromkeys(_strings(content, need, "outcomeIds")):
            named.setdefault(outcome, []).append(need.at)
    return {item.at: named.get(item.id, []) for item in part.items}


def _furnish(need: Item, linked: Sequence[_Linked], content: JsonObject, also: str) -> Item:
    """A need with all that belongs to it; what stands under it need not be named as a link too."""
    parts = tuple(_under(need, linked, content, also))
    shown = {item.id for each in linked if each.part.id == "outcomes" for item in each.items.get(need.at, ())}
    all_shown = shown.issuperset(_strings(content, need, "outcomeIds"))
    return replace(without(need, "outcomeIds") if all_shown and shown else need, parts=parts)


def _under(need: Item, linked: Sequence[_Linked], content: JsonObject, also: str) -> Iterator[Part]:
    for each in linked:
        mine = each.items.get(need.at, ())
        whole = [_at_home(item, need, content) for item in mine if each.homes.get(item.at) == need.at]
        named = [_refer_to(item) for item in mine if each.homes.get(item.at) != need.at]
        if mine:
            entries = (Entry(also, tuple(named), need.at),) if named else ()
            yield Part(each.part.id, each.part.title, entries, tuple(whole))


def _at_home(item: Item, need: Item, content: JsonObject) -> Item:
    return without(item, "needId", "needIds") if set(_need_ids(content, item)) == {need.id} else item


def _refer_to(item: Item) -> Value:
    return Value(item.title.text, "reference", item.title.lang, target=item.anchor)


def without(item: Item, *members: str) -> Item:
    """An item without the entries of these members."""
    places = {f"{item.at}/{name}" for name in members}
    return replace(item, entries=tuple(entry for entry in item.entries if entry.at not in places))


def member_of(content: JsonObject, item: Item, name: str) -> JsonValue:
    """A member of the object that an item was read from."""
    _, section, position = item.at.split("/")
    items = content.get(section)
    one = items[int(position)] if item.withheld is None and isinstance(items, list) else None
    return one.get(name) if isinstance(one, dict) else None


def _strings(content: JsonObject, item: Item, name: str) -> list[str]:
    """The strings of a list that is a member of an item; none where any of them is something else."""
    found = member_of(content, item, name)
    strings = [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
    return strings if isinstance(found, list) and len(strings) == len(found) else []


def _need_ids(content: JsonObject, item: Item) -> list[str]:
    one = member_of(content, item, "needId")
    return [one] if isinstance(one, str) else _strings(content, item, "needIds")
