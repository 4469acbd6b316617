"""P12: from nothing to the first answer of `exchange serve`, and one `exchange verify` of an evidence file."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.federation import Federation, await_answer, cpu_seconds, start
from benchmarks.figures import Figure

TIMES = 5


def measure_serve(federation: Federation) -> Iterator[Figure]:
    walls, cpus = [], []
    for _ in range(TIMES):
        started = time.monotonic()
        process = start(federation.sending)
        await_answer(federation.sending, process)
        walls.append(time.monotonic() - started)
        cpus.append(cpu_seconds(process))
        process.terminate()
        process.wait()
    yield Figure("P12", "exchange serve: cold start to the first answer", min(walls), "s", _how(walls, cpus), 2.0, 1.0)


def measure_verify(evidence: Path, anchor: Path) -> Iterator[Figure]:
    floors = [_timed([sys.executable, "-c", "pass"]) for _ in range(TIMES)]
    words = [sys.executable, "-m", "exchange", "verify", str(evidence), "--anchor", str(anchor)]
    taken = [_timed(words) for _ in range(TIMES)]
    walls, cpus = [wall for wall, _ in taken], [cpu for _, cpu in taken]
    how = f"{_how(walls, cpus)}; {evidence.stat().st_size / 1000:.0f} KB; `python -c pass` {min(floors)[0]:.2f} s"
    yield Figure("P12", "exchange verify of one evidence file, as a new process", min(walls), "s", how, 0.5, 0.25)


def _how(walls: Sequence[float], cpus: Sequence[float]) -> str:
    return f"best of {len(walls)}; median {statistics.median(walls):.2f} s; CPU {min(cpus):.2f} s at best"


def _timed(words: Sequence[str]) -> tuple[float, float]:
    """Wall and CPU seconds of one run, which must end well."""
    import resource

    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
