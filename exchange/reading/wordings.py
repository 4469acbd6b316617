"""Objects that are said in one line: a text in two languages, a code of another's list, a score, a quantity, a number.

Each wording names the members that its line says; whatever else the object holds is shown beneath it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from exchange.councils import COUNCILS
from exchange.jose import JsonObject, JsonValue
from exchange.reading.dates import Language
from exchange.reading.labels import SYSTEM_NAMES, say
from exchange.reading.parts import Value
from exchange.reading.values import Reader, is_count, is_text, say_code
from exchange.record import CHI_NUMBER, HC_NUMBER, NHS_NUMBER
from exchange.record.codes import LISTS, SYSTEMS, Code, CodeList

Worded: TypeAlias = tuple[tuple[Value, ...], frozenset[str]]
_HEALTH_NUMBERS: Final[Mapping[str, str]] = {
    NHS_NUMBER: "nhs-number",
    CHI_NUMBER: "chi-number",
    HC_NUMBER: "hc-number",
}
_OF_COUNCIL: Final = re.compile(r"urn:gss:(?P<gss>[ENSW][0-9]{8}):(?P<what>[^:]+)", re.ASCII)


def word_object(reader: Reader, value: JsonObject, model: str) -> Worded | None:
    """What one line says of an object of this model, and which members it says; None where no line can say it."""
    wording = _WORDINGS.get(model)
    return wording(reader, value) if wording else None


def word_translated(reader: Reader, value: JsonObject) -> Worded | None:
    """The reader's language first; beside each text whether it is the original or a translation."""
    original = value.get("original")
    if original not in ("cy", "en") or not is_text(value.get(str(original))):
        return None
    other: Language = "en" if reader.language == "cy" else "cy"
    texts = [(language, value[language]) for language in (reader.language, other) if language in value]
    said = tuple(
        Value(text, lang=language, note=_origin(language, original == language, reader.language))
        for language, text in texts
        if is_text(text)
    )
    return (said, frozenset({"original", "cy", "en"})) if len(said) == len(texts) else None


def _origin(language: str, is_original: object, reading: Language) -> str:
    return say(f"{'as-said' if is_original else 'translated'}-{language}", language=reading)


def word_coded(reader: Reader, value: JsonObject) -> Worded | None:
    """Our label where we hold the list, with code and list beside it; then what the sender shows, if that differs."""
    system, code = value.get("system"), value.get("code")
    if not is_text(system) or not is_text(code):
        return None
    note = say("code-of", code, name_system(system, language=reader.language), language=reader.language)
    known = SYSTEMS[system].codes.get(code) if system in SYSTEMS else None
    main = Value(code, "unknown", note=note)
    if known:
        main = Value(known.label(reader.language), "code", note=note, verified=known.verified)
    shown = _shown_as(reader, value.get("display"), known)
    return (main, *(shown or ())), frozenset({"system", "code"} | ({"display"} if shown is not None else set()))


def _shown_as(reader: Reader, display: JsonValue, known: Code | None) -> tuple[Value, ...] | None:
    """The sender's own labels, where they are not ours; None where they are more than two labels."""
    if not isinstance(display, dict) or not display.keys() <= {"cy", "en"}:
        return None
    labels = [(language, text) for language, text in display.items() if is_text(text)]
    if len(labels) < len(display):
        return None
    note = say("sent-as", language=reader.language)
    others = ((language, text) for language, text in labels if known is None or text != known.label(language))
    return tuple(Value(text, lang=language, note=note) for language, text in others)


def name_system(system: str, *, language: Language) -> str:
    """A system of codes or numbers by its name; by its URI if it has none here."""
    held = SYSTEMS.get(system)
    own = held.name if held else _HEALTH_NUMBERS.get(system)
    if own:
        return SYSTEM_NAMES[own].label(language)
    found = _OF_COUNCIL.fullmatch(system)
    council = COUNCILS.get(found["gss"]) if found else None
    if not found or not council:
        return system
    if found["what"] == "client":
        return SYSTEM_NAMES["client"].label(language).format(council.name(language))
    return SYSTEM_NAMES["number"].label(language).format(council.name(language), found["what"])


def word_identifier(reader: Reader, value: JsonObject) -> Worded | None:
    """A number, with the name of its system beside it; a health number in groups, as people read it out."""
    system, number = value.get("system"), value.get("value")
    if not is_text(system) or not is_text(number):
        return None
    grouped = f"{number[:3]} {number[3:6]} {number[6:]}" if system in _HEALTH_NUMBERS else number
    note = name_system(system, language=reader.language)
    return (Value(grouped, note=note),), frozenset({"system", "value"})


def word_score(reader: Reader, value: JsonObject) -> Worded | None:
    """`3 out of 10`."""
    score, end = value.get("value"), value.get("outOf")
    if not is_count(score) or not is_count(end):
        return None
    text = say("scale", str(score), str(end), language=reader.language)
    return (Value(text, "number"),), frozenset({"value", "outOf"})


def word_quantity(reader: Reader, value: JsonObject) -> Worded | None:
    """`Visits: 14 a week`."""
    number, per = value.get("number"), value.get("per")
    unit = say_code(reader, value.get("unit"), _UNITS)
    if not is_count(number) or not unit or per not in _PERIODS.codes:
        return None
    text = say(f"per-{per}", unit.text, f"{number:,}", language=reader.language)
    return (Value(text, "number", note=unit.note),), frozenset({"number", "unit", "per"})


def word_absent(reader: Reader, value: JsonObject) -> Worded | None:
    """Why it is not known."""
    reason = say_code(reader, value.get("absent"), _REASONS)
    return ((Value(reason.text, "absent"),), frozenset({"absent"})) if reason else None


_UNITS: Final[CodeList] = LISTS["units"]
_PERIODS: Final[CodeList] = LISTS["periods"]
_REASONS: Final[CodeList] = LISTS["absent-reasons"]
_WORDINGS: Final[Mapping[str, Callable[[Reader, JsonObject], Worded | None]]] = {
    "Absent": word_absent,
    "Translated": word_translated,
    "Coded": word_coded,
    "Identifier": word_identifier,
    "Score": word_score,
    "Quantity": word_quantity,
}
