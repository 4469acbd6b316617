"""Strict JSON: one text has one meaning, whoever reads it (RFC 8259, RFC 7493).

`loads` refuses what lets two readers see different things: duplicate members, NaN and infinities, numbers that
overflow, integers beyond 2^53-1, lone surrogates, a byte order mark, other encodings, and nesting deeper than 32. In
what is signed it also refuses every number that is not written as a whole one, and -0.
"""

import json
import math
import re
from typing import NoReturn, TypeAlias, cast

from exchange.errors import Refusal

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]
_Container: TypeAlias = list[JsonValue] | JsonObject

MAX_DEPTH = 32
MAX_BYTES = 1_048_576
MAX_INT = 2**53 - 1  # RFC 7493 §2.2
_MAX_INT_DIGITS = 16

_CONTAINERS = (dict, list)
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")


def loads(data: bytes | str, *, limit: int = MAX_BYTES) -> JsonValue:
    """Read any JSON value; finite floats are allowed. Refuses with a `json-…` code, or `too-large`."""
    return _read(data, limit, _LENIENT)


def loads_any_signed(data: bytes | str, *, limit: int = MAX_BYTES) -> JsonValue:
    """Read any JSON value that was, or will be, signed: floats are refused too (`json-number`)."""
    return _read(data, limit, _SIGNED)


def loads_signed(data: bytes | str, *, limit: int = MAX_BYTES) -> JsonObject:
    """Read a JSON object that was, or will be, signed."""
    value = _read(data, limit, _SIGNED)
    if not isinstance(value, dict):
        raise Refusal("json-malformed")
    return value


def dumps(value: JsonValue) -> bytes:
    """Write compact JSON in UTF-8, members in the order given; NaN and half pairs are refused (`json-malformed`)."""
    try:
        return _ENCODER.encode(value).encode()
    except (ValueError, UnicodeEncodeError) as error:
        raise Refusal("json-malformed") from error


def _read(data: bytes | str, limit: int, decoder: json.JSONDecoder) -> JsonValue:
    if len(data) > limit:
        raise Refusal("too-large")
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > limit:
        raise Refusal("too-large")
    try:
        value = cast(JsonValue, decoder.decode(raw.decode()))
    except ValueError as error:
        raise Refusal("json-malformed") from error
    except RecursionError as error:  # the decoder gives up hundreds of levels further down than we do
        raise Refusal("json-too-deep") from error
    if raw.count(b"[") + raw.count(b"{") > MAX_DEPTH:
        _check_depth(value)
    if b"\\" in raw and _HALF_PAIR.search(raw):  # only an escape can smuggle in half of a surrogate pair
        _check_pairs(value)
    return value


def _check_depth(value: JsonValue) -> None:
    level: list[_Container] = [value] if isinstance(value, _CONTAINERS) else []
    for _ in range(MAX_DEPTH):  # each round goes one level down
        if not level:
            return
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, _CONTAINERS)
        ]
    if level:
        raise Refusal("json-too-deep")


def _check_pairs(value: JsonValue) -> None:
    try:
        _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise Refusal("json-surrogate") from error


def _unique(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refusal("json-duplicate-member")
    return members


def _integer(digits: str) -> int:
    if len(digits) > _MAX_INT_DIGITS + 1 or abs(number := int(digits)) > MAX_INT:
        raise Refusal("json-number")
    return number


def _signed_integer(digits: str) -> int:
    if digits == "-0":  # some readers keep the sign
        raise Refusal("json-number")
    return _integer(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise Refusal("json-number")
    return number


def _no_number(_digits: str) -> NoReturn:
    raise Refusal("json-number")


_LENIENT = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_finite, parse_constant=_no_number
)
_SIGNED = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_signed_integer, parse_float=_no_number, parse_constant=_no_number
)
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
