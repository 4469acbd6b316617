"""Check ready: does a real read and a real signature; a port that answers is not yet a council that works."""

from exchange.node import Node


def check_ready(node: Node) -> None:
    """Refuses `busy`, `store-older` or `store-newer` while the node cannot do its work."""
    node.store.check()
    node.keyring.message.sign(b"ready?")
