"""Read a record: what somebody is shown who opens one, also where it did not pass, does not hold, or is erased."""

from dataclasses import dataclass, field
from datetime import datetime

from exchange.errors import Refusal
from exchange.node import (
    Node,
    SignedIn,
    conversation_of,
    council_of,
    find_record,
    record_shown,
    trace,
    transfer_shown,
    verdict_on,
)
from exchange.store import ListedRecord, Transaction
from exchange.transfer import GENUINE
from exchange.wire import Council, Record, Transfer

OF_TRANSFER, OF_OURS, TO_MATCH = "transfer", "own-record", "matching"


@dataclass(frozen=True)
class Version:
    """Another version of a record that is held here; `transfer` is the one it came with, "" for one of our own."""

    digest: str
    issued_at: datetime
    transfer: str


@dataclass(frozen=True)
class Opened:
    """A record that somebody opened. `record` is not there where nothing of it can be shown: then `failed` is the code
    of what its receipt says, `broken` that of what does not hold here any more, or it was `erased_at`.

    `quarantined`: it was received, and nobody has said whose it is.
    """

    digest: str
    record: Record | None = field(repr=False)
    sender: Council
    received_at: datetime | None
    failed: str = ""
    broken: str = ""
    erased_at: datetime | None = None
    quarantined: bool = False
    transfer: Transfer | None = None
    before: Version | None = None
    after: Version | None = None


def open_record(node: Node, who: SignedIn, digest: str, *, transfer: str = "") -> Opened:
    """A record of our own, or as it came with a transfer; who opened it for what is left in the trail.

    Refuses `record-unknown` for what is not our own or not of this transfer, and `transfer-unknown`.
    """
    opened = node.store.read(
        lambda tx: _of_transfer(node, tx, digest, transfer) if transfer else _own(node, tx, digest)
    )
    purpose = (TO_MATCH if opened.quarantined else OF_TRANSFER) if transfer else OF_OURS
    node.store.write(  # before anything is shown; all writing would wait while a record is verified inside of it
        lambda tx: trace(tx, who, purpose=purpose, act="opened", of_kind="record", of=digest, at=node.now())
    )
    return opened


def _own(node: Node, tx: Transaction, digest: str) -> Opened:
    try:
        stored: ListedRecord = find_record(tx, digest)
        if not stored.own:
            raise Refusal("record-unknown")
    except Refusal as refusal:
        if refusal.code == "record-unknown":
            raise
        return Opened(digest, None, council_of(node, tx, node.entity_id), None, broken=refusal.code)
    return _opened(node, tx, digest, council_of(node, tx, stored.iss), None, quarantined=False)


def _of_transfer(node: Node, tx: Transaction, digest: str, transfer: str) -> Opened:
    shown = transfer_shown(node, tx, transfer)
    if digest not in shown.records:
        raise Refusal("record-unknown")
    received = shown.receiving.entity_id == node.entity_id
    verdict = verdict_on(conversation_of(tx, transfer), digest)
    if received and verdict not in (None, GENUINE):
        return Opened(digest, None, shown.sending, None, failed=verdict or "", transfer=shown)
    waits = received and shown.identity.state != "matched"
    return _opened(node, tx, digest, shown.sending, shown, quarantined=waits)


def _opened(
    node: Node, tx: Transaction, digest: str, sender: Council, transfer: Transfer | None, *, quarantined: bool
) -> Opened:
    """What is broken is told, and nothing of it is shown."""
    try:
        stored = find_record(tx, digest)
        record = record_shown(node, tx, stored) if stored.erased_at is None else None
    except Refusal as refusal:
        if refusal.code == "record-unknown":
            raise
        return Opened(digest, None, sender, None, broken=refusal.code, quarantined=quarantined, transfer=transfer)
    return Opened(
        digest,
        record,
        sender,
        None if stored.own else stored.at,
        erased_at=stored.erased_at,
        quarantined=quarantined,
        transfer=transfer,
        before=_version(tx, stored.supersedes),
        after=_version(tx, tx.records.successor_of(digest)),
    )


def _version(tx: Transaction, digest: str | None) -> Version | None:
    found = tx.records.listed_as(digest) if digest is not None else None
    if found is None or found.erased_at is not None:
        return None
    message = tx.messages.find(found.attached_to) if found.attached_to is not None else None
    return Version(found.digest, found.issued_at, message.transfer if message is not None else "")
