"""Compact JWS, ES256 only (RFC 7515, RFC 8725).

The header holds `alg`, `kid` and `typ` and nothing else: no `crit`, no embedded key, no address of a key. The type is
pinned by whoever reads, before anything inside is looked at. `verify_jws` hands on the claims it verified, so that no
other code has a reason to parse these bytes again.
"""

from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.jose.base64url import b64u, unb64u
from exchange.jose.json import MAX_BYTES, JsonObject, JsonValue, dumps, loads_signed
from exchange.jose.keys import Keys, Signer, digest_of

_HEADER_MEMBERS = {"alg", "kid", "typ"}
_MAX_HEADER = 512


@dataclass(frozen=True)
class UnverifiedJws:
    """A token in the right form whose signature nobody has checked: its claims are hearsay."""

    token: str
    kid: str
    typ: str
    unverified_claims: JsonObject
    signing_input: bytes
    signature: bytes
    digest: str


@dataclass(frozen=True)
class VerifiedJws:
    """A token whose signature was checked with the key `kid`."""

    token: str
    kid: str
    typ: str
    claims: JsonObject
    digest: str


def sign_jws(claims: JsonObject, *, typ: str, signer: Signer) -> str:
    """Sign claims as a compact token of the given type; refuses claims that no reader would take (`json-…`)."""
    header: JsonObject = {"alg": "ES256", "kid": signer.kid, "typ": typ}
    payload = dumps(claims)
    loads_signed(payload, limit=len(payload))
    signing_input = f"{b64u(dumps(header))}.{b64u(payload)}"
    return f"{signing_input}.{b64u(signer.sign(signing_input.encode()))}"


def parse_jws(token: str, *, typ: str, limit: int = MAX_BYTES) -> UnverifiedJws:
    """Read a compact token of exactly this type; refuses any other form before looking inside."""
    if len(token) > limit:
        raise Refusal("too-large")
    parts = token.split(".", 3)
    if len(parts) != 3 or not token.isascii():
        raise Refusal("jws-malformed")
    if len(parts[0]) > _MAX_HEADER:
        raise Refusal("jws-header")
    kid = _check_header(loads_signed(unb64u(parts[0])), typ)
    signing_input = f"{parts[0]}.{parts[1]}".encode()
    claims = loads_signed(unb64u(parts[1]), limit=limit)
    return UnverifiedJws(token, kid, typ, claims, signing_input, unb64u(parts[2]), digest_of(signing_input))


def verify_jws(unverified: UnverifiedJws, *, keys: Keys) -> VerifiedJws:
    """Check the signature with the key that the token names, if it is one of `keys` (`kid-unknown` otherwise)."""
    key = keys.get(unverified.kid)
    if key is None:
        raise Refusal("kid-unknown")
    key.verify(unverified.signature, unverified.signing_input)
    return VerifiedJws(
        unverified.token, unverified.kid, unverified.typ, unverified.unverified_claims, unverified.digest
    )


def _check_header(header: JsonObject, typ: str) -> str:
    if header.get("alg") != "ES256":  # RFC 8725 §3.1: the algorithm is ours to choose, never the token's
        raise Refusal("alg-wrong")
    if header.get("typ") != typ:  # RFC 8725 §3.11
        raise Refusal("typ-wrong")
    kid: JsonValue = header.get("kid")
    if header.keys() != _HEADER_MEMBERS or not isinstance(kid, str) or not kid:
        raise Refusal("jws-header")
    return kid
