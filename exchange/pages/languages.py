"""Two languages: the Welsh of every sentence, and how each writes days, numbers and lists.

An English sentence is its own key. Its Welsh stands in `locale/cy/*.po`, one file for each area, for translators to
edit; all of them are read once. What has no Welsh is shown in English: the tests see to it that there is nothing such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from exchange.wire import Council


class Language(StrEnum):
    """The languages of the pages, as in their addresses and in `lang`."""

    EN = "en"
    CY = "cy"


PLURAL_FORMS: Final = "nplurals=6; plural=(n==0?0:n==1?1:n==2?2:n==3?3:n==6?4:5);"
"""The six forms of Welsh: none, one, two, three, six, and so many."""

_LOCALES: Final = {Language.EN: "en_GB", Language.CY: "cy"}
_MOMENTS: Final = {Language.EN: "d MMMM y 'at' HH:mm", Language.CY: "d MMMM y 'am' HH:mm"}
_NEAR: Final = {
    Language.EN: {-1: "yesterday", 0: "today", 1: "tomorrow"},
    Language.CY: {-1: "ddoe", 0: "heddiw", 1: "yfory"},
}
_LONDON: Final = ZoneInfo("Europe/London")
_VOWELS: Final = frozenset("aeiouwyâêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ")


def catalogues() -> dict[str, Catalog]:
    """The Welsh catalogues by the name of their file, as they are on disk."""
    folder = files("exchange.pages") / "locale" / Language.CY
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".po")), key=lambda each: each.name)
    return {each.name: read_po(BytesIO(each.read_bytes()), locale=Language.CY) for each in found}


@cache
def catalogue(language: Language) -> NullTranslations:
    """All sentences of a language, for `gettext` and for Jinja; in English, each stands for itself."""
    merged = NullTranslations()
    if language is Language.CY:
        for each in catalogues().values():
            compiled = _compiled(each)
            compiled.add_fallback(merged)
            merged = compiled
    return merged


def _compiled(catalog: Catalog) -> GNUTranslations:
    file = BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return GNUTranslations(file)


def day_in_words(day: date, language: Language) -> str:
    """Such as "20 November 2026" or "20 Tachwedd 2026"."""
    return format_date(day, "d MMMM y", locale=_LOCALES[language])


def moment_in_words(at: datetime, language: Language) -> str:
    """By the clocks of London, such as "20 November 2026 at 09:30" or "20 Tachwedd 2026 am 09:30"."""
    return format_datetime(at.astimezone(_LONDON), _MOMENTS[language], locale=_LOCALES[language])


def days_left(days: int, language: Language) -> str:
    """Such as "in 3 days", "today" or "2 days ago"; "ymhen 3 diwrnod", "heddiw" or "2 ddiwrnod yn ôl"."""
    near = _NEAR[language].get(days)
    far = timedelta(days=days)
    locale = _LOCALES[language]
    return near or format_timedelta(far, granularity="day", threshold=1e9, add_direction=True, locale=locale)


def number(value: int, language: Language) -> str:
    """Such as "1,250"."""
    return format_decimal(value, locale=_LOCALES[language])


def listed(things: Sequence[str], language: Language) -> str:
    """Such as "a, b and c"; in Welsh with "a", or "ac" before a vowel. The words themselves are left as they are."""
    if len(things) < 2:
        return "".join(things)
    last = things[-1]
    joined = "and" if language is Language.EN else "ac" if last[:1].lower() in _VOWELS else "a"
    return f"{', '.join(things[:-1])} {joined} {last}"


@dataclass(frozen=True)
class Voice:
    """Whoever speaks to a reader in one language: `_("Signed by %(council)s", council=…)`."""

    language: Language

    def __call__(self, sentence: str, /, **values: str) -> str:
        """This sentence in the language, with these values in their places; "" stays ""."""
        said = catalogue(self.language).gettext(sentence) if sentence else ""
        return said % values if values else said

    def plural(self, one: str, many: str, /, *, count: int) -> str:
        """The sentence for so many of something (`%(count)s`)."""
        return catalogue(self.language).ngettext(one, many, count) % {"count": number(count, self.language)}

    def council(self, council: Council, /) -> str:
        """The name of a council."""
        return council.welsh_name if self.language is Language.CY else council.name

    def day(self, day: date, /) -> str:
        """A day in words."""
        return day_in_words(day, self.language)

    def moment(self, at: datetime, /) -> str:
        """A moment in words, by the clocks of London."""
        return moment_in_words(at, self.language)

    def days_left(self, days: int, /) -> str:
        """How far off a day is."""
        return days_left(days, self.language)

    def listed(self, things: Sequence[str], /) -> str:
        """One thing, or several with "and" before the last."""
        return listed(things, self.language)
