import itertools
import stat
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from exchange.errors import Refusal
from exchange.store import Store, StoreClosed, Transaction
from tests.store.support import (
    Killed,
    Place,
    add_entry,
    add_event,
    add_record,
    die_after_commit,
    die_before_commit,
    digest_of,
    event_names,
)

Step = Callable[[Transaction], object]


class StepFailed(Exception):
    """A step's own failure."""


def failing_step(tx: Transaction) -> None:
    add_event("half done")(tx)
    add_entry(tx, 1)
    raise StepFailed


def in_one_commit(store: Store, steps: Sequence[Step]) -> list[object]:
    """Run steps that wait together: they queue up behind one that is held. Outcomes are values or errors."""
    held, release = threading.Event(), threading.Event()

    def hold(tx: Transaction) -> None:
        held.set()
        release.wait(10)

    def outcome(step: Step) -> object:
        try:
            return store.write(step)
        except BaseException as error:  # noqa: BLE001 - the outcome is looked at
            return error

    with ThreadPoolExecutor(max_workers=len(steps) + 1) as pool:
        holding = pool.submit(outcome, hold)
        held.wait(10)
        waiting = [pool.submit(outcome, step) for step in steps]
        release.set()
        holding.result()
        return [future.result() for future in waiting]


def test_a_step_that_raises_leaves_nothing_and_its_caller_gets_the_error(store: Store) -> None:
    with pytest.raises(StepFailed):
        store.write(failing_step)
    assert store.read(event_names) == []
    assert store.read(lambda tx: tx.log.size()) == 0


def test_a_step_that_raises_undoes_none_of_those_it_shares_a_commit_with(store: Store) -> None:
    outcomes = in_one_commit(store, [add_event("one"), failing_step, add_event("two"), failing_step])
    assert [type(outcome) for outcome in outcomes] == [int, StepFailed, int, StepFailed]
    assert sorted(store.read(event_names)) == ["one", "two"]


@pytest.mark.parametrize("fatal", [Killed, KeyboardInterrupt, SystemExit, MemoryError])
def test_a_step_that_raises_something_fatal_does_not_stop_the_next(store: Store, fatal: type[BaseException]) -> None:
    def step(tx: Transaction) -> None:
        add_event("half done")(tx)
        raise fatal

    with pytest.raises(fatal):
        store.write(step)
    store.write(add_event("next"))
    assert store.read(event_names) == ["next"]


def test_a_step_that_breaks_a_rule_of_the_database_undoes_only_itself(store: Store) -> None:
    def breaking(tx: Transaction) -> None:
        add_event("half done")(tx)
        add_record(tx, 1, attached_to=digest_of(404))  # no such message: a foreign key

    def naive(tx: Transaction) -> None:
        tx.events.add("wrong", transfer=None, data={}, at=datetime(2026, 1, 1))  # noqa: DTZ001

    outcomes = in_one_commit(store, [breaking, add_event("good"), naive])
    assert [isinstance(outcome, Exception) for outcome in outcomes] == [True, False, True]
    assert store.read(event_names) == ["good"]


def test_every_caller_hears_that_the_commit_failed_and_the_store_goes_on(place: Place) -> None:
    failures = iter([True])

    def failing_commit(connection: Connection) -> None:
        if next(failures, False):
            raise OSError("no space left on device")
        connection.commit()

    store = place.open(commit=failing_commit)
    with pytest.raises(OSError, match="no space"):
        store.write(add_event("lost"))
    store.write(add_event("kept"))
    assert store.read(event_names) == ["kept"]


def test_callers_who_share_a_commit_that_fails_all_hear_of_it(place: Place) -> None:
    commits = iter([False, True])

    def failing_commit(connection: Connection) -> None:
        if next(commits, False):
            raise OSError("no space left on device")
        connection.commit()

    store = place.open(commit=failing_commit)
    outcomes = in_one_commit(store, [add_event("one"), failing_step, add_event("two")])
    assert [type(outcome) for outcome in outcomes] == [OSError, StepFailed, OSError]
    assert store.read(event_names) == []


def test_several_steps_of_one_caller_each_have_their_own_outcome(store: Store) -> None:
    outcomes = store.write_all([add_event("one"), failing_event, add_event("two")])
    assert [type(outcome) for outcome in outcomes] == [int, StepFailed, int]
    assert store.read(event_names) == ["one", "two"]
    assert store.write_all([]) == []


def failing_event(tx: Transaction) -> int:
    add_event("half done")(tx)
    raise StepFailed


def test_several_steps_of_one_caller_fall_with_their_commit(place: Place) -> None:
    store = place.open(commit=die_before_commit)
    with pytest.raises(Killed):
        store.write_all([add_event("one"), add_event("two")])
    assert place.open().read(event_names) == []


def whole(tx: Transaction) -> int:
    add_record(tx, 1)
    add_event("published")(tx)
    return add_entry(tx, 1)


def test_killed_before_the_commit_nothing_is_there(place: Place) -> None:
    dying = place.open(commit=die_before_commit)
    with pytest.raises(Killed):
        dying.write(whole)
    store = place.open()
    assert store.read(lambda tx: (tx.records.page(), event_names(tx), tx.log.size())) == ([], [], 0)
    assert store.write(whole) == 0


def test_killed_after_the_commit_all_of_it_is_there(place: Place) -> None:
    dying = place.open(commit=die_after_commit)
    with pytest.raises(Killed):
        dying.write(whole)
    store = place.open()
    found = store.read(lambda tx: tx.records.find(digest_of(1)))
    assert found is not None
    assert store.read(lambda tx: (event_names(tx), tx.log.size())) == (["published"], 1)


def test_a_store_that_died_in_a_commit_does_nothing_any_more(place: Place) -> None:
    store = place.open(commit=die_before_commit)
    with pytest.raises(Killed):
        store.write(whole)
    with pytest.raises(StoreClosed):
        store.write(whole)
    with pytest.raises(StoreClosed):
        store.read(event_names)


def test_steps_that_wait_when_the_store_dies_are_told(place: Place) -> None:
    commits = iter([False, True])

    def commit(connection: Connection) -> None:
        if next(commits):
            raise Killed
        connection.commit()

    store = place.open(commit=commit)
    outcomes = in_one_commit(
        store, [add_event(str(number)) for number in range(100)]
    )  # more than one transaction takes
    assert {type(outcome) for outcome in outcomes} == {Killed, StoreClosed}
    assert place.open().read(event_names) == []


def test_closing_finishes_the_steps_that_wait(place: Place) -> None:
    store = place.open()
    started, release = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> None:
        started.set()
        release.wait(10)

    with ThreadPoolExecutor(max_workers=8) as pool:
        first = pool.submit(lambda: store.write(slow))
        started.wait(10)
        futures = [pool.submit(lambda name: store.write(add_event(name)), str(number)) for number in range(5)]
        while len(store._writer._steps) < 5:
            threading.Event().wait(0.005)
        closing = pool.submit(store.close)
        release.set()
        first.result()
        closing.result()
        assert len({future.result() for future in futures}) == 5
    assert len(place.open().read(event_names)) == 5


def test_a_closed_store_takes_no_steps(store: Store) -> None:
    store.close()
    with pytest.raises(StoreClosed):
        store.write(add_event("late"))
    with pytest.raises(StoreClosed):
        store.read(event_names)


def test_a_step_cannot_wait_for_another_step(store: Store) -> None:
    with pytest.raises(RuntimeError, match="one writer"):
        store.write(lambda _: store.write(add_event("inner")))


def test_a_step_that_only_reads_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match="read-?only"):
        store.read(add_event("smuggled"))
    assert store.read(event_names) == []


def test_a_reader_sees_one_state_while_others_write(store: Store) -> None:
    def look_twice(tx: Transaction) -> tuple[list[str], list[str]]:
        before = event_names(tx)
        store.write(add_event("meanwhile"))
        return before, event_names(tx)

    before, after = store.read(look_twice)
    assert before == after == []
    assert store.read(event_names) == ["meanwhile"]


def test_refuses_busy_when_another_process_keeps_the_database(place: Place) -> None:
    store = place.open(wait_seconds=0.2)
    lock = store._database.begin_write
    with place.engine().connect() as other:
        if place.is_sqlite:
            other.connection.dbapi_connection.isolation_level = None  # type: ignore[union-attr]
        other.exec_driver_sql(lock)
        with pytest.raises(Refusal, match="busy"):
            store.write(add_event("late"))
        assert store.read(event_names) == []  # readers are not kept waiting
        other.rollback()
    store.write(add_event("now"))


@pytest.mark.parametrize("url", ["mysql://host/db", "nonsense", "sqlite://", "sqlite:///:memory:", ""])
def test_refuses_a_database_it_does_not_know(url: str) -> None:
    with pytest.raises(Refusal, match="setup-incomplete"):
        Place(url).open()


def test_refuses_busy_when_the_server_is_not_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = Place("postgresql://postgres@/nothing?host=/nowhere")
    with pytest.raises(Refusal, match="busy"):
        place.open().read(event_names)
    with pytest.raises(Refusal, match="busy"):
        place.open().write(add_event("x"))
    place.close()


def cut_all_connections(place: Place) -> None:
    """What a server does that is restarted."""
    with place.engine().connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_server_that_drops_the_connection_costs_one_step(postgres_place: Place) -> None:
    store = postgres_place.open()

    def cut_off(tx: Transaction) -> None:
        add_event("lost")(tx)
        cut_all_connections(postgres_place)
        add_event("lost too")(tx)

    with pytest.raises(Exception, match="terminat|closed|lost"):
        store.write(cut_off)
    store.write(add_event("kept"))
    assert store.read(event_names) == ["kept"]


def test_a_server_that_drops_connections_between_steps_costs_nothing(postgres_place: Place) -> None:
    store = postgres_place.open()
    store.write(add_event("before"))
    assert store.read(event_names) == ["before"]
    cut_all_connections(postgres_place)
    assert store.read(event_names) == ["before"]
    store.write(add_event("after"))
    assert store.read(event_names) == ["before", "after"]


def test_a_file_is_synced_at_every_commit_and_for_its_owner_only(tmp_path: Path) -> None:
    place = Place(f"sqlite:///{tmp_path / 'new.db'}")
    store = place.open()
    store.migrate()
    store.write(add_event("x"))
    with store._database.writing.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        values = [connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas]
    assert values == ["wal", 2, 1, 1]
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    place.close()


def test_many_threads_leave_no_gap_and_lose_nothing(store: Store) -> None:
    def step(number: int) -> int:
        def run(tx: Transaction) -> int:
            add_event(str(number))(tx)
            return add_entry(tx, number)

        return store.write(run)

    with ThreadPoolExecutor(max_workers=16) as pool:
        indexes = list(pool.map(step, range(160)))
    assert sorted(indexes) == list(range(160))
    assert sorted(map(int, store.read(event_names))) == list(range(160))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=st.lists(st.booleans(), min_size=1, max_size=12))
def test_of_any_batch_exactly_the_steps_that_succeed_remain(sqlite_store: Store, batch: list[bool]) -> None:
    start = sqlite_store.read(lambda tx: tx.log.size())
    numbers = itertools.count(start * 100)

    def step_for(*, succeeds: bool) -> Step:
        number = next(numbers)

        def step(tx: Transaction) -> int:
            index = add_entry(tx, number)
            if not succeeds:
                raise StepFailed
            return index

        return step

    outcomes = in_one_commit(sqlite_store, [step_for(succeeds=succeeds) for succeeds in batch])
    assert [isinstance(outcome, int) for outcome in outcomes] == batch
    taken = sorted(outcome for outcome in outcomes if isinstance(outcome, int))
    assert taken == list(range(start, start + sum(batch)))
