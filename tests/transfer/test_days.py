from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.transfer import london_day
from exchange.transfer.days import check_day

LONDON = ZoneInfo("Europe/London")
CHANGES = [
    datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2024, 3, 31, 1, tzinfo=UTC),
]  # fmt: skip


def test_refuses_a_day_outside_the_window_and_takes_its_edges() -> None:
    at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # already the 1st of July in London
    for day in (date(2026, 6, 29), date(2026, 7, 6)):
        check_day(day, said_at=at, back_days=2, ahead_days=5, at="/day")
    for day in (date(2026, 6, 28), date(2026, 7, 7)):
        with pytest.raises(Refusal, match="day-malformed at /day"):
            check_day(day, said_at=at, back_days=2, ahead_days=5, at="/day")


@given(st.integers(820_454_400, 2_145_916_800))  # 1996 to 2037
def test_the_day_in_london_is_that_of_the_time_zone_database(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert london_day(at) == at.astimezone(LONDON).date()


@pytest.mark.parametrize("change", CHANGES)
def test_the_day_in_london_is_right_around_the_changes_of_the_clock(change: datetime) -> None:
    for minutes in range(-1500, 1500, 10):
        at = change + timedelta(minutes=minutes)
        assert london_day(at) == at.astimezone(LONDON).date()


def test_the_day_does_not_depend_on_how_the_moment_is_written() -> None:
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert london_day(at) == london_day(at.astimezone(ZoneInfo("Asia/Tokyo"))) == date(2026, 7, 2)
