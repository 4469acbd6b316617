"""Enter: the receiving council says that the records are in its own case record, and in which form."""

from exchange.node import Node, Once, Saying, received_records, say_in
from exchange.store import Transaction
from exchange.transfer import Conversation, Entered, check_entered, check_matched


def enter(node: Node, transfer: str, entered: Entered, *, once_as: Once) -> str:
    """Say what was entered; returns the message's digest.

    Refuses `not-matched` while nobody has said whose records these are, and `record-unknown` for what was not received.
    """

    def step(tx: Transaction) -> str:
        def make(conversation: Conversation) -> Saying:
            check_matched(conversation.messages, conversation.receipts)
            check_entered(entered, received_records(tx, conversation).keys())
            return Saying(entered)

        return say_in(node, tx, transfer, make, request=once_as)

    digest = node.store.write(step)
    node.wake()
    return digest
