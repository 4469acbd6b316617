"""Cursors: where a page ended, as a text that callers hand back and do not read."""

from exchange.errors import Refusal
from exchange.jose import b64u, unb64u

_BYTES = 8


def cursor_of(position: int) -> str:
    """The cursor after this position."""
    return b64u(position.to_bytes(_BYTES))


def position_of(cursor: str) -> int:
    """The position that a cursor stands for; the empty one is the start. Refuses `parameter-wrong`."""
    if not cursor:
        return 0
    try:
        raw = unb64u(cursor)
    except Refusal as refusal:
        raise Refusal("parameter-wrong", "query/cursor") from refusal
    if len(raw) != _BYTES or raw[0] & 0x80:
        raise Refusal("parameter-wrong", "query/cursor")
    return int.from_bytes(raw)
