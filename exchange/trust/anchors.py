"""Trust anchors as they are pinned in `keys/`: an entity id, and its keys with the days on which each may be believed.

    {"entity_id": "https://anchor.example",
     "keys": [{"jwk": {...}, "valid_from": "2026-11-01T00:00:00Z", "valid_to": "2028-11-01T00:00:00Z"}]}

Old keys stay in the file with their `valid_to`, so that what was signed in their days can be checked for ever. The
keys reach a council by another road than the network (OpenID Federation 1.0 §4, §11.3); what the anchor serves of
itself never adds one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, Keys, PublicKey, loads_signed
from exchange.trust.identifiers import check_entity_id, pointer
from exchange.trust.statements import LEEWAY

_MAX_FILE = 65_536
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_KEY_MEMBERS = frozenset({"jwk", "valid_from", "valid_to"})


@dataclass(frozen=True)
class AnchorKey:
    """A pinned key: it may sign from `valid_from` on, and nothing it signed is believed from `valid_to` on."""

    key: PublicKey
    valid_from: datetime
    valid_to: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        """Whether the key may be believed at this time."""
        return self.valid_from <= now + LEEWAY and (self.valid_to is None or now < self.valid_to)


@dataclass(frozen=True)
class Anchor:
    """A federation operator whose keys are pinned here."""

    entity_id: str
    keys: tuple[AnchorKey, ...]

    def keys_at(self, now: datetime) -> Keys:
        """The keys that may be believed at this time."""
        return {pinned.key.kid: pinned.key for pinned in self.keys if pinned.in_force(now)}

    def pinned(self, kid: str) -> AnchorKey:
        """One pinned key with its days; refuses `anchor-key-unpinned`."""
        for pinned in self.keys:
            if pinned.key.kid == kid:
                return pinned
        raise Refusal("anchor-key-unpinned")


Anchors: TypeAlias = Mapping[str, Anchor]


def pin(anchors: Iterable[Anchor]) -> Anchors:
    """The anchors by their entity id; refuses two files for one anchor (`anchor-malformed`)."""
    listed = list(anchors)
    pinned = {anchor.entity_id: anchor for anchor in listed}
    if len(pinned) != len(listed):
        raise Refusal("anchor-malformed")
    return pinned


def parse_anchor(data: bytes) -> Anchor:
    """Read an anchor file; refuses `anchor-malformed`, `key-malformed`, or a code of the strict JSON reader."""
    value = loads_signed(data, limit=_MAX_FILE)
    keys = value.get("keys")
    if value.keys() != {"entity_id", "keys"} or not isinstance(keys, list) or not keys:
        raise Refusal("anchor-malformed")
    pinned = tuple(_read_key(key, pointer("keys", place)) for place, key in enumerate(keys))
    if len({key.key.kid for key in pinned}) != len(pinned):
        raise Refusal("anchor-malformed", "/keys")
    return Anchor(_entity_id(value["entity_id"]), pinned)


def anchor_json(anchor: Anchor) -> JsonObject:
    """The content of an anchor file; reading it gives the same anchor."""
    return {"entity_id": anchor.entity_id, "keys": [_key_json(key) for key in anchor.keys]}


def _read_key(value: JsonValue, at: str) -> AnchorKey:
    if not isinstance(value, dict) or not value.keys() <= _KEY_MEMBERS or "jwk" not in value:
        raise Refusal("anchor-malformed", at)
    valid_from = _instant(value.get("valid_from"), f"{at}/valid_from")
    valid_to = _instant(value["valid_to"], f"{at}/valid_to") if "valid_to" in value else None
    if valid_to is not None and valid_to <= valid_from:
        raise Refusal("anchor-malformed", f"{at}/valid_to")
    return AnchorKey(PublicKey.from_jwk(value["jwk"], f"{at}/jwk"), valid_from, valid_to)


def _key_json(pinned: AnchorKey) -> JsonObject:
    members: JsonObject = {"jwk": pinned.key.jwk, "valid_from": pinned.valid_from.strftime(_FORMAT)}
    return members if pinned.valid_to is None else {**members, "valid_to": pinned.valid_to.strftime(_FORMAT)}


def _instant(value: JsonValue, at: str) -> datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise Refusal("anchor-malformed", at)
    try:
        return datetime.strptime(value, _FORMAT).replace(tzinfo=UTC)
    except ValueError as error:
        raise Refusal("anchor-malformed", at) from error


def _entity_id(value: JsonValue) -> str:
    try:
        return check_entity_id(value, "/entity_id")
    except Refusal as error:
        raise Refusal("anchor-malformed", "/entity_id") from error
