"""A council that a pinned anchor vouches for: the end of every question of trust."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from exchange.councils import council
from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, Keys, parse_jwks
from exchange.trust.anchors import Anchors
from exchange.trust.chain import COUNCIL, Path, verify_path
from exchange.trust.constraints import FEDERATION_ENTITY
from exchange.trust.identifiers import check_origin
from exchange.trust.metadata import resolve_metadata

_AT = f"/0/metadata/{COUNCIL}"
_AUTHORITY_ONLY = ("federation_fetch_endpoint", "federation_list_endpoint")


@dataclass(frozen=True)
class TrustedEntity:
    """A council whose chain was verified, as of one moment; good until `expires_at`.

    `federation_keys` are those that the council names and its superior vouches for. `configuration_digest` names the
    council's own configuration. `organization_name` is the council's own word and may be empty: show the name that
    belongs to `gss`.
    """

    entity_id: str
    gss: str
    origin: str
    organization_name: str
    record_keys: Keys
    message_keys: Keys
    encryption_keys: Keys
    federation_keys: Keys
    log_origin: str
    log_vkeys: tuple[str, ...]
    standing_request: JsonObject
    expires_at: datetime
    anchor_id: str
    configuration_digest: str
    chain: tuple[str, ...]


def verify_chain(chain: Sequence[str], *, anchors: Anchors, now: datetime) -> TrustedEntity:
    """Check a council's chain from its configuration up to an anchor pinned in `anchors`, as of the time `now`.

    Live, `now` is the present. For evidence it is the time at which the thing in question was signed: a chain stored
    beside a record is judged then, whatever expired since. A signer's clock may be `LEEWAY` ahead; an expiry has no
    leeway.
    """
    path = verify_path(chain, anchors=anchors, now=now)
    metadata = resolve_metadata(path)
    entity = _read(path, metadata, tuple(chain))
    _check_roles(path, entity)
    _check_gss(entity.gss, now)
    return entity


def _check_gss(gss: str, now: datetime) -> None:
    try:
        council(gss, on=now.astimezone(UTC).date())  # off by an hour at most, on the day a council begins or ends
    except Refusal as refusal:
        raise Refusal(refusal.code, f"{_AT}/gss") from refusal


def _read(path: Path, metadata: JsonObject, chain: tuple[str, ...]) -> TrustedEntity:
    parameters = _object(metadata.get(COUNCIL), _AT)
    log = _object(parameters.get("log"), f"{_AT}/log")
    return TrustedEntity(
        entity_id=path.configuration.sub,
        gss=_text(parameters.get("gss"), f"{_AT}/gss"),
        origin=check_origin(parameters.get("origin"), f"{_AT}/origin"),
        organization_name=_organization_name(metadata),
        record_keys=parse_jwks(parameters.get("record_jwks"), f"{_AT}/record_jwks"),
        message_keys=parse_jwks(parameters.get("message_jwks"), f"{_AT}/message_jwks"),
        encryption_keys=parse_jwks(parameters.get("encryption_jwks"), f"{_AT}/encryption_jwks"),
        federation_keys=_federation_keys(path),
        log_origin=_text(log.get("origin"), f"{_AT}/log/origin"),
        log_vkeys=_vkeys(log, f"{_AT}/log/vkeys"),
        standing_request=_object(parameters.get("standing_request", {}), f"{_AT}/standing_request"),
        expires_at=path.expires_at,
        anchor_id=path.anchor.entity_id,
        configuration_digest=path.configuration.digest,
        chain=chain,
    )


def _federation_keys(path: Path) -> Keys:
    vouched_for = path.subordinates[0].keys
    return {kid: key for kid, key in path.configuration.keys.items() if kid in vouched_for}


def _organization_name(metadata: JsonObject) -> str:
    parameters = _object(metadata.get(FEDERATION_ENTITY, {}), f"/0/metadata/{FEDERATION_ENTITY}")
    for endpoint in _AUTHORITY_ONLY:  # §5.1.1: a leaf must not publish these
        if endpoint in parameters:
            raise Refusal("statement-claims", f"/0/metadata/{FEDERATION_ENTITY}/{endpoint}")
    name = parameters.get("organization_name", "")
    if not isinstance(name, str):
        raise Refusal("statement-claims", f"/0/metadata/{FEDERATION_ENTITY}/organization_name")
    return name


def _vkeys(log: JsonObject, at: str) -> tuple[str, ...]:
    vkeys = log.get("vkeys")
    if not isinstance(vkeys, list) or not vkeys:
        raise Refusal("statement-claims", at)
    texts = tuple(_text(vkey, at) for vkey in vkeys)
    if any(not text.startswith(f"{log.get('origin')}+") for text in texts):  # a log's key bears the log's own name
        raise Refusal("statement-claims", at)
    return texts


def _check_roles(path: Path, entity: TrustedEntity) -> None:
    """One key, one role, through the whole chain: a thumbprint met twice is `key-two-roles`."""
    met: set[str] = set()
    for role, kids in _roles(path, entity):
        if not met.isdisjoint(kids):
            raise Refusal("key-two-roles", role)
        met |= kids


def _roles(path: Path, entity: TrustedEntity) -> Iterator[tuple[str, set[str]]]:
    yield f"/{len(path.subordinates)}/iss", set(path.anchor_keys)
    for place, statement in enumerate(path.subordinates[1:], start=2):
        yield f"/{place}/jwks", set(statement.keys)
    yield "/0/jwks", {*path.subordinates[0].keys, *path.configuration.keys}
    yield f"{_AT}/record_jwks", set(entity.record_keys)
    yield f"{_AT}/message_jwks", set(entity.message_keys)
    yield f"{_AT}/encryption_jwks", set(entity.encryption_keys)


def _object(value: JsonValue, at: str) -> JsonObject:
    if not isinstance(value, dict):
        raise Refusal("statement-claims", at)
    return value


def _text(value: JsonValue, at: str) -> str:
    if not isinstance(value, str) or not value.isprintable() or not 0 < len(value) <= 512:
        raise Refusal("statement-claims", at)
    return value
