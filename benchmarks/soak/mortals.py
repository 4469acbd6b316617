"""Councils that die: processes that are killed at a random moment, or just before or just after a commit."""

import multiprocessing
import os
import random
import signal
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from zlib import crc32

from sqlalchemy import Connection

from benchmarks.federation import cpu_of
from benchmarks.soak.weather import CALM, Climate, Weather

SPEED = 10
NEXT_COMMITS = 6  # a process dies at one of so many
MODULES = ["__main__", "uvicorn", "exchange.api", "exchange.app", "exchange.store.migrate", "exchange.worker", __name__]


class Death(Enum):
    """When a process dies; the value is the signal that brings it about."""

    AT_RANDOM = signal.SIGKILL
    BEFORE_A_COMMIT = signal.SIGUSR1
    AFTER_A_COMMIT = signal.SIGUSR2


@dataclass(frozen=True)
class FastClock:
    """A clock that showed `start` when the machine's showed `since`, the same one in every process.

    It runs faster, so that leases, back-off and look-ups take seconds, not minutes.
    """

    start: datetime
    since: float

    def __call__(self) -> datetime:
        return self.start + SPEED * timedelta(seconds=time.time() - self.since)

    def leap(self, how_far: timedelta) -> "FastClock":
        """The same clock, put forward."""
        return FastClock(self.start + how_far, self.since)


class Fuse:
    """A commit that kills its own process: lit by a signal, it goes off at one of the next commits."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._death = Death.AT_RANDOM
        self._left = 0
        for death in (Death.BEFORE_A_COMMIT, Death.AFTER_A_COMMIT):
            signal.signal(death.value, self._light)

    def __call__(self, connection: Connection) -> None:
        self._left -= 1
        if self._left == 0 and self._death is Death.BEFORE_A_COMMIT:
            os.kill(os.getpid(), signal.SIGKILL)
        connection.commit()
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def _light(self, number: int, _frame: object) -> None:
        self._death, self._left = Death(signal.Signals(number)), self._chance.randint(1, NEXT_COMMITS)


def serve(folder: Path, port: int, clock: FastClock, seed: int, climate: Climate) -> None:
    """Serve a node, worker included, until the process is killed."""
    import uvicorn

    from exchange.api import build
    from exchange.app import open_node
    from exchange.worker import Worker

    sys.stdout = sys.stderr = (folder / "notices.jsonl").open("a", encoding="utf-8")
    weather = Weather(climate, seed=seed, clock=clock, here=f"127.0.0.1:{port}")
    with open_node(folder, clock=clock, commit=Fuse(seed), transport=weather) as node:
        Worker(node).start()
        uvicorn.run(build(node), host="127.0.0.1", port=port, log_level="error", access_log=False, lifespan="off")


@dataclass
class Mortal:
    """One node's process, started again as often as it is killed."""

    folder: Path
    port: int
    clock: FastClock
    climate: Climate = CALM
    lives: int = 0
    cpu_seconds: float = 0.0
    _running: ForkServerProcess | None = field(default=None, repr=False)

    def start(self) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(MODULES)  # what every node imports is imported once
        self.lives += 1
        seed = crc32(f"{self.climate.seed} {self.folder.name} {self.lives}".encode())
        arguments = (self.folder, self.port, self.clock, seed, self.climate)
        self._running = context.Process(target=serve, args=arguments, daemon=True)
        self._running.start()

    @property
    def is_alive(self) -> bool:
        return self._running is not None and self._running.is_alive()

    def kill(self, death: Death = Death.AT_RANDOM, *, patience_seconds: float = 3) -> Death:
        """Nothing is finished, closed or written any more. How it died: without a commit to die at, at random."""
        if self._running is None or self._running.pid is None:
            raise RuntimeError(f"{self.folder.name} does not run")
        if not self._running.is_alive():
            raise RuntimeError(f"{self.folder.name} ended by itself:\n{self.last_words()}")
        used = cpu_of(self._running.pid)
        os.kill(self._running.pid, death.value)
        self._running.join(patience_seconds)
        if self._running.is_alive():
            death = Death.AT_RANDOM
            self._running.kill()
        self._running.join()
        self._running.close()
        self._running = None
        self.cpu_seconds += used
        return death

    def end(self) -> None:
        """Kill it, if it runs."""
        if self.is_alive:
            self.kill()

    def last_words(self) -> str:
        return (self.folder / "notices.jsonl").read_text("utf-8", "replace")[-2_000:]
