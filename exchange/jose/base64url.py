"""Base64url without padding, canonical only (RFC 7515 §2, RFC 4648 §3.5).

A lenient decoder lets two different texts carry the same signature; this one takes exactly one text for each value.
"""

import binascii

from exchange.errors import Refusal

_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
_TO_URL = bytes.maketrans(b"+/", b"-_")
_PADDING = (b"", None, b"==", b"=")


def b64u(data: bytes) -> str:
    """Encode without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode()


def unb64u(text: str | bytes) -> bytes:
    """Decode, refusing padding, foreign characters and unused bits that are not zero (`base64url-malformed`)."""
    try:
        raw = text.encode("ascii") if isinstance(text, str) else text
        padding = _PADDING[len(raw) % 4]
        if padding is None or b"+" in raw or b"/" in raw or b"=" in raw:
            raise Refusal("base64url-malformed")
        data = binascii.a2b_base64(raw.translate(_TO_STANDARD) + padding, strict_mode=True)
    except ValueError as error:
        raise Refusal("base64url-malformed") from error
    if padding and b64u(data[-(len(data) % 3) :]).encode() != raw[-(len(raw) % 4) :]:
        raise Refusal("base64url-malformed")
    return data
