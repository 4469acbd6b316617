"""Which claims an entity statement has, and of what form (OpenID Federation 1.0 §3.1, §3.2).

Claims that the standard does not define are ignored, as it asks, unless `crit` names them: this implementation
understands none, so a `crit` is always refused.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, parse_jwks, parse_jws
from exchange.trust.constraints import FEDERATION_ENTITY
from exchange.trust.identifiers import check_entity_id, check_url, pointer

REQUIRED = ("iss", "sub", "iat", "exp", "jwks")
CONFIGURATION_ONLY = frozenset(
    {"authority_hints", "trust_anchor_hints", "trust_marks", "trust_mark_issuers", "trust_mark_owners"}
)
SUBORDINATE_ONLY = frozenset({"constraints", "metadata_policy", "metadata_policy_crit", "source_endpoint"})
REGISTRATION_ONLY = frozenset({"aud", "trust_anchor"})  # §3.1.4, §3.1.5: not general claims
NOT_UNDERSTOOD = frozenset({"crit", "metadata_policy_crit"})  # each would name an extension, and we have none
_KEY_PARAMETERS = frozenset({"jwks", "jwks_uri", "signed_jwks_uri"})
_LAST_SECOND = 253_402_300_799  # the end of the year 9999
_TRUST_MARK = "trust-mark+jwt"


def check_claims(claims: JsonObject) -> None:
    """Refuse `statement-claims`: a claim that is missing, of the other kind of statement, or (those nobody reads
    further) of the wrong form."""
    for name in REQUIRED:
        if name not in claims:
            raise Refusal("statement-claims", f"/{name}")
    other_kind = SUBORDINATE_ONLY if claims["iss"] == claims["sub"] else CONFIGURATION_ONLY
    for name in (other_kind | REGISTRATION_ONLY | NOT_UNDERSTOOD) & claims.keys():
        raise Refusal("statement-claims", f"/{name}")
    for name, check in _FORMS.items():
        if name in claims:
            check(claims[name], f"/{name}")
    if numeric_date(claims, "iat") >= numeric_date(claims, "exp"):
        raise Refusal("statement-claims", "/exp")


def numeric_date(claims: JsonObject, name: str) -> datetime:
    """A time in whole seconds since 1970 as an aware datetime (RFC 7519 §2)."""
    seconds = claims.get(name)
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds <= _LAST_SECOND:
        raise Refusal("statement-claims", f"/{name}")
    return datetime.fromtimestamp(seconds, UTC)


def read_entity_ids(value: JsonValue, at: str) -> tuple[str, ...]:
    """A list of at least one entity id (§3.1.2)."""
    if not isinstance(value, list) or not value:
        raise Refusal("statement-claims", at)
    return tuple(check_entity_id(item, at) for item in value)


def read_metadata(claims: JsonObject) -> dict[str, JsonObject]:
    """The `metadata` claim: an object for each entity type, no parameter null (§5)."""
    metadata = claims.get("metadata", {})
    if not isinstance(metadata, dict):
        raise Refusal("statement-claims", "/metadata")
    return {kind: _read_parameters(kind, parameters) for kind, parameters in metadata.items()}


def _read_parameters(kind: str, parameters: JsonValue) -> JsonObject:
    at = f"/metadata{pointer(kind)}"
    if not isinstance(parameters, dict):
        raise Refusal("statement-claims", at)
    for name, value in parameters.items():
        if value is None or (kind == FEDERATION_ENTITY and name in _KEY_PARAMETERS):  # §5, §5.2.1
            raise Refusal("statement-claims", at + pointer(name))
        if kind == FEDERATION_ENTITY and name.endswith("_endpoint"):  # §5.1.1
            check_url(value, at + pointer(name))
    return parameters


def _check_hints(value: JsonValue, at: str) -> None:
    read_entity_ids(value, at)


def _check_endpoint(value: JsonValue, at: str) -> None:
    check_url(value, at)


def _check_trust_marks(value: JsonValue, at: str) -> None:
    if not isinstance(value, list):
        raise Refusal("statement-claims", at)
    for place, item in enumerate(value):
        match item:
            case {"trust_mark_type": str(kind), "trust_mark": str(token)} if _type_of_mark(token) == kind:
                continue  # §3.2: the mark itself says the same type; whether it is trusted is another question
            case _:
                raise Refusal("statement-claims", at + pointer(place))


def _type_of_mark(token: str) -> JsonValue:
    return parse_jws(token, typ=_TRUST_MARK).unverified_claims.get("trust_mark_type")


def _check_issuers(value: JsonValue, at: str) -> None:
    for kind, issuers in _object(value, at).items():
        if issuers != []:  # §3.1.2: an empty list lets anyone issue marks of this type
            read_entity_ids(issuers, at + pointer(kind))


def _check_owners(value: JsonValue, at: str) -> None:
    for kind, owner in _object(value, at).items():
        members = _object(owner, at + pointer(kind))
        check_entity_id(members.get("sub"), at + pointer(kind, "sub"))
        parse_jwks(members.get("jwks"), at + pointer(kind, "jwks"))


def _object(value: JsonValue, at: str) -> JsonObject:
    if not isinstance(value, dict):
        raise Refusal("statement-claims", at)
    return value


_FORMS: Mapping[str, Callable[[JsonValue, str], None]] = {
    "trust_anchor_hints": _check_hints,
    "trust_marks": _check_trust_marks,
    "trust_mark_issuers": _check_issuers,
    "trust_mark_owners": _check_owners,
    "source_endpoint": _check_endpoint,
}
