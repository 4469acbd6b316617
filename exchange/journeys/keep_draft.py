"""Keep a draft: what people fill in about one thing, part by part, so that nothing is lost and nobody overwrites.

Two colleagues may work on the same draft. Each part has a version of its own; who saves a part says which version they
had before them, and is refused where another one is there by now: they see it first, and then decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, dumps, loads_signed
from exchange.node import Node, SignedIn, hash_of, roles_among
from exchange.store import Transaction

PARKED = "parked"
_PARKING = timedelta(hours=12)
_LIMIT = 4 << 20


@dataclass(frozen=True)
class Part:
    """One part of a draft as it was last saved: by whom, when. Version 0: nobody has saved it yet."""

    version: int = 0
    by: str = ""
    at: datetime | None = None
    value: JsonValue = field(default=None, repr=False)


def read_draft(node: Node, *, of: str, kind: str) -> Mapping[str, Part]:
    """The parts of a draft by their names; none where nobody has begun one."""
    return node.store.read(lambda tx: _read(tx, of, kind))


def save_part(node: Node, who: SignedIn, *, of: str, kind: str, part: str, base: int, value: JsonValue) -> Part:
    """Save a part of which version `base` was before its writer; saving the same again changes nothing.

    Refuses `draft-changed` where somebody else has saved another value meanwhile.
    """

    def step(tx: Transaction) -> Part:
        found = tx.drafts.find(of, kind)
        parts = _parts(found.body) if found else {}
        there = parts.get(part, Part())
        if there.value == value and there.version:
            return there
        if there.version != base:
            raise Refusal("draft-changed")
        saved = Part(there.version + 1, who.name, node.now(), value)
        _put(node, tx, who, of=of, kind=kind, version=found.version if found else 0, parts={**parts, part: saved})
        return saved

    return node.store.write(step)


def drop_draft(node: Node, *, of: str, kind: str) -> None:
    """Destroy a draft: what it was for is done, or given up."""
    node.store.write(lambda tx: tx.drafts.drop(of, kind))


def park(node: Node, secret: str, *, path: str, filled: Mapping[str, str]) -> None:
    """Put aside what was filled in when the session had run out, for the same person to find after signing in again.

    It has no effect but that; where the session was ended on purpose, or long ago, nothing is kept.
    """

    def step(tx: Transaction) -> None:
        session = tx.sessions.find(hash_of(secret))
        if session is None or session.ended_at is not None or node.now() >= session.seen_at + _PARKING:
            return
        roles = roles_among(session.roles, kind=node.settings.role)
        who = SignedIn(session.account, session.name, roles, via="oidc" if session.via == "oidc" else "local")
        found = tx.drafts.find(who.account, PARKED)
        parts = _parts(found.body) if found else {}
        fields: JsonObject = dict(filled)
        kept = {**parts, path: Part(1, who.name, node.now(), fields)}
        _put(node, tx, who, of=who.account, kind=PARKED, version=found.version if found else 0, parts=kept)

    node.store.write(step)


def take_parked(node: Node, who: SignedIn, *, path: str) -> dict[str, str]:
    """What was put aside from this page for this person, once; nothing where nothing was."""
    if path not in read_draft(node, of=who.account, kind=PARKED):
        return {}

    def step(tx: Transaction) -> dict[str, str]:
        found = tx.drafts.find(who.account, PARKED)
        parts = _parts(found.body) if found else {}
        taken = parts.pop(path, Part()).value
        if parts and found:
            _put(node, tx, who, of=who.account, kind=PARKED, version=found.version, parts=parts)
        else:
            tx.drafts.drop(who.account, PARKED)
        return {name: text for name, text in taken.items() if isinstance(text, str)} if isinstance(taken, dict) else {}

    return node.store.write(step)


def _read(tx: Transaction, of: str, kind: str) -> dict[str, Part]:
    found = tx.drafts.find(of, kind)
    return _parts(found.body) if found else {}


def _parts(body: str) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for name, kept in loads_signed(body, limit=_LIMIT).items():
        match kept:
            case {"version": int(version), "by": str(by), "at": str(at), "value": value}:
                parts[name] = Part(version, by, datetime.fromisoformat(at), value)
            case _:
                raise Refusal("store-damaged", "drafts")
    return parts


def _put(
    node: Node, tx: Transaction, who: SignedIn, *, of: str, kind: str, version: int, parts: Mapping[str, Part]
) -> None:
    body: JsonObject = {
        name: {"version": each.version, "by": each.by, "at": (each.at or node.now()).isoformat(), "value": each.value}
        for name, each in parts.items()
    }
    tx.drafts.put(of, kind, version=version, body=dumps(body).decode(), by=who.account, by_name=who.name, at=node.now())
