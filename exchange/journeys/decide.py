"""Decide: the receiving council says, need by need, what it takes over as it stands, and what holds from day one."""

from exchange.node import Node, Once, Saying, needs_shown, say_in
from exchange.store import Transaction
from exchange.transfer import Conversation, Decision, check_matched, check_needs


def decide(node: Node, transfer: str, decision: Decision, *, once_as: Once) -> str:
    """Say a decision; returns the message's digest.

    Refuses `not-matched` while nobody has said whose records these are, `need-unknown` or `need-twice` with every
    finding, and `move-not-allowed` by the table.
    """

    def step(tx: Transaction) -> str:
        def make(conversation: Conversation) -> Saying:
            check_matched(conversation.messages, conversation.receipts)
            check_needs(decision, needs_shown(tx, conversation))
            return Saying(decision)

        return say_in(node, tx, transfer, make, request=once_as)

    digest = node.store.write(step)
    node.wake()
    return digest
