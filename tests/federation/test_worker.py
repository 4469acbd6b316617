"""The worker goes on, whatever happens: faults, slow councils, other workers; and it stops when it is told to."""

import io
import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from exchange.app import open_node
from exchange.errors import Refusal
from exchange.journeys.notify import notify
from exchange.node import Node, Once
from exchange.notices import Notices
from exchange.store import StoreClosed
from exchange.wire import NewTransfer
from exchange.worker import STOP_SECONDS, Worker
from tests.federation.hostile import MESSAGES, Network, Stall, answer
from tests.federation.ledger import Book, disagreements
from tests.federation.mortal import Bomb, Fate
from tests.store.support import Killed
from tests.world import CEREDIGION, GWYNEDD, POWYS, WORKER, Running, World, open_world


@pytest.fixture(scope="module")
def trio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Three councils; the first one's network is a `Network`. Each test leaves nothing on its way."""
    with open_world(tmp_path_factory.mktemp("trio"), members=(GWYNEDD, CEREDIGION, POWYS)) as world:
        yield world


@pytest.fixture
def network(trio: World) -> Network:
    found = Network()
    trio.councils[0].stop()
    trio.councils[0].start(transport=found)
    return found


@contextmanager
def working(*nodes: Node) -> Iterator[tuple[Worker, ...]]:
    workers = tuple(Worker(node) for node in nodes)
    for worker in workers:
        worker.start()
    try:
        yield workers
    finally:
        for worker in workers:
            worker.stop()


def until(true: Callable[[], bool], *, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.01)


def on_its_way(council: Running) -> list[str]:
    return [message for message, state in Book.of(council).outbox.items() if state != "settled"]


def problems(council: Running) -> list[str | None]:
    """What is wrong with each message that waits."""
    node = council.node
    transfers = Book.of(council).stages
    return [each.problem for id_ in transfers for each in node.store.read(lambda tx, id_=id_: tx.outbox.waiting(id_))]  # type: ignore[misc]


def alter(council: Running, statement: str) -> None:
    with closing(sqlite3.connect(council.folder / "store.db", timeout=10)) as database:
        database.execute(statement)
        database.commit()


@pytest.mark.parametrize("table", ["outbox", "wanted", "members", "errands", "log_entries", "checkpoints"])
def test_a_worker_survives_a_fault_and_says_where_it_was_but_not_what(trio: World, table: str) -> None:
    gwynedd, ceredigion, _ = trio.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    alter(gwynedd, f"ALTER TABLE {table} RENAME TO gone")
    told = io.StringIO()
    with working(replace(gwynedd.node, notices=Notices(told, clock=trio.clock))):
        until(lambda: '"fault"' in told.getvalue())
        alter(gwynedd, f"ALTER TABLE gone RENAME TO {table}")
        trio.clock.turn(seconds=61)  # what was leased when it failed
        gwynedd.node.wake()
        until(lambda: on_its_way(gwynedd) == [])
    faults = [json.loads(line) for line in told.getvalue().splitlines() if '"fault"' in line]
    assert {fault["kind"] for fault in faults} == {"OperationalError"}
    assert {frozenset(fault) for fault in faults} == {frozenset({"at", "notice", "kind", "door", "where"})}
    assert "no such table" not in told.getvalue()
    assert len(Book.of(ceredigion).said_in(transfer)) == 1


class FullDisk(io.StringIO):
    """Where notices go when there is no room for them."""

    written = 0

    def write(self, _text: str) -> int:
        self.written += 1
        raise OSError("no space left on device")


def test_a_worker_goes_on_when_not_even_a_notice_can_be_written(trio: World) -> None:
    gwynedd, ceredigion, _ = trio.councils
    alter(gwynedd, "ALTER TABLE outbox RENAME TO gone")
    full = FullDisk()
    with working(replace(gwynedd.node, notices=Notices(full, clock=trio.clock))):
        until(lambda: full.written > 1)
        alter(gwynedd, "ALTER TABLE gone RENAME TO outbox")
        gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
        until(lambda: on_its_way(gwynedd) == [])


def test_a_council_that_never_answers_delays_nobody_else_and_does_not_keep_the_worker_from_stopping(
    trio: World, network: Network
) -> None:
    gwynedd, ceredigion, powys = trio.councils
    plan = powys.publish("megan-plan")
    powys.notify(gwynedd, [plan])
    powys.deliver()  # so that there are proofs and a status list to be fetched from there
    stall = Stall(powys.port)
    network.always = stall
    plan = gwynedd.publish("megan-plan")
    gwynedd.node.store.write(lambda tx: tx.members.wanted(powys.entity_id, at=trio.clock()))
    slow = gwynedd.notify(powys, [plan])
    (worker,) = workers = (Worker(gwynedd.node),)
    worker.start()
    assert stall.reached.wait(10)
    until(lambda: len([path for path in network.paths if path in WAITS_FOR_POWYS]) >= len(WAITS_FOR_POWYS))
    for _ in range(3):
        began = time.monotonic()
        quick = gwynedd.notify(ceredigion, [plan])
        until(lambda quick=quick: delivered(gwynedd, quick))  # type: ignore[misc]
        assert time.monotonic() - began < 5
    assert not delivered(gwynedd, slow)
    assert not stall.released.is_set()
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < STOP_SECONDS + 2
    stall.released.set()
    until(lambda: not left_over(workers))
    trio.clock.turn(seconds=61)
    settle(trio)
    assert delivered(gwynedd, slow)


def test_proofs_of_one_council_do_not_wait_for_another_that_does_not_answer(trio: World, network: Network) -> None:
    gwynedd, ceredigion, powys = trio.councils
    for sender in (powys, ceredigion):
        sender.notify(gwynedd, [sender.publish("megan-plan")])
        sender.deliver()
        sender.work()
    stall = Stall(powys.port)
    network.always = stall
    wanted = wanted_of(gwynedd)
    assert set(wanted) == {powys.entity_id, ceredigion.entity_id}
    with working(gwynedd.node):
        assert stall.reached.wait(10)
        until(lambda: set(wanted_of(gwynedd)) == {powys.entity_id})
        assert not stall.released.is_set()
        stall.released.set()
        until(lambda: wanted_of(gwynedd) == {})
    settle(trio)


def wanted_of(council: Running) -> Counter[str]:
    """How many proofs and status lists are still to be fetched from each council."""
    with closing(sqlite3.connect(council.folder / "store.db", timeout=10)) as database:
        kept = "SELECT uri FROM status_tokens"
        query = f"SELECT of FROM errands WHERE kind = 'proof' OR name NOT IN ({kept})"
        return Counter(str(of) for (of,) in database.execute(query))


WAITS_FOR_POWYS = (MESSAGES, "/log/proofs", "/.well-known/openid-federation")


def delivered(council: Running, transfer: str) -> bool:
    book = Book.of(council)
    return all(message in book.receipts for message in book.said_in(transfer))


def left_over(workers: tuple[Worker, ...]) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("worker")]


def settle(world: World) -> None:
    for _ in range(8):
        for council in world.councils:
            council.work()
        world.clock.turn(seconds=61)
    assert disagreements(world.councils) == []


def test_a_council_that_asked_to_be_left_alone_is_not_sent_anything_new_either(trio: World, network: Network) -> None:
    gwynedd, ceredigion, powys = trio.councils
    plan = gwynedd.publish("megan-plan")
    network.mischief.append(answer(b"", 429, "text/plain", retry_after="900"))
    with working(gwynedd.node):
        gwynedd.notify(ceredigion, [plan])
        until(lambda: network.delivered == [1])
        until(lambda: all(problem == "peer-busy" for problem in problems(gwynedd)))
        gwynedd.notify(ceredigion, [plan])
        gwynedd.notify(powys, [plan])
        until(lambda: len(on_its_way(gwynedd)) == 2)
        time.sleep(0.5)
        assert network.delivered == [1, 1]  # one of them went to Powys
        trio.clock.turn(seconds=910)
        until(lambda: on_its_way(gwynedd) == [])
    assert sum(network.delivered) == 4
    settle(trio)


def test_several_workers_on_one_store_send_nothing_twice(trio: World, network: Network) -> None:
    gwynedd, ceredigion, powys = trio.councils
    plan = gwynedd.publish("megan-plan")
    with (
        open_node(gwynedd.folder, clock=trio.clock, transport=network) as other,
        working(gwynedd.node, gwynedd.node, other),
    ):
        transfers = [gwynedd.notify(to, [plan]) for to in (ceredigion, powys) * 10]
        until(lambda: on_its_way(gwynedd) == [])
    assert sum(network.delivered) == len(transfers) == 20
    settle(trio)


def test_a_worker_stops_at_once_however_much_there_is_to_do(trio: World) -> None:
    gwynedd, ceredigion, _ = trio.councils
    plan = gwynedd.publish("megan-plan")
    with working(gwynedd.node) as (worker,):
        for _ in range(5):
            gwynedd.notify(ceredigion, [plan])
        began = time.monotonic()
        worker.stop()
        assert time.monotonic() - began < STOP_SECONDS
        assert left_over((worker,)) == []
        worker.stop()  # told twice, it does not mind
    Worker(gwynedd.node).stop()  # nor if it was never started
    trio.clock.turn(seconds=61)
    settle(trio)


def order(council: Running, plan: str) -> NewTransfer:
    told = {"to": council.gss, "day": council.clock.today, "confidence": "certain", "records": [plan], "worker": WORKER}
    return NewTransfer.model_validate(told)


class Shared(Bomb):
    """A disk whose first commit is not done until everybody else waits for the second."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self, connection: Connection) -> None:
        if not self.reached.is_set():
            self.reached.set()
            self.go_on.wait(10)
        super().__call__(connection)


def all_at_once(node: Node, disk: Shared, orders: list[NewTransfer], keys: list[str]) -> list[str | BaseException]:
    """Each on a thread of its own, and all in one commit; what each was answered."""
    gate = threading.Barrier(len(orders) + 1)

    def ask(new: NewTransfer, key: str) -> str | BaseException:
        gate.wait()
        try:
            return notify(node, new, once_as=Once("case-system", key, b"the same request"))
        except (Refusal, Killed, StoreClosed) as error:
            return error

    with ThreadPoolExecutor(len(orders) + 1) as pool:
        first = pool.submit(node.store.write, lambda _tx: None)
        assert disk.reached.wait(10)
        answers = pool.map(ask, orders, keys)
        gate.wait()
        time.sleep(0.5)  # all of them wait for the writer now
        disk.go_on.set()
        first.result()
        return list(answers)


@pytest.mark.parametrize("fate", Fate)
def test_thirty_two_at_once_share_one_commit_and_each_is_answered_for_itself(trio: World, fate: Fate) -> None:
    gwynedd, ceredigion, _ = trio.councils
    plan = gwynedd.publish("megan-plan")
    known = Book.of(gwynedd).stages.keys()
    good, bad = order(ceredigion, plan), order(ceredigion, "A" * 43)
    orders, keys = [bad if place == 7 else good for place in range(32)], [f"{fate} {place}" for place in range(32)]
    answers: list[list[str | BaseException]] = []
    for fates in ([Fate.LIVE, fate], []):
        disk = Shared()
        disk.fates = fates
        gwynedd.stop()
        gwynedd.start(commit=disk, serve=False)
        answers.append(all_at_once(gwynedd.node, disk, orders, keys))
        assert disk.commits == 2
        there = Book.of(gwynedd).stages.keys() - known
        assert len(there) == (31 if answers[1:] or fate is not Fate.BEFORE else 0)
    first, again = answers
    assert {type(each) for place, each in enumerate(first) if place != 7} == {str if fate is Fate.LIVE else Killed}
    assert first[7].code == again[7].code == "record-unknown"  # type: ignore[union-attr]
    assert {each for each in again if isinstance(each, str)} == there
    assert all(then == now for then, now in zip(first, again, strict=True) if isinstance(then, str))
    gwynedd.stop()
    gwynedd.start()
    settle(trio)
