"""Who can send and receive: authorities that do social care, their names in two languages, and from when.

A council is named by its nine-character GSS code. All of Wales, England and Scotland is listed by name; in Northern
Ireland five trusts do social care, not the councils. English districts (E07) and Northern Irish councils (N09) are
refused, and so is a council that has ended or not yet begun on the day in question. Where no Welsh name is in use, the
English one stands for both.

    council("W06000002", on=day).name("cy")

Sources: ONS code history as carried by mySociety's list of 10 July 2025 (codes, names, dates, successors), the ONS
look-up of unitary authorities to health boards (April 2019). What no source was seen for carries `verified=False`.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from exchange.councils.authority import Council, HealthBoard, Nation
from exchange.councils.england import ENGLISH_COUNCILS
from exchange.councils.northern_ireland import TRUSTS
from exchange.councils.scotland import SCOTTISH_COUNCILS
from exchange.councils.wales import HEALTH_BOARDS, WELSH_COUNCILS
from exchange.errors import Refusal

__all__ = ["COUNCILS", "HEALTH_BOARDS", "WELSH_COUNCILS", "Council", "HealthBoard", "Nation", "council"]

COUNCILS: Final[Mapping[str, Council]] = {
    each.gss: each for each in (*WELSH_COUNCILS, *ENGLISH_COUNCILS, *SCOTTISH_COUNCILS, *TRUSTS)
}
"""Every authority that does, or did, social care, by code."""

# English district councils and Northern Irish councils exist, but do no social care.
_NOT_SOCIAL_SERVICES = re.compile(r"(?:E07|N09)[0-9]{6}", re.ASCII)


def council(gss: str, *, on: date) -> Council:
    """The authority with this code, in force on that day; refuses `council-unknown` or `not-social-services`."""
    found = COUNCILS.get(gss)
    if found is not None:
        if not found.in_force(on=on):
            raise Refusal("not-social-services", "gss")
        return found
    if _NOT_SOCIAL_SERVICES.fullmatch(gss):
        raise Refusal("not-social-services", "gss")
    raise Refusal("council-unknown", "gss")
