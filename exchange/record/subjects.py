"""Whom a record is about, and whether several are about the same person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from exchange.errors import Refusal
from exchange.record.links import Sections
from exchange.record.person import Person


@dataclass(frozen=True)
class Subject:
    """Whom a record is about. `identifiers` are pairs of system and value."""

    name: str
    birth_date: date | None
    identifiers: tuple[tuple[str, str], ...]


class HasSubject(Protocol):
    """A record, as far as it is about someone."""

    @property
    def subject(self) -> Subject | None:
        """Whom it is about, if it shows that."""


def subject_in(sections: Sections) -> Subject | None:
    """Whom these sections are about, if the person is among them."""
    person = sections.get("person")
    if not isinstance(person, Person):
        return None
    born = person.birth_date if isinstance(person.birth_date, date) else None
    return Subject(person.name.official, born, tuple((each.system, each.value) for each in person.identifiers))


def same_subject(records: Iterable[HasSubject]) -> None:
    """Refuse `subjects-differ` unless every record shows that it is about the same person as the first.

    They must not differ in date of birth or in a number under the same system, and must share a number, or name and
    date of birth. A record that does not show its subject is refused, unless it is the only one.
    """
    first, *others = [record.subject for record in records] or [None]
    if any(first is None or other is None or not _same(first, other) for other in others):
        raise Refusal("subjects-differ")


def _same(one: Subject, other: Subject) -> bool:
    systems = {system for system, _ in one.identifiers} & {system for system, _ in other.identifiers}
    shared = {system for system, _ in set(one.identifiers) & set(other.identifiers)}
    known = one.birth_date is not None and other.birth_date is not None
    if shared != systems or (known and one.birth_date != other.birth_date):
        return False
    return bool(shared) or (known and one.name.casefold() == other.name.casefold())
