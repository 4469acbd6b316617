"""What one section cannot tell by itself: rules over the whole document, beyond what a schema can say."""

from collections.abc import Iterator
from typing import TypeVar

from exchange.errors import Finding
from exchange.record.assessment import AboutAssessment
from exchange.record.findings import refuse_all
from exchange.record.links import Section, Sections
from exchange.record.needs import Determination
from exchange.record.parts import Item
from exchange.record.plan import AboutPlan
from exchange.record.safeguards import LeftEmpty, Withholding
from exchange.record.schemes import SCHEMES

T = TypeVar("T", bound=Item)

_EXPLAINED = frozenset({"circumstances", "outcomes", "barriers", "risks", "strengths", "needs", "actions"})
"""The five elements, needs and actions: empty only with a reason (Part 3 Code; source not seen)."""


def check_rules(sections: Sections, *, names: frozenset[str]) -> None:
    """Refuse `schema-failed` with every finding: repeated ids, unexplained gaps, answers to limbs that do not exist.

    `names` are the sections of the kind.
    """
    found = [
        *(finding for name, section in sections.items() for finding in repeated_ids(name, section)),
        *_gaps(sections),
        *_names(sections, names),
        *_schemes(sections),
    ]
    if found:
        raise refuse_all("schema-failed", found)


def repeated_ids(name: str, section: Section) -> Iterator[Finding]:
    """Entries of a list that carry an id which an earlier one carries."""
    seen: set[str] = set()
    for n, item in enumerate(section if isinstance(section, tuple) else ()):
        if item.id in seen:
            yield Finding("schema-failed", f"/{name}/{n}/id", "id-repeated")
        seen.add(item.id)


def _gaps(sections: Sections) -> Iterator[Finding]:
    explained = {entry.section for _, entry in _entries(sections, "leftEmpty", LeftEmpty)}
    for name, section in sections.items():
        if name in _EXPLAINED and section == () and name not in explained:
            yield Finding("schema-failed", f"/{name}", "empty-unexplained")
    for n, entry in _entries(sections, "leftEmpty", LeftEmpty):
        if sections.get(entry.section, ()) != ():
            yield Finding("schema-failed", f"/leftEmpty/{n}/section", "not-empty")


def _names(sections: Sections, names: frozenset[str]) -> Iterator[Finding]:
    for n, entry in _entries(sections, "leftEmpty", LeftEmpty):
        if entry.section not in names:
            yield Finding("schema-failed", f"/leftEmpty/{n}/section", "section-unknown")
    for n, decision in _entries(sections, "withholding", Withholding):
        if decision.section not in names:
            yield Finding("schema-failed", f"/withholding/{n}/section", "section-unknown")
        elif decision.item is not None and decision.item not in _ids(sections.get(decision.section)):
            yield Finding("schema-failed", f"/withholding/{n}/item", "item-unknown")


def _schemes(sections: Sections) -> Iterator[Finding]:
    about = sections.get("about")
    jurisdiction = about.jurisdiction if isinstance(about, AboutAssessment | AboutPlan) else None
    for n, entry in _entries(sections, "determinations", Determination):
        scheme = SCHEMES.get(entry.scheme)
        if scheme is None:  # a newer minor version's: nothing is known about it here
            continue
        if scheme.jurisdiction != jurisdiction:
            yield Finding("schema-failed", f"/determinations/{n}/scheme", "other-jurisdiction")
        for m, criterion in enumerate(entry.criteria):
            if criterion.ref not in scheme.limbs or not scheme.areas.keys() >= set(criterion.areas):
                yield Finding("schema-failed", f"/determinations/{n}/criteria/{m}", "not-in-scheme")


def _ids(section: Section | None) -> set[str]:
    return {item.id for item in section} if isinstance(section, tuple) else set()


def _entries(sections: Sections, name: str, model: type[T]) -> Iterator[tuple[int, T]]:
    section = sections.get(name, ())
    for n, item in enumerate(section if isinstance(section, tuple) else ()):
        if isinstance(item, model):
            yield n, item
