"""What one section cannot tell by itself: rules over the whole document, beyond what a schema can say.

They are checked when a document is read whole, before it is sealed; `lawful.py` holds those that a law stands behind.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from exchange.errors import Finding
from exchange.record import lawful
from exchange.record.codes import SYSTEMS, CodeList
from exchange.record.codes.systems import COMMUNICATION, ETHNICITIES, STATED_GENDER, VERIFICATIONS
from exchange.record.findings import refuse_all
from exchange.record.links import Section, Sections, entries
from exchange.record.parts import Coded
from exchange.record.person import CommunicationNeed, Person
from exchange.record.safeguards import LeftEmpty, Withholding

Lists: TypeAlias = tuple[CodeList, ...]

_SECTION: Final = re.compile("[a-z][A-Za-z0-9]{0,63}")  # stands in the open part of a record for ever: says nothing
EXPLAINED: Final = frozenset({"circumstances", "outcomes", "barriers", "risks", "strengths", "needs", "actions"})
"""The five elements, needs and actions: empty only with a reason (Part 3 Code; source not seen)."""


def check_rules(sections: Sections, *, names: frozenset[str], unknown: Iterable[str] = ()) -> None:
    """Refuse `schema-failed` with every finding: repeated ids, unexplained gaps, answers to limbs that do not exist.

    `names` are the sections of the kind, `unknown` what else stands at the top.
    """
    found = [
        *(Finding("schema-failed", "", "section-name") for name in unknown if not _SECTION.fullmatch(name)),
        *(finding for name, section in sections.items() for finding in repeated_ids(name, section)),
        *_gaps(sections),
        *_names(sections, names),
        *_systems(sections),
        *lawful.broken(sections),
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
    explained = {entry.section for _, entry in entries(sections, "leftEmpty", LeftEmpty)}
    for name, section in sections.items():
        if name in EXPLAINED and section == () and name not in explained:
            yield Finding("schema-failed", f"/{name}", "empty-unexplained")
    for n, entry in entries(sections, "leftEmpty", LeftEmpty):
        if sections.get(entry.section, ()) != ():
            yield Finding("schema-failed", f"/leftEmpty/{n}/section", "not-empty")


def _names(sections: Sections, names: frozenset[str]) -> Iterator[Finding]:
    for n, entry in entries(sections, "leftEmpty", LeftEmpty):
        if entry.section not in names:
            yield Finding("schema-failed", f"/leftEmpty/{n}/section", "section-unknown")
    for n, decision in entries(sections, "withholding", Withholding):
        if decision.section not in names:
            yield Finding("schema-failed", f"/withholding/{n}/section", "section-unknown")
        elif decision.item is not None and decision.item not in _ids(sections.get(decision.section)):
            yield Finding("schema-failed", f"/withholding/{n}/item", "item-unknown")


def _systems(sections: Sections) -> Iterator[Finding]:
    """Codes of lists that others keep: where we hold the list, it is one for this place, and the code is in it."""
    for at, value, lists in _coded(sections):
        known = SYSTEMS.get(value.system) if isinstance(value, Coded) else None
        if known is not None and known not in lists:
            yield Finding("schema-failed", f"{at}/system", "other-list")
        elif known is not None and isinstance(value, Coded) and value.code not in known.codes:
            yield Finding("schema-failed", f"{at}/code", "not-in-system")


def _coded(sections: Sections) -> Iterator[tuple[str, object, Lists]]:
    person = sections.get("person")
    if isinstance(person, Person):
        yield "/person/gender", person.gender, (STATED_GENDER,)
        yield "/person/ethnicity", person.ethnicity, ETHNICITIES
        for n, identifier in enumerate(person.identifiers):
            yield f"/person/identifiers/{n}/verificationStatus", identifier.verification_status, VERIFICATIONS
    for n, need in entries(sections, "communicationNeeds", CommunicationNeed):
        yield f"/communicationNeeds/{n}/code", need.code, COMMUNICATION


def _ids(section: Section | None) -> set[str]:
    return {item.id for item in section} if isinstance(section, tuple) else set()
