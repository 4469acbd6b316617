"""From JSON to entries: every member of an object in its model's order, then what the model does not know.

Nothing is refused here. What does not have the form of its member is shown as it is, and marked as not understood.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from exchange.jose import JsonObject, JsonValue
from exchange.reading.dates import Language
from exchange.reading.forms import Form, forms_of
from exchange.reading.labels import label_of, say
from exchange.reading.parts import Entry, Group, Value
from exchange.reading.values import Reader, say_value
from exchange.reading.wordings import word_object
from exchange.record import SCHEMES, extensions_among
from exchange.record.parts import Absent, Coded, Part, Translated

_NOTHING = frozenset[str]()


def tell_members(
    reader: Reader, value: JsonObject, model: type[Part], *, at: str, without: frozenset[str] = _NOTHING
) -> tuple[Entry, ...]:
    """An entry for each member that is there, but for those that are said elsewhere."""
    forms, labels = forms_of(model), _labels_of(model, reader.language)
    if "criteria" in forms:  # limbs and areas have names in their scheme only
        reader = replace(reader, scheme=SCHEMES.get(str(value.get("scheme"))))
    known = [
        tell_member(reader, name, value, form, labels[name], at)
        for name, form in forms.items()
        if name in value and name not in without
    ]
    unknown = [
        tell_unknown(reader, name, member, at=f"{at}/{_escape(name)}")
        for name, member in value.items()
        if name not in forms and name not in without
    ]
    return (*(entry for entry in known if entry.values or entry.groups), *unknown)


@cache
def _labels_of(model: type[Part], language: Language) -> Mapping[str, str]:
    return {name: label_of(model.__name__, name, language=language) for name in forms_of(model)}


def tell_member(reader: Reader, name: str, beside: JsonObject, form: Form, label: str, at: str) -> Entry:
    """The entry of one member of the object that stands at a place."""
    value, place = beside[name], f"{at}/{name}"
    if not form.many and isinstance(value, str):  # by far the most
        said = say_value(reader, value, form, name, beside)
        if said:
            return Entry(label, (said,), place)
    groups = _groups(reader, name, value, form, beside, place)
    if groups is None:
        values, inner = _as_it_is(reader, value, place)
        note = say("not-in-form", language=reader.language)
        return Entry(label, tuple(replace(each, note=note) for each in values), place, inner, understood=False)
    if any(group.entries for group in groups) or (form.many and form.kind == "object"):
        return Entry(label, (), place, groups)
    return Entry(label, tuple(one for group in groups for one in group.values), place)


def _groups(
    reader: Reader, name: str, value: JsonValue, form: Form, beside: JsonObject, at: str
) -> tuple[Group, ...] | None:
    """What a member says, one group for each of its values; None where it does not have its form."""
    if form.known and isinstance(value, dict) and "absent" in value:
        return _one(_object(reader, value, Absent, at))
    if not form.many:
        return _one(_group(reader, name, value, form, beside, at))
    if not isinstance(value, list):
        return None
    found = [_group(reader, name, one, form, beside, f"{at}/{n}") for n, one in enumerate(value)]
    groups = tuple(group for group in found if group is not None)
    return groups if len(groups) == len(found) else None


def _one(group: Group | None) -> tuple[Group, ...] | None:
    return None if group is None else (group,)


def _group(reader: Reader, name: str, value: JsonValue, form: Form, beside: JsonObject, at: str) -> Group | None:
    if isinstance(value, dict):
        model = {"text": Translated, "coded": Coded, "object": form.model}.get(form.kind)
        return _object(reader, value, model, at) if model else None
    said = say_value(reader, value, form, name, beside)
    return Group((said,), ()) if said else None


def _object(reader: Reader, value: JsonObject, model: type[Part], at: str) -> Group:
    values, said = word_object(reader, value, model.__name__) or ((), _NOTHING)
    return Group(values, tell_members(reader, value, model, at=at, without=said))


def tell_unknown(reader: Reader, name: str, value: JsonValue, *, at: str) -> Entry:
    """A member that the schema does not know, with its owner if it names one; its value as it is."""
    for extension in extensions_among([at]):
        label = say("added-by", extension.owner, extension.name, language=reader.language)
        return replace(tell_raw(reader, label, value, at=at), owner=extension.owner)
    return tell_raw(reader, say("not-understood", name, language=reader.language), value, at=at)


def tell_raw(reader: Reader, label: str, value: JsonValue, *, at: str) -> Entry:
    """A value of which nothing is known but where it stands."""
    values, groups = _as_it_is(reader, value, at)
    return Entry(label, values, at, groups, understood=False)


def _as_it_is(reader: Reader, value: JsonValue, at: str) -> tuple[tuple[Value, ...], tuple[Group, ...]]:
    if isinstance(value, list) and value:
        groups = tuple(_group_as_it_is(reader, one, f"{at}/{n}") for n, one in enumerate(value))
    else:
        groups = (_group_as_it_is(reader, value, at),)
    if any(group.entries for group in groups):
        return (), groups
    return tuple(one for group in groups for one in group.values), ()


def _group_as_it_is(reader: Reader, value: JsonValue, at: str) -> Group:
    if isinstance(value, dict) and value:
        return Group((), tuple(tell_raw(reader, name, one, at=f"{at}/{_escape(name)}") for name, one in value.items()))
    if isinstance(value, list) and value:
        told = (
            tell_raw(reader, say("entry", str(n + 1), language=reader.language), one, at=f"{at}/{n}")
            for n, one in enumerate(value)
        )
        return Group((), tuple(told))
    return Group((Value(_scalar(reader, value), "unknown"),), ())


def _scalar(reader: Reader, value: JsonValue) -> str:
    if isinstance(value, bool):
        return say("yes" if value else "no", language=reader.language)
    if isinstance(value, int | float):
        return str(value)
    return str(value) if value and str(value).strip() else say("nothing", language=reader.language)


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
