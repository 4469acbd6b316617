"""Bars, as numbers that a template draws: how long each is, and where it stands. A table beside them says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

WIDTH = 360
_LONGEST, _LINE, _BAR, _GAP = 300, 18, 14, 12
_LETTERS = 42


@dataclass(frozen=True)
class Bar:
    """One bar under its words, each line of which stands at its own height."""

    lines: tuple[tuple[int, str], ...]
    count: int
    y: int
    length: int

    @property
    def count_at(self) -> tuple[int, int]:
        """Where its number stands."""
        return self.length + 6, self.y + _BAR - 2


@dataclass(frozen=True)
class Chart:
    """Bars under each other; `name` is the id of its parts in the page."""

    name: str
    title: str
    about: str
    unit: str
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        """How high the whole is."""
        return self.bars[-1].y + _BAR + _GAP if self.bars else 0

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The same for a table."""
        return tuple((" ".join(text for _, text in bar.lines), str(bar.count)) for bar in self.bars)


def chart(name: str, *, title: str, about: str, unit: str, counts: Iterable[tuple[str, int]]) -> Chart:
    """A chart of counts, in their order; the longest bar is as long as there is room."""
    found = tuple(counts)
    most, y, bars = max((count for _, count in found), default=0) or 1, 0, []
    for label, count in found:
        lines = [(y + _LINE * place, text) for place, text in enumerate(wrap(label, _LETTERS), start=1)]
        y += _LINE * len(lines) + 4
        bars.append(Bar(tuple(lines), count, y, _LONGEST * count // most))
        y += _BAR + _GAP
    return Chart(name, title, about, unit, tuple(bars))
