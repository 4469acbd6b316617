"""Decide: the receiving council says, need by need, what it takes over as it stands, and what holds from day one."""

from exchange.node import Node, Once, received_records, say_in
from exchange.record import VerifiedRecord as Record
from exchange.record.needs import Need
from exchange.store import Transaction
from exchange.transfer import Conversation, Decision, check_needs


def decide(node: Node, transfer: str, decision: Decision, *, once_as: Once) -> str:
    """Say a decision; returns the message's digest.

    Refuses `need-unknown` or `need-twice` with every finding, and `move-not-allowed` by the table.
    """

    def step(tx: Transaction) -> str:
        def check(conversation: Conversation) -> None:
            records = received_records(tx, conversation)
            check_needs(decision, {digest: _needs(record) for digest, record in records.items()})

        return say_in(node, tx, transfer, decision, request=once_as, check=check)

    digest = node.store.write(step)
    node.wake()
    return digest


def _needs(record: Record) -> set[str]:
    needs = record.sections.get("needs", ())
    return {need.id for need in needs if isinstance(need, Need)} if isinstance(needs, tuple) else set()
