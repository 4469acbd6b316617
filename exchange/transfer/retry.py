"""When to try again: seconds at first, a day at last, given up after 30 days (and then somebody is told)."""

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(days=1)
GIVE_UP_AFTER = timedelta(days=30)
_MAX_DOUBLINGS = 20  # beyond the longest wait already


def next_try(attempt: int, *, now: datetime, jitter: float, retry_after: timedelta | None = None) -> datetime:
    """When to try again after `attempt` tries (1 or more) have failed.

    The wait doubles; `jitter` (0 ≤ jitter < 1) takes off up to half, so that many do not come back at once. A peer that
    asked to be left alone for `retry_after` is, but never for longer than a day.
    """
    doubled = min(FIRST_WAIT * (1 << min(max(attempt, 1) - 1, _MAX_DOUBLINGS)), LONGEST_WAIT)
    wait = doubled * (1 - jitter / 2)
    if retry_after is not None:
        wait = max(wait, retry_after + FIRST_WAIT * jitter)
    return now + min(wait, LONGEST_WAIT)
