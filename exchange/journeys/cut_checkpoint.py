"""Cut a checkpoint: sign the log's size and root, if it has grown."""

from exchange.node import Node, cut


def cut_checkpoint(node: Node) -> None:
    """Sign a checkpoint over all entries, if there are newer ones than the last covers."""
    size, newest = node.store.read(lambda tx: (tx.log.size(), tx.log.newest_checkpoint()))
    if size > (newest.size if newest else 0):
        node.store.write(lambda tx: cut(node, tx))
