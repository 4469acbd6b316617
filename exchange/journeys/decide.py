"""Decide: the receiving council says, need by need, what it takes over as it stands, and what holds from day one."""

from exchange.node import Node, Once, received_records, say_in
from exchange.store import Transaction
from exchange.transfer import Conversation, Decision, check_needs


def decide(node: Node, transfer: str, decision: Decision, *, once_as: Once) -> str:
    """Say a decision; returns the message's digest.

    Refuses `need-unknown` or `need-twice` with every finding, and `move-not-allowed` by the table.
    """

    def step(tx: Transaction) -> str:
        def check(conversation: Conversation) -> None:
            records = received_records(tx, conversation)
            check_needs(decision, {digest: record.need_ids for digest, record in records.items()})

        return say_in(node, tx, transfer, decision, request=once_as, check=check)

    digest = node.store.write(step)
    node.wake()
    return digest
