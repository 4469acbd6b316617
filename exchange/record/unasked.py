"""Filling in what nobody asked: how a system with ten fields makes a whole document that hides nothing.

Every member that has to be there and is not becomes an explicit unknown, `{"absent": "not-asked"}` or `unknown`, and
every element of an assessment that is empty is said to be so. What cannot be unknown (a name, a day, a statement) is
left out: reading the document will say that it is missing.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Final, Union, cast, get_args, get_origin

from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo

from exchange.jose import JsonObject, JsonValue
from exchange.record.codes.code_list import OneOf
from exchange.record.codes.people import ANSWERS
from exchange.record.kinds import Kind
from exchange.record.parts import Absent, Part
from exchange.record.rules import EXPLAINED

_NOT_ASKED: Final = "not-asked"


def fill_unasked(document: JsonObject, *, kind: Kind) -> tuple[JsonObject, tuple[str, ...]]:
    """The document with explicit unknowns for all that was not asked, and JSON pointers to what was added."""
    filled, added = _filled(document, kind.model, "")
    gaps = [
        spec.name
        for spec in kind.sections
        if spec.name in EXPLAINED and not filled.get(spec.name) and not _is_explained(filled, spec.name)
    ]
    if gaps:
        before = cast("list[JsonValue]", filled.get("leftEmpty", []))
        entries: list[JsonValue] = [{"id": f"not-asked-{name}", "section": name, "absent": _NOT_ASKED} for name in gaps]
        filled["leftEmpty"] = [*before, *entries]
        added += [f"/leftEmpty/{len(before) + n}" for n in range(len(gaps))]
    return filled, tuple(added)


def _is_explained(document: JsonObject, section: str) -> bool:
    entries = document.get("leftEmpty")
    found = entries if isinstance(entries, list) else []
    return any(isinstance(entry, dict) and entry.get("section") == section for entry in found)


def _filled(value: JsonObject, model: type[Part], at: str) -> tuple[JsonObject, list[str]]:
    made, added = dict(value), list[str]()
    for attribute, field in model.model_fields.items():
        name = to_camel(attribute)
        if name in made:
            made[name], more = _deeper(made[name], field.annotation, f"{at}/{name}")
            added += more
        elif field.is_required():
            for found in _unknown(field, f"{at}/{name}", added):
                made[name] = found
    return made, added


def _unknown(field: FieldInfo, at: str, added: list[str]) -> Iterator[JsonValue]:
    """What says that this was not asked, if anything can; notes where it was added."""
    annotation = field.annotation
    if _may_be_absent(annotation):
        added.append(at)
        yield {"absent": _NOT_ASKED}
    elif any(isinstance(mark, OneOf) and mark.codes is ANSWERS for mark in field.metadata):
        added.append(at)
        yield "unknown"
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        inner, more = _filled({}, annotation, at)
        if inner:
            added += more
            yield inner


def _deeper(value: JsonValue, annotation: object, at: str) -> tuple[JsonValue, list[str]]:
    model = next(_models(annotation), None)
    if model is None or (isinstance(value, dict) and "absent" in value):
        return value, []
    if isinstance(value, dict):
        return _filled(value, model, at)
    if not isinstance(value, list):
        return value, []
    found = [_deeper(item, model, f"{at}/{n}") for n, item in enumerate(value)]
    return [item for item, _ in found], [place for _, added in found for place in added]


def _may_be_absent(annotation: object) -> bool:
    return any(model is Absent for model in _models(annotation, absent=True))


def _models(annotation: object, *, absent: bool = False) -> Iterator[type[Part]]:
    """The parts of which a value may be made, `Absent` only if it is wanted."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0], absent=absent)
    elif origin in (Union, UnionType) or (origin is tuple and not absent):
        for one in get_args(annotation):
            yield from _models(one, absent=absent)
    elif isinstance(annotation, type) and issubclass(annotation, Part) and (absent or annotation is not Absent):
        yield annotation
