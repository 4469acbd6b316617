"""The order in which a person reads a record: what to know first, then needs and all that serves them, last the law."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exchange.jose import JsonObject
from exchange.reading.dates import Language
from exchange.reading.labels import title_of
from exchange.reading.needs import member_of, put_under_needs, without
from exchange.reading.parts import Item, Part

OPENING: Final = ("ownWords", "alerts", "risks", "communicationNeeds", "language", "contacts")
THEN: Final = (
    *("needs", "outcomes", "actions", "directPayments", "equipment", "determinations", "contingency"),
    *("carers", "caring", "dependants", "person", "strengths", "barriers", "circumstances", "professionals"),
    *("monitoring", "review", "charges", "about", "conduct", "contributors", "authorisation", "copiesGiven"),
    *("advocacy", "capacity", "refusals", "safeguarding", "sharing", "withholding", "leftEmpty"),
)


def arrange(
    parts: Mapping[str, Part], content: JsonObject, *, language: Language
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The opening, and the other parts, in reading order; a part of which nothing is left in its place is not there."""
    explained = _explain_gaps(parts, content, language)
    placed = put_under_needs(explained, content, language=language)
    order = (*OPENING, *THEN, *(name for name in placed if name not in (*OPENING, *THEN)))
    there = [placed[name] for name in order if name in placed and not _is_empty(placed[name])]
    opening = tuple(part for part in there if part.id in OPENING)
    return opening, tuple(part for part in there if part.id not in OPENING)


def _explain_gaps(parts: Mapping[str, Part], content: JsonObject, language: Language) -> dict[str, Part]:
    """Each reason why a section is empty, in the place of that section."""
    made, reasons = dict(parts), parts.get("leftEmpty")
    left: list[Item] = []
    for item in reasons.items if reasons else ():
        section = str(member_of(content, item, "section"))
        if section in parts or section not in (*OPENING, *THEN):
            left.append(item)
            continue
        before = made.get(section) or Part(section, title_of(section, language=language))
        made[section] = replace(before, items=(*before.items, without(item, "section")))
    return {**made, "leftEmpty": replace(reasons, items=tuple(left))} if reasons else made


def _is_empty(part: Part) -> bool:
    return not (part.entries or part.items or part.withheld)
