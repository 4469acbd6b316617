"""One disclosure: `[salt, name, value]` or `[salt, value]`, as it is written and read (RFC 9901 §4.2)."""

from collections.abc import Sequence
from typing import NamedTuple

from pydantic_core import to_json

from exchange.errors import Refusal
from exchange.jose.base64url import b64u, unb64u
from exchange.jose.json import JsonValue, loads_any_signed

RESERVED = frozenset({"_sd", "...", "_sd_alg"})
# In compact JSON a number follows directly upon one of `:,[`: these become a colon, and what begins a number a zero.
_NUMBERS = bytes.maketrans(b",[123456789-NI", b"::000000000000")


class Part(NamedTuple):
    """A disclosure that was read: salt and value, or salt, name and value."""

    values: list[JsonValue]
    nested: bool  # whether digests may stand in the value


def write_disclosure(values: list[JsonValue]) -> tuple[str, bool]:
    """Encode a disclosure, and say whether digests may stand in it; refuses numbers and text that no reader takes."""
    try:
        text = to_json(values)
    except ValueError as error:
        raise Refusal("json-surrogate") from error
    if b":0" in text.translate(_NUMBERS):  # most values hold no number, and then there is nothing to refuse
        loads_any_signed(text)
    return b64u(text), _may_hold_digests(text)


def read_disclosures(encoded: Sequence[str]) -> list[Part]:
    """Decode disclosures; refuses `base64url-malformed`, a `json-…` code, or `disclosure-malformed`."""
    texts = [unb64u(each) for each in encoded]
    rare = _may_hold_rare_digests(b"\n".join(texts))  # one look at everything is cheaper than one at each
    return [Part(_values_in(text), b'"..."' in text or (rare and _may_hold_rare_digests(text))) for text in texts]


def _values_in(text: bytes) -> list[JsonValue]:
    values = loads_any_signed(text)
    if not isinstance(values, list):
        raise Refusal("disclosure-malformed")
    return values


def _may_hold_digests(text: bytes) -> bool:
    """Whether a member may have a reserved name: most values need no second look."""
    return b'"..."' in text or _may_hold_rare_digests(text)


def _may_hold_rare_digests(text: bytes) -> bool:
    """Whether a member may be called `_sd…`, or have a name with escapes, which may be any name."""
    return b'"_sd' in text or b"\\u" in text
