"""What is known of a person, as far as it helps to tell people apart."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Likeness(StrEnum):
    """How one factor compares."""

    AGREES = "agrees"
    NEAR = "near"
    DIFFERS = "differs"
    MISSING = "missing"


@dataclass(frozen=True)
class Number:
    """A number under its system, such as the NHS number; `previous`: it was the person's once."""

    system: str
    value: str
    previous: bool = False


@dataclass(frozen=True)
class Described:
    """One description of a person. `names` are the names in use now, official and usual; `previous_names` earlier ones.

    An address is compared by postcode and by text; `uprn` is the unique property reference number.
    """

    names: tuple[str, ...]
    birth_date: date | None = None
    numbers: tuple[Number, ...] = ()
    addresses: tuple[str, ...] = ()
    uprns: tuple[str, ...] = ()
    previous_names: tuple[str, ...] = ()
