"""Health numbers: form, check digit, range."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from exchange.record.identifiers import (
    CHI_NUMBER,
    HC_NUMBER,
    NHS_NUMBER,
    check_digit,
    check_identifier,
)

NINE_DIGITS = st.from_regex(r"[0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("system", "value", "rule"),
    [
        (NHS_NUMBER, "9434765918", "nhs-number-check-digit"),
        (NHS_NUMBER, "943 476 5919", "nhs-number-form"),
        (NHS_NUMBER, "943476591", "nhs-number-form"),
        (NHS_NUMBER, "94347659190", "nhs-number-form"),
        (NHS_NUMBER, "٩٤٣٤٧٦٥٩١٩", "nhs-number-form"),
        (NHS_NUMBER, "9434765919\n", "nhs-number-form"),
        (NHS_NUMBER, "", "nhs-number-form"),
        (NHS_NUMBER, "3200000015", "nhs-number-range"),  # a Health and Care number
        (CHI_NUMBER, "0101011238", "chi-number-check-digit"),
        (CHI_NUMBER, "9434765919", "chi-number-birth-date"),
        (CHI_NUMBER, "31029912", "chi-number-form"),
        (HC_NUMBER, "3200000014", "hc-number-check-digit"),
        (HC_NUMBER, "9434765919", "hc-number-range"),
    ],
)
def test_refuses_a_number_that_breaks_its_rule(system: str, value: str, rule: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        check_identifier(system, value)
    assert refused.value.type == rule
    assert not value or value not in str(refused.value)


@pytest.mark.parametrize("value", ["9434765919", "4010232137", "9876543210", "9990000158"])
def test_takes_an_nhs_number_with_the_right_check_digit(value: str) -> None:
    check_identifier(NHS_NUMBER, value)


def test_takes_the_numbers_of_scotland_and_northern_ireland() -> None:
    check_identifier(CHI_NUMBER, "010101123" + str(check_digit("010101123")))
    check_identifier(CHI_NUMBER, "290200123" + str(check_digit("290200123")))  # 2000 was a leap year
    check_identifier(HC_NUMBER, "3200000015")


def test_takes_the_number_of_another_system_as_it_is() -> None:
    check_identifier("urn:gss:W06000002:client", "GC-0418827")


@given(NINE_DIGITS, st.integers(0, 9), st.integers(0, 9))
def test_one_changed_digit_never_passes(nine: str, place: int, digit: int) -> None:
    assume((last := check_digit(nine)) != 10)
    number = f"{nine}{last}"
    changed = f"{number[:place]}{digit}{number[place + 1 :]}"
    assume(changed != number)
    with pytest.raises(PydanticCustomError, match="check digit"):
        check_identifier(NHS_NUMBER, changed)


@given(NINE_DIGITS, st.integers(0, 8))
def test_two_neighbours_that_changed_places_never_pass(nine: str, place: int) -> None:
    assume((last := check_digit(nine)) != 10)
    number = f"{nine}{last}"
    assume(number[place] != number[place + 1])
    changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(PydanticCustomError, match="check digit"):
        check_identifier(NHS_NUMBER, changed)
