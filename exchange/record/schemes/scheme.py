"""What a scheme is: its limbs, the areas that a limb names, and which answers make a need eligible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from exchange.record.codes.code_list import Code, CodeList


@dataclass(frozen=True)
class Area(Code):
    """An area or outcome that a scheme names, in its own numbering; `area` is its place among our need areas."""

    area: str = ""


@dataclass(frozen=True)
class Scheme:
    """One set of criteria of one jurisdiction.

    A need is eligible if in each group of `test` at least one limb is met. `at_least` says of how many areas a limb
    speaks before it counts as met. A scheme with `bands` decides by band and threshold; one with neither, not by rule.
    """

    label: Code
    about: str  # adult, child or carer
    limbs: Mapping[str, Code]
    areas: Mapping[str, Area]
    test: tuple[tuple[str, ...], ...] = ()
    at_least: Mapping[str, int] = field(default_factory=dict)
    bands: CodeList | None = None
    asks_can_and_can_only: bool = False

    @property
    def code(self) -> str:
        """The scheme's code, as in a determination."""
        return self.label.code

    @property
    def jurisdiction(self) -> str:
        """The only jurisdiction in which a determination under this scheme holds."""
        return self.label.jurisdiction or ""

    @property
    def verified(self) -> bool:
        """Whether the source of every word of it was seen."""
        return all(code.verified for code in (self.label, *self.limbs.values(), *self.areas.values()))

    @property
    def citation(self) -> str:
        """Where the criteria stand."""
        return self.label.citation or ""


T = TypeVar("T", bound=Code)


def by_ref(codes: Iterable[T]) -> Mapping[str, T]:
    """Limbs or areas by the reference under which a determination names them."""
    return {code.code: code for code in codes}
