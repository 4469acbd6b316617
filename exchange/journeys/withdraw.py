"""Withdraw: a record that this council made turns out to be wrong, as when it is about somebody else.

Nothing that was signed goes away. The status list says *entered in error* from now on, for ever, and whoever holds the
record learns it from there when they next fetch the list (Token Status List). A corrected record may take its place;
the withdrawn one stays withdrawn.
"""

from exchange.errors import Refusal
from exchange.node import Node, Once, once, own_status
from exchange.record import Status
from exchange.store import Transaction


def withdraw(node: Node, digest: str, *, once_as: Once) -> str:
    """Say that a record was entered in error; returns its digest. Refuses `record-unknown` for one not made here.

    Withdrawing twice changes nothing more.
    """
    return node.store.write(lambda tx: once(node, tx, once_as, lambda: _withdraw(node, tx, digest)))


def _withdraw(node: Node, tx: Transaction, digest: str) -> str:
    stored = tx.records.find(digest)
    if stored is None or stored.iss != node.entity_id or stored.status_uri is None or stored.status_idx is None:
        raise Refusal("record-unknown")
    if own_status(tx, stored) is not Status.ENTERED_IN_ERROR:
        tx.status.set_value(stored.status_uri, stored.status_idx, Status.ENTERED_IN_ERROR)
        tx.events.add("record.withdrawn", transfer=None, data={"record": digest}, at=node.now())
    return digest
