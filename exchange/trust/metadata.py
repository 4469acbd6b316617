"""Metadata: how the parts of it are written, and how a chain resolves it (OpenID Federation 1.0 §5, §6.1.4.2, §6.2.3).

The order is fixed: what the entity says of itself, then what its own superior says instead, then the entity types that
constraints leave, then the merged policy. In our profile `gss` and `origin` of a council are never taken from the
council: they are dropped from its own configuration first, so that only a superior can supply them.
"""

from collections.abc import Iterable, Mapping, Sequence

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PublicKey, jwks
from exchange.trust.chain import COUNCIL, Path
from exchange.trust.constraints import FEDERATION_ENTITY, keep_allowed_types
from exchange.trust.policy import Policy, apply_policy, merge_policies

FROM_SUPERIOR: Mapping[str, frozenset[str]] = {COUNCIL: frozenset({"gss", "origin"})}


def resolve_metadata(path: Path) -> JsonObject:
    """The subject's metadata as its superiors leave it; refuses `policy-conflict` or `metadata-policy`."""
    metadata: JsonObject = {
        kind: {**_own(kind, parameters), **path.subordinates[0].metadata.get(kind, {})}
        for kind, parameters in path.configuration.metadata.items()  # §3.1.1: only for types the entity has itself
    }
    for statement in path.subordinates:
        metadata = keep_allowed_types(statement.constraints, metadata)
    if COUNCIL not in metadata:
        constrained = COUNCIL in path.configuration.metadata
        raise Refusal("constraint-broken" if constrained else "statement-claims", f"/0/metadata/{COUNCIL}")
    return apply_policy(_merge(path), metadata, at="/0/metadata")


def council_metadata(
    *,
    organization_name: str,
    record_keys: Iterable[PublicKey],
    message_keys: Iterable[PublicKey],
    encryption_keys: Iterable[PublicKey],
    log_origin: str,
    log_vkeys: Sequence[str],
    standing_request: JsonObject,
) -> JsonObject:
    """What a council says of itself in its configuration."""
    vkeys: list[JsonValue] = [*log_vkeys]
    return {
        FEDERATION_ENTITY: {"organization_name": organization_name},
        COUNCIL: {
            "record_jwks": jwks(record_keys),
            "message_jwks": jwks(message_keys),
            "encryption_jwks": jwks(encryption_keys),
            "log": {"origin": log_origin, "vkeys": vkeys},
            "standing_request": standing_request,
        },
    }


def enrolment_metadata(*, gss: str, origin: str) -> JsonObject:
    """What a superior says of a council: which authority it is, and where its node is served."""
    return {COUNCIL: {"gss": gss, "origin": origin}}


def authority_metadata(
    *, organization_name: str, fetch_endpoint: str, list_endpoint: str, historical_keys_endpoint: str
) -> JsonObject:
    """What an anchor or intermediate says of itself (§5.1.1)."""
    return {
        FEDERATION_ENTITY: {
            "organization_name": organization_name,
            "federation_fetch_endpoint": fetch_endpoint,
            "federation_list_endpoint": list_endpoint,
            "federation_historical_keys_endpoint": historical_keys_endpoint,
        }
    }


def _own(kind: str, parameters: JsonObject) -> JsonObject:
    reserved = FROM_SUPERIOR.get(kind, frozenset())
    return {name: value for name, value in parameters.items() if name not in reserved}


def _merge(path: Path) -> Policy:
    merged: Policy = {}
    for place in range(len(path.subordinates), 0, -1):  # §6.1.4.1: from the most superior downwards
        policy = path.subordinates[place - 1].policy
        if policy is not None:
            merged = merge_policies(merged, policy, at=f"/{place}/metadata_policy")
    return merged
