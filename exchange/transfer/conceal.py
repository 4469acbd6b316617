"""Which members of a body are concealed: whatever is personal or free text. Days, codes and digests are permanent.

A field marked `ALWAYS` or `MAYBE` goes into a disclosure of its own, so that erasing the person later leaves the
signature, the stage and the duty checkable. `ALWAYS` must be there when a message is sent and arrives; after erasure
both read as None.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from exchange.errors import Finding, Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.jose.sdjwt import Concealer, Path, pointer
from exchange.transfer.strict import Model


@dataclass(frozen=True)
class Mark:
    """Put on a field: it is concealed; `required` until it is erased."""

    required: bool


ALWAYS = Mark(required=True)
MAYBE = Mark(required=False)


def conceal(body: Model, concealer: Concealer) -> JsonObject:
    """Write a body for signing: permanent members in the clear, the others as digests."""
    written: JsonObject = {}
    for name, value, mark in _members(body):
        if value is not None and mark is None:
            written[name] = _clear(value, concealer)
        elif value is not None:
            concealer.member(written, name, _plain(value))
    return written


def concealed_places(body: Model) -> set[Path]:
    """Where, in a body, the members are that belong into disclosures and are there."""
    return {path for path, value, _ in _marked(body, ()) if value is not None}


def check_whole(body: Model, *, at: str) -> None:
    """Refuse (`message-claims`) a body that lacks a concealed member which only erasure may take away."""
    missing = [at + pointer(path) for path, value, required in _marked(body, ()) if required and value is None]
    if missing:
        findings = tuple(Finding("message-claims", place, "missing") for place in missing)
        raise Refusal("message-claims", missing[0], findings=findings)


def _marked(body: Model, path: Path) -> Iterator[tuple[Path, object, bool]]:
    """Each member that is concealed, with its value and whether it may be missing only because it was erased."""
    owed = set(body.owed())
    for name, value, mark in _members(body):
        if mark is not None:
            yield (*path, name), value, mark.required or name in owed
        elif isinstance(value, Model):
            yield from _marked(value, (*path, name))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Model):
                    yield from _marked(item, (*path, name, index))


def _members(body: Model) -> Iterator[tuple[str, object, Mark | None]]:
    for name, field in type(body).model_fields.items():
        value: object = getattr(body, name)
        yield field.alias or name, value, next((each for each in field.metadata if isinstance(each, Mark)), None)


def _clear(value: object, concealer: Concealer) -> JsonValue:
    if isinstance(value, Model):
        return conceal(value, concealer)
    return [_clear(item, concealer) for item in value] if isinstance(value, tuple) else _plain(value)


def _plain(value: object) -> JsonValue:
    match value:
        case Model():
            return {name: _plain(member) for name, member, _ in _members(value) if member is not None}
        case tuple():
            return [_plain(item) for item in value]
        case date():
            return value.isoformat()
        case str() | int():
            return value
        case _:
            raise TypeError(type(value))  # a body model has a field that this room cannot write
