"""JSON Schema 2020-12 files made from the models, for others to use; the program itself never reads them.

A schema says all that a schema can. What it cannot say is checked on top: check digits, links between entries (marked
`x-links-to`), ids that repeat, gaps that are not explained, limbs that a scheme does not have, whole numbers that are
written with a fraction.
"""

from collections.abc import Mapping
from typing import Final, TypeVar, cast

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from exchange.jose import JsonObject, JsonValue
from exchange.record.kinds import KINDS, Kind
from exchange.record.parts import Answer, Day, FreeText, Line, MinutesPerWeek, Text, Uri

T = TypeVar("T")

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> Mapping[str, JsonObject]:
    """File name to schema, one for each kind and version; `$defs` holds one entry for each section and each part."""
    scalars = _scalars()
    return {f"{kind.name}-{kind.version}.json": _schema(kind, scalars) for kind in KINDS.values()}


def schema_of(kind: Kind) -> JsonObject:
    """The schema of one kind, whether it is one of ours or still a draft."""
    return _schema(kind, _scalars())


def _schema(kind: Kind, scalars: Mapping[str, JsonValue]) -> JsonObject:
    raw = cast(JsonValue, kind.model.model_json_schema(schema_generator=_Generator))
    made = cast(JsonObject, _named(_lean(raw), scalars))
    parts = {**cast(JsonObject, made.pop("$defs")), **scalars}
    sections = cast(JsonObject, made["properties"])
    made["properties"] = {name: {"$ref": f"#/$defs/{name}"} for name in sections}
    head: JsonObject = {
        "$schema": _DIALECT,
        "$id": kind.vct.replace("urn:assessment-exchange:", "urn:assessment-exchange:schema:"),
        "title": f"{kind.name} {kind.version}",
        "$comment": "Generated from the program's models.",
    }
    return {**head, **made, "$defs": {**sections, **dict(sorted(parts.items()))}}


class _Generator(GenerateJsonSchema):
    """No titles that only repeat a name."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False


def _scalars() -> dict[str, JsonValue]:
    """Forms that occur everywhere, so that the files name them instead of repeating them; simple ones first."""
    forms = {
        "Answer": _form(TypeAdapter(Answer)),
        "Day": _form(TypeAdapter(Day)),
        "Line": _form(TypeAdapter(Line)),
        "Minutes": _form(TypeAdapter(MinutesPerWeek)),
        "Text": _form(TypeAdapter(Text)),
        "Uri": _form(TypeAdapter(Uri)),
        "FreeText": _form(TypeAdapter(FreeText)),
    }
    found: dict[str, JsonValue] = {}
    for name, form in forms.items():
        found[name] = _named(_lean(form), found)
    return found


def _form(adapter: TypeAdapter[T]) -> JsonValue:
    made = cast(JsonObject, adapter.json_schema(schema_generator=_Generator))
    made.pop("$defs", None)
    return made


def _lean(value: JsonValue) -> JsonValue:
    """Without defaults (a missing member is simply not there) and class titles."""
    if isinstance(value, list):
        return [_lean(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_schema = isinstance(value.get("type"), str) or "$ref" in value or "oneOf" in value
    dropped = {"title", "default"} if is_schema else set()
    return {name: _lean(member) for name, member in value.items() if name not in dropped}


def _named(value: JsonValue, scalars: Mapping[str, JsonValue]) -> JsonValue:
    """With a reference wherever one of the scalars is spelled out, innermost first."""
    if isinstance(value, list):
        return [_named(item, scalars) for item in value]
    if not isinstance(value, dict):
        return value
    made = {name: _named(member, scalars) for name, member in value.items()}
    beside = {name: made.pop(name) for name in ("not",) if name in made}
    name = next((name for name, form in scalars.items() if form == made), None)
    return {**(made if name is None else {"$ref": f"#/$defs/{name}"}), **beside}
