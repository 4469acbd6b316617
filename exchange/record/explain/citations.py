"""The law that stands behind a place in a document: why something has to be there.

By nation, because a duty of one is none of another. The longest place that fits counts. `verified=False` marks what
nobody has seen the source of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from exchange.record.codes.law import ENGLAND, WALES


@dataclass(frozen=True)
class Citation:
    """Where a rule stands, and whether somebody saw it there."""

    text: str
    verified: bool = True


_ACT: Final = "Social Services and Well-being (Wales) Act 2014"
_PLANS: Final = Citation("SI 2015/1335 (W.131) reg 3")
_SECTION_25: Final = Citation("Care Act 2014 s.25")
_FIVE: Final = Citation("Part 3 Code of Practice, five elements", verified=False)
_RECORDING: Final = Citation("Common recording requirements (Wales)")

PLACES: Final[Mapping[str, Mapping[str, Citation]]] = {
    WALES: {
        "/about/combinedWith": Citation(f"{_ACT} s.28"),
        "/language/activeOffer": Citation("Active Offer, as inspected by Care Inspectorate Wales"),
        "/conduct/leadCoordinator": _RECORDING,
        "/conduct/person": Citation(f"{_ACT} s.19"),
        "/conduct/carer": Citation(f"{_ACT} s.19"),
        "/advocacy": Citation("Part 10 Code of Practice para 47"),
        "/refusals": Citation(f"{_ACT} ss.20-27", verified=False),
        "/caring": Citation(f"{_ACT} s.24(4)"),
        "/circumstances": _FIVE,
        "/outcomes": Citation(f"{_ACT} s.19(4)"),
        "/outcomes/baseline": _RECORDING,
        "/barriers": _FIVE,
        "/risks": _FIVE,
        "/strengths": _FIVE,
        "/needs": Citation(f"{_ACT} s.19"),
        "/determinations": Citation("SI 2015/1578 (W.187) regs 3-6"),
        "/safeguarding/enquiry": Citation(f"{_ACT} s.126; SI 2015/1335 (W.131) reg 3"),
        "/actions": _PLANS,
        "/directPayments": _PLANS,
        "/monitoring": _PLANS,
        "/review": _PLANS,
        "/review/closure": Citation("SI 2015/1335 (W.131) reg 6"),
        "/authorisation/preparedBy": Citation("SI 2015/1335 (W.131) reg 2"),
        "/copiesGiven": Citation("SI 2015/1335 (W.131) regs 7-8", verified=False),
        "/sharing/crossBorder": Citation("Principles for moving across borders within the UK (2015)"),
    },
    ENGLAND: {
        "/communicationNeeds": Citation("Accessible Information Standard DAPB1605"),
        "/caring": Citation("Care Act 2014 s.10"),
        "/outcomes": Citation("Care Act 2014 s.9(4)"),
        "/needs": _SECTION_25,
        "/determinations": Citation("SI 2015/313 regs 2-3"),
        "/actions": _SECTION_25,
        "/directPayments": _SECTION_25,
        "/charges/personalBudget": _SECTION_25,
        "/sharing/crossBorder": Citation("Principles for moving across borders within the UK (2015)"),
    },
}
RULES: Final[Mapping[str, Citation]] = {
    "other-jurisdiction": Citation("Principles for moving across borders within the UK (2015)"),
    "not-with-this-right": Citation(f"{_ACT} s.23"),
}
"""Rules that are law wherever they apply."""

UNSEEN: Final[Mapping[str, Citation]] = {
    "chi-number": Citation("CHI number: form and check digit", verified=False),
    "hc-number": Citation("Health and Care number: form, range and check digit", verified=False),
}
"""Numbers that are checked by rules of which nobody has seen the source, by the beginning of their rules' names."""

BY_PLACE: Final = frozenset(
    {
        "required",
        "empty",
        "empty-unexplained",
        "not-closed",
        "not-in-scheme",
        "too-few-areas",
        "answered-twice",
        "consent-missing",
    }
)
"""Rules behind which stands the law of their place; what a number or a text looks like is nobody's law."""


def citation_for(rule: str, members: tuple[str, ...], *, jurisdiction: str | None) -> Citation | None:
    """The citation for a rule that is broken at these members (positions in lists left out), if a law stands behind."""
    if rule in RULES:
        return RULES[rule]
    for number, cited in UNSEEN.items():
        if rule.startswith(number):
            return cited
    places = PLACES.get(jurisdiction or "", {}) if rule in BY_PLACE or rule.startswith("not-in-") else {}
    for length in range(len(members), 0, -1):
        found = places.get("".join(f"/{member}" for member in members[:length]))
        if found:
            return found
    return None
