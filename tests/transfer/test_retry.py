from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from exchange.transfer import GIVE_UP_AFTER, next_try
from exchange.transfer.retry import LONGEST_WAIT
from tests.transfer.said import NOON

JITTER = st.floats(0, 1, exclude_max=True)


def wait(attempt: int, jitter: float, retry_after: timedelta | None = None) -> timedelta:
    return next_try(attempt, now=NOON, jitter=jitter, retry_after=retry_after) - NOON


@given(st.integers(-3, 10**9), JITTER)
def test_a_wait_is_never_shorter_than_seconds_nor_longer_than_a_day(attempt: int, jitter: float) -> None:
    assert timedelta(seconds=2) < wait(attempt, jitter) <= LONGEST_WAIT


@given(st.integers(1, 14), JITTER, JITTER)
def test_each_wait_is_at_least_as_long_as_the_one_before_whatever_the_jitter(
    attempt: int, one: float, two: float
) -> None:
    assert wait(attempt + 1, two) >= wait(attempt, one)


@given(st.integers(1, 40), JITTER)
def test_more_jitter_never_waits_longer(attempt: int, jitter: float) -> None:
    assert wait(attempt, jitter) <= wait(attempt, 0)


@given(st.integers(1, 40), JITTER, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_peer_that_asks_for_time_gets_it_but_never_more_than_a_day(
    attempt: int, jitter: float, asked: timedelta
) -> None:
    waited = wait(attempt, jitter, asked)
    assert min(asked, LONGEST_WAIT) <= waited <= LONGEST_WAIT
    assert waited >= wait(attempt, jitter)


def test_a_message_is_tried_from_seconds_to_days_for_a_month() -> None:
    waits = [wait(attempt, 0.5) for attempt in range(1, 60)]
    assert waits[0] < timedelta(seconds=5)
    assert sum(waits[:4], timedelta()) < timedelta(minutes=1)
    assert sum(waits, timedelta()) > GIVE_UP_AFTER
