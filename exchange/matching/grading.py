"""From four comparisons to one grade, by a table that a worker can read."""

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
    """The answer: the grade, the independent factors that agree (as `matched` states them), and every reason."""

    grade: Grade
    factors: tuple[Factor, ...]
    reasons: tuple[Reason, ...]

    @property
    def needs_second_person(self) -> bool:
        """Whether one person's word is not enough."""
        return self.grade is Grade.WEAK


def compare(ours: Described, theirs: Described) -> Match:
    """Compare two descriptions; the order of the two does not matter."""
    numbers = compare_numbers(ours.numbers, theirs.numbers)
    reasons = (
        Reason("identifier", numbers.likeness, _number_code(numbers)),
        _name(ours, theirs),
        _plain("birth-date", compare_birth_dates(ours.birth_date, theirs.birth_date)),
        _plain("address", compare_addresses(ours, theirs)),
    )
    factors = _independent(reasons, numbers)
    return Match(_grade(reasons, factors, numbers), factors, reasons)


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


def _grade(reasons: tuple[Reason, ...], factors: tuple[Factor, ...], numbers: NumbersCompared) -> Grade:
    """The table. An address never speaks against a person who moves; two right numbers that differ always do."""
    at = {reason.factor: reason.likeness for reason in reasons}
    agrees, near, differs = Likeness.AGREES, Likeness.NEAR, Likeness.DIFFERS
    person = (at["name"], at["birth-date"])
    if at["identifier"] is differs or len(factors) < 2 or person.count(differs) > 1:
        return Grade.NONE
    if at["name"] is differs and at["identifier"] is not agrees:
        return Grade.NONE  # the same birthday and house: a twin, or a stranger
    if at["birth-date"] is differs and at["identifier"] is not agrees:
        return Grade.NONE  # the same name and house: a parent, or a child
    if at["identifier"] is agrees and not numbers.previous and at["name"] is agrees and at["birth-date"] is agrees:
        return Grade.STRONG
    whole = at["name"] is agrees and at["birth-date"] is agrees and at["address"] is agrees
    return Grade.STRONG if whole and at["identifier"] is not near and not numbers.miswritten else Grade.WEAK
