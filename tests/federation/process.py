"""A node in a process of its own, which can be killed: as `exchange serve` runs it, but with a clock that runs faster.

Leases, back-off and look-ups then take seconds of a test, not minutes.
"""

import multiprocessing
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

SPEED = 10
MODULES = ["pytest", "uvicorn", "exchange.api", "exchange.app", "exchange.store.migrate", "exchange.worker", __name__]


@dataclass(frozen=True)
class FastClock:
    """A clock that showed `start` when the machine's showed `since`; every process of a test has the same one."""

    start: datetime
    since: float

    def __call__(self) -> datetime:
        return self.start + SPEED * timedelta(seconds=time.time() - self.since)


def serve(folder: Path, port: int, clock: FastClock) -> None:
    """Serve a node, worker included, until the process is killed."""
    import uvicorn

    from exchange.api import build
    from exchange.app import open_node
    from exchange.worker import Worker

    sys.stdout = sys.stderr = (folder / "notices.jsonl").open("a", encoding="utf-8")
    with open_node(folder, clock=clock) as node:
        Worker(node).start()
        uvicorn.run(
            build(node), host="127.0.0.1", port=port, log_level="error", access_log=False, lifespan="off", http="h11"
        )


@dataclass
class Process:
    """One node's process, started from scratch as often as it is killed."""

    folder: Path
    port: int
    clock: FastClock
    _running: ForkServerProcess | None = None

    def start(self) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(MODULES)  # what every node imports is imported once
        self._running = context.Process(target=serve, args=(self.folder, self.port, self.clock), daemon=True)
        self._running.start()

    def kill(self) -> None:
        """SIGKILL: nothing is finished, closed or written any more."""
        if self._running is None:
            return
        assert self._running.is_alive(), (self.folder / "notices.jsonl").read_text("utf-8")[-2000:]
        self._running.kill()
        self._running.join()
        self._running.close()
        self._running = None
