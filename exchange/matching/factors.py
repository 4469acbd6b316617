"""The other three factors: date of birth, number, address."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from exchange.matching.names import fold
from exchange.matching.people import Described, Likeness, Number
from exchange.matching.slips import is_slip
from exchange.record.identifiers import CHI_NUMBER, HC_NUMBER, NHS_NUMBER, check_identifier

_GENERATION_YEARS: Final = 12
HEALTH_NUMBERS: Final = frozenset({NHS_NUMBER, CHI_NUMBER, HC_NUMBER})


@dataclass(frozen=True)
class NumbersCompared:
    """How the numbers compare; `systems` are those under which one agrees, `previous` if only by an earlier number."""

    likeness: Likeness
    systems: frozenset[str] = frozenset()
    previous: bool = False
    miswritten: bool = False


def compare_birth_dates(ours: date | None, theirs: date | None) -> Likeness:
    """Near: day and month exchanged, or one slip in the digits; but a generation apart is a parent, or a child."""
    if ours is None or theirs is None:
        return Likeness.MISSING
    if ours == theirs:
        return Likeness.AGREES
    exchanged = (ours.year, ours.month, ours.day) == (theirs.year, theirs.day, theirs.month)
    slip = is_slip(f"{ours:%Y%m%d}", f"{theirs:%Y%m%d}") and abs(ours.year - theirs.year) < _GENERATION_YEARS
    return Likeness.NEAR if exchanged or slip else Likeness.DIFFERS


def compare_numbers(ours: Iterable[Number], theirs: Iterable[Number]) -> NumbersCompared:
    """Compare the health numbers, system by system. A number that cannot be right is no number, but is told of.

    They agree when one of each side is the same; they differ when both sides have a right one now and none is the same.
    """
    one, other = _by_system(ours), _by_system(theirs)
    miswritten = any(not _is_right(each) for numbers in (*one.values(), *other.values()) for each in numbers)
    both = [(system, _right(one[system]), _right(other[system])) for system in one.keys() & other.keys()]
    agreeing = frozenset(system for system, mine, yours in both if mine.keys() & yours.keys())
    if agreeing:
        previous = all(_only_by_previous(mine, yours) for system, mine, yours in both if system in agreeing)
        differs = any(_current(mine) and _current(yours) for system, mine, yours in both if system not in agreeing)
        return NumbersCompared(Likeness.NEAR if differs else Likeness.AGREES, agreeing, previous, miswritten)
    if any(_current(mine) and _current(yours) for _, mine, yours in both):
        return NumbersCompared(Likeness.DIFFERS, miswritten=miswritten)
    near = any(_is_near(one[system], other[system]) for system in one.keys() & other.keys())
    return NumbersCompared(Likeness.NEAR if near else Likeness.MISSING, miswritten=miswritten)


def compare_addresses(ours: Described, theirs: Described) -> Likeness:
    """The same property, or the same words; near if one holds all the words of the other (a flat, a postcode)."""
    if set(ours.uprns) & set(theirs.uprns):
        return Likeness.AGREES
    pairs = [(_words(one), _words(other)) for one in ours.addresses for other in theirs.addresses]
    if not pairs:
        return Likeness.MISSING
    if any(one == other for one, other in pairs):
        return Likeness.AGREES
    return Likeness.NEAR if any(one <= other or other <= one for one, other in pairs) else Likeness.DIFFERS


def _words(address: str) -> frozenset[str]:
    return frozenset(fold(address))


def _by_system(numbers: Iterable[Number]) -> Mapping[str, tuple[Number, ...]]:
    found: dict[str, tuple[Number, ...]] = {}
    for number in numbers:
        if number.system in HEALTH_NUMBERS:
            plain = replace(number, value="".join(number.value.split()))
            found[number.system] = (*found.get(number.system, ()), plain)
    return found


def _right(numbers: Iterable[Number]) -> dict[str, Number]:
    """Those that can be right, by value; a current one before a previous one."""
    return {each.value: each for each in sorted(numbers, key=lambda each: not each.previous) if _is_right(each)}


def _is_near(numbers: Iterable[Number], others: Collection[Number]) -> bool:
    """Whether a number that cannot be right is one slip away from one of the other side."""
    return any(is_slip(each.value, other.value) for each in numbers for other in others)


def _is_right(number: Number) -> bool:
    try:
        check_identifier(number.system, number.value)
    except ValueError:
        return False
    return True


def _current(numbers: Mapping[str, Number]) -> bool:
    return any(not each.previous for each in numbers.values())


def _only_by_previous(mine: Mapping[str, Number], yours: Mapping[str, Number]) -> bool:
    return all(mine[value].previous or yours[value].previous for value in mine.keys() & yours.keys())
