"""P3 and P5: whole transfers between two councils, each a process with server and worker, one SQLite file and fsync.

One transfer: assessment and plan are published (sealed, signed, logged, stored), the other council is notified with
both, gets them encrypted, verifies and stores them, and its signed receipt is verified and stored. CPU is that of both
councils, until the log's proofs, fetched afterwards, are there too; what the load itself costs is not in it.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from subprocess import Popen

from benchmarks.crypto import floor
from benchmarks.documents import ASSESSMENT, PLAN, Document
from benchmarks.federation import Federation, cpu_seconds
from benchmarks.figures import Figure
from benchmarks.load import Load, put_on

PAIR, ALONE = (ASSESSMENT, PLAN), (PLAN,)
WARM_SECONDS, REST_SECONDS, IDLE_SECONDS = 3.0, 3.0, 2.0
Processes = Sequence[Popen[bytes]]


@dataclass(frozen=True)
class Run:
    """A load, and the CPU seconds of sender and receiver for each of its transfers."""

    load: Load
    sender: float
    receiver: float


def measure(federation: Federation, processes: Processes, *, seconds: float) -> Iterator[Figure]:
    put_on(federation, PAIR, in_flight=4, seconds=WARM_SECONDS)
    idle = _idle(processes)
    for documents, in_flight, what in (
        (PAIR, 1, "assessment and plan, one at a time"),
        (PAIR, 32, "assessment and plan, 32 in flight"),
        (ALONE, 32, "plan alone, 32 in flight"),
    ):
        run = _run(federation, processes, documents, in_flight=in_flight, seconds=seconds, idle=idle)
        load = run.load
        how = f"{len(load.latencies)} in {load.seconds:.0f} s; half within {load.latency(0.5) * 1e3:.0f} ms"
        yield Figure(
            "P3", f"transfers: {what}", load.rate, "/s", f"{how}, 95 % within {load.latency(0.95) * 1e3:.0f} ms"
        )
        yield _cpu_figure(run, documents, what, seconds=seconds / 8)


def _cpu_figure(run: Run, documents: Sequence[Document], what: str, *, seconds: float) -> Figure:
    needed, terms = floor(documents, seconds=seconds)
    spent = run.sender + run.receiver
    how = (
        f"sender {run.sender * 1e3:.1f} + receiver {run.receiver * 1e3:.1f} ms of CPU ÷ {needed * 1e3:.2f} ms = {terms}"
    )
    return Figure("P5", f"CPU ÷ cryptography needed: {what}", spent / needed, "x", _wrapped(how), 6.0, 3.0)


def _wrapped(text: str) -> str:
    from textwrap import fill

    return fill(text, 110)


def _run(
    federation: Federation,
    processes: Processes,
    documents: Sequence[Document],
    *,
    in_flight: int,
    seconds: float,
    idle: float,
) -> Run:
    before, started = [cpu_seconds(each) for each in processes], time.monotonic()
    load = put_on(federation, documents, in_flight=in_flight, seconds=seconds)
    time.sleep(REST_SECONDS)
    idled = idle * (time.monotonic() - started)
    sender, receiver = (cpu_seconds(each) - was - idled for each, was in zip(processes, before, strict=True))
    return Run(load, sender / len(load.latencies), receiver / len(load.latencies))


def _idle(processes: Processes) -> float:
    """CPU seconds that a council uses in each second in which nothing happens."""
    time.sleep(REST_SECONDS)
    before = [cpu_seconds(each) for each in processes]
    time.sleep(IDLE_SECONDS)
    after = [cpu_seconds(each) for each in processes]
    return (sum(after) - sum(before)) / len(processes) / IDLE_SECONDS
