"""From four comparisons to one grade, by a table that a worker can read (`GRADING`; as a page in `docs/moves.md`)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from exchange.matching.factors import NumbersCompared, compare_addresses, compare_birth_dates, compare_numbers
from exchange.matching.names import compare_names
from exchange.matching.people import Described, Likeness
from exchange.record.identifiers import CHI_NUMBER
from exchange.transfer import Factor


class Grade(StrEnum):
    """Strong: say `matched`. Weak: a second person must look. None: do not link."""

    STRONG = "strong"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True)
class Reason:
    """Why: a factor, how it compares, and a code for the sentence that is shown (`name-previous`)."""

    factor: Factor
    likeness: Likeness
    code: str


@dataclass(frozen=True)
class Match:
    """The answer: the grade, the independent factors that agree (as `matched` states them), and every reason.

    `rule` is the code of the row of the table that decided.
    """

    grade: Grade
    factors: tuple[Factor, ...]
    reasons: tuple[Reason, ...]
    rule: str

    @property
    def needs_second_person(self) -> bool:
        """Whether one person's word is not enough."""
        return self.grade is Grade.WEAK


@dataclass(frozen=True)
class Compared:
    """How the four factors compare, and how many independent ones agree."""

    number: Likeness
    name: Likeness
    birth_date: Likeness
    address: Likeness
    agreeing: int
    only_previous: bool
    miswritten: bool

    @property
    def is_this_person(self) -> bool:
        """Whether name and date of birth both agree."""
        return self.name is Likeness.AGREES and self.birth_date is Likeness.AGREES


@dataclass(frozen=True)
class Row:
    """One row of the table: its code, the grade, when it holds, and the same in words."""

    code: str
    grade: Grade
    holds: Callable[[Compared], bool]
    sentence: str


_AGREES, _NEAR, _DIFFERS = Likeness.AGREES, Likeness.NEAR, Likeness.DIFFERS
GRADING: tuple[Row, ...] = (
    # The first row that holds. An address never speaks against a person who moves.
    Row("numbers-differ", Grade.NONE, lambda it: it.number is _DIFFERS,
        "Both sides have a right number now, and none is the same: it is somebody else, whatever else agrees."),
    Row("one-factor", Grade.NONE, lambda it: it.agreeing < 2,
        "Fewer than two independent factors agree."),
    Row("somebody-elses-file", Grade.NONE, lambda it: it.name is _DIFFERS and it.birth_date is _DIFFERS,
        "Name and date of birth both differ: a number typed into somebody else's file."),
    Row("twin", Grade.NONE, lambda it: it.name is _DIFFERS and it.number is not _AGREES,
        "The name differs, and no number speaks for the person: a twin, or a stranger in the same house."),
    Row("parent", Grade.NONE, lambda it: it.birth_date is _DIFFERS and it.number is not _AGREES,
        "The date of birth differs, and no number speaks for the person: a parent, or a child."),
    Row("number-and-person", Grade.STRONG,
        lambda it: it.number is _AGREES and not it.only_previous and it.is_this_person,
        "A number of today, the name and the date of birth agree."),
    Row("person-and-house", Grade.STRONG,
        lambda it: it.is_this_person and it.address is _AGREES and it.number is not _NEAR and not it.miswritten,
        "Name, date of birth and address agree, and nothing is wrong with the numbers."),
    Row("near", Grade.WEAK, lambda _: True,
        "Two independent factors agree, and something is only near, missing or of the past."),
)  # fmt: skip


def compare(ours: Described, theirs: Described) -> Match:
    """Compare two descriptions; the order of the two does not matter."""
    numbers = compare_numbers(ours.numbers, theirs.numbers)
    name = _name(ours, theirs)
    born = _plain("birth-date", compare_birth_dates(ours.birth_date, theirs.birth_date))
    address = _plain("address", compare_addresses(ours, theirs))
    reasons = (Reason("identifier", numbers.likeness, _number_code(numbers)), name, born, address)
    factors = _independent(reasons, numbers)
    found = Compared(
        numbers.likeness, name.likeness, born.likeness, address.likeness,
        agreeing=len(factors), only_previous=numbers.previous, miswritten=numbers.miswritten,
    )  # fmt: skip
    row = next(each for each in GRADING if each.holds(found))
    return Match(row.grade, factors, reasons, row.code)


def _name(ours: Described, theirs: Described) -> Reason:
    now = compare_names(ours.names, theirs.names)
    ever = compare_names((*ours.names, *ours.previous_names), (*theirs.names, *theirs.previous_names))
    if now is not Likeness.AGREES and ever is Likeness.AGREES:
        return Reason("name", Likeness.AGREES, "name-previous")
    return _plain("name", now)


def _plain(factor: Factor, likeness: Likeness) -> Reason:
    return Reason(factor, likeness, f"{factor}-{likeness}")


def _number_code(numbers: NumbersCompared) -> str:
    if numbers.likeness is Likeness.AGREES and numbers.previous:
        return "identifier-previous"
    if numbers.miswritten:
        return "identifier-miswritten"
    return f"identifier-{numbers.likeness}"


def _independent(reasons: tuple[Reason, ...], numbers: NumbersCompared) -> tuple[Factor, ...]:
    """The factors that agree and do not repeat each other: a CHI number begins with the date of birth."""
    agreeing = tuple(reason.factor for reason in reasons if reason.likeness is Likeness.AGREES)
    repeats = numbers.systems == {CHI_NUMBER} and "identifier" in agreeing
    return tuple(factor for factor in agreeing if not (repeats and factor == "birth-date"))
