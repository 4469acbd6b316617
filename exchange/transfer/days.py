"""Days are calendar days in London; times are UTC. A duty passes at the start of a day, not at an hour of some server.

The rule for summer time is computed, not looked up, so that the same evidence gives the same day on every machine, with
or without a time zone database.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from exchange.errors import Refusal

_HOUR = timedelta(hours=1)
_MARCH, _OCTOBER, _SUNDAY = 3, 10, 6


def london_day(at: datetime) -> date:
    """The day in London at this moment (an aware datetime, 1996 or later)."""
    utc = at.astimezone(UTC)
    summer = _change(utc.year, _MARCH) <= utc < _change(utc.year, _OCTOBER)
    return (utc + _HOUR if summer else utc).date()


def check_day(day: date, *, said_at: datetime, back_days: int, ahead_days: int, at: str) -> None:
    """Refuse (`day-malformed`) a day further from the moment it was stated than anyone can mean."""
    distance = (day - london_day(said_at)).days
    if not -back_days <= distance <= ahead_days:
        raise Refusal("day-malformed", at)


@cache
def _change(year: int, month: int) -> datetime:
    """01:00 UTC on the last Sunday of the month (Summer Time Act 1972 s.1, as amended by SI 2002/262)."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)
