"""Days, moments, numbers and lists as people write them in English and in Welsh."""

from datetime import UTC, date, datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from exchange.pages.languages import (
    PLURAL_FORMS,
    Language,
    Voice,
    catalogues,
    day_in_words,
    days_left,
    listed,
    moment_in_words,
    number,
)

EXPRESSIONS = {each.plural_expr for each in catalogues().values()}
EARLIEST, LATEST = datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("2200-01-01")
EN, CY = Language.EN, Language.CY


@pytest.mark.parametrize(
    ("day", "english", "welsh"),
    [
        (date(2026, 11, 20), "20 November 2026", "20 Tachwedd 2026"),
        (date(2026, 3, 1), "1 March 2026", "1 Mawrth 2026"),
    ],
)
def test_a_day_is_written_as_people_write_it(day: date, english: str, welsh: str) -> None:
    assert (day_in_words(day, EN), day_in_words(day, CY)) == (english, welsh)


@pytest.mark.parametrize(
    ("at", "english", "welsh"),
    [
        (datetime(2026, 11, 20, 9, 5, tzinfo=UTC), "20 November 2026 at 09:05", "20 Tachwedd 2026 am 09:05"),
        (datetime(2026, 7, 31, 23, 30, tzinfo=UTC), "1 August 2026 at 00:30", "1 Awst 2026 am 00:30"),
    ],
)
def test_a_moment_goes_by_the_clocks_of_london(at: datetime, english: str, welsh: str) -> None:
    assert (moment_in_words(at, EN), moment_in_words(at, CY)) == (english, welsh)


@pytest.mark.parametrize(
    ("days", "english", "welsh"),
    [
        (-10, "10 days ago", "10 diwrnod yn ôl"),
        (-2, "2 days ago", "2 ddiwrnod yn ôl"),
        (-1, "yesterday", "ddoe"),
        (0, "today", "heddiw"),
        (1, "tomorrow", "yfory"),
        (2, "in 2 days", "ymhen deuddydd"),
        (3, "in 3 days", "ymhen 3 diwrnod"),
        (6, "in 6 days", "ymhen 6 diwrnod"),
        (400, "in 400 days", "ymhen 400 diwrnod"),
    ],
)
def test_days_are_counted_from_today(days: int, english: str, welsh: str) -> None:
    assert (days_left(days, EN), days_left(days, CY)) == (english, welsh)


@pytest.mark.parametrize(
    ("things", "english", "welsh"),
    [
        ([], "", ""),
        (["Gwynedd"], "Gwynedd", "Gwynedd"),
        (["Gwynedd", "Ynys Môn"], "Gwynedd and Ynys Môn", "Gwynedd ac Ynys Môn"),
        (["Powys", "Gwynedd", "Ŵyr"], "Powys, Gwynedd and Ŵyr", "Powys, Gwynedd ac Ŵyr"),
        (["Abertawe", "Gwynedd"], "Abertawe and Gwynedd", "Abertawe a Gwynedd"),
    ],
)
def test_a_list_ends_in_and_which_welsh_changes_before_a_vowel(things: list[str], english: str, welsh: str) -> None:
    assert (listed(things, EN), listed(things, CY)) == (english, welsh)


def test_long_numbers_are_grouped() -> None:
    assert [number(12_500, each) for each in Language] == ["12,500", "12,500"]


@given(st.integers(0, 200))
def test_the_plural_forms_are_those_of_welsh(count: int) -> None:
    forms = ("zero", "one", "two", "few", "many", "other")
    expression = PLURAL_FORMS.partition("plural=")[2].rstrip(";")
    assert {expression} == EXPRESSIONS
    chosen = {0: 0, 1: 1, 2: 2, 3: 3, 6: 4}.get(count, 5)
    assert Locale("cy").plural_form(count) == forms[chosen]


@pytest.mark.parametrize(
    ("count", "welsh"),
    [
        (1, "Mae un neges arall yn aros y tu ôl iddi."),
        (2, "Mae dwy neges arall yn aros y tu ôl iddi."),
        (3, "Mae tair neges arall yn aros y tu ôl iddi."),
        (4, "Mae 4 neges arall yn aros y tu ôl iddi."),
        (6, "Mae chwe neges arall yn aros y tu ôl iddi."),
        (1000, "Mae 1,000 neges arall yn aros y tu ôl iddi."),
    ],
)
def test_welsh_counts_in_its_own_forms(count: int, welsh: str) -> None:
    one, many = "One more message waits behind it.", "%(count)s more messages wait behind it."
    assert Voice(CY).plural(one, many, count=count) == welsh
    assert Voice(EN).plural(one, many, count=count) == (one if count == 1 else many % {"count": number(count, EN)})


def test_what_has_no_welsh_is_said_in_english() -> None:
    assert Voice(CY)("No catalogue holds %(this)s.", this="this") == "No catalogue holds this."
    assert Voice(CY)("") == ""


@given(st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)), st.integers(-100_000, 100_000))
def test_every_day_and_every_distance_can_be_said(at: datetime, days: int) -> None:
    for language in Language:
        assert moment_in_words(at, language)
        assert day_in_words(at.date(), language)
        assert days_left(days, language)
