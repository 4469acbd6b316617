"""Check a number: did this council sign this, and does it still hold? Anybody may ask, and learns nothing else.

A number is a digest of 256 bits over salted content: nobody finds one by trying, so whoever asks has the copy or the
record before them. The answer names no person and no kind of record.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from exchange.errors import Refusal
from exchange.node import Node, council_of, issuer_of, own_status
from exchange.record import read_status
from exchange.store import StoredRecord, Transaction
from exchange.wire import Council, RecordStatus


@dataclass(frozen=True)
class Signed:
    """Something that this council signed. `logged_as` is the number of its entry, once a checkpoint covers it."""

    what: Literal["record", "copy"]
    council: Council
    sealed_by: Council
    signed_at: datetime
    logged_as: int | None
    covered_at: datetime | None
    status: RecordStatus


def check_number(node: Node, digest: str) -> Signed | None:
    """What is known here of this number; None where this council signed no record and no copy of that number."""
    return node.store.read(lambda tx: _check(node, tx, digest))


def _check(node: Node, tx: Transaction, digest: str) -> Signed | None:
    copied = tx.copies.find(digest)
    stored, entry = tx.records.find(copied or digest), tx.log.entry_of(digest)
    if stored is None or entry is None or (copied is None and not stored.own):
        return None
    checkpoint = tx.log.checkpoint_covering(entry.idx)
    return Signed(
        what="record" if copied is None else "copy",
        council=council_of(node, tx, node.entity_id),
        sealed_by=council_of(node, tx, stored.iss),
        signed_at=entry.at,
        logged_as=entry.idx if checkpoint is not None else None,
        covered_at=checkpoint.at if checkpoint is not None else None,
        status=_status(node, tx, stored),
    )


def _status(node: Node, tx: Transaction, stored: StoredRecord) -> RecordStatus:
    """As its council says: in our own list, or in the newest of theirs that is here; `not-fetched` where none is."""
    if stored.own:
        return RecordStatus(own_status(tx, stored).code)
    if stored.status_uri is None or stored.status_idx is None:
        return RecordStatus.NOT_FETCHED
    token, uri, idx = tx.status_tokens.newest(stored.status_uri), stored.status_uri, stored.status_idx
    if token is None:
        return RecordStatus.NOT_FETCHED
    try:
        keys = issuer_of(node, tx, stored).message_keys
        return RecordStatus(read_status(token.token, keys=keys, uri=uri, idx=idx, now=node.now()).code)
    except Refusal:
        return RecordStatus.NOT_FETCHED
