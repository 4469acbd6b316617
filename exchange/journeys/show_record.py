"""Show a record: its content as plain JSON, what is withheld, and what was checked of it just now."""

from exchange.node import Node, Program, SignedIn, find_record, record_listed, record_shown, trace
from exchange.store import Transaction, cursor_of, position_of
from exchange.wire import Record, RecordPage

OF_TRANSFER, OF_OURS = "transfer", "own-record"


def show_record(node: Node, digest: str, *, reader: SignedIn | Program | None = None) -> Record:
    """A record made or received here, verified anew; refuses `record-unknown`. A reader leaves a trail."""
    shown = node.store.read(lambda tx: record_shown(node, tx, find_record(tx, digest)))
    if reader is not None:
        _trace(node, reader, digest, own=shown.own)
    return shown


def show_token(node: Node, digest: str, *, reader: SignedIn | Program) -> str:
    """The record as it was signed, for somebody who leaves a trail; refuses `record-unknown`."""
    stored = node.store.read(lambda tx: find_record(tx, digest))
    _trace(node, reader, digest, own=stored.own)
    return stored.token


def list_records(node: Node, *, cursor: str, limit: int) -> RecordPage:
    """Records in the order in which they came here."""

    def page(tx: Transaction) -> RecordPage:
        found = tx.records.page(after=position_of(cursor), limit=limit)
        following = cursor_of(found[-1].position) if len(found) == limit else None
        return RecordPage(records=tuple(record_listed(node, tx, each) for each in found), next=following)

    return node.store.read(page)


def _trace(node: Node, reader: SignedIn | Program, digest: str, *, own: bool) -> None:
    """Before anything is answered; in a write of its own, for all writing waits while a record is verified in one."""
    purpose = OF_OURS if own else OF_TRANSFER
    node.store.write(
        lambda tx: trace(tx, reader, purpose=purpose, act="opened", of_kind="record", of=digest, at=node.now())
    )
