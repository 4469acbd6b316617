"""Show a transfer, or those that there are: a case system asks, or somebody who opens the page."""

from exchange.node import Node, SignedIn, trace, transfer_listed, transfer_shown
from exchange.store import Transaction, cursor_of, position_of
from exchange.wire import Transfer, TransferPage

PURPOSE = "transfer"


def show_transfer(node: Node, transfer: str, *, reader: SignedIn | None = None) -> Transfer:
    """One transfer; refuses `transfer-unknown`. That somebody opened it is left in the trail."""
    if reader is None:
        return node.store.read(lambda tx: transfer_shown(node, tx, transfer))

    def step(tx: Transaction) -> Transfer:
        shown = transfer_shown(node, tx, transfer)
        trace(tx, reader, purpose=PURPOSE, act="opened", of_kind="transfer", of=transfer, at=node.now())
        return shown

    return node.store.write(step)


def list_transfers(node: Node, *, cursor: str, limit: int) -> TransferPage:
    """Transfers to and from this council, in the order in which they came to be known here."""

    def page(tx: Transaction) -> TransferPage:
        found = tx.transfers.page(after=position_of(cursor), limit=limit)
        following = cursor_of(found[-1].position) if len(found) == limit else None
        return TransferPage(transfers=tuple(transfer_listed(node, tx, each) for each in found), next=following)

    return node.store.read(page)
