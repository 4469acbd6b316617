"""How things are timed here.

By the CPU time of this process, in short slices: what other processes take from the machine is then no part of it. Of
the slices the best one counts where both sides of a ratio are timed alone, and the median where one of them cannot be.
Things whose ratio counts are timed in turns, so that they meet the same weather.
"""

import time
from collections.abc import Callable, Mapping, Sequence

SLICE_SECONDS = 0.02


def race(
    runners: Mapping[str, Callable[[], object]], *, seconds: float, pick: Callable[[Sequence[float]], float] = min
) -> dict[str, float]:
    """CPU seconds for one call of each, the runners taking turns until time is up."""
    counts = {name: _calls_in_a_slice(act) for name, act in runners.items()}
    slices: dict[str, list[float]] = {name: [] for name in runners}
    end = time.monotonic() + seconds
    while time.monotonic() < end or not all(slices.values()):
        for name, act in runners.items():
            slices[name].append(_slice(act, counts[name]))
    return {name: pick(taken) for name, taken in slices.items()}


def _calls_in_a_slice(act: Callable[[], object]) -> int:
    act()
    return max(1, round(SLICE_SECONDS / max(_slice(act, 2), 1e-7)))


def _slice(act: Callable[[], object], calls: int) -> float:
    started = time.process_time()
    for _ in range(calls):
        act()
    return (time.process_time() - started) / calls
