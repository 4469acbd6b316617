"""Combined assessments: two people's assessments made together are two records, and neither holds the other's data.

Each names the same `link`, a random id, and its own person's consent. Where both are at hand, `check_combined` proves
that they belong together and that nothing of one person has slipped into the other's record. What a person's record
says about the carer (`carers`: name, what they do, whether they move) is about the person's care and belongs there.
"""

from collections.abc import Iterator

from exchange.errors import Finding, Refusal
from exchange.jose import JsonValue
from exchange.record.assessment import Assessment
from exchange.record.kinds import plain

_SHARED = frozenset({"about", "conduct", "contacts", "professionals", "carers", "withholding", "leftEmpty", "language"})
"""Sections in which both may say the same: codes, workers, and who knows whom."""

_NOT_TEXT = frozenset({"system", "code", "display"})
_LONG = 25  # characters: shorter texts are alike by chance


def check_combined(one: Assessment, other: Assessment) -> None:
    """Refuse `not-combined` unless the two are halves of one combined assessment and the first holds its own data only.

    Places are in the first: ask the other way round for the second.
    """
    found = [*_unlinked(one, other), *_held(one, other)]
    if found:
        raise Refusal("not-combined", found[0].at, findings=tuple(found))


def _unlinked(one: Assessment, other: Assessment) -> Iterator[Finding]:
    first, second = one.about.combined_with, other.about.combined_with
    if first is None or second is None or first.link != second.link:
        yield Finding("not-combined", "/about/combinedWith/link", "not-linked")
    if one.person.name == other.person.name and one.person.birth_date == other.person.birth_date:
        yield Finding("not-combined", "/person", "same-person")


def _held(one: Assessment, other: Assessment) -> Iterator[Finding]:
    """Where the first document holds what the second says of its own person."""
    own = {value for _, value in _texts(plain(other), "") if len(value) >= _LONG}
    numbers = {identifier.value for identifier in other.person.identifiers}
    for at, value in _texts(plain(one), ""):
        if value in numbers or value in own:
            yield Finding("not-combined", at, "others-data")


def _texts(value: JsonValue, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield at, value
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        if name not in (_NOT_TEXT if at else _SHARED):
            yield from _texts(member, f"{at}/{name}")
