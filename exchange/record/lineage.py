"""Lineage: a newer record names the one whose place it takes, by digest; so a line of versions can be followed back.

Nothing is ever edited. Each version is signed by itself and stays checkable; which one counts is the newest of the
line. Two records that take the place of the same one are a fork: somebody must say which of them counts.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from exchange.errors import Finding, Refusal


class Version(Protocol):
    """What a line of versions is made of; a verified record is one, a stored one too."""

    @property
    def digest(self) -> str:
        """The record's name."""

    @property
    def supersedes(self) -> str | None:
        """The name of the record whose place it takes."""

    @property
    def iss(self) -> str:
        """The council that sealed it."""

    @property
    def kind(self) -> str:
        """What kind of record it is."""


T = TypeVar("T", bound=Version)


def order_versions(records: Iterable[T]) -> tuple[T, ...]:
    """The records as one line, oldest first, each naming the one before; the last one counts.

    Refuses `version-loop`, `version-forked`, `version-gap` (more than one line: a version between is not there) and
    `version-foreign` (another council's record, or one of another kind, in the line). What the oldest supersedes need
    not be at hand. The same record twice counts once.
    """
    known = {record.digest: record for record in records}
    after = _followers(known)
    first = [record for record in known.values() if record.supersedes not in known]
    if len(first) > 1:
        raise Refusal("version-gap", findings=tuple(Finding("version-gap", record.digest) for record in first))
    line = _line(first[0], after) if first else []
    if len(line) < len(known):  # whatever cannot be reached from the first names itself in the end
        raise Refusal("version-loop")
    return tuple(line)


def _followers(known: dict[str, T]) -> dict[str, T]:
    after: dict[str, T] = {}
    for record in known.values():
        before = known.get(record.supersedes or "")
        if before is None:
            continue
        if before.digest in after:
            raise Refusal("version-forked", before.digest)
        if (before.iss, before.kind) != (record.iss, record.kind):
            raise Refusal("version-foreign", record.digest)
        after[before.digest] = record
    return after


def _line(first: T, after: dict[str, T]) -> list[T]:
    line = [first]
    while (following := after.get(line[-1].digest)) is not None:
        line.append(following)
    return line
