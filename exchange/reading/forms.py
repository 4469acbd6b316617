"""What each member of the content is, as its model says: a code of which list, a day, text, money, a link to where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Final, Literal, TypeAlias, Union, get_args, get_origin

from pydantic.alias_generators import to_camel

from exchange.record.codes import CodeList, OneOf
from exchange.record.links import LinkTo
from exchange.record.parts import Absent, Coded, Part, Translated

FormKind: TypeAlias = Literal[
    "line",
    "text",
    "code",
    "coded",
    "day",
    "number",
    "money",
    "minutes",
    "link",
    "object",
    "section",
    "item",
    "ground",
    "limb",
    "area",
]
_NAMED: Final[Mapping[tuple[str, str], FormKind]] = {
    ("LeftEmpty", "section"): "section",
    ("SensitiveSection", "section"): "section",
    ("Withholding", "section"): "section",
    ("Withholding", "item"): "item",
    ("Withholding", "ground"): "ground",
    ("Criterion", "ref"): "limb",
    ("Criterion", "areas"): "area",
}
"""Strings whose type does not say what they name."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a member is read. `known`: it may be an explicit unknown; `many`: it is a list of these."""

    kind: FormKind = "line"
    known: bool = False
    many: bool = False
    codes: CodeList | None = None
    section: str = ""
    model: type[Part] | None = None


@cache
def forms_of(model: type[Part]) -> Mapping[str, Form]:
    """The members of a model by their names on the wire, in the model's order."""
    return {
        to_camel(attribute): _named(model.__name__, to_camel(attribute), _read(member.rebuild_annotation()))
        for attribute, member in model.model_fields.items()
    }


def models_under(model: type[Part]) -> Iterator[type[Part]]:
    """A model and every model that its members are made of, each once."""
    seen, waiting = {model}, [model]
    while waiting:
        one = waiting.pop()
        yield one
        for form in forms_of(one).values():
            for inner in (form.model, Absent if form.known else None, Translated if form.kind == "text" else None):
                if inner is not None and inner not in seen:
                    seen.add(inner)
                    waiting.append(inner)


def _named(model: str, name: str, form: Form) -> Form:
    if (model, name) in _NAMED:
        return replace(form, kind=_NAMED[model, name])
    if form.kind == "number" and name.endswith("Pence"):
        return replace(form, kind="money")
    if form.kind == "number" and name.startswith("minutes"):
        return replace(form, kind="minutes")
    return form


def _read(annotation: object) -> Form:
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *marks = get_args(annotation)
        return next((form for mark in marks if (form := _marked(mark))), None) or _read(base)
    if origin in (Union, UnionType):
        return _one_of([one for one in get_args(annotation) if one is not type(None)])
    if origin is tuple:
        return replace(_read(get_args(annotation)[0]), many=True)
    if not isinstance(annotation, type):
        return Form()
    return _typed(annotation)


def _marked(mark: object) -> Form | None:
    if isinstance(mark, OneOf):
        return Form("code", codes=mark.codes)
    if isinstance(mark, LinkTo):
        return Form("link", section=mark.section)
    return None


def _one_of(branches: list[object]) -> Form:
    found = [_read(one) for one in branches]
    main = next(form for form in found if form.model is not Absent)
    if any(form.model is Translated for form in found):
        main = Form("text", model=Translated)
    return replace(main, known=any(form.known or form.model is Absent for form in found))


def _typed(annotation: type) -> Form:
    if issubclass(annotation, Coded):
        return Form("coded", model=annotation)
    if issubclass(annotation, Part):
        return Form("object", model=annotation)
    if issubclass(annotation, date):
        return Form("day")
    return Form("number") if issubclass(annotation, int) else Form()
