"""Historical keys: the federation keys that an entity used before, and how each ended (OpenID Federation 1.0 §8.7).

An entity signs the list with a federation key in force, as `jwk-set+jwt`. It lets old statements be checked after a
rotation, and it can take trust away: a key revoked from a moment on is not believed from then on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, Keys, PublicKey, Signer, parse_jws, sign_jws, verify_jws
from exchange.trust.claims import numeric_date
from exchange.trust.identifiers import check_entity_id
from exchange.trust.statements import check_issued

HISTORICAL_KEYS_TYP = "jwk-set+jwt"
MAX_HISTORICAL_KEYS = 262_144
UNSPECIFIED, COMPROMISED, SUPERSEDED = "unspecified", "compromised", "superseded"  # §8.7.3
_TIMES = frozenset({"iat", "nbf", "exp", "revoked"})


@dataclass(frozen=True)
class Revocation:
    """From when on a key must be considered revoked, and why (a word of §8.7.3, or one of the federation's own)."""

    revoked_at: datetime
    reason: str = UNSPECIFIED


@dataclass(frozen=True)
class HistoricalKey:
    """A key that was in use until `expires_at`, from `issued_at` where that is known."""

    key: PublicKey
    expires_at: datetime
    issued_at: datetime | None = None
    revocation: Revocation | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether what the key signed at this time may be believed."""
        ends = self.expires_at if self.revocation is None else min(self.expires_at, self.revocation.revoked_at)
        return (self.issued_at is None or self.issued_at <= at) and at < ends


def historical_keys(*, entity_id: str, keys: Iterable[HistoricalKey], issued_at: datetime, signer: Signer) -> str:
    """Sign the list of an entity's former federation keys; it may be empty."""
    listed: list[JsonValue] = [_write_key(key) for key in keys]
    claims: JsonObject = {
        "iss": check_entity_id(entity_id, "/iss"),
        "sub": entity_id,
        "iat": _seconds(issued_at),
        "keys": listed,
    }
    return sign_jws(claims, typ=HISTORICAL_KEYS_TYP, signer=signer)


def read_historical_keys(token: str, *, entity_id: str, keys: Keys, now: datetime) -> tuple[HistoricalKey, ...]:
    """Check a list with the entity's federation keys in force, and read it; refuses `statement-claims` and others."""
    claims = verify_jws(parse_jws(token, typ=HISTORICAL_KEYS_TYP, limit=MAX_HISTORICAL_KEYS), keys=keys).claims
    if claims.get("iss") != entity_id or claims.get("sub", entity_id) != entity_id:
        raise Refusal("statement-claims", "/iss")
    check_issued(numeric_date(claims, "iat"), now=now)
    listed = claims.get("keys")
    if not isinstance(listed, list):
        raise Refusal("statement-claims", "/keys")
    read = tuple(_read_key(member, f"/keys/{place}") for place, member in enumerate(listed))
    if len({key.key.kid for key in read}) != len(read):
        raise Refusal("statement-claims", "/keys")
    return read


def _write_key(key: HistoricalKey) -> JsonObject:
    member = {**key.key.jwk, "exp": _seconds(key.expires_at)}
    if key.issued_at is not None:
        member["iat"] = _seconds(key.issued_at)
    if key.revocation is not None:
        member["revoked"] = {"revoked_at": _seconds(key.revocation.revoked_at), "reason": key.revocation.reason}
    return member


def _read_key(member: JsonValue, at: str) -> HistoricalKey:
    if not isinstance(member, dict) or "kid" not in member:
        raise Refusal("statement-claims", at)
    key = PublicKey.from_jwk({name: value for name, value in member.items() if name not in _TIMES}, at)
    starts = [_time(member, name, at) for name in ("iat", "nbf") if name in member]
    revocation = _read_revocation(member["revoked"], f"{at}/revoked") if "revoked" in member else None
    return HistoricalKey(key, _time(member, "exp", at), max(starts, default=None), revocation)


def _read_revocation(value: JsonValue, at: str) -> Revocation:
    if not isinstance(value, dict):
        raise Refusal("statement-claims", at)
    reason = value.get("reason", UNSPECIFIED)
    if not isinstance(reason, str):
        raise Refusal("statement-claims", f"{at}/reason")
    return Revocation(_time(value, "revoked_at", at), reason)


def _time(value: JsonObject, name: str, at: str) -> datetime:
    try:
        return numeric_date(value, name)
    except Refusal as refusal:
        raise Refusal(refusal.code, at + refusal.at) from refusal


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
