"""How things are timed here.

Alone, by the CPU time of the process, in short slices of which the best counts: what another process takes from this
machine is then no part of it. Two things whose ratio counts are timed in turns, so that both meet the same weather.
"""

import time
from collections.abc import Callable, Mapping

SLICE_SECONDS = 0.02


def race(runners: Mapping[str, Callable[[], object]], *, seconds: float) -> dict[str, float]:
    """CPU seconds for one call of each, the best slice of each, the runners taking turns until time is up."""
    counts = {name: _calls_in_a_slice(act) for name, act in runners.items()}
    best = dict.fromkeys(runners, float("inf"))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name, act in runners.items():
            best[name] = min(best[name], _slice(act, counts[name]))
    return best


def _calls_in_a_slice(act: Callable[[], object]) -> int:
    act()
    return max(1, round(SLICE_SECONDS / max(_slice(act, 2), 1e-7)))


def _slice(act: Callable[[], object], calls: int) -> float:
    started = time.process_time()
    for _ in range(calls):
        act()
    return (time.process_time() - started) / calls
