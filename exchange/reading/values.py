"""From one JSON value to what a person reads, by its form; `None` where the value does not have that form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, TypeGuard

from exchange.jose import JsonObject, JsonValue
from exchange.reading.amounts import say_minutes, say_money
from exchange.reading.dates import Language, say_day
from exchange.reading.forms import Form, FormKind
from exchange.reading.labels import say, title_of
from exchange.reading.parts import Value
from exchange.record import GROUNDS, Scheme
from exchange.record.codes import Code, CodeList

WITHOUT_LANGUAGE: Final = frozenset(
    {
        *("name", "official", "usual", "family", "given", "previous", "phone", "providerPhone", "email", "postcode"),
        *("uprn", "number", "value", "localReference", "reference", "record", "link", "system", "code"),
        *("address", "caredFor", "helpedBy", "manager", "organisation", "owner", "provider", "text", "to"),
    }
)
"""Lines that are numbers, or names of people, bodies and places: no language is theirs."""


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language it is read, in which it was written, what every entry is titled, and the scheme at hand."""

    language: Language
    written_in: str | None
    titles: Mapping[tuple[str, str], Value]
    scheme: Scheme | None = None


def anchor_of(section: str, item: str) -> str:
    """By which name an entry of a list can be found among all that is read out."""
    return f"{section}-{item}"


def say_value(reader: Reader, value: JsonValue, form: Form, name: str, beside: JsonObject) -> Value | None:
    """A value that has no members of its own, in words. `name` is its member's, `beside` the object it stands in."""
    if is_text(value):
        return _say_text(reader, value, form, name, beside)
    return _say_count(reader, value, form.kind) if is_count(value) else None


def _say_text(reader: Reader, value: str, form: Form, name: str, beside: JsonObject) -> Value | None:
    match form.kind:
        case "text" | "line":
            return Value(value, lang=None if name in WITHOUT_LANGUAGE else reader.written_in)
        case "code":
            return say_code(reader, value, form.codes) if form.codes else None
        case "day":
            return _say_day(reader, value)
        case "link" | "section" | "item":
            return _say_place(reader, value, form, beside)
        case _:
            return _say_law(reader, value, form.kind)


def is_count(value: JsonValue) -> TypeGuard[int]:
    """Whether it is a whole number from 0 upwards."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_text(value: JsonValue) -> TypeGuard[str]:
    """Whether it is a string with something to read in it."""
    return isinstance(value, str) and not (value.isspace() or not value)


def _say_count(reader: Reader, value: int, kind: FormKind) -> Value | None:
    match kind:
        case "number":
            return Value(f"{value:,}", "number")
        case "money":
            return Value(say_money(value), "money")
        case "minutes":
            return Value(say_minutes(value, language=reader.language), "number")
        case _:
            return None


def _say_day(reader: Reader, value: str) -> Value | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return Value(say_day(day, language=reader.language), "date") if day.isoformat() == value else None


def say_code(reader: Reader, value: JsonValue, codes: CodeList) -> Value | None:
    """A code in words; one that an open list does not have is shown as it is, as not known."""
    if not is_text(value):
        return None
    known = codes.codes.get(value)
    if known is None:
        return _unknown(reader, value) if codes.open else None
    return _known(known, reader.language)


@cache
def _known(code: Code, language: Language) -> Value:
    return Value(code.label(language), "code", verified=code.verified)


def _unknown(reader: Reader, code: str) -> Value:
    return Value(code, "unknown", note=say("code-unknown", language=reader.language))


def _say_place(reader: Reader, value: str, form: Form, beside: JsonObject) -> Value | None:
    """A section by its title, an entry of the section that the form or the member beside it names by the entry's."""
    if form.kind == "section":
        return Value(title_of(value, language=reader.language), "reference", target=value)
    section = form.section or beside.get("section")
    return say_reference(reader, section, value) if isinstance(section, str) else None


def say_reference(reader: Reader, section: str, item: str) -> Value:
    """Another entry by its title; one that is not shown here by its id, and as such."""
    title = reader.titles.get((section, item))
    if title is None:
        return Value(say("not-shown-here", item, language=reader.language), "reference")
    return Value(title.text, "reference", title.lang, target=anchor_of(section, item))


def _say_law(reader: Reader, value: str, kind: FormKind) -> Value | None:
    """A ground; or a limb or an area with its number in the scheme, as lawyers cite it."""
    if kind == "ground":
        ground = GROUNDS.get(value)
        if ground is None:
            return _unknown(reader, value)
        return Value(ground.cy if reader.language == "cy" else ground.en, "code", verified=ground.verified)
    if kind not in ("limb", "area"):
        return None
    known = _refs(reader.scheme, kind).get(value)
    if known is None:
        return _unknown(reader, value)
    return Value(f"({value}) {known.label(reader.language)}", "code", verified=known.verified)


def _refs(scheme: Scheme | None, kind: FormKind) -> Mapping[str, Code]:
    if scheme is None:
        return {}
    return scheme.limbs if kind == "limb" else scheme.areas
