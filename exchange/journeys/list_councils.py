"""List the councils that records can be sent to: the members that this node knows, its own council excepted."""

from exchange.node import Node, council_of
from exchange.store import Transaction
from exchange.wire import Council


def list_councils(node: Node) -> tuple[Council, ...]:
    """Every other council of the federation that was looked up, in no order."""

    def step(tx: Transaction) -> tuple[Council, ...]:
        others = (each.entity_id for each in tx.members.all() if each.gss and each.entity_id != node.entity_id)
        return tuple(council_of(node, tx, each) for each in others)

    return node.store.read(step)
