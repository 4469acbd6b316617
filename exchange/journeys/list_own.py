"""List our own records: by the person's name or number, by kind, and by how they stand. One page is decrypted."""

from dataclasses import dataclass, field
from datetime import date

from exchange.errors import Refusal
from exchange.node import Node, SignedIn, record_listed, trace, words_in
from exchange.record import recall_record
from exchange.store import ListedRecord, OwnListing, Standing, Transaction
from exchange.wire import RecordSummary

PAGE = 25


@dataclass(frozen=True)
class OwnRow:
    """One record: whom it is about, as far as it says, and which one takes its place. `broken`: it cannot be read."""

    summary: RecordSummary
    name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    superseded_by: str | None
    broken: bool


@dataclass(frozen=True)
class OwnPage:
    """One page of records, and how many there are in all."""

    rows: tuple[OwnRow, ...]
    total: int
    number: int
    pages: int


def list_own(
    node: Node,
    who: SignedIn,
    *,
    standing: Standing = Standing.CURRENT,
    kind: str = "",
    search: str = "",
    number: int = 1,
) -> OwnPage:
    """A page of our own records, the newest first. `search` is for whole words of a name, and for numbers."""
    listing = OwnListing(standing, kind, words_in(search))

    def step(tx: Transaction) -> OwnPage:
        if search.strip() and not listing.words:
            return OwnPage((), 0, 1, 1)
        _, total = tx.own_records.listed(listing, offset=0, limit=0)
        pages = max(1, -(-total // PAGE))
        here = min(max(number, 1), pages)
        found, _ = tx.own_records.listed(listing, offset=(here - 1) * PAGE, limit=PAGE)
        act = "searched" if search.strip() else "listed"
        trace(tx, who, purpose="own-record", act=act, of_kind="records", of=standing, at=node.now())
        return OwnPage(tuple(_row(node, tx, each) for each in found), total, here, pages)

    return node.store.write(step)


def _row(node: Node, tx: Transaction, listed: ListedRecord) -> OwnRow:
    summary, successor = record_listed(node, tx, listed), tx.records.successor_of(listed.digest)
    try:
        stored = tx.records.find(listed.digest)
        subject = recall_record(stored.token).subject if stored is not None else None
    except Refusal:
        return OwnRow(summary, "", None, successor, broken=True)
    name, born = (subject.name, subject.birth_date) if subject is not None else ("", None)
    return OwnRow(summary, name, born, successor, broken=False)
