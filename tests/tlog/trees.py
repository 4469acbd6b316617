"""A tree kept as complete subtrees in a dictionary, and the textbook definition it is held against."""

import hashlib
from collections.abc import Sequence

from exchange.jose import b64u
from exchange.tlog import entry_data, leaf_hash, nodes_added


class Tree:
    """Appends entries the way a store does, and counts what it reads."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.size = 0
        self.reads = 0

    def node(self, level: int, index: int) -> bytes:
        self.reads += 1
        return self.nodes[level, index]

    def append(self, leaf: bytes) -> int:
        for level, index, reached in nodes_added(self.size, leaf, self.node):
            assert (level, index) not in self.nodes, "a complete subtree is written once"
            self.nodes[level, index] = reached
        self.size += 1
        return self.size - 1


def tree_of(leaves: Sequence[bytes]) -> Tree:
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree


def sample_digest(number: int) -> str:
    return b64u(hashlib.sha256(b"signing input %d" % number).digest())


def sample_nonce(number: int) -> bytes:
    return hashlib.sha256(b"nonce %d" % number).digest()


def sample_leaf(number: int) -> bytes:
    return leaf_hash(entry_data(sample_digest(number), nonce=sample_nonce(number)))


def textbook_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1, word for word, over leaf hashes."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = textbook_split(len(leaves))
    return hashlib.sha256(b"\x01" + textbook_root(leaves[:k]) + textbook_root(leaves[k:])).digest()


def textbook_path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962 §2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = textbook_split(len(leaves))
    if m < k:
        return [*textbook_path(m, leaves[:k]), textbook_root(leaves[k:])]
    return [*textbook_path(m - k, leaves[k:]), textbook_root(leaves[:k])]


def textbook_split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k
