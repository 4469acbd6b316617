"""Days, distances, money and time as people write them; CLDR is asked whether the names are right."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from exchange.reading import (
    Language,
    say_day,
    say_distance,
    say_minutes,
    say_moment,
    say_money,
    say_month,
    say_weekday,
)
from tests.reading.told import LANGUAGES

LOCALES = {"en": "en_GB", "cy": "cy"}
TODAY = date(2026, 11, 20)


@given(st.dates(), st.sampled_from(LANGUAGES))
def test_days_are_written_as_cldr_writes_them(day: date, language: Language) -> None:
    locale = LOCALES[language]
    assert say_day(day, language=language) == format_date(day, "d MMMM y", locale=locale)
    assert say_month(day, language=language) == format_date(day, "MMMM y", locale=locale)
    assert say_weekday(day, language=language) == format_date(day, "EEEE d MMMM y", locale=locale)


@pytest.mark.parametrize(
    ("days", "en", "cy"),
    [
        (-2, "2 days ago", "2 ddiwrnod yn ôl"),
        (-1, "yesterday", "ddoe"),
        (0, "today", "heddiw"),
        (1, "tomorrow", "yfory"),
        (3, "in 3 days", "ymhen 3 diwrnod"),
        (20, "in 20 days", "ymhen 20 diwrnod"),
        (21, "in 3 weeks", "ymhen 3 wythnos"),
        (-69, "9 weeks ago", "9 wythnos yn ôl"),
        (70, "in 2 months", "ymhen 2 fis"),
        (729, "in 23 months", "ymhen 23 mis"),
        (731, "in 2 years", "ymhen 2 flynedd"),
        (-1461, "4 years ago", "4 blynedd yn ôl"),
        (-1827, "5 years ago", "5 mlynedd yn ôl"),
    ],
)
def test_how_far_a_day_is(days: int, en: str, cy: str) -> None:
    assert say_distance(TODAY + timedelta(days=days), today=TODAY, language="en") == en
    assert say_distance(TODAY + timedelta(days=days), today=TODAY, language="cy") == cy


@given(st.integers(2, 40_000))
def test_the_past_is_as_far_as_the_future(days: int) -> None:
    before, after = TODAY - timedelta(days=days), TODAY + timedelta(days=days)
    future = say_distance(after, today=TODAY, language="en").removeprefix("in ")
    assert say_distance(before, today=TODAY, language="en") == f"{future} ago"
    number, unit = future.split()
    assert 0 <= days - int(number) * {"d": 1, "w": 7, "m": 30.4, "y": 365.25}[unit[0]] < 366


def test_a_moment_is_said_in_the_time_of_the_united_kingdom() -> None:
    assert say_moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), language="en") == "2 July 2026, 00:30"
    assert say_moment(datetime(2026, 12, 1, 9, 5, tzinfo=UTC), language="cy") == "1 Rhagfyr 2026, 09:05"


@pytest.mark.parametrize(
    ("pence", "text"), [(0, "£0"), (5, "£0.05"), (1250, "£12.50"), (1200, "£12"), (123456789, "£1,234,567.89")]
)
def test_money(pence: int, text: str) -> None:
    assert say_money(pence) == text


@pytest.mark.parametrize(
    ("minutes", "en", "cy"),
    [
        (0, "0 minutes", "0 munud"),
        (1, "1 minute", "1 munud"),
        (60, "1 hour", "1 awr"),
        (90, "1 hour 30 minutes", "1 awr 30 munud"),
        (122, "2 hours 2 minutes", "2 awr 2 funud"),
        (10_080, "168 hours", "168 awr"),
    ],
)
def test_minutes(minutes: int, en: str, cy: str) -> None:
    assert say_minutes(minutes, language="en") == en
    assert say_minutes(minutes, language="cy") == cy


@given(st.integers(0, 59), st.sampled_from(LANGUAGES))
def test_minutes_are_written_as_cldr_writes_them(minutes: int, language: Language) -> None:
    assert say_minutes(minutes, language=language) == format_unit(minutes, "duration-minute", locale=LOCALES[language])


@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_two_amounts_are_never_said_alike(one: int, other: int) -> None:
    assert (say_money(one) == say_money(other)) == (one == other)
    assert (say_minutes(one, language="cy") == say_minutes(other, language="cy")) == (one == other)
