"""Words of a report that can be said again in another language: English text that knows what it was made of.

Each is a `str` in English, for the report and for programs. Pages take it apart: a template is translated, a day is
written as readers of the other language write it, a code is called by its name, and what has Welsh brings it along.
"""

from collections.abc import Mapping, Sized
from datetime import date, datetime
from typing import Self, TypeAlias

Value: TypeAlias = str | date | tuple[str, ...]
"""What stands in a template: words (a plain `str` is a name or a number), a day, a moment, or several words."""


class Said(str):
    """A template with its values filled in."""

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, /, **values: Value) -> Self:
        """Fill the places of the template, if it has any."""
        english = {name: _english(value) for name, value in values.items()}
        made = super().__new__(cls, template % english if values else template)
        made.template, made.values = template, values
        return made


class Both(str):
    """Words that carry their Welsh with them."""

    __slots__ = ("welsh",)
    welsh: str

    def __new__(cls, english: str, welsh: str) -> Self:
        """The same in two languages."""
        made = super().__new__(cls, english)
        made.welsh = welsh
        return made


class Coded(str):
    """A code, of one of the tables of codes that have names (`stages`, `messages`)."""

    __slots__ = ("table",)
    table: str

    def __new__(cls, table: str, code: str) -> Self:
        """The code, and the table in which it has a name."""
        made = super().__new__(cls, code)
        made.table = table
        return made


def numbered(template: str, number: int, things: Sized) -> Said:
    """One of several things: `numbered("record %(number)s of %(count)s", 2, records)`."""
    return Said(template, number=str(number), count=str(len(things)))


def _english(value: Value) -> str:
    match value:
        case datetime():
            return f"{value.day} {value:%B %Y, %H:%M} UTC"
        case date():
            return f"{value.day} {value:%B %Y}"
        case tuple():
            return "; ".join(value)
        case _:
            return value
