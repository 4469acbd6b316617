"""The Merkle tree of RFC 6962 §2.1, computed from the hashes of its complete subtrees.

`node(level, index)` is the hash over the leaves `[index · 2^level, (index + 1) · 2^level)`. It exists as soon as the
last of those leaves does and never changes after, so a store only ever adds rows. Consistency proofs, when they come,
read the same nodes.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeAlias

from exchange.errors import Refusal

HASH_BYTES = 32
MAX_PATH = 53  # sizes stay below 2^53, so that JSON can hold them exactly
EMPTY_ROOT = hashlib.sha256(b"").digest()  # RFC 6962 §2.1: the hash of an empty list

Node: TypeAlias = tuple[int, int, bytes]  # level, index, hash
ReadNode: TypeAlias = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry (RFC 6962 §2.1: prefix 0x00, so that no leaf passes for a node)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side (RFC 6962 §2.1: prefix 0x01)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def nodes_added(size: int, leaf: bytes, node: ReadNode) -> list[Node]:
    """The subtrees that become complete when the leaf hash `leaf` joins a tree of `size` leaves, lowest first."""
    level, index, reached = 0, size, leaf
    added: list[Node] = [(level, index, reached)]
    while index & 1:
        reached = node_hash(node(level, index - 1), reached)
        level, index = level + 1, index >> 1
        added.append((level, index, reached))
    return added


def root_of(size: int, node: ReadNode) -> bytes:
    """The root of the tree of the first `size` leaves (RFC 6962 §2.1, MTH)."""
    return _hash_of(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: ReadNode) -> list[bytes]:
    """The sibling hashes from leaf `index` up to the root of the first `size` leaves (RFC 6962 §2.1.1, PATH)."""
    if not 0 <= index < size:
        raise Refusal("proof-wrong", "index")
    return _path(index, 0, size, node)


def verify_inclusion(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Accept only if `proof` leads from the leaf hash at `index` to `root` in a tree of `size` (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size or any(len(part) != HASH_BYTES for part in (leaf, *proof)):
        raise Refusal("proof-wrong")
    place, last, reached = index, size - 1, leaf
    for sibling in proof:
        if last == 0:  # step 4a: more siblings than levels
            raise Refusal("proof-wrong")
        if place & 1 or place == last:
            reached = node_hash(sibling, reached)
            while place and not place & 1:  # step 4b ii: levels where this subtree has no sibling
                place, last = place >> 1, last >> 1
        else:
            reached = node_hash(reached, sibling)
        place, last = place >> 1, last >> 1
    if last != 0 or reached != root:  # step 5
        raise Refusal("proof-wrong")


def _path(index: int, start: int, end: int, node: ReadNode) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _left_width(end - start)
    if index < middle:
        return [*_path(index, start, middle, node), _hash_of(middle, end, node)]
    return [*_path(index, middle, end, node), _hash_of(start, middle, node)]


def _hash_of(start: int, end: int, node: ReadNode) -> bytes:
    """The hash over leaves `[start, end)`; `start` is a multiple of the width rounded up to a power of two."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + _left_width(width)
    return node_hash(_hash_of(start, middle, node), _hash_of(middle, end, node))


def _left_width(width: int) -> int:
    """The largest power of two smaller than `width` (RFC 6962 §2.1)."""
    return 1 << ((width - 1).bit_length() - 1)
