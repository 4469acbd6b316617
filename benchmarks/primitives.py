"""The cryptography that a transfer cannot do without, each piece alone, as the library offers it."""

import hashlib
import os
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

Act = Callable[[], object]

_ES256 = ec.ECDSA(hashes.SHA256())
SMALL, LARGE = 350, 50_000


def ed25519_verifier() -> Act:
    """The floor that P1 and P2 are written against."""
    key, data = Ed25519PrivateKey.generate(), os.urandom(64)
    signature, public = key.sign(data), key.public_key()
    return lambda: public.verify(signature, data)


def primitives() -> Mapping[str, Act]:
    """One runner for each primitive."""
    private, other = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    claims = os.urandom(4_000)
    signature, public = private.sign(claims, _ES256), private.public_key()
    aead, nonce, body, disclosure = AESGCM(os.urandom(32)), bytes(12), os.urandom(LARGE), os.urandom(SMALL)
    ed25519 = Ed25519PrivateKey.generate()
    return {
        "ES256 sign": lambda: private.sign(claims, _ES256),
        "ES256 verify": lambda: public.verify(signature, claims, _ES256),
        "ECDH": lambda: private.exchange(ec.ECDH(), other.public_key()),
        "P-256 key": lambda: ec.generate_private_key(ec.SECP256R1()),
        "AES-256-GCM 50 KB": lambda: aead.encrypt(nonce, body, b"aad"),
        "AES key wrap": lambda: aes_key_wrap(bytes(32), bytes(32)),
        "SHA-256 350 B": lambda: hashlib.sha256(disclosure).digest(),
        "Ed25519 sign": lambda: ed25519.sign(disclosure),
        "Ed25519 verify": ed25519_verifier(),
    }
