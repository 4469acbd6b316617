"""Who is taken for whom. The refusal first: nobody is linked with somebody else on one person's word."""

import sys
from collections import Counter, defaultdict
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.matching import GRADING, Described, Grade, Number, compare, fold
from exchange.matching.people import Likeness
from exchange.matching.slips import is_slip
from exchange.record.identifiers import CHI_NUMBER, NHS_NUMBER
from exchange.transfer import Matched, Worker
from tests.matching.lookalikes import OTHERS, SAME, pairs, person

PEOPLE = 250
MAIR = Described(
    ("Mair Elin Prys",), date(1948, 3, 14), (Number(NHS_NUMBER, "9434765919"),), ("2 Stryd y Bont, Aberaeron SA46 0BX",)
)


def described(**changes: object) -> Described:
    return Described(**{**vars(MAIR), **changes})


@pytest.fixture(scope="module")
def grades() -> dict[str, Counter[Grade]]:
    """How often each kind of pair gets each grade."""
    found: dict[str, Counter[Grade]] = defaultdict(Counter)
    for each in pairs(Random(20261201), people=PEOPLE):
        found[each.kind][compare(each.ours, each.theirs).grade] += 1
    return found


def test_nobody_is_strongly_matched_with_somebody_else(grades: dict[str, Counter[Grade]]) -> None:
    """The error rates, class by class. A weak match takes a second person, so that alone links nobody."""
    for kind in OTHERS:
        tell(kind, grades[kind], {"false-strong": Grade.STRONG, "false-weak": Grade.WEAK})
    wrong = sum((grades[kind] for kind in OTHERS), Counter[Grade]())
    tell("all look-alikes", wrong, {"false-strong": Grade.STRONG, "false-weak": Grade.WEAK})
    assert wrong.total() == PEOPLE * len(OTHERS)
    assert wrong[Grade.STRONG] == 0
    # The three kinds for which a second person is the only help there is, and nothing else.
    assert wrong[Grade.WEAK] <= 3 * PEOPLE


MISSED = "misspelt, moved, and no number"  # one factor agrees, and by one nobody is found


def test_the_same_person_is_found_however_they_are_written_down(grades: dict[str, Counter[Grade]]) -> None:
    for kind in SAME:
        tell(kind, grades[kind], {"missed": Grade.NONE, "needs a second person": Grade.WEAK})
    assert {kind: grades[kind][Grade.NONE] for kind in SAME if kind != MISSED} == dict.fromkeys(set(SAME) - {MISSED}, 0)
    assert grades[MISSED][Grade.STRONG] == 0
    plain = ("written the same", "without accents, in capitals", "family name first", "moved", "spaces in the number")
    for kind in plain:
        assert grades[kind] == {Grade.STRONG: PEOPLE}, kind


def tell(kind: str, row: Counter[Grade], names: dict[str, Grade]) -> None:
    rates = (f"{name} {row[grade] / row.total():6.1%}" for name, grade in names.items())
    sys.stdout.write(f"{kind:48} {'  '.join(rates)}  of {row.total()}\n")


def test_every_row_of_the_table_decides_something() -> None:
    decided = {compare(each.ours, each.theirs).rule for each in pairs(Random(7), people=40)}
    strange = described(names=("Iona MacLeod",), birth_date=date(1970, 1, 1))
    assert compare(MAIR, strange).rule == "somebody-elses-file"  # number and address agree
    assert decided | {"somebody-elses-file"} == {row.code for row in GRADING}


@pytest.mark.parametrize(
    ("kind", "at_most"),
    [
        ("a twin", Grade.NONE), ("a twin, no numbers", Grade.NONE), ("a parent of the same name", Grade.NONE),
        ("the same name and birthday", Grade.NONE), ("a number typed into another's file", Grade.NONE),
        ("someone in the same house", Grade.NONE), ("a stranger", Grade.NONE),
        ("a twin with the other's number", Grade.WEAK), ("the same name and birthday, no numbers", Grade.WEAK),
        ("a twin with a name one letter off, no numbers", Grade.WEAK),
    ],
)  # fmt: skip
def test_look_alikes_are_told_apart(kind: str, at_most: Grade, grades: dict[str, Counter[Grade]]) -> None:
    assert set(grades[kind]) <= {Grade.NONE, at_most}, grades[kind]


@pytest.mark.parametrize("changes", [{"names": ()}, {"names": ("",)}, {"names": (" ", "-")}])
def test_refuses_to_match_by_one_factor(changes: dict[str, tuple[str, ...]]) -> None:
    only_born = described(numbers=(), addresses=(), **changes)
    assert compare(MAIR, only_born).grade is Grade.NONE
    assert compare(described(numbers=(), birth_date=None, addresses=()), MAIR).grade is Grade.NONE


def test_refuses_two_right_numbers_that_differ_whatever_else_agrees() -> None:
    other = described(numbers=(Number(NHS_NUMBER, "4010232137"),))
    match = compare(MAIR, other)
    assert match.grade is Grade.NONE
    assert match.reasons[0].code == "identifier-differs"


def test_a_chi_number_and_the_date_of_birth_that_it_begins_with_are_one_factor() -> None:
    scottish = Described(("Iona MacLeod",), date(1948, 3, 14), (Number(CHI_NUMBER, "1403480001"),))
    renamed = Described(("Isla Stewart",), date(1948, 3, 14), scottish.numbers)
    assert compare(scottish, scottish).grade is Grade.STRONG
    assert compare(scottish, renamed).grade is Grade.NONE


def test_a_number_whose_check_digit_is_wrong_proves_nothing_and_is_told_of() -> None:
    slipped = described(numbers=(Number(NHS_NUMBER, "9434765991"),))
    match = compare(MAIR, slipped)
    assert match.grade is Grade.WEAK
    assert "identifier" not in match.factors
    assert match.reasons[0].code == "identifier-miswritten"


def test_a_previous_name_and_a_previous_number_count_and_are_told_of() -> None:
    then = described(names=("Mair Elin Huws",), numbers=(Number(NHS_NUMBER, "4010232137"),))
    now = described(
        previous_names=("Mair Elin Huws",), numbers=(*MAIR.numbers, Number(NHS_NUMBER, "4010232137", previous=True))
    )
    match = compare(then, now)
    assert match.grade is not Grade.NONE
    assert {reason.code for reason in match.reasons} >= {"name-previous", "identifier-previous"}


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("Siân Ifans", "SIAN IFANS", Grade.STRONG), ("Llŷr Gwyn ap Rhys", "Llyr Rhys", Grade.STRONG),
        ("Mair Lloyd-Jones", "Lloyd Jones, Mair", Grade.STRONG), ("Zoë O’Brien", "Zoe O'Brien", Grade.STRONG),
        ("Małgorzata Łukasik", "Malgorzata Lukasik", Grade.STRONG), ("Mrs M. Prys", "Mair Prys", Grade.WEAK),
        ("Gwenllian Puw", "Gwenlian Puw", Grade.WEAK), ("Mari Puw", "Mair Puw", Grade.NONE),
        ("Seán Ó Briain", "Sean O'Briain", Grade.STRONG),
        ("Siân Puw", "Siôn Puw", Grade.NONE), ("Mair Puw", "Mair Pugh", Grade.NONE),
    ],
)  # fmt: skip
def test_names_are_compared_as_people_write_them(one: str, other: str, grade: Grade) -> None:
    """Without a number; date of birth and address agree."""
    assert compare(described(names=(one,), numbers=()), described(names=(other,), numbers=())).grade is grade


def test_what_a_match_states_is_what_the_message_may_say() -> None:
    worker = Worker(name="Non Evans", role="social worker", contact="01545 000000")
    match = compare(MAIR, MAIR)
    assert Matched(grade="strong", factors=match.factors, by=worker).factors == match.factors


def test_every_factor_has_its_reason_with_a_code_of_its_own() -> None:
    match = compare(MAIR, described(names=("Mair Prys",), addresses=()))
    assert [(each.factor, each.likeness, each.code) for each in match.reasons] == [
        ("identifier", Likeness.AGREES, "identifier-agrees"), ("name", Likeness.AGREES, "name-agrees"),
        ("birth-date", Likeness.AGREES, "birth-date-agrees"), ("address", Likeness.MISSING, "address-missing"),
    ]  # fmt: skip
    assert not match.needs_second_person


@given(chance=st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_who_asks(chance: Random) -> None:
    one, other = person(chance), person(chance)
    for pair in ((one, other), (one, one)):
        assert compare(*pair) == compare(*pair[::-1])
    assert compare(one, one).grade is Grade.STRONG


@given(text=st.text(max_size=20))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(" ".join(once)) == once or set(fold(" ".join(once))) <= set(once)


@given(text=st.text(alphabet="abc", max_size=6), other=st.text(alphabet="abc", max_size=6))
def test_a_slip_is_one_edit_and_the_same_both_ways(text: str, other: str) -> None:
    assert is_slip(text, other) == is_slip(other, text) == (other in _one_edit_from(text))


def _one_edit_from(text: str) -> set[str]:
    places = range(len(text) + 1)
    dropped = {text[:n] + text[n + 1 :] for n in range(len(text))}
    added = {text[:n] + each + text[n:] for n in places for each in "abc"}
    changed = {text[:n] + each + text[n + 1 :] for n in range(len(text)) for each in "abc"}
    swapped = {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in range(len(text) - 1)}
    return (dropped | added | changed | swapped) - {text}
