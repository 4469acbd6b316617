"""Base64url without padding, canonical only (RFC 7515 §2, RFC 4648 §3.5).

A lenient decoder lets two different texts carry the same signature; this one takes exactly one text for each value.
"""

import binascii

from exchange.errors import Refusal

_TO_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")  # what is foreign here must not become a letter there
_TO_URL = bytes.maketrans(b"+/", b"-_")
_PADDING = (b"", None, b"==", b"=")
_LAST = (b"", b"", b"AQgw", b"AEIMQUYcgkosw048")  # of two or three characters: those whose unused bits are zero


def b64u(data: bytes) -> str:
    """Encode without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode()


def unb64u(text: str | bytes) -> bytes:
    """Decode, refusing padding, foreign characters and unused bits that are not zero (`base64url-malformed`)."""
    try:
        raw = text.encode("ascii") if isinstance(text, str) else text
        left = len(raw) % 4
        padding = _PADDING[left]
        if padding is None or (left and raw[-1] not in _LAST[left]):
            raise Refusal("base64url-malformed")
        return binascii.a2b_base64(raw.translate(_TO_STANDARD) + padding, strict_mode=True)
    except ValueError as error:
        raise Refusal("base64url-malformed") from error
