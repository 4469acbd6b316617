"""The worker: what a node does without being asked. It delivers, cuts checkpoints, collects proofs, looks members up.

Any number of workers may run on one store: leases keep them apart. Each council has its own thread while something is
delivered to it, so that a slow one holds up nobody else. Whatever a round raises is written down as a notice, and the
next round comes.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

from exchange.errors import Refusal
from exchange.journeys.collect import collect
from exchange.journeys.cut_checkpoint import cut_checkpoint
from exchange.journeys.deliver import deliver, due_peers
from exchange.journeys.look_up_members import look_up_members
from exchange.node import Node
from exchange.settings import Role

IDLE_SECONDS = 0.2
PEERS_AT_ONCE = 8
CHECKPOINT_EVERY = timedelta(seconds=1)
COLLECT_EVERY = timedelta(seconds=1)
LOOK_UP_EVERY = timedelta(seconds=30)
LOOK_UP_SOON = timedelta(seconds=2)


class Worker:
    """Runs rounds on a thread of its own until it is stopped."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._owner = node.fresh_id()
        self._busy: dict[str, Future[None]] = {}
        self._due: dict[str, datetime] = {}
        self._pool = ThreadPoolExecutor(PEERS_AT_ONCE, thread_name_prefix="deliver")
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the round that is under way."""
        self._stopping.set()
        self._node.wake()
        self._thread.join()
        self._pool.shutdown()

    def round(self) -> None:
        """Do what is due now, once."""
        if self._node.settings.role is Role.COUNCIL:
            self._every("look-up", self._look_up_wait(), look_up_members)
            self._guarded("deliver", self._deliver)
            self._every("collect", COLLECT_EVERY, collect)
        self._every("checkpoint", CHECKPOINT_EVERY, cut_checkpoint)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.round()
            self._node.woken.wait(IDLE_SECONDS)
            self._node.woken.clear()

    def _deliver(self, node: Node) -> None:
        self._busy = {peer: future for peer, future in self._busy.items() if not future.done()}
        for peer in due_peers(node):
            if peer not in self._busy:
                journey = partial(deliver, peer=peer, owner=self._owner)
                self._busy[peer] = self._pool.submit(self._guarded, "deliver", journey)

    def _look_up_wait(self) -> timedelta:
        wanted = self._node.store.read(lambda tx: tx.members.wanted_list())
        return LOOK_UP_SOON if wanted else LOOK_UP_EVERY

    def _every(self, name: str, interval: timedelta, journey: Callable[[Node], object]) -> None:
        now = self._node.clock()
        if now >= self._due.get(name, now):
            self._due[name] = now + interval
            self._guarded(name, journey)

    def _guarded(self, name: str, journey: Callable[[Node], object]) -> None:
        try:
            journey(self._node)
        except Refusal as refusal:
            self._node.notices.write("worker-refused", journey=name, code=refusal.code)
        except Exception as error:  # noqa: BLE001 - a worker that stops without a word is the worst failure
            self._node.notices.fault(error, door=name)
