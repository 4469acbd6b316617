"""The one error root, and the one table of codes.

A refusal says what was refused (`code`), where (`at`, a JSON pointer or a place, never a value), and carries every
finding when there is more than one. The table says in plain words what each code means, what to do next, and whether
the same bytes may be accepted later (`heals`). HTTP status is decided elsewhere, in `api/problems.py`.

Nothing here ever holds a person's data: `at` names places, sentences are constants.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exchange.errors.federated import TLOG, TRANSFER, TRUST
from exchange.errors.meaning import Meaning
from exchange.errors.running import DOORS, EVIDENCE, PEOPLE, SETUP, STORE
from exchange.errors.signed import JOSE, RECORD, SDJWT


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: a code of the table, where it is, and the rule it breaks (never a value)."""

    code: str
    at: str = ""
    rule: str = ""


class Refusal(Exception):
    """Something was refused, and nothing was changed. `code` is stable; `at` is a place, never a value."""

    def __init__(
        self,
        code: str,
        at: str = "",
        *,
        findings: tuple[Finding, ...] = (),
        retry_after_seconds: int | None = None,
    ) -> None:
        self.meaning = CODES[code]
        self.code = code
        self.at = at
        self.retry_after_seconds = retry_after_seconds
        self.findings = findings or (Finding(code, at),)
        super().__init__(f"{code}{f' at {at}' if at else ''}: {self.meaning.sentence}")

    @property
    def heals(self) -> bool:
        """Whether the same bytes may be accepted later without anyone changing them."""
        return self.meaning.heals

    def moved(self, old: str, new: str) -> "Refusal":
        """The same refusal as its caller sees it: places that begin with `old` begin with `new` instead."""
        at, *places = (_moved(place, old, new) for place in (self.at, *(found.at for found in self.findings)))
        findings = tuple(replace(found, at=place) for found, place in zip(self.findings, places, strict=True))
        return Refusal(self.code, at, findings=findings, retry_after_seconds=self.retry_after_seconds)


def _moved(place: str, old: str, new: str) -> str:
    return new + place.removeprefix(old) if place.startswith(old) else place


CODES: Mapping[str, Meaning] = {
    **JOSE,
    **SDJWT,
    **RECORD,
    **TRUST,
    **TLOG,
    **TRANSFER,
    **DOORS,
    **SETUP,
    **PEOPLE,
    **STORE,
    **EVIDENCE,
}

__all__ = ["CODES", "Finding", "Meaning", "Refusal"]
