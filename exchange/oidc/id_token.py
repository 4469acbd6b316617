"""The ID token: what the sign-in service signed about who came (OpenID Connect Core §2 and §3.1.3.7)."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, loads

ALGORITHMS: Final = ("RS256", "PS256", "ES256")
_KEY_TYPES = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
_LEEWAY_SECONDS = 60
_OLDEST_SECONDS = 600
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Identity:
    """Who came: an account that the service never gives to anybody else, a name to show, and what the claim says."""

    account: str
    name: str
    claimed_roles: frozenset[str]


def check_id_token(
    token: str, *, keys: JsonValue, issuer: str, client_id: str, nonce: str, roles_claim: str, now: datetime
) -> Identity:
    """Who an ID token speaks of, by a key set of its issuer; refuses `id-token-wrong`, naming the place."""
    claims = _verified(token, keys)
    for at, right in _checks(claims, issuer=issuer, client_id=client_id, nonce=nonce, now=now.timestamp()):
        if not right:
            raise Refusal("id-token-wrong", at)
    return Identity(_account(claims, issuer), _name(claims), frozenset(_words(claims.get(roles_claim))))


def _verified(token: str, keys: JsonValue) -> JsonObject:
    """The claims, once a key of the set has signed them with an algorithm of the list; no key comes from the token."""
    try:
        unverified = jws.extract_compact(token.encode())
        header = unverified.headers()
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm not in ALGORITHMS:  # RFC 8725 §3.1: not `none`, and no public key as a shared secret
            raise Refusal("id-token-wrong", "alg")
        (key,) = _fitting(keys, kty=_KEY_TYPES[algorithm], kid=kid)
        claims = loads(jws.deserialize_compact(token, key, algorithms=[algorithm]).payload)
    except (JoseError, ValueError, TypeError, Refusal) as error:
        raise Refusal("id-token-wrong", "signature") from error
    if not isinstance(claims, dict):
        raise Refusal("id-token-wrong", "claims")
    return claims


def _fitting(keys: JsonValue, *, kty: str, kid: object) -> Sequence[Key]:
    """The keys of a set that may have signed; whoever asks takes exactly one."""
    listed = keys.get("keys") if isinstance(keys, dict) else None
    return [
        JWKRegistry.import_key({name: value for name, value in key.items() if isinstance(value, str)})
        for key in (listed if isinstance(listed, list) else [])
        if isinstance(key, dict) and key.get("kty") == kty and key.get("use", "sig") == "sig"
        if kid is None or key.get("kid") == kid
    ]


def _checks(claims: JsonObject, *, issuer: str, client_id: str, nonce: str, now: float) -> Sequence[tuple[str, bool]]:
    """OpenID Connect Core §3.1.3.7, steps 2 to 11."""
    issued_at, expires_at = claims.get("iat"), claims.get("exp")
    told_nonce, not_before = claims.get("nonce"), claims.get("nbf", 0)
    return (
        ("iss", claims.get("iss") == issuer),
        ("aud", claims.get("aud") in (client_id, [client_id])),  # nobody else is trusted with it
        ("azp", claims.get("azp", client_id) == client_id),
        ("exp", isinstance(expires_at, int) and now < expires_at + _LEEWAY_SECONDS),
        ("iat", isinstance(issued_at, int) and -_OLDEST_SECONDS < issued_at - now < _LEEWAY_SECONDS),
        ("nbf", isinstance(not_before, int) and not_before < now + _LEEWAY_SECONDS),
        ("nonce", isinstance(told_nonce, str) and hmac.compare_digest(told_nonce.encode(), nonce.encode())),
        ("sub", isinstance(claims.get("sub"), str) and claims.get("sub") != ""),
    )


def _account(claims: JsonObject, issuer: str) -> str:
    """What never changes and is never given again: issuer and subject; with Entra, whose subjects differ for each
    client, tenant and object. Never an e-mail address or a login: those are given again.
    """
    tenant, person = claims.get("tid"), claims.get("oid")
    if isinstance(tenant, str) and isinstance(person, str) and tenant in issuer.split("/")[3:]:
        return f"{tenant} {person}"
    return f"{issuer} {claims['sub']}"


def _name(claims: JsonObject) -> str:
    for claim in ("name", "preferred_username", "sub"):
        told = claims.get(claim)
        if isinstance(told, str) and (words := "".join(c if c.isprintable() else " " for c in told).split()):
            return " ".join(words)[:_LONGEST_NAME]
    raise Refusal("id-token-wrong", "name")


def _words(claim: JsonValue) -> list[str]:
    """A claim that is a text or a list of texts."""
    told = claim if isinstance(claim, list) else [claim]
    return [word for word in told if isinstance(word, str)]
