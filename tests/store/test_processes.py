"""Several real processes on one database, and real deaths."""

from functools import partial

import pytest

from exchange.store import Store, Transaction
from exchange.tlog import root_of
from tests.store.other_process import whole_step
from tests.store.support import Place, add_entry, add_event, digest_of, event_names, start_other_process


def what_is_there(tx: Transaction) -> tuple[int, int, int, int, int]:
    return (
        len(tx.messages.of_transfer("t")),
        tx.log.size(),
        len(tx.outbox.waiting("t")),
        int(tx.idempotency.find("caller", "key") is not None),
        len(event_names(tx)),
    )


@pytest.mark.parametrize(("moment", "count"), [("die-before", 0), ("die-after", 1)])
def test_a_process_that_dies_at_the_commit_leaves_all_or_nothing(sqlite_place: Place, moment: str, count: int) -> None:
    process = start_other_process(sqlite_place, moment)
    process.communicate()
    assert process.returncode == 9
    store = sqlite_place.open()
    assert store.read(what_is_there) == (count,) * 5
    if count == 0:
        store.write(whole_step)
        assert store.read(what_is_there) == (1,) * 5


def test_two_processes_write_at_once_and_a_reader_misses_nothing(place: Place) -> None:
    store, reader = place.open(), place.open()
    process = start_other_process(place, "write", "120")
    assert process.stdout is not None
    process.stdout.readline()
    seen: list[int] = []
    for number in range(120):
        store.write(partial(write_ours, number=number))
        seen += follow(reader, seen)
    process.communicate()
    assert process.returncode == 0
    seen += follow(reader, seen)
    assert seen == [event.seq for event in reader.read(lambda tx: tx.events.after(0, limit=1000))]
    assert len(seen) == 240
    size, root = reader.read(lambda tx: (tx.log.size(), root_of(240, tx.log.node)))
    indexes = reader.read(indexes_of_all)
    assert (size, len(root), sorted(indexes)) == (240, 32, list(range(240)))


def write_ours(tx: Transaction, number: int) -> None:
    add_entry(tx, number)
    add_event(f"ours {number}")(tx)


def indexes_of_all(tx: Transaction) -> list[int]:
    entries = [tx.log.entry_of(digest_of(number)) for number in (*range(120), *range(1_000, 1_120))]
    return [entry.idx for entry in entries if entry is not None]


def follow(reader: Store, seen: list[int]) -> list[int]:
    cursor = seen[-1] if seen else 0
    return [event.seq for event in reader.read(lambda tx: tx.events.after(cursor))]
