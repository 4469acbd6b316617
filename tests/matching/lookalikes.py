"""A generator of people and of those who are mistaken for them: the same person as two councils write them down, and
others who share a name, a birthday, a house, or all but one digit.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from exchange.matching import Described, Number, fold
from exchange.matching.slips import is_slip
from exchange.record.identifiers import CHI_NUMBER, NHS_NUMBER, check_digit

GIVEN = (
    "Mair", "Mari", "Siân", "Siôn", "Llŷr", "Gwenllian", "Carys", "Cerys", "Eirlys", "Dafydd", "Dewi", "Rhys", "Rhodri",
    "Angharad", "Bronwen", "Owain", "Owen", "Megan", "Morgan", "Non", "Nia", "Lowri", "Tomos", "Thomas", "Zoë", "André",
    "Chloé", "Anaïs", "Björn", "Małgorzata", "Muhammad", "Mohammed", "Aoife", "Seán", "Catrin", "Katrin", "Jean",
)  # fmt: skip
FAMILY = (
    "Jones", "Davies", "Evans", "Williams", "Thomas", "Roberts", "Prys", "Price", "Puw", "Pugh", "ap Rhys", "Griffiths",
    "O’Brien", "Lloyd-Jones", "Łukasik", "Müller", "Núñez", "Hughes", "Huws", "Ó Briain", "Begum", "Singh", "MacLeod",
)  # fmt: skip
STREETS = ("Stryd y Bont", "Heol y Felin", "High Street", "Lôn Glan Môr", "Station Road", "Bryn Awel", "Church Lane")
TOWNS = ("Aberaeron SA46 0BX", "Llangefni LL77 7TW", "Cardiff CF10 1AA", "Aberystwyth SY23 2AE", "Bangor LL57 1UR")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pair:
    """Two descriptions, of one person or of two, and what makes them hard."""

    kind: str
    ours: Described
    theirs: Described
    same: bool


def nhs_number(random: Random) -> str:
    while True:
        nine = random.choice("46") + "".join(random.choice("0123456789") for _ in range(8))
        if check_digit(nine) != 10:
            return nine + str(check_digit(nine))


def chi_number(random: Random, born: date) -> str:
    while True:
        nine = f"{born:%d%m%y}" + "".join(random.choice("0123456789") for _ in range(3))
        if check_digit(nine) != 10:
            return nine + str(check_digit(nine))


def person(random: Random) -> Described:
    """Somebody, as both councils should know them."""
    born = date(1925, 1, 1) + DAY * random.randrange(36_000)
    given = " ".join(random.sample(GIVEN, random.choice((1, 1, 2))))
    house = f"{random.randrange(1, 99)} {random.choice(STREETS)}, {random.choice(TOWNS)}"
    number = Number(NHS_NUMBER, nhs_number(random))
    if random.random() < 0.1:
        number = Number(CHI_NUMBER, chi_number(random, born))
    return Described((f"{given} {random.choice(FAMILY)}",), born, (number,), (house,))


def pairs(random: Random, *, people: int) -> Iterator[Pair]:
    """For each of so many people, every way of being written down, and everybody they are mistaken for."""
    for _ in range(people):
        one = person(random)
        for kind, write in SAME.items():
            yield Pair(kind, one, write(one, random), same=True)
        for kind, find in OTHERS.items():
            ours, theirs = find(one, random)
            yield Pair(kind, ours, theirs, same=False)


def family_of(one: Described) -> str:
    return max((each for each in FAMILY if one.names[0].endswith(f" {each}")), key=len)


def born(one: Described) -> date:
    assert one.birth_date is not None
    return one.birth_date


def other_given(one: Described, random: Random) -> str:
    """Not the same, and not merely misspelt: that is `near_twins`."""
    own = fold(one.names[0])
    others = [
        each for each in GIVEN if not any(part == other or is_slip(part, other) for part in own for other in fold(each))
    ]
    return random.choice(others)


def another_number(one: Described, random: Random) -> Number:
    """A right number of somebody else, of the same kind."""
    system = one.numbers[0].system
    return Number(system, nhs_number(random) if system == NHS_NUMBER else chi_number(random, born(one)))


def bare(one: Described) -> Described:
    return replace(one, numbers=())


def somewhere_else(one: Described, random: Random) -> Described:
    return replace(one, addresses=(f"{random.randrange(100, 200)} New Road, {random.choice(TOWNS)}",))


def without_marks(one: Described, _random: Random) -> Described:
    plain = one.names[0].translate(str.maketrans("âôŷîëéïöńóáñüŁłûê’", "aoyieeionoanuLlue'"))
    return replace(one, names=(plain.upper(),))


def family_first(one: Described, _random: Random) -> Described:
    family = family_of(one)
    return replace(one, names=(f"{family}, {one.names[0].removesuffix(family).strip()}",))


def married(one: Described, random: Random) -> Described:
    new = f"{one.names[0].rpartition(' ')[0]} {random.choice([each for each in FAMILY if each not in one.names[0]])}"
    return replace(one, names=(new,), previous_names=one.names)


def swapped(digits: str, random: Random) -> str:
    """Two neighbours swapped that are not the same: the check digit no longer fits."""
    place = random.choice([n for n in range(8) if digits[n] != digits[n + 1]])
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def swapped_digits(one: Described, random: Random) -> Described:
    number = one.numbers[0]
    return replace(one, numbers=(replace(number, value=swapped(number.value, random)),))


def exchanged_day(one: Described, _random: Random) -> Described:
    day = born(one)
    return replace(one, birth_date=date(day.year, day.day, day.month) if day.day <= 12 else day + DAY)


def new_number(one: Described, random: Random) -> Described:
    old = replace(one.numbers[0], previous=True)
    return replace(one, numbers=(another_number(one, random), old))


def misspelt(one: Described, random: Random) -> Described:
    """One letter of the longest part of the name is left out."""
    longest = max(one.names[0].split(), key=len)
    place = random.randrange(1, len(longest) - 1)
    return replace(one, names=(one.names[0].replace(longest, longest[:place] + longest[place + 1 :], 1),))


SAME: dict[str, Callable[[Described, Random], Described]] = {
    "written the same": lambda one, _random: one,
    "without accents, in capitals": without_marks,
    "family name first": family_first,
    "moved": somewhere_else,
    "married": married,
    "swapped digits": swapped_digits,
    "day and month exchanged": exchanged_day,
    "no number here": lambda one, _random: bare(one),
    "no number, moved": lambda one, random: somewhere_else(bare(one), random),
    "an old number": new_number,
    "married, and moved": lambda one, random: somewhere_else(married(one, random), random),
    "married, and no number": lambda one, random: bare(married(one, random)),
    "misspelt": misspelt,
    "misspelt, moved, and no number": lambda one, random: somewhere_else(bare(misspelt(one, random)), random),
    "spaces in the number": lambda one, _random: replace(
        one, numbers=(replace(one.numbers[0], value=f"{one.numbers[0].value[:3]} {one.numbers[0].value[3:]}"),)
    ),
}


def twin(one: Described, random: Random) -> tuple[Described, Described]:
    name = f"{other_given(one, random)} {family_of(one)}"
    return one, replace(one, names=(name,), numbers=(another_number(one, random),))


def twins_without_numbers(one: Described, random: Random) -> tuple[Described, Described]:
    ours, theirs = twin(one, random)
    return bare(ours), bare(theirs)


def near_twins(one: Described, random: Random) -> tuple[Described, Described]:
    """Twins with names one letter apart, and no numbers: the hardest there is."""
    first, second = random.choice((("Carys", "Cerys"), ("Mari", "Mair"), ("Siân", "Siôn"), ("Megan", "Megan Haf")))
    family = family_of(one)
    return (
        replace(bare(one), names=(f"{first} {family}",)),
        replace(bare(one), names=(f"{second} {family}" if " " not in second else f"Haf {first} {family}s",)),
    )


def twins_with_exchanged_numbers(one: Described, random: Random) -> tuple[Described, Described]:
    """The other twin's number was written into this one's file."""
    _, theirs = twin(one, random)
    return one, replace(theirs, numbers=one.numbers)


def parent(one: Described, _random: Random) -> tuple[Described, Described]:
    """The same name, the same house, another year, and no numbers."""
    day = born(one)
    return bare(one), replace(bare(one), birth_date=day.replace(year=day.year - 27, day=min(day.day, 28)))


def namesake(one: Described, random: Random) -> tuple[Described, Described]:
    """The same name and birthday, elsewhere, and no numbers."""
    return bare(one), somewhere_else(bare(one), random)


def namesake_with_number(one: Described, random: Random) -> tuple[Described, Described]:
    return one, somewhere_else(replace(one, numbers=(another_number(one, random),)), random)


def mistyped_into_another(one: Described, random: Random) -> tuple[Described, Described]:
    """Their file holds our person's number by mistake; nothing else agrees."""
    other = person(random)
    while other.birth_date == one.birth_date or other.names == one.names:
        other = person(random)
    return one, replace(other, numbers=one.numbers)


def housemate(one: Described, random: Random) -> tuple[Described, Described]:
    other = person(random)
    return bare(one), replace(bare(other), addresses=one.addresses)


def stranger(one: Described, random: Random) -> tuple[Described, Described]:
    return one, person(random)


OTHERS: dict[str, Callable[[Described, Random], tuple[Described, Described]]] = {
    "a twin": twin,
    "a twin, no numbers": twins_without_numbers,
    "a twin with a name one letter off, no numbers": near_twins,
    "a twin with the other's number": twins_with_exchanged_numbers,
    "a parent of the same name": parent,
    "the same name and birthday, no numbers": namesake,
    "the same name and birthday": namesake_with_number,
    "a number typed into another's file": mistyped_into_another,
    "someone in the same house": housemate,
    "a stranger": stranger,
}
