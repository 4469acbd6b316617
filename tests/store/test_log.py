from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.store import Conflict, Store, Transaction
from exchange.tlog import EMPTY_ROOT, entry_data, inclusion_proof, leaf_hash, node_hash, root_of, verify_inclusion
from tests.store.support import NOW, Place, add_entry, digest_of


def textbook_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word for word."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(textbook_root(leaves[:half]), textbook_root(leaves[half:]))


def leaf_of(tx: Transaction, digest: str) -> bytes:
    entry = tx.log.entry_of(digest)
    assert entry is not None
    return leaf_hash(entry_data(digest, nonce=entry.nonce))


def test_refuses_a_second_entry_for_one_signature(store: Store) -> None:
    store.write(partial(add_entry, number=1))
    with pytest.raises(Conflict) as caught:
        store.write(partial(add_entry, number=1))
    assert (caught.value.table, caught.value.key) == ("log_entries", ("digest",))
    assert store.read(lambda tx: tx.log.size()) == 1


def test_refuses_another_root_for_a_size_that_was_signed(store: Store) -> None:
    store.write(lambda tx: tx.log.add_checkpoint(size=3, root=b"r" * 32, note="note", at=NOW))
    with pytest.raises(Conflict) as caught:
        store.write(lambda tx: tx.log.add_checkpoint(size=3, root=b"s" * 32, note="other", at=NOW))
    assert caught.value.table == "checkpoints"
    newest = store.read(lambda tx: tx.log.newest_checkpoint())
    assert newest is not None
    assert newest.note == "note"


def test_refuses_a_tree_that_has_lost_a_node(place: Place) -> None:
    store = place.open()
    for number in range(4):
        store.write(partial(add_entry, number=number))
    with place.engine().begin() as connection:
        connection.exec_driver_sql("DELETE FROM log_nodes WHERE level = 2")
    with pytest.raises(Refusal, match="store-damaged"):
        store.read(lambda tx: root_of(4, tx.log.node))


def test_entries_are_numbered_without_gaps_and_found_by_what_was_signed(store: Store) -> None:
    assert store.read(lambda tx: (tx.log.size(), tx.log.entry_of(digest_of(0)))) == (0, None)
    assert [store.write(partial(add_entry, number=number)) for number in range(5)] == [0, 1, 2, 3, 4]
    entry = store.read(lambda tx: tx.log.entry_of(digest_of(3)))
    assert entry is not None
    assert (entry.idx, entry.kind, entry.nonce, entry.at) == (3, "message", bytes([3]) * 32, NOW)


def test_several_entries_of_one_step_follow_each_other(store: Store) -> None:
    assert store.write(lambda tx: [add_entry(tx, number) for number in range(9)]) == list(range(9))
    assert store.write(partial(add_entry, number=10)) == 9


def test_a_newer_note_over_the_same_tree_replaces_the_older(store: Store) -> None:
    for note in ("first", "second"):
        store.write(partial(add_checkpoint, size=3, note=note))
    newest = store.read(lambda tx: tx.log.newest_checkpoint())
    assert newest is not None
    assert (newest.size, newest.note, newest.root) == (3, "second", b"r" * 32)


def add_checkpoint(tx: Transaction, size: int, note: str) -> None:
    tx.log.add_checkpoint(size=size, root=b"r" * 32, note=note, at=NOW)


def test_an_entry_is_covered_by_the_smallest_checkpoint_beyond_it(store: Store) -> None:
    assert store.read(lambda tx: tx.log.newest_checkpoint()) is None
    for size in (8, 3, 5):
        store.write(partial(add_checkpoint, size=size, note=f"note {size}"))
    covering = [store.read(partial(size_covering, index=index)) for index in (0, 2, 3, 7, 8)]
    assert covering == [3, 3, 5, 8, None]
    newest = store.read(lambda tx: tx.log.newest_checkpoint())
    assert newest is not None
    assert newest.size == 8


def size_covering(tx: Transaction, index: int) -> int | None:
    checkpoint = tx.log.checkpoint_covering(index)
    return None if checkpoint is None else checkpoint.size


def test_two_stores_appending_at_once_build_one_tree(place: Place) -> None:
    stores = [place.open(), place.open()]

    def append(number: int) -> int:
        return stores[number % 2].write(partial(add_entry, number=number))

    with ThreadPoolExecutor(max_workers=8) as pool:
        indexes = list(pool.map(append, range(60)))
    assert sorted(indexes) == list(range(60))
    order = sorted(range(60), key=lambda number: indexes[number])

    def check(tx: Transaction) -> None:
        leaves = [leaf_of(tx, digest_of(number)) for number in order]
        assert root_of(60, tx.log.node) == textbook_root(leaves)

    stores[0].read(check)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(more=st.integers(1, 9), anywhere=st.integers(0, 10**6))
def test_the_tree_is_the_textbooks_at_every_size(sqlite_store: Store, more: int, anywhere: int) -> None:
    def grow(tx: Transaction) -> int:
        for _ in range(more):
            add_entry(tx, tx.log.size())
        return tx.log.size()

    size = sqlite_store.write(grow)
    index = anywhere % size

    def check(tx: Transaction) -> None:
        leaves = [leaf_of(tx, digest_of(number)) for number in range(size)]
        root = root_of(size, tx.log.node)
        assert root == textbook_root(leaves)
        proof = inclusion_proof(index, size, tx.log.node)
        verify_inclusion(leaves[index], index=index, size=size, proof=proof, root=root)

    sqlite_store.read(check)
