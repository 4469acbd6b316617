"""Suspend: the federation operator states nothing about a member any more, from now on.

Who asks for the statement is told that there is none, and lists of members leave it out. A council that was verified
before stays so until its last statement ends: nobody can call back what was signed. To let it back in is to enrol it.
"""

from exchange.node import Node, SignedIn, trace
from exchange.store import StoredStatement, Transaction


def suspend(node: Node, who: SignedIn, entity_id: str) -> None:
    """Suspend a member; one that is none already is left as it is."""

    def step(tx: Transaction) -> None:
        if tx.statements.find(entity_id) is None:
            return
        tx.statements.drop(entity_id)
        trace(tx, who, purpose="federation", act="suspended", of_kind="member", of=entity_id, at=node.now())

    node.store.write(step)


def list_members(node: Node) -> list[StoredStatement]:
    """Everybody who is vouched for now."""
    return node.store.read(lambda tx: tx.statements.all())
