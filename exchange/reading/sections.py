"""From the sections of the content to parts, one for each, with its gaps where they would have been."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from exchange.jose import JsonObject, JsonValue
from exchange.reading.dates import Language
from exchange.reading.labels import say, title_of
from exchange.reading.parts import Entry, Gap, Item, Part, Value, Withheld
from exchange.reading.telling import tell_members, tell_raw, tell_unknown
from exchange.reading.titles import items_of, title_item, titles_in
from exchange.reading.values import Reader, anchor_of
from exchange.record import GROUNDS, Kind, SectionSpec


def make_reader(content: JsonObject, kind: Kind, *, language: Language) -> Reader:
    """A reader for this content: it knows the language it was written in, and what each entry is called."""
    about = content.get("about")
    written_in = about.get("language") if isinstance(about, dict) else None
    reader = Reader(language, str(written_in) if written_in in ("cy", "en") else None, {})
    return replace(reader, titles=titles_in(reader, content, kind))


def read_sections(reader: Reader, content: JsonObject, kind: Kind, withheld: Sequence[Gap]) -> dict[str, Part]:
    """Every section that is there or withheld, by its name: those of the kind in its order, then unknown ones."""
    gaps: dict[str, list[Gap]] = {}
    for gap in withheld:
        gaps.setdefault(gap.section, []).append(gap)
    known = {spec.name: _read(reader, content, spec, gaps.get(spec.name, ())) for spec in kind.sections}
    unknown = dict.fromkeys(name for name in (*content, *gaps) if name not in known)
    parts = {**known, **{name: _unknown(reader, content, name, gaps.get(name, ())) for name in unknown}}
    return {name: part for name, part in parts.items() if part.entries or part.items or part.withheld}


def _read(reader: Reader, content: JsonObject, spec: SectionSpec, gaps: Iterable[Gap]) -> Part:
    title = spec.title.label(reader.language)
    whole = next((gap for gap in gaps if gap.at == f"/{spec.name}"), None)
    if whole:
        return Part(spec.name, title, withheld=_withheld(whole, reader.language))
    at, value = f"/{spec.name}", content.get(spec.name)
    if spec.is_list and (isinstance(value, list) or spec.name not in content):
        shown = [_item(reader, one, spec, n) for n, one in enumerate(items_of(content, spec))]
        return Part(spec.name, title, items=tuple(_with_gaps(reader, spec.name, shown, gaps)))
    if isinstance(value, dict) and not spec.is_list:
        return Part(spec.name, title, tell_members(reader, value, spec.model, at=at))
    return Part(spec.name, title, (_misfit(reader, value, at),) if spec.name in content else ())


def _misfit(reader: Reader, value: JsonValue, at: str) -> Entry:
    return tell_raw(reader, say("not-in-form", language=reader.language), value, at=at)


def _item(reader: Reader, value: JsonValue, spec: SectionSpec, position: int) -> Item:
    at = f"/{spec.name}/{position}"
    if not isinstance(value, dict):
        title = Value(say("entry", str(position + 1), language=reader.language))
        return Item("", at, anchor_of(spec.name, f"{position}-"), title, entries=(_misfit(reader, value, at),))
    title, title_at = title_item(reader, value, spec, position=position, at=at)
    item = value.get("id")
    without = frozenset({"id"} if isinstance(item, str) else ())
    entries = tell_members(reader, value, spec.model, at=at, without=without)
    return Item(str(item), at, anchor_of(spec.name, str(item)), title, title_at, entries)


def _with_gaps(reader: Reader, section: str, shown: list[Item], gaps: Iterable[Gap]) -> Iterator[Item]:
    """The entries that are shown, and between them those that are not: a gap's pointer counts both."""
    kept_back = {int(gap.at.rpartition("/")[2]): gap for gap in gaps}
    waiting = iter(shown)
    for position in range(len(shown) + len(kept_back)):
        gap = kept_back.pop(position, None)
        item = _gap(reader, section, gap, position) if gap else next(waiting, None)
        if item:
            yield item
    yield from (_gap(reader, section, gap, position) for position, gap in kept_back.items())


def _gap(reader: Reader, section: str, gap: Gap, position: int) -> Item:
    title = Value(say("entry", str(position + 1), language=reader.language))
    reason = _withheld(gap, reader.language)
    return Item("", gap.at, anchor_of(section, f"{position}-withheld"), title, withheld=reason)


def _withheld(gap: Gap, language: Language) -> Withheld:
    if gap.ground is None:
        return Withheld(None, say("withheld-untold", language=language))
    ground = GROUNDS.get(gap.ground)
    if ground is None:
        return Withheld(gap.ground, say("withheld-unknown", gap.ground, language=language))
    return Withheld(gap.ground, say("withheld", ground.cy if language == "cy" else ground.en, language=language))


def _unknown(reader: Reader, content: Mapping[str, JsonValue], name: str, gaps: Iterable[Gap]) -> Part:
    title = title_of(name, language=reader.language)
    entries = (tell_unknown(reader, name, content[name], at=f"/{name}"),) if name in content else ()
    reason = next((_withheld(gap, reader.language) for gap in gaps), None)
    return Part(name, title, entries, withheld=reason, understood=False)
