"""List the inbox: who is coming or leaving, what has arrived, what is due first. Only one page is ever decrypted."""

from dataclasses import dataclass
from datetime import date

from exchange.node import (
    Node,
    SignedIn,
    conversation_of,
    person_named,
    trace,
    transfer_shown,
    verdicts_of,
    words_in,
)
from exchange.store import Listing, Order, Side, StoredTransfer, Transaction
from exchange.transfer import Person
from exchange.wire import Transfer

PAGE = 25


@dataclass(frozen=True)
class Row:
    """One transfer in the inbox. `kinds` of records are here and genuine, `missing` were asked for in general and are
    not; `failed` counts those that did not pass the checks on arrival.
    """

    transfer: Transfer
    person: Person | None
    kinds: tuple[str, ...]
    missing: tuple[str, ...]
    failed: int


@dataclass(frozen=True)
class Inbox:
    """One page of the inbox, and how many transfers there are in all."""

    rows: tuple[Row, ...]
    total: int
    number: int
    pages: int
    today: date


def list_inbox(
    node: Node, who: SignedIn, *, side: Side, ended: bool, order: Order, search: str = "", number: int = 1
) -> Inbox:
    """A page of transfers in which this council has this part. `search` is for whole words of a name, and for numbers.

    A page that is not there is the last one there is.
    """
    listing = Listing(node.entity_id, side, ended=ended, order=order, words=words_in(search))

    def step(tx: Transaction) -> Inbox:
        if search.strip() and not listing.words:
            return Inbox((), 0, 1, 1, node.today())
        _, total = tx.transfers.listed(listing, offset=0, limit=0)
        pages = max(1, -(-total // PAGE))
        here = min(max(number, 1), pages)
        found, _ = tx.transfers.listed(listing, offset=(here - 1) * PAGE, limit=PAGE)
        rows = tuple(_row(node, tx, each) for each in found)
        act = "searched" if search.strip() else "listed"
        trace(tx, who, purpose="transfer", act=act, of_kind="inbox", of=side, at=node.now())
        return Inbox(rows, total, here, pages, node.today())

    return node.store.write(step)


def _row(node: Node, tx: Transaction, stored: StoredTransfer) -> Row:
    shown, conversation = transfer_shown(node, tx, stored.id), conversation_of(tx, stored.id)
    verdicts = verdicts_of(conversation)
    kinds = tuple(dict.fromkeys(kind for kind, genuine in verdicts if genuine))
    asked = node.settings.standing_request if stored.receiving == node.entity_id else ()
    return Row(
        transfer=shown,
        person=person_named(conversation),
        kinds=kinds,
        missing=tuple(each for each in asked if each not in kinds),
        failed=sum(not genuine for _, genuine in verdicts),
    )
