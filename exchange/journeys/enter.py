"""Enter: the receiving council says that the records are in its own case record, and in which form."""

from exchange.node import Node, Once, received_records, say_in
from exchange.store import Transaction
from exchange.transfer import Conversation, Entered, check_entered


def enter(node: Node, transfer: str, entered: Entered, *, once_as: Once) -> str:
    """Say what was entered; returns the message's digest. Refuses `record-unknown` for what was not received."""

    def step(tx: Transaction) -> str:
        def check(conversation: Conversation) -> None:
            check_entered(entered, received_records(tx, conversation).keys())

        return say_in(node, tx, transfer, entered, request=once_as, check=check)

    digest = node.store.write(step)
    node.wake()
    return digest
