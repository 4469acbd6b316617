"""Compact JWE: ECDH-ES on P-256 with A256GCM (RFC 7516, RFC 7518 §4.6), the form in which messages cross a network.

The header repeats sender and addressee so that a receiver can limit rates before it decrypts; both are authenticated
(they are in the AAD) but believed only when they equal what is signed inside. No compression, no other algorithm.
"""

import hashlib
import os
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exchange.errors import Refusal
from exchange.jose.base64url import b64u, unb64u
from exchange.jose.json import JsonObject, JsonValue, dumps, loads_signed
from exchange.jose.keys import PrivateKey, PublicKey

MAX_JWE = 8 * 1_048_576
_HEADER_MEMBERS = {"alg", "enc", "kid", "epk", "cty", "iss", "aud"}
_MAX_HEADER = 2_048
_IV_BYTES, _TAG_BYTES = 12, 16


class Decrypter(Protocol):
    """Whoever holds a decryption key: a file, or a hardware module that derives without giving the key away."""

    @property
    def kid(self) -> str:
        """The thumbprint of the key."""

    def agree(self, public: PublicKey) -> bytes:
        """The shared secret Z of ECDH with this public key (32 bytes)."""


@dataclass(frozen=True)
class UnverifiedJwe:
    """An encrypted message in the right form; `iss` and `aud` are claims of the envelope, not yet believed."""

    kid: str
    iss: str
    aud: str
    epk: PublicKey
    aad: bytes
    iv: bytes
    ciphertext: bytes


def encrypt(plaintext: bytes, *, to: PublicKey, iss: str, aud: str) -> str:
    """Encrypt to one addressee under a fresh ephemeral key."""
    ephemeral = PrivateKey.generate()
    epk: JsonObject = {name: ephemeral.public.jwk[name] for name in ("kty", "crv", "x", "y")}
    header: JsonObject = {
        "alg": "ECDH-ES", "enc": "A256GCM", "kid": to.kid, "epk": epk, "cty": "JWT", "iss": iss, "aud": aud,
    }  # fmt: skip
    aad = b64u(dumps(header)).encode()
    iv = os.urandom(_IV_BYTES)  # noqa: TID251 - like the ephemeral key, it may come from nowhere else
    sealed = AESGCM(_content_key(ephemeral.agree(to))).encrypt(iv, plaintext, aad)
    return f"{aad.decode()}..{b64u(iv)}.{b64u(sealed[:-_TAG_BYTES])}.{b64u(sealed[-_TAG_BYTES:])}"


def parse_jwe(token: str, *, limit: int = MAX_JWE) -> UnverifiedJwe:
    """Read the envelope of an encrypted message; nothing is decrypted yet."""
    if len(token) > limit:
        raise Refusal("too-large")
    parts = token.split(".", 5)
    if len(parts) != 5 or parts[1] or not token.isascii() or len(parts[0]) > _MAX_HEADER:
        raise Refusal("jwe-malformed")
    header = loads_signed(unb64u(parts[0]))
    kid, iss, aud = _check_header(header)
    iv, ciphertext, tag = (unb64u(part) for part in parts[2:])
    if len(iv) != _IV_BYTES or len(tag) != _TAG_BYTES:
        raise Refusal("jwe-malformed")
    return UnverifiedJwe(kid, iss, aud, PublicKey.from_jwk(header["epk"]), parts[0].encode(), iv, ciphertext + tag)


def decrypt(unverified: UnverifiedJwe, *, key: Decrypter) -> bytes:
    """Decrypt with the key the envelope names; any change to envelope or content refuses (`decryption-failed`)."""
    if key.kid != unverified.kid:
        raise Refusal("decryption-key-unknown")
    try:
        content_key = _content_key(key.agree(unverified.epk))
        return AESGCM(content_key).decrypt(unverified.iv, unverified.ciphertext, unverified.aad)
    except InvalidTag as error:
        raise Refusal("decryption-failed") from error


def _check_header(header: JsonObject) -> tuple[str, str, str]:
    if header.keys() != _HEADER_MEMBERS:  # no zip (decompression bombs), no crit, no apu/apv
        raise Refusal("jwe-malformed")
    if (header["alg"], header["enc"], header["cty"]) != ("ECDH-ES", "A256GCM", "JWT"):
        raise Refusal("jwe-malformed")
    return _text(header["kid"]), _text(header["iss"]), _text(header["aud"])


def _text(value: JsonValue) -> str:
    if not isinstance(value, str) or not value:
        raise Refusal("jwe-malformed")
    return value


def _content_key(shared_secret: bytes) -> bytes:
    """Concat KDF of one round (RFC 7518 §4.6.2): AlgorithmID A256GCM, empty party infos, 256 bits."""
    algorithm = b"A256GCM"
    other_info = len(algorithm).to_bytes(4) + algorithm + bytes(4) + bytes(4) + (256).to_bytes(4)
    return hashlib.sha256((1).to_bytes(4) + shared_secret + other_info).digest()
