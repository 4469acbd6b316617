"""The keys that sign notes, and the one line in which they are published (C2SP signed-note v1.0.0, "Verifier keys").

Name and key id together name a key and its type; this file understands type 0x01, Ed25519 over the text of the note.
Cosignatures (0x04, 0x06) are further classes beside `LogKey` with the same members: `name`, `key_id`, `verify`.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from exchange.errors import Refusal
from exchange.jose import JsonObject, b64u, digest_of, dumps

KEY_ID_BYTES = 4
_ED25519 = b"\x01"
_KEY_BYTES = 32
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,255}")
_VKEY = re.compile(r"([^+]*)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
_FIELD = 2**255 - 19
_ORDER_EIGHT = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER = frozenset({0, 1, _FIELD - 1, _ORDER_EIGHT, _FIELD - _ORDER_EIGHT})


@dataclass(frozen=True)
class LogKey:
    """A log's public Ed25519 key under the name it signs with; refuses a key that would accept forgeries."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name) or len(self.public) != _KEY_BYTES:
            raise Refusal("vkey-malformed")
        y = int.from_bytes(self.public, "little") & (2**255 - 1)
        if y >= _FIELD or y in _SMALL_ORDER:  # RFC 8032 §5.1.3; anyone can sign for a point of small order
            raise Refusal("vkey-malformed")

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:KEY_ID_BYTES]

    def verify(self, signature: bytes, data: bytes) -> None:
        """Accept, or refuse with `signature-wrong`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, data)
        except (InvalidSignature, ValueError) as error:
            raise Refusal("signature-wrong") from error

    def vkey(self) -> str:
        """The line in which the key is published: name, key id, and type with public key."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> "LogKey":
        """Read a published key of type 0x01; any other form or type is refused (`vkey-malformed`)."""
        key_id, material, name = _split_vkey(vkey)
        if material[:1] != _ED25519:
            raise Refusal("vkey-malformed")
        key = cls(name, material[1:])
        if key.key_id != key_id:
            raise Refusal("vkey-malformed")
        return key


def log_keys(vkeys: Iterable[str]) -> tuple[LogKey, ...]:
    """The keys of a log that this version understands; those of other types are passed over, broken ones refused."""
    return tuple(LogKey.parse(vkey) for vkey in vkeys if _split_vkey(vkey)[1][:1] == _ED25519)


@dataclass(frozen=True)
class Ed25519Key:
    """A log's private key held in this process; signs the text of a note."""

    public: bytes
    _key: Ed25519PrivateKey = field(repr=False, compare=False)

    @property
    def kid(self) -> str:
        """The RFC 7638 thumbprint of the key as an RFC 8037 JWK."""
        jwk: JsonObject = {"crv": "Ed25519", "kty": "OKP", "x": b64u(self.public)}
        return digest_of(dumps(jwk))

    def sign(self, data: bytes) -> bytes:
        """The 64 bytes of an RFC 8032 signature."""
        return self._key.sign(data)

    def pem(self) -> bytes:
        """The private key as unencrypted PKCS #8."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @classmethod
    def generate(cls) -> "Ed25519Key":
        """A fresh key from the system's randomness."""
        return cls._of(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, pem: bytes) -> "Ed25519Key":
        """Read what `pem` wrote; a key of another kind is refused (`vkey-malformed`)."""
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError) as error:
            raise Refusal("vkey-malformed") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise Refusal("vkey-malformed")
        return cls._of(key)

    @classmethod
    def _of(cls, key: Ed25519PrivateKey) -> "Ed25519Key":
        return cls(key.public_key().public_bytes_raw(), key)


def is_key_name(name: str) -> bool:
    """Whether a note may be signed under this name: not empty, no spaces, no plus, no control characters."""
    return _NAME.fullmatch(name) is not None and name.isprintable()


def encode_base64(data: bytes) -> str:
    """Standard base64 with padding (RFC 4648 §4), as notes use it."""
    return base64.b64encode(data).decode()


def decode_base64(text: str, *, refuse_with: str) -> bytes:
    """The bytes, if this text is the one way to write them; refuses with the given code otherwise."""
    try:
        data = binascii.a2b_base64(text.encode("ascii"))
    except ValueError as error:
        raise Refusal(refuse_with) from error
    if encode_base64(data) != text:  # the decoder is lenient; this takes one text for each value
        raise Refusal(refuse_with)
    return data


def _split_vkey(vkey: str) -> tuple[bytes, bytes, str]:
    parts = _VKEY.fullmatch(vkey)
    if parts is None or not is_key_name(parts[1]):
        raise Refusal("vkey-malformed")
    return bytes.fromhex(parts[2]), decode_base64(parts[3], refuse_with="vkey-malformed"), parts[1]
