"""Arrive: either council says on which day the person moved. Said again, it corrects the day."""

from exchange.node import Node, Once, say_in
from exchange.transfer import Arrived


def arrive(node: Node, transfer: str, arrived: Arrived, *, once_as: Once) -> str:
    """Say the day of the move; returns the message's digest."""
    digest = node.store.write(lambda tx: say_in(node, tx, transfer, arrived, request=once_as))
    node.wake()
    return digest
