"""P-256 keys: the one curve of this federation, in JWK form, named by their thumbprint (RFC 7517, RFC 7638)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from exchange.errors import Refusal
from exchange.jose.base64url import b64u, unb64u
from exchange.jose.json import JsonObject, JsonValue, dumps

_ES256 = ec.ECDSA(hashes.SHA256())
_SIGNATURE_BYTES = 64
_PUBLIC_MEMBERS = frozenset({"kty", "crv", "x", "y", "kid", "alg", "use"})
_ROLES: tuple[JsonObject, ...] = (
    {},
    {"alg": "ES256"},
    {"use": "sig"},
    {"use": "sig", "alg": "ES256"},
    {"alg": "ECDH-ES"},
    {"use": "enc"},
    {"use": "enc", "alg": "ECDH-ES"},
)


class Signer(Protocol):
    """Whoever can sign: a key in a file, a key vault, a hardware module. `sign` returns the raw signature."""

    @property
    def kid(self) -> str:
        """The name of the key: its RFC 7638 thumbprint."""

    def sign(self, data: bytes) -> bytes:
        """Sign the bytes themselves (not a hash of them)."""


def digest_of(signing_input: bytes | str) -> str:
    """The digest that names a signed thing: SHA-256 of its JWS signing input, in base64url (43 characters)."""
    raw = signing_input.encode("ascii") if isinstance(signing_input, str) else signing_input
    return b64u(hashlib.sha256(raw).digest())


def thumbprint(jwk: Mapping[str, JsonValue]) -> str:
    """The RFC 7638 thumbprint of a P-256 JWK."""
    members: JsonObject = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return digest_of(dumps(members))


@dataclass(frozen=True)
class PublicKey:
    """A P-256 public key, checked to lie on the curve. `kid` is its thumbprint."""

    kid: str
    x: str
    y: str
    _key: ec.EllipticCurvePublicKey = field(repr=False, compare=False)

    @property
    def jwk(self) -> JsonObject:
        """The key as a public JWK, with its `kid`."""
        return {"kty": "EC", "crv": "P-256", "x": self.x, "y": self.y, "kid": self.kid}

    def verify(self, signature: bytes, data: bytes) -> None:
        """Accept, or refuse with `signature-wrong`; takes raw R‖S of exactly 64 bytes (RFC 7518 §3.4)."""
        if len(signature) != _SIGNATURE_BYTES:
            raise Refusal("signature-wrong")
        der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
        try:
            self._key.verify(der, data, _ES256)
        except InvalidSignature as error:
            raise Refusal("signature-wrong") from error

    def agreement(self, private: ec.EllipticCurvePrivateKey) -> bytes:
        """The shared secret Z of ECDH with a private key of the same curve (32 bytes)."""
        return private.exchange(ec.ECDH(), self._key)

    @classmethod
    def from_jwk(cls, value: JsonValue, at: str = "") -> "PublicKey":
        """Read a public JWK: members beyond the agreed ones (private ones above all) are refused."""
        if not isinstance(value, dict) or not value.keys() <= _PUBLIC_MEMBERS:
            raise Refusal("key-malformed", at)
        x, y = value.get("x"), value.get("y")
        if (value.get("kty"), value.get("crv")) != ("EC", "P-256") or not isinstance(x, str) or not isinstance(y, str):
            raise Refusal("key-malformed", at)
        if {name: value[name] for name in ("use", "alg") if name in value} not in _ROLES:
            raise Refusal("key-malformed", at)
        key = cls.of(_on_curve(x, y, at))
        if (key.x, key.y) != (x, y):  # x and x + p are one point: a key has one form, so one name
            raise Refusal("key-malformed", at)
        if value.get("kid", key.kid) != key.kid:
            raise Refusal("key-malformed", at)
        return key

    @classmethod
    def of(cls, key: ec.EllipticCurvePublicKey) -> "PublicKey":
        """Wrap a P-256 key of the cryptography package."""
        numbers = key.public_numbers()
        x, y = b64u(numbers.x.to_bytes(32)), b64u(numbers.y.to_bytes(32))
        return cls(thumbprint({"kty": "EC", "crv": "P-256", "x": x, "y": y}), x, y, key)


Keys: TypeAlias = Mapping[str, PublicKey]


@dataclass(frozen=True)
class PrivateKey:
    """A P-256 private key held in this process: signs ES256 or agrees on message keys; one role each."""

    public: PublicKey
    _key: ec.EllipticCurvePrivateKey = field(repr=False, compare=False)

    @property
    def kid(self) -> str:
        """The thumbprint of the public key."""
        return self.public.kid

    def sign(self, data: bytes) -> bytes:
        """Sign with ES256; returns raw R‖S of 64 bytes (RFC 7518 §3.4)."""
        r, s = decode_dss_signature(self._key.sign(data, _ES256))
        return r.to_bytes(32) + s.to_bytes(32)

    def agree(self, public: PublicKey) -> bytes:
        """The shared secret Z of ECDH with this public key (32 bytes)."""
        return public.agreement(self._key)

    def pem(self) -> bytes:
        """The key as unencrypted PKCS#8 PEM: for a file that only its owner reads."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @classmethod
    def generate(cls) -> "PrivateKey":
        """Make a fresh key."""
        return cls._of(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_pem(cls, pem: bytes) -> "PrivateKey":
        """Read an unencrypted P-256 private key, or refuse with `key-malformed`."""
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise Refusal("key-malformed") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
            raise Refusal("key-malformed")
        return cls._of(key)

    @classmethod
    def _of(cls, key: ec.EllipticCurvePrivateKey) -> "PrivateKey":
        return cls(PublicKey.of(key.public_key()), key)


def parse_jwks(value: JsonValue, at: str = "") -> Keys:
    """Read a JWK set: every key has a `kid` equal to its thumbprint, and none comes twice."""
    members = value.get("keys") if isinstance(value, dict) and value.keys() == {"keys"} else None
    if not isinstance(members, list) or not members:
        raise Refusal("key-malformed", at)
    if not all(isinstance(member, dict) and "kid" in member for member in members):
        raise Refusal("key-malformed", at)
    keys = [PublicKey.from_jwk(member, f"{at}/keys/{place}") for place, member in enumerate(members)]
    named = {key.kid: key for key in keys}
    if len(named) != len(keys):
        raise Refusal("key-malformed", at)
    return named


def jwks(keys: Iterable[PublicKey]) -> JsonObject:
    """Write a JWK set."""
    return {"keys": [key.jwk for key in keys]}


def _on_curve(x: str, y: str, at: str) -> ec.EllipticCurvePublicKey:
    try:
        coordinates = unb64u(x), unb64u(y)
        if {len(part) for part in coordinates} != {32}:  # RFC 7518 §6.2.1.2: full length, always
            raise Refusal("key-malformed", at)
        numbers = [int.from_bytes(part) for part in coordinates]
        return ec.EllipticCurvePublicNumbers(numbers[0], numbers[1], ec.SECP256R1()).public_key()
    except (ValueError, Refusal) as error:
        raise Refusal("key-malformed", at) from error
