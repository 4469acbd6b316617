"""One disclosure: `[salt, name, value]` or `[salt, value]`, written and read strictly, and quickly (RFC 9901 §4.2).

A record holds dozens, so the strict reader has a short way here: text that is exactly what a writer of compact JSON
writes has one meaning. If writing the value gives the same bytes again, no member was dropped and no spelling changed
in reading; what the short way cannot judge goes the long way, through `loads_any_signed`.
"""

import re
from typing import NamedTuple, cast

from pydantic_core import from_json, to_json

from exchange.errors import Refusal
from exchange.jose.base64url import b64u, unb64u
from exchange.jose.json import MAX_DEPTH, JsonValue, loads_any_signed

RESERVED = frozenset({"_sd", "...", "_sd_alg"})
_DIGITS = bytes(0x30 if each in b"0123456789" else 0x2E if each in b".eE" else 0x20 for each in range(256))
_FRACTION = b"0."  # a digit before a dot or an exponent: a float, or a sentence that ends in a number
_FLOAT = re.compile(rb"[:,\[]-?[0-9]+[.eE]")  # in compact JSON, where no space stands before a number
_LONG = b"0" * 16  # 2^53-1 has 16 digits


class Part(NamedTuple):
    """A disclosure that was read: salt and value, or salt, name and value."""

    values: list[JsonValue]
    nested: bool  # whether digests may stand in the value


def write_disclosure(values: list[JsonValue]) -> tuple[str, bool]:
    """Encode a disclosure, and say whether digests may stand in it; refuses what no reader would take (`json-…`)."""
    try:
        text = to_json(values)
    except ValueError as error:
        raise Refusal("json-surrogate") from error
    if _may_be_odd(text) or b"NaN" in text or b"Infinity" in text:
        loads_any_signed(text)
    return b64u(text), _may_hold_digests(text)


def read_disclosure(encoded: str) -> Part:
    """Decode a disclosure; refuses `base64url-malformed`, a `json-…` code, or `disclosure-malformed`."""
    text = unb64u(encoded)
    values = _read(text)
    if not isinstance(values, list):
        raise Refusal("disclosure-malformed")
    return Part(values, _may_hold_digests(text))


def _read(text: bytes) -> JsonValue:
    if not _may_be_odd(text):
        try:
            value = cast(JsonValue, from_json(text, allow_inf_nan=False))
        except ValueError:
            return loads_any_signed(text)
        if to_json(value) == text:
            return value
    return loads_any_signed(text)


def _may_be_odd(text: bytes) -> bool:
    """Whether compact JSON may hold a float, an integer that is too large, or nesting that is too deep."""
    digits = text.translate(_DIGITS)
    if _LONG in digits or text.count(b"[") + text.count(b"{") > MAX_DEPTH:
        return True
    return _FRACTION in digits and _FLOAT.search(text) is not None


def _may_hold_digests(text: bytes) -> bool:
    """Whether a member may have a reserved name, written out or with escapes."""
    return b'"..."' in text or b'"_sd' in text or b"\\u" in text
