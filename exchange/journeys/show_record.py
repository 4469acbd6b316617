"""Show a record: its content as plain JSON, what is withheld, and what was checked of it just now."""

from exchange.node import Node, Program, SignedIn, find_record, record_listed, record_shown, trace
from exchange.store import Transaction, cursor_of, position_of
from exchange.wire import Record, RecordPage

OF_TRANSFER, OF_OURS = "transfer", "own-record"


def show_record(node: Node, digest: str, *, reader: SignedIn | Program | None = None) -> Record:
    """A record made or received here, verified anew; refuses `record-unknown`. A reader leaves a trail."""
    if reader is None:
        return node.store.read(lambda tx: record_shown(node, tx, find_record(tx, digest)))

    def step(tx: Transaction) -> Record:
        shown = record_shown(node, tx, find_record(tx, digest))
        _trace(node, tx, reader, digest, own=shown.own)
        return shown

    return node.store.write(step)


def show_token(node: Node, digest: str, *, reader: SignedIn | Program) -> str:
    """The record as it was signed, for somebody who leaves a trail; refuses `record-unknown`."""

    def step(tx: Transaction) -> str:
        stored = find_record(tx, digest)
        _trace(node, tx, reader, digest, own=stored.own)
        return stored.token

    return node.store.write(step)


def list_records(node: Node, *, cursor: str, limit: int) -> RecordPage:
    """Records in the order in which they came here."""

    def page(tx: Transaction) -> RecordPage:
        found = tx.records.page(after=position_of(cursor), limit=limit)
        following = cursor_of(found[-1].position) if len(found) == limit else None
        return RecordPage(records=tuple(record_listed(node, tx, each) for each in found), next=following)

    return node.store.read(page)


def _trace(node: Node, tx: Transaction, reader: SignedIn | Program, digest: str, *, own: bool) -> None:
    purpose = OF_OURS if own else OF_TRANSFER
    trace(tx, reader, purpose=purpose, act="opened", of_kind="record", of=digest, at=node.now())
