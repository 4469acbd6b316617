"""Numbers that name a person, and the checks that catch a slip of the pen.

A number is a help in matching, never the only key, and none is required. Values are written without spaces. The three
health numbers are ten digits with a modulus 11 check digit, and their ranges do not overlap, so that the kind of number
can be checked too. What is read under another system (a council's own number, say) is taken as it is.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from pydantic_core import PydanticCustomError

NHS_NUMBER: Final = "https://fhir.nhs.uk/Id/nhs-number"
CHI_NUMBER: Final = "urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53"  # verified: False, seen in secondary sources only
HC_NUMBER: Final = "https://fhir.hscni.net/Id/hcn"  # verified: False, seen in secondary sources only

_TEN_DIGITS = re.compile(r"[0-9]{10}", re.ASCII)


def check_identifier(system: str, value: str) -> None:
    """Check a value under its system; raises a ValueError whose `type` names the rule (`nhs-number-check-digit`)."""
    check = _CHECKS.get(system)
    if check is not None:
        check(value)


def check_nhs_number(value: str) -> None:
    """NHS number (England, Wales, Isle of Man): ten digits, check digit, and a range that is issued or for tests."""
    _check_digits(value, "nhs-number")
    if value[0] not in "46789":
        raise PydanticCustomError("nhs-number-range", "No NHS number begins like this.")


def check_chi_number(value: str) -> None:
    """CHI number (Scotland): begins with the date of birth as DDMMYY. Rule not verified against a source."""
    _check_digits(value, "chi-number")
    day, month, year = int(value[:2]), int(value[2:4]), int(value[4:6])
    if not any(_is_date(century + year, month, day) for century in (1900, 2000)):
        raise PydanticCustomError("chi-number-birth-date", "A CHI number begins with a date of birth.")


def check_hc_number(value: str) -> None:
    """Health and Care number (Northern Ireland): 320 000 0000 to 399 999 9999. Range not verified against a source."""
    _check_digits(value, "hc-number")
    if not "32" <= value[:2] <= "39":
        raise PydanticCustomError("hc-number-range", "No Health and Care number begins like this.")


def check_digit(nine_digits: str) -> int:
    """The modulus 11 check digit: weights 10 to 2, eleven less the remainder, 11 counts as 0; 10 means unusable."""
    total = sum(int(digit) * weight for digit, weight in zip(nine_digits, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11


def _check_digits(value: str, name: str) -> None:
    if not _TEN_DIGITS.fullmatch(value):
        raise PydanticCustomError(f"{name}-form", "Ten digits without spaces are needed.")
    if check_digit(value[:9]) != int(value[9]):
        raise PydanticCustomError(f"{name}-check-digit", "The check digit is wrong.")


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[str], None]] = {
    NHS_NUMBER: check_nhs_number,
    CHI_NUMBER: check_chi_number,
    HC_NUMBER: check_hc_number,
}
