import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.tlog import EMPTY_ROOT, inclusion_proof, leaf_hash, node_hash, root_of, verify_inclusion
from tests.tlog.trees import Tree, sample_leaf, textbook_path, textbook_root, tree_of

LEAVES = [sample_leaf(number) for number in range(130)]
ROOTS = [textbook_root(LEAVES[:size]) for size in range(len(LEAVES) + 1)]
TREE = tree_of(LEAVES)
HASHES = st.binary(min_size=32, max_size=32)


def refuses(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    try:
        verify_inclusion(leaf, index=index, size=size, proof=proof, root=root)
    except Refusal as refusal:
        return refusal.code == "proof-wrong"
    return False


def test_refuses_a_proof_with_another_place_leaf_tree_or_root() -> None:
    # A path alone does not tell its tree's size (entry 0 of 3 and of 4 look alike): size and root are signed together.
    for size in range(1, 20):
        for index in range(size):
            proof = inclusion_proof(index, size, TREE.node)
            for other in range(20):
                if other != index:
                    assert refuses(LEAVES[index], other, size, proof, ROOTS[size])
                    assert refuses(LEAVES[other], index, size, proof, ROOTS[size])
                if other != size:
                    assert refuses(LEAVES[index], index, size, proof, ROOTS[other])
                    assert refuses(LEAVES[index], index, other, proof, ROOTS[other])


def test_refuses_a_path_made_shorter_or_longer() -> None:
    for size in range(1, 34):
        for index in range(size):
            proof = inclusion_proof(index, size, TREE.node)
            for part in range(len(proof)):
                assert refuses(LEAVES[index], index, size, proof[:part] + proof[part + 1 :], ROOTS[size])
            for part in range(len(proof) + 1):
                assert refuses(LEAVES[index], index, size, [*proof[:part], LEAVES[0], *proof[part:]], ROOTS[size])
            assert refuses(LEAVES[index], index, size, [*proof, ROOTS[size]], ROOTS[size])


def test_refuses_places_that_are_not_in_the_tree() -> None:
    for index, size in ((-1, 5), (5, 5), (0, 0), (0, -1), (6, 5)):
        assert refuses(LEAVES[0], index, size, [], LEAVES[0])
        with pytest.raises(Refusal, match="proof-wrong"):
            inclusion_proof(index, size, TREE.node)


def test_refuses_a_path_with_more_steps_than_the_tree_has_levels() -> None:
    assert refuses(LEAVES[0], 0, 1, [LEAVES[1]], node_hash(LEAVES[1], LEAVES[0]))
    assert refuses(LEAVES[0], 0, 1, [LEAVES[1]], node_hash(LEAVES[0], LEAVES[1]))


def test_refuses_hashes_of_another_length() -> None:
    root = node_hash(LEAVES[0], LEAVES[1])
    assert refuses(LEAVES[0], 0, 2, [LEAVES[1][:31]], root)
    assert refuses(LEAVES[0] + b"\0", 0, 1, [], LEAVES[0] + b"\0")


@given(st.integers(1, len(LEAVES)), st.data())
def test_refuses_any_changed_bit_of_leaf_path_or_root(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    parts = [LEAVES[index], *inclusion_proof(index, size, TREE.node), ROOTS[size]]
    changed, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    raw = int.from_bytes(parts[changed]) ^ (1 << bit)
    parts[changed] = raw.to_bytes(32)
    assert refuses(parts[0], index, size, parts[1:-1], parts[-1])


@given(HASHES, st.integers(0, 2**53), st.integers(0, 2**53), st.lists(HASHES, max_size=54), HASHES)
def test_refuses_what_nobody_made(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> None:
    assert refuses(leaf, index, size, proof, root)


def test_every_entry_of_every_tree_has_a_proof_that_leads_to_its_root() -> None:
    for size in range(1, len(LEAVES) + 1):
        for index in range(size):
            proof = inclusion_proof(index, size, TREE.node)
            verify_inclusion(LEAVES[index], index=index, size=size, proof=proof, root=ROOTS[size])


def test_root_and_path_are_those_of_the_textbook() -> None:
    for size in range(len(LEAVES) + 1):
        assert root_of(size, TREE.node) == ROOTS[size]
        for index in range(0, size, 7):
            assert inclusion_proof(index, size, TREE.node) == textbook_path(index, LEAVES[:size])


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_appending_by_subtrees_gives_the_textbook_root_at_each_step(entries: list[bytes]) -> None:
    tree, leaves = Tree(), [leaf_hash(entry) for entry in entries]
    for count, leaf in enumerate(leaves):
        assert tree.append(leaf) == count
    assert root_of(len(leaves), tree.node) == textbook_root(leaves)


def test_append_root_and_proof_read_few_subtrees_of_a_large_tree() -> None:
    sizes = (2**20, 2**20 - 1, 2**20 + 1, 1_000_003, 2**40 - 1, 2**50 + 7)
    for size in sizes:
        reads: list[tuple[int, int]] = []

        def node(level: int, index: int, size: int = size, reads: list[tuple[int, int]] = reads) -> bytes:
            assert (index + 1) << level <= size, "only complete subtrees are read"
            reads.append((level, index))
            return hashlib.sha256(f"{level} {index}".encode()).digest()

        levels = size.bit_length()
        root_of(size, node)
        assert len(reads) <= levels
        for index in (0, 1, size // 3, size // 2, size - 2, size - 1):
            reads.clear()
            proof = inclusion_proof(index, size, node)
            assert len(reads) <= 2 * levels
            assert len(proof) <= levels


def test_known_answers() -> None:
    leaf = hashlib.sha256(b"\x00L123456").digest()
    assert leaf_hash(b"L123456") == leaf
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert node_hash(leaf_hash(b"a"), leaf) == hashlib.sha256(b"\x01" + leaf_hash(b"a") + leaf).digest()
