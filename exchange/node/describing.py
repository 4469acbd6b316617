"""What a node says of itself, signed each time it is asked (OpenID Federation 1.0 §3, §8.7)."""

from datetime import timedelta

from exchange.jose import JsonObject, JsonValue
from exchange.node.parts import Node
from exchange.settings import Role
from exchange.trust import (
    TrustedEntity,
    authority_metadata,
    council_metadata,
    entity_configuration,
    historical_keys,
)

LIFETIME = timedelta(hours=24)  # lifetimes are the revocation: a lost key is believed for a day at most
_GROUP = 4


def describe(node: Node) -> str:
    """The node's entity configuration."""
    now = node.now()
    return entity_configuration(
        entity_id=node.entity_id,
        signer=node.keyring.federation,
        federation_keys=[node.keyring.federation.public],
        metadata=_metadata(node),
        authority_hints=[] if node.settings.role is Role.ANCHOR else list(node.anchors),
        issued_at=now,
        expires_at=now + LIFETIME,
    )


def names_our_keys(node: Node, entity: TrustedEntity) -> bool:
    """Whether this, which a chain says of us, names every key that we use now."""
    keyring = node.keyring
    return (
        keyring.record.kid in entity.record_keys
        and keyring.message.kid in entity.message_keys
        and keyring.encryption.kid in entity.encryption_keys
        and node.log_key.vkey() in entity.log_vkeys
    )


def describe_history(node: Node) -> str:
    """The federation keys that this node used before: none yet, keys are not rotated in this version."""
    return historical_keys(entity_id=node.entity_id, keys=(), issued_at=node.now(), signer=node.keyring.federation)


def _metadata(node: Node) -> JsonObject:
    if node.settings.role is Role.ANCHOR:
        return authority_metadata(
            organization_name=node.settings.name,
            fetch_endpoint=f"{node.entity_id}/federation/fetch",
            list_endpoint=f"{node.entity_id}/federation/list",
            historical_keys_endpoint=f"{node.entity_id}/federation/historical-keys",
        )
    retired = node.keyring.retired_at(node.now(), role="message")
    return council_metadata(
        organization_name=node.settings.name,
        record_keys=[node.keyring.record.public],
        message_keys=[node.keyring.message.public, *(key.public for key in retired)],
        encryption_keys=[node.keyring.encryption.public],
        log_origin=node.log_key.name,
        log_vkeys=[node.log_key.vkey()],
        standing_request={"kinds": list[JsonValue](node.settings.standing_request)},
    )


def spoken(thumbprint: str) -> str:
    """A thumbprint in groups, to be read out and written down."""
    return " ".join(thumbprint[place : place + _GROUP] for place in range(0, len(thumbprint), _GROUP))


def heard(text: str) -> str:
    """A thumbprint as it was written down, in groups or not."""
    return "".join(text.split())
