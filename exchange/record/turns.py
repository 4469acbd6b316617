"""How single values are turned between a form and our content, both ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeAlias

from exchange.jose import JsonValue

Values: TypeAlias = tuple[JsonValue, ...]  # None stands for a value that is not there


class Turn(Protocol):
    """How the values of one row are turned; a value that cannot be turned becomes None and counts as dropped."""

    def into(self, values: Values) -> Values:
        """From the form's values to ours."""

    def out(self, values: Values) -> Values:
        """From our values to the form's."""


@dataclass(frozen=True)
class Same:
    """Values that both sides write alike."""

    def into(self, values: Values) -> Values:
        """As it is."""
        return values

    def out(self, values: Values) -> Values:
        """As it is."""
        return values


class One:
    """A turn of one value; the subclass says how."""

    def into(self, values: Values) -> Values:
        """Each value by itself."""
        return tuple(None if value is None else self.into_one(value) for value in values)

    def out(self, values: Values) -> Values:
        """Each value by itself."""
        return tuple(None if value is None else self.out_one(value) for value in values)

    def into_one(self, value: JsonValue) -> JsonValue:
        """From the form's value to ours."""
        raise NotImplementedError

    def out_one(self, value: JsonValue) -> JsonValue:
        """From our value to the form's."""
        raise NotImplementedError


@dataclass(frozen=True)
class Table(One):
    """The form's own codes, by what they are called here. Where two are alike here, the first is written back."""

    codes: Mapping[str, JsonValue]

    def into_one(self, value: JsonValue) -> JsonValue:
        """The code here, or nothing."""
        return self.codes.get(value) if isinstance(value, str) else None

    def out_one(self, value: JsonValue) -> JsonValue:
        """The form's code, or nothing."""
        return next((theirs for theirs, ours in self.codes.items() if ours == value), None)


@dataclass(frozen=True)
class ListOf(One):
    """A list of values in one text, with a separator; each turned by a table."""

    separator: str
    each: Table

    def into_one(self, value: JsonValue) -> JsonValue:
        """The values that the table knows, or nothing."""
        parts = value.split(self.separator) if isinstance(value, str) else []
        turned = (self.each.into_one(part.strip()) for part in parts)
        return [part for part in turned if part is not None] or None

    def out_one(self, value: JsonValue) -> JsonValue:
        """One text."""
        turned = (self.each.out_one(part) for part in (value if isinstance(value, list) else []))
        return self.separator.join(str(part) for part in turned if part is not None) or None


@dataclass(frozen=True)
class Day(One):
    """A day that the form writes in a format of its own, such as `%d/%m/%Y`."""

    form: str

    def into_one(self, value: JsonValue) -> JsonValue:
        """As 2026-12-01, or nothing."""
        try:
            return datetime.strptime(str(value), self.form).date().isoformat()  # noqa: DTZ007  a day has no zone
        except ValueError:
            return None

    def out_one(self, value: JsonValue) -> JsonValue:
        """As the form writes it, or nothing (for an explicit unknown)."""
        try:
            return date.fromisoformat(str(value)).strftime(self.form)
        except ValueError:
            return None


@dataclass(frozen=True)
class Numbered:
    """Numbers by which the form links its entries, as ids that begin with letters here; one number or several."""

    letters: str

    def into(self, values: Values) -> Values:
        """From 3 to `n3`."""
        return tuple(self._into(value) for value in values)

    def out(self, values: Values) -> Values:
        """From `n3` to 3; nothing for an id of another form."""
        return tuple(self._out(value) for value in values)

    def _into(self, value: JsonValue) -> JsonValue:
        if isinstance(value, list):
            return [self._into(each) for each in value]
        return None if value is None else f"{self.letters}{value}"

    def _out(self, value: JsonValue) -> JsonValue:
        if isinstance(value, list):
            return [found for each in value if (found := self._out(each)) is not None] or None
        number = str(value).removeprefix(self.letters)
        return int(number) if number.isascii() and number.isdigit() and number != str(value) else None
