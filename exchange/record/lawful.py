"""Rules that a law stands behind: nothing of another nation's law, determinations as their scheme wants them, consent.

They say what a document may claim, not whether a practitioner decided well: a result that does not follow from its
answers is not refused here, `eligibility.py` shows it.
"""

from collections.abc import Iterator
from typing import Final

from exchange.errors import Finding
from exchange.record.assessment import AboutAssessment
from exchange.record.codes.law import CARER_BASES, CARER_KINDS, ENGLAND
from exchange.record.codes.refusals import CHILD_EXCEPTIONS
from exchange.record.links import Sections, entries, lawful_codes_in, wire_pointer
from exchange.record.money import Charges
from exchange.record.needs import Determination
from exchange.record.plan import AboutPlan
from exchange.record.review import Review
from exchange.record.safeguards import RefusedAssessment
from exchange.record.schemes import SCHEMES, Scheme

_CODE: Final = "schema-failed"


def broken(sections: Sections) -> Iterator[Finding]:
    """Every place at which a document breaks one of these rules."""
    about = sections.get("about")
    if isinstance(about, AboutAssessment | AboutPlan):
        yield from _other_jurisdictions(sections, about.jurisdiction)
        yield from _carers(sections, is_carer=_is_carers(about))
    if isinstance(about, AboutAssessment) and about.combined_with and about.combined_with.consent != "yes":
        yield Finding(_CODE, "/about/combinedWith/consent", "consent-missing")
    for n, refusal in entries(sections, "refusals", RefusedAssessment):
        rights = CHILD_EXCEPTIONS.get(refusal.exception_case or "")
        if rights and refusal.right and refusal.right not in rights:
            yield Finding(_CODE, f"/refusals/{n}/exceptionCase", "not-with-this-right")
    for n, determination in entries(sections, "determinations", Determination):
        scheme = SCHEMES.get(determination.scheme)
        if scheme:  # else a newer minor version's: nothing is known about it here
            yield from _determination(determination, scheme, f"/determinations/{n}")
    yield from _closure(sections)


def _is_carers(about: AboutAssessment | AboutPlan) -> bool:
    return about.kind in CARER_KINDS if isinstance(about, AboutAssessment) else about.basis in CARER_BASES


def _other_jurisdictions(sections: Sections, jurisdiction: str) -> Iterator[Finding]:
    for name, section in sections.items():
        for place, codes, code in lawful_codes_in(section):
            known = codes.codes.get(code)
            if known and known.jurisdiction not in (None, jurisdiction):
                yield Finding(_CODE, f"/{name}{wire_pointer(place)}", "other-jurisdiction")
    charges = sections.get("charges")
    if isinstance(charges, Charges) and jurisdiction != ENGLAND:
        for member in ("personal_budget", "independent_personal_budget", "care_account"):
            if getattr(charges, member) is not None:
                yield Finding(_CODE, f"/charges{wire_pointer((member,))}", "other-jurisdiction")


def _carers(sections: Sections, *, is_carer: bool) -> Iterator[Finding]:
    """A carer's document says what the carer does, and holds no determination about anyone else; nor the reverse."""
    if is_carer and "caring" not in sections:
        yield Finding(_CODE, "/caring", "required")
    for n, determination in entries(sections, "determinations", Determination):
        scheme = SCHEMES.get(determination.scheme)
        if scheme and (scheme.about == "carer") != is_carer:
            yield Finding(_CODE, f"/determinations/{n}/scheme", "other-persons")


def _determination(determination: Determination, scheme: Scheme, at: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for m, criterion in enumerate(determination.criteria):
        if criterion.ref not in scheme.limbs or not scheme.areas.keys() >= set(criterion.areas):
            yield Finding(_CODE, f"{at}/criteria/{m}", "not-in-scheme")
        if criterion.ref in seen:
            yield Finding(_CODE, f"{at}/criteria/{m}/ref", "answered-twice")
        if criterion.met == "yes" and len(set(criterion.areas)) < scheme.at_least.get(criterion.ref, 0):
            yield Finding(_CODE, f"{at}/criteria/{m}/areas", "too-few-areas")
        seen.add(criterion.ref)
    for member in ("band", "lowest_band_served"):
        if (getattr(determination, member) is not None) != (scheme.bands is not None):
            rule = "required" if scheme.bands else "not-in-scheme"
            yield Finding(_CODE, f"{at}{wire_pointer((member,))}", rule)


def _closure(sections: Sections) -> Iterator[Finding]:
    """A plan is closed with a closure statement, and only then has one (SI 2015/1335 reg 6)."""
    review = sections.get("review")
    if isinstance(review, Review) and (review.decision == "closed") != (review.closure is not None):
        yield Finding(_CODE, "/review/closure", "required" if review.decision == "closed" else "not-closed")
