"""Days, moments and distances as people write them, in English and Welsh; CLDR is the source of the names."""

from datetime import date, datetime
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

Language: TypeAlias = Literal["en", "cy"]

_LONDON: Final = ZoneInfo("Europe/London")
_DAYS_UNTIL_WEEKS: Final = 21
_DAYS_UNTIL_MONTHS: Final = 70
_DAYS_UNTIL_YEARS: Final = 730

MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "cy": (
        *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
        *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
    ),
}
WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "cy": ("Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul"),
}
_NEAR: Final[dict[Language, dict[int, str]]] = {
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "cy": {-1: "ddoe", 0: "heddiw", 1: "yfory"},
}
_UNITS: Final[dict[Language, dict[str, tuple[str, str, str]]]] = {  # one; two (Welsh: soft mutation); any other number
    "en": {
        "day": ("day", "days", "days"),
        "week": ("week", "weeks", "weeks"),
        "month": ("month", "months", "months"),
        "year": ("year", "years", "years"),
    },
    "cy": {
        "day": ("diwrnod", "ddiwrnod", "diwrnod"),
        "week": ("wythnos", "wythnos", "wythnos"),
        "month": ("mis", "fis", "mis"),
        "year": ("flwyddyn", "flynedd", "mlynedd"),  # and `blynedd` after 3, 4 and 6
    },
}


def say_day(day: date, *, language: Language) -> str:
    """`20 November 2026`, `20 Tachwedd 2026`."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def say_weekday(day: date, *, language: Language) -> str:
    """With the day of the week: `Friday 20 November 2026`, `Dydd Gwener 20 Tachwedd 2026`."""
    return f"{WEEKDAYS[language][day.weekday()]} {say_day(day, language=language)}"


def say_month(day: date, *, language: Language) -> str:
    """`November 2026`, `Tachwedd 2026`."""
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def say_moment(at: datetime, *, language: Language) -> str:
    """The day and the time of day in the United Kingdom: `20 November 2026, 14:05`. `at` is aware."""
    there = at.astimezone(_LONDON)
    return f"{say_day(there.date(), language=language)}, {there:%H:%M}"


def say_distance(day: date, *, today: date, language: Language) -> str:
    """How far a day is from today: `in 3 days`, `ymhen 3 diwrnod`; days at first, then whole weeks, months, years."""
    days = (day - today).days
    if days in _NEAR[language]:
        return _NEAR[language][days]
    number, unit = _distance(abs(days))
    amount = say_units(number, unit, language=language)
    if language == "cy":
        return f"ymhen {amount}" if days > 0 else f"{amount} yn ôl"
    return f"in {amount}" if days > 0 else f"{amount} ago"


def say_units(number: int, unit: str, *, language: Language) -> str:
    """So many of a `day`, `week`, `month` or `year`: `2 weeks`, `2 ddiwrnod`."""
    one, two, other = _UNITS[language][unit]
    if other == "mlynedd" and number in (3, 4, 6):
        other = "blynedd"
    return f"{number} {one if number == 1 else two if number == 2 else other}"


def _distance(days: int) -> tuple[int, str]:
    if days < _DAYS_UNTIL_WEEKS:
        return days, "day"
    if days < _DAYS_UNTIL_MONTHS:
        return days // 7, "week"
    if days < _DAYS_UNTIL_YEARS:
        return days * 12 // 365, "month"
    return days * 4 // 1461, "year"
