"""Entity statements: what an entity says of itself, and what its superior says of it (OpenID Federation 1.0 §3).

Both are tokens of type `entity-statement+jwt`. `parse_statement` shows who is said to speak about whom, for finding
keys; `verify_statement` makes the `Statement` whose claims may be used. What is signed here is first read by the same
rules as what others sign.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from exchange.errors import Refusal
from exchange.jose import (
    JsonObject,
    Keys,
    PublicKey,
    Signer,
    UnverifiedJws,
    jwks,
    parse_jwks,
    parse_jws,
    sign_jws,
    verify_jws,
)
from exchange.trust.claims import check_claims, numeric_date, read_entity_ids, read_metadata
from exchange.trust.constraints import Constraints, read_constraints
from exchange.trust.identifiers import check_entity_id
from exchange.trust.policy import Policy, read_policy

STATEMENT_TYP = "entity-statement+jwt"
MAX_STATEMENT = 65_536
LEEWAY = timedelta(seconds=60)  # how far a signer's clock may be ahead of ours; none is given after an expiry
_NO_SUBORDINATES: JsonObject = {"max_path_length": 0}


@dataclass(frozen=True)
class UnverifiedStatement:
    """A token that claims that `iss` says something about `sub`; nobody has checked it."""

    iss: str
    sub: str
    jws: UnverifiedJws

    @property
    def is_configuration(self) -> bool:
        """Whether it is about its own issuer (§3.1.1)."""
        return self.iss == self.sub


@dataclass(frozen=True)
class Statement:
    """What `iss` signed with its key `kid`, and is in force; `keys` are the federation keys of `sub`."""

    token: str
    digest: str
    kid: str
    iss: str
    sub: str
    issued_at: datetime
    expires_at: datetime
    keys: Keys
    metadata: Mapping[str, JsonObject]
    authority_hints: tuple[str, ...]
    constraints: Constraints
    policy: Policy | None


def parse_statement(token: str) -> UnverifiedStatement:
    """Read a token of the right type far enough to know whose key must have signed it."""
    jws = parse_jws(token, typ=STATEMENT_TYP, limit=MAX_STATEMENT)
    iss = check_entity_id(jws.unverified_claims.get("iss"), "/iss")
    return UnverifiedStatement(iss, check_entity_id(jws.unverified_claims.get("sub"), "/sub"), jws)


def verify_statement(unverified: UnverifiedStatement, *, keys: Keys, now: datetime) -> Statement:
    """Check signature, then claims, then times (§3.2). A configuration must also name the key that signed it."""
    jws = verify_jws(unverified.jws, keys=keys)
    statement = _read(jws.claims, jws.token, jws.digest, jws.kid)
    if unverified.is_configuration and statement.kid not in statement.keys:
        raise Refusal("kid-unknown")
    check_issued(statement.issued_at, now=now)
    if now >= statement.expires_at:  # §3.2: no leeway here, or a chain would outlive its own `expires_at`
        raise Refusal("chain-expired", "/exp")
    return statement


def read_configuration(token: str, *, now: datetime) -> Statement:
    """An entity's own configuration, checked with the keys it names itself: proof that it holds them, and no more."""
    unverified = parse_statement(token)
    if not unverified.is_configuration:
        raise Refusal("statement-claims", "/iss")
    return verify_statement(unverified, keys=parse_jwks(unverified.jws.unverified_claims.get("jwks"), "/jwks"), now=now)


def entity_configuration(
    *,
    entity_id: str,
    signer: Signer,
    federation_keys: Iterable[PublicKey],
    metadata: JsonObject,
    authority_hints: Iterable[str],
    issued_at: datetime,
    expires_at: datetime,
) -> str:
    """Sign what an entity says of itself; an anchor without superiors has no hints. `signer` is one of its keys."""
    claims = _claims(entity_id, entity_id, federation_keys, metadata, issued_at, expires_at)
    hints = list(authority_hints)
    if hints:
        claims["authority_hints"] = [*hints]
    if signer.kid not in parse_jwks(claims["jwks"], "/jwks"):
        raise Refusal("kid-unknown")
    return _sign(claims, signer)


def subordinate_statement(
    *,
    anchor_id: str,
    subject_id: str,
    subject_keys: Iterable[PublicKey],
    metadata: JsonObject,
    issued_at: datetime,
    expires_at: datetime,
    signer: Signer,
    constraints: JsonObject | None = None,
    metadata_policy: JsonObject | None = None,
) -> str:
    """Sign what the anchor (or an intermediate, by its own id) says of a subordinate.

    Without `constraints` the subject may not enrol others; `{}` makes it an intermediate without further limits.
    """
    claims = _claims(anchor_id, subject_id, subject_keys, metadata, issued_at, expires_at)
    claims["constraints"] = _NO_SUBORDINATES if constraints is None else constraints
    if metadata_policy is not None:
        claims["metadata_policy"] = metadata_policy
    if anchor_id == subject_id:
        raise Refusal("statement-claims", "/sub")
    return _sign(claims, signer)


def check_issued(issued_at: datetime, *, now: datetime) -> None:
    """Refuse `statement-from-future`, which says that one of two clocks is wrong."""
    if issued_at > now + LEEWAY:
        raise Refusal("statement-from-future", "/iat")


def _claims(
    iss: str, sub: str, keys: Iterable[PublicKey], metadata: JsonObject, issued_at: datetime, expires_at: datetime
) -> JsonObject:
    return {
        "iss": iss,
        "sub": sub,
        "iat": int(issued_at.timestamp()),
        "exp": int(expires_at.timestamp()),
        "jwks": jwks(keys),
        "metadata": metadata,
    }


def _sign(claims: JsonObject, signer: Signer) -> str:
    _read(claims, "", "", signer.kid)
    token = sign_jws(claims, typ=STATEMENT_TYP, signer=signer)
    parse_statement(token)
    return token


def _read(claims: JsonObject, token: str, digest: str, kid: str) -> Statement:
    check_claims(claims)
    return Statement(
        token=token,
        digest=digest,
        kid=kid,
        iss=check_entity_id(claims["iss"], "/iss"),
        sub=check_entity_id(claims["sub"], "/sub"),
        issued_at=_start(claims),
        expires_at=numeric_date(claims, "exp"),
        keys=parse_jwks(claims["jwks"], "/jwks"),
        metadata=read_metadata(claims),
        authority_hints=_hints(claims),
        constraints=read_constraints(claims.get("constraints", {}), at="/constraints"),
        policy=read_policy(claims["metadata_policy"], at="/metadata_policy") if "metadata_policy" in claims else None,
    )


def _hints(claims: JsonObject) -> tuple[str, ...]:
    return read_entity_ids(claims["authority_hints"], "/authority_hints") if "authority_hints" in claims else ()


def _start(claims: JsonObject) -> datetime:
    issued_at = numeric_date(claims, "iat")
    return max(issued_at, numeric_date(claims, "nbf")) if "nbf" in claims else issued_at  # RFC 7519 §4.1.5
