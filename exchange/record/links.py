"""Links: a need names its outcomes, an action its needs. Each is marked where it is written, and checked here.

`Annotated[ItemId, LinkTo("outcomes")]` is the id of an entry in that section. Where only a part of a record is
disclosed, a link is judged only if both of its ends can be seen.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import GetJsonSchemaHandler
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from exchange.errors import Finding
from exchange.record.codes.code_list import CodeList, OneOf
from exchange.record.findings import refuse_all
from exchange.record.parts import Item, ItemId, Part

T = TypeVar("T", bound=Item)

Section: TypeAlias = Part | tuple[Item, ...]
Sections: TypeAlias = Mapping[str, Section]


@dataclass(frozen=True)
class LinkTo:
    """Marks a string as the id of an entry in the section of this name."""

    section: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "x-links-to": self.section}


Mark: TypeAlias = LinkTo | OneOf
Path: TypeAlias = tuple[str, ...]  # attributes, or each entry of a list
Codes: TypeAlias = tuple[tuple[Path, CodeList], ...]
_EACH = "*"

ContactId: TypeAlias = Annotated[ItemId, LinkTo("contacts")]
NeedId: TypeAlias = Annotated[ItemId, LinkTo("needs")]
OutcomeId: TypeAlias = Annotated[ItemId, LinkTo("outcomes")]


def check_links(sections: Sections, *, partial: Container[str] = ()) -> None:
    """Refuse `links-broken` with every link whose end is missing.

    Sections that are not there were not disclosed, and `partial` names those of which only some entries were: links
    into either are left alone.
    """
    found = list(_broken(sections, partial))
    if found:
        raise refuse_all("links-broken", found)


def _broken(sections: Sections, partial: Container[str]) -> Iterator[Finding]:
    ids = {
        name: {item.id for item in items}
        for name, items in sections.items()
        if isinstance(items, tuple) and name not in partial
    }
    for name, section in sections.items():
        if all(_hold(part, ids) for part in _each(section)):
            continue  # nearly always: places are worked out only for what is wrong
        for place, link, value in links_in(section):
            if value not in ids.get(link.section, {value}):
                yield Finding("links-broken", f"/{name}{wire_pointer(place)}", f"not-in-{link.section}")


def _hold(part: Part, ids: Mapping[str, set[str]]) -> bool:
    for path, link in _links_of(type(part)):
        known = ids.get(link.section)
        if known is not None and not known.issuperset(_at(part, path)):
            return False
    return True


def links_in(section: Section) -> Iterator[tuple[Path, LinkTo, str]]:
    """Every link in a section: its place from there, where it leads, and the id it names."""
    for place, part in _parts(section):
        for path, link in _links_of(type(part)):
            for rest, value in _reach(part, path):
                yield (*place, *rest), link, value


def open_codes_in(section: Section) -> Iterator[tuple[Path, CodeList, str]]:
    """Every code of an open list in a section: its place from there, its list and the code."""
    yield from _codes_in(section, _open_codes_of)


def lawful_codes_in(section: Section) -> Iterator[tuple[Path, CodeList, str]]:
    """Every code of a list in which some codes belong to one jurisdiction: its place from there, its list, the code."""
    yield from _codes_in(section, _lawful_codes_of)


def _codes_in(section: Section, marked: Callable[[type[Part]], Codes]) -> Iterator[tuple[Path, CodeList, str]]:
    for place, part in _parts(section):
        for path, codes in marked(type(part)):
            for rest, value in _reach(part, path):
                yield (*place, *rest), codes, value


def _each(section: Section) -> tuple[Part, ...]:
    return (section,) if isinstance(section, Part) else section


def _at(value: object, path: Path) -> Sequence[str]:
    """The strings at a path, without their places."""
    for depth, step in enumerate(path):
        if step == _EACH:
            items, rest = value if isinstance(value, tuple) else (), path[depth + 1 :]
            return items if not rest else [found for item in items for found in _at(item, rest)]
        value = value.__dict__.get(step) if isinstance(value, Part) else None
    return (value,) if isinstance(value, str) else ()


def _parts(section: Section) -> list[tuple[Path, Part]]:
    return [((), section)] if isinstance(section, Part) else [((str(n),), item) for n, item in enumerate(section)]


def _reach(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if not path:
        if isinstance(value, str):
            yield (), value
    elif path[0] == _EACH:
        for n, item in enumerate(value if isinstance(value, tuple) else ()):
            for rest, found in _reach(item, path[1:]):
                yield (str(n), *rest), found
    elif isinstance(value, Part) and (member := vars(value).get(path[0])) is not None:
        for rest, found in _reach(member, path[1:]):
            yield (path[0], *rest), found


@cache
def _links_of(model: type[Part]) -> tuple[tuple[Path, LinkTo], ...]:
    return tuple((path, mark) for path, mark in _marks_of(model) if isinstance(mark, LinkTo))


@cache
def _open_codes_of(model: type[Part]) -> Codes:
    return tuple((path, mark.codes) for path, mark in _marks_of(model) if isinstance(mark, OneOf) and mark.codes.open)


@cache
def _lawful_codes_of(model: type[Part]) -> Codes:
    found = ((path, mark.codes) for path, mark in _marks_of(model) if isinstance(mark, OneOf))
    return tuple((path, codes) for path, codes in found if any(code.jurisdiction for code in codes.codes.values()))


@cache
def _marks_of(model: type[Part]) -> tuple[tuple[Path, Mark], ...]:
    found: list[tuple[Path, Mark]] = []
    for name, field in model.model_fields.items():
        found.extend(((name,), mark) for mark in field.metadata if isinstance(mark, Mark))
        found.extend(((name, *path), mark) for path, mark in _marks_in(field.annotation))
    return tuple(found)


def _marks_in(annotation: object) -> Iterator[tuple[Path, Mark]]:
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *metadata = get_args(annotation)
        yield from (((), mark) for mark in metadata if isinstance(mark, Mark))
        yield from _marks_in(base)
    elif origin in (Union, UnionType):
        for one in get_args(annotation):
            yield from _marks_in(one)
    elif origin is tuple:
        yield from (((_EACH, *path), mark) for path, mark in _marks_in(get_args(annotation)[0]))
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        yield from _marks_of(annotation)


def entries(sections: Sections, name: str, model: type[T]) -> Iterator[tuple[int, T]]:
    """The entries of a list section, with their positions."""
    section = sections.get(name, ())
    for n, item in enumerate(section if isinstance(section, tuple) else ()):
        if isinstance(item, model):
            yield n, item


def wire_pointer(place: Path) -> str:
    """The JSON pointer of a place, in the names of the wire."""
    return "".join(f"/{to_camel(step)}" for step in place)
