"""Passwords: what is kept of one, and whether somebody knows it (RFC 7914).

`scrypt$15$8$3$SALT$HASH`: the parameters stand with each secret, so that they can grow. One check fills 32 MiB and
takes about a fifth of a second; as many as there are places run at a time, and others wait for theirs.
"""

import hashlib
import hmac
import unicodedata
from threading import BoundedSemaphore
from typing import Final

from exchange.errors import Refusal
from exchange.jose import b64u, unb64u

SHORTEST: Final = 12
LONGEST: Final = 256
SALT_BYTES: Final = 16

_LOG_N, _R, _P = 15, 8, 3  # of the sets of equal strength that OWASP names, the one that takes 32 MiB
_MOST_MEMORY = 64 * 1_048_576
_HASH_BYTES = 32
_PLACES = BoundedSemaphore(4)
_WAIT_SECONDS = 10.0


def keep_password(password: str, *, salt: bytes) -> str:
    """What is kept of a password; refuses `password-weak`."""
    if not SHORTEST <= len(_normal(password)) <= LONGEST:
        raise Refusal("password-weak", "password")
    return _written(salt, _scrypt(password, salt=salt, log_n=_LOG_N, r=_R, p=_P))


def knows_password(password: str, *, secret: str | None) -> bool:
    """Whether this is the password that was kept. Without one (nobody has this login) it takes as long to say no.

    Refuses `busy` while too many others are being checked.
    """
    _, log_n, r, p, salt, kept = (secret or _NOBODYS).split("$")
    found = _scrypt(password, salt=unb64u(salt), log_n=int(log_n), r=int(r), p=int(p))
    return hmac.compare_digest(found, unb64u(kept)) and secret is not None


def _scrypt(password: str, *, salt: bytes, log_n: int, r: int, p: int) -> bytes:
    if not _PLACES.acquire(timeout=_WAIT_SECONDS):
        raise Refusal("busy", "sign-in")
    try:
        text = _normal(password[: 4 * LONGEST]).encode("utf-8", "surrogatepass")
        return hashlib.scrypt(text, salt=salt, n=1 << log_n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=_HASH_BYTES)
    finally:
        _PLACES.release()


def _normal(password: str) -> str:
    """The same password, whichever keyboard wrote its accents (NIST SP 800-63B §3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _written(salt: bytes, found: bytes) -> str:
    return f"scrypt${_LOG_N}${_R}${_P}${b64u(salt)}${b64u(found)}"


_NOBODYS = _written(bytes(SALT_BYTES), bytes(_HASH_BYTES))
