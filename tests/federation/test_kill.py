"""Real processes, killed with SIGKILL at random moments while transfers flow in both directions."""

import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject
from tests.federation.ledger import Book, disagreements
from tests.federation.process import SPEED, FastClock, Process
from tests.world import Running, World

T = TypeVar("T")
KILLS = 20
STORIES_AT_ONCE = 4  # in each direction
PATIENCE_SECONDS = 40
DECISION: JsonObject = {"assessment": "full", "worker": {"name": "Non Evans", "role": "Social worker", "contact": "-"}}


@dataclass
class Traffic:
    """Case systems of both councils, which go on asking until they are answered."""

    until: float
    transfers: dict[str, set[str]] = field(default_factory=dict)
    faults: list[Exception] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self, sender: Running, receiver: Running, plan: str) -> None:
        """Move one person after another, until it is told to end."""
        try:
            while not self.ended.is_set():
                self._move(sender, receiver, plan)
        except Exception as fault:  # noqa: BLE001 - told to the test, on whose thread it fails
            self.faults.append(fault)

    def _move(self, sender: Running, receiver: Running, plan: str) -> None:
        keys = [sender.node.fresh_id() for _ in range(5)]
        transfer = self._insist(lambda: sender.notify(receiver, [plan], key=keys[0]))
        assert self._insist(lambda: sender.notify(receiver, [plan], key=keys[0])) == transfer
        self.transfers.setdefault(sender.entity_id, set()).add(transfer)
        self._insist(lambda: sender.say(transfer, "arrived", {"day": sender.clock.today}, key=keys[1]))
        self._insist(lambda: receiver.match(transfer, key=keys[4]), known=False)
        self._insist(lambda: receiver.say(transfer, "decision", DECISION, key=keys[2]), known=False)
        entered: JsonObject = {"form": "structured", "documents": [plan]}
        self._insist(lambda: receiver.say(transfer, "entered", entered, key=keys[3]), known=False)

    def _insist(self, act: Callable[[], T], *, known: bool = True) -> T:
        while time.monotonic() < self.until:
            try:
                return act()
            except Refusal as refusal:
                if not refusal.heals and (known or refusal.code != "transfer-unknown"):
                    raise
                time.sleep(0.05)
        raise TimeoutError


@dataclass
class Killing:
    """Two councils in processes of their own, and an operator that is not killed."""

    world: World
    processes: tuple[Process, ...]

    @property
    def councils(self) -> tuple[Running, ...]:
        return self.world.councils

    def wait_until_settled(self, until: float) -> None:
        while any(unsettled(council) for council in self.councils):
            assert time.monotonic() < until, [Book.of(council).outbox for council in self.councils]
            time.sleep(0.1)


def unsettled(council: Running) -> int:
    with closing(sqlite3.connect(council.folder / "store.db", timeout=10)) as database:
        return int(database.execute("SELECT count(*) FROM outbox WHERE state <> 'settled'").fetchone()[0])


@pytest.fixture
def killing(world: World) -> Iterator[Killing]:
    nodes = (world.anchor, *world.councils)
    for council in world.councils:
        _ = council.client  # its token is made while it runs here
    for each in nodes:
        each.stop()
    clock = FastClock(world.clock(), time.time())
    processes = [Process(each.folder, each.port, clock) for each in nodes]
    for process in processes:
        process.start()
    yield Killing(world, tuple(processes[1:]))
    for process in processes:
        process.kill()


def test_councils_killed_twenty_times_lose_nothing_and_double_nothing(killing: Killing) -> None:
    seed = random.randrange(1_000_000)
    chance = random.Random(seed)
    began = time.monotonic()
    traffic = Traffic(began + PATIENCE_SECONDS)
    gwynedd, ceredigion = killing.councils
    plans = {}
    for council in killing.councils:
        key = council.node.fresh_id()
        plans[council.gss] = traffic._insist(lambda council=council, key=key: council.publish("megan-plan", key=key))  # type: ignore[misc]
    threads = [
        threading.Thread(target=traffic.run, args=(sender, receiver, plans[sender.gss]))
        for sender, receiver in ((gwynedd, ceredigion), (ceredigion, gwynedd)) * STORIES_AT_ONCE
    ]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 1.0))
        process = chance.choice(killing.processes)
        process.kill()
        time.sleep(chance.choice((0, 0, 0.2)))
        process.start()
    traffic.ended.set()
    for thread in threads:
        thread.join()
    assert traffic.faults == [], seed
    killing.wait_until_settled(traffic.until)
    for process in killing.processes:
        process.kill()
    killing.world.clock.turn(seconds=SPEED * (time.monotonic() - began))
    for council in killing.councils:
        council.start(serve=False)
    assert disagreements(killing.councils) == [], seed
    for council, other in ((gwynedd, ceredigion), (ceredigion, gwynedd)):
        sent = set(Book.of(council).stages) - traffic.transfers.get(other.entity_id, set())
        assert sent == traffic.transfers[council.entity_id], seed
    assert set(Book.of(gwynedd).stages.values()) == {"entered"}
    assert len(Book.of(gwynedd).stages) >= KILLS / 2
