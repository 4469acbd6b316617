"""The worker: what a node does without being asked. It delivers, cuts checkpoints, collects proofs, looks members up.

Any number of workers may run on one store: leases keep them apart. Whatever waits for another council runs on a thread
of its own, one for each council and kind of work, so that a slow council holds up nobody else. Whatever goes wrong is
written down as a notice, and the next round comes.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from threading import BoundedSemaphore, Event, Thread
from time import monotonic
from typing import TypeAlias

from exchange.errors import Refusal
from exchange.journeys.collect import collect_from, councils_to_ask
from exchange.journeys.cut_checkpoint import cut_checkpoint
from exchange.journeys.deliver import deliver, due_peers
from exchange.journeys.look_up_members import look_up, members_to_look_up
from exchange.journeys.watch_over import watch_over
from exchange.node import Node
from exchange.settings import Role

Journey: TypeAlias = Callable[[Node], object]

IDLE_SECONDS = 0.2
STOP_SECONDS = 2.0
AT_ONCE = 32
CHECKPOINT_EVERY = timedelta(seconds=1)
COLLECT_EVERY = timedelta(seconds=1)
WATCH_EVERY = timedelta(seconds=5)
LOOK_UP_EVERY = timedelta(seconds=30)
LOOK_UP_SOON = timedelta(seconds=2)


class Worker:
    """Runs rounds on a thread of its own until it is stopped."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._owner = node.fresh_id()
        self._jobs: dict[str, Thread] = {}
        self._places = BoundedSemaphore(AT_ONCE)
        self._last: dict[str, datetime] = {}
        self._resting: dict[str, datetime] = {}
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way, unless it waits for a slow council: that is left, as if the process had died."""
        self._stopping.set()
        self._node.wake()
        until = monotonic() + STOP_SECONDS
        for thread in (self._thread, *self._jobs.values()):
            if thread.is_alive():
                thread.join(max(0.0, until - monotonic()))

    def round(self) -> None:
        """Begin what is due now."""
        if self._node.settings.role is Role.COUNCIL:
            self._every("look-up", self._look_up_wait(), self._look_up)
            for peer in due_peers(self._node):
                if not self._rests(peer):
                    self._begin(f"deliver {peer}", partial(self._deliver, peer=peer))
            self._every("collect", COLLECT_EVERY, self._collect)
            self._every("watch over", WATCH_EVERY, watch_over)
        self._every("checkpoint", CHECKPOINT_EVERY, cut_checkpoint)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._guarded("round", lambda _node: self.round())
            self._node.woken.wait(IDLE_SECONDS)
            self._node.woken.clear()

    def _deliver(self, node: Node, *, peer: str) -> None:
        done = deliver(node, peer, owner=self._owner, enough=self._stopping.is_set)
        if done.rest_until is not None:
            self._resting[peer] = done.rest_until

    def _rests(self, peer: str) -> bool:
        """Whether the council has asked to be left alone, with whatever there is for it."""
        until = self._resting.get(peer)
        return until is not None and self._node.clock() < until

    def _look_up(self, node: Node) -> None:
        for entity_id, anchor in members_to_look_up(node).items():
            self._begin(f"look-up {entity_id}", partial(look_up, entity_id=entity_id, anchor=anchor))

    def _collect(self, node: Node) -> None:
        for council in councils_to_ask(node):
            self._begin(f"collect {council}", partial(collect_from, council=council))

    def _look_up_wait(self) -> timedelta:
        wanted = self._node.store.read(lambda tx: tx.members.wanted_list(limit=1))
        return LOOK_UP_SOON if wanted else LOOK_UP_EVERY

    def _every(self, name: str, interval: timedelta, journey: Journey) -> None:
        now, last = self._node.clock(), self._last.get(name)
        if last is None or not last <= now < last + interval:  # earlier than the last time: the clock was set back
            self._last[name] = now
            self._begin(name, journey)

    def _begin(self, name: str, journey: Journey) -> None:
        """Run a journey on a thread of its own, unless it still runs from before."""
        running = self._jobs.get(name)
        if running is None or not running.is_alive():
            thread = Thread(target=self._in_place, args=(name, journey), name=f"worker: {name}", daemon=True)
            self._jobs[name] = thread
            thread.start()

    def _in_place(self, name: str, journey: Journey) -> None:
        with self._places:
            if not self._stopping.is_set():
                self._guarded(name, journey)

    def _guarded(self, name: str, journey: Journey) -> None:
        with suppress(OSError, ValueError):  # not even a full disk under the notices ends the worker
            try:
                journey(self._node)
            except Refusal as refusal:
                self._node.notices.write("worker-refused", journey=name, code=refusal.code)
            except Exception as error:  # noqa: BLE001 - a worker that stops without a word is the worst failure
                if not self._stopping.is_set():  # by then the store may be closed under it
                    self._node.notices.fault(error, door=name)
