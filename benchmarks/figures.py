"""A figure: one measured number, the budget it is held against, and how it was come by."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

WIDTH = 118


@dataclass(frozen=True)
class Figure:
    """`hold` and `stretch` are the budgets, `sense` says on which side of them it is good to be."""

    name: str
    what: str
    value: float
    unit: str
    how: str
    hold: float | None = None
    stretch: float | None = None
    sense: Literal["at most", "at least"] = "at most"

    @property
    def verdict(self) -> str:
        if self.hold is None:
            return ""
        if self.stretch is not None and self._meets(self.stretch):
            return "stretch"
        return "holds" if self._meets(self.hold) else "MISSED"

    def _meets(self, budget: float) -> bool:
        return self.value <= budget if self.sense == "at most" else self.value >= budget


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of text, each with how it was measured beneath it."""
    lines = [f"{'':4} {'figure':62} {'measured':>12} {'hold':>8} {'stretch':>8}  verdict", "-" * WIDTH]
    for each in figures:
        budgets = f"{_number(each.hold):>8} {_number(each.stretch):>8}"
        measured = f"{_number(each.value)} {each.unit}"
        lines.append(f"{each.name:4} {each.what:62} {measured:>12} {budgets}  {each.verdict}")
        lines += [f"       {line}" for line in each.how.splitlines()]
    return "\n".join(lines)


def as_json(figures: Sequence[Figure], **more: object) -> str:
    return json.dumps({**more, "figures": [{**asdict(each), "verdict": each.verdict} for each in figures]}, indent=2)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
