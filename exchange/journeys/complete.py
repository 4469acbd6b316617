"""Complete: the receiving council's own assessment and plan are done; its new records cite what they carry over."""

from exchange.node import Node, Once, Saying, find_own, say_in
from exchange.store import Transaction
from exchange.transfer import Completed, Conversation


def complete(node: Node, transfer: str, completed: Completed, *, once_as: Once) -> str:
    """Say so; returns the message's digest.

    Refuses `record-unknown` for a record that is not this council's own, and `citation-wrong` where one cites something
    else than what was decided in this transfer.
    """

    def step(tx: Transaction) -> str:
        def make(_conversation: Conversation) -> Saying:
            find_own(node, tx, completed.records)
            return Saying(completed)

        return say_in(node, tx, transfer, make, request=once_as)

    digest = node.store.write(step)
    node.wake()
    return digest
