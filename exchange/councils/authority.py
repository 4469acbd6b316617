"""What an authority is: its code, its names in two languages, its nation, and from when to when it exists."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Nation(StrEnum):
    """The four nations, by ISO 3166-2 code."""

    ENGLAND = "GB-ENG"
    NORTHERN_IRELAND = "GB-NIR"
    SCOTLAND = "GB-SCT"
    WALES = "GB-WLS"


@dataclass(frozen=True)
class HealthBoard:
    """A Welsh local health board: its NHS organisation code, its GSS code and its names."""

    ods: str
    gss: str
    english: str
    welsh: str


@dataclass(frozen=True)
class Council:
    """An authority that does social care. `valid_to` is its last day; None means no end is known."""

    gss: str
    english: str
    welsh: str
    nation: Nation
    health_board: HealthBoard | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: tuple[str, ...] = ()
    verified: bool = True

    def name(self, language: str) -> str:
        """The name in Welsh for `cy`, else in English."""
        return self.welsh if language == "cy" else self.english

    def in_force(self, *, on: date) -> bool:
        """Whether this authority existed on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)
