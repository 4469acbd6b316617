"""What the pages of a decision have in common: a part of the draft each, read from a form and shown again."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from exchange.jose import JsonObject, JsonValue, dumps
from exchange.journeys.keep_draft import Part
from exchange.journeys.open_decision import Deciding
from exchange.pages.forms import Form, Problems
from exchange.pages.languages import Voice


@dataclass(frozen=True)
class Draft:
    """A decision as far as it has come."""

    parts: Mapping[str, Part]

    def value(self, page: "Page") -> JsonValue:
        """What was saved of a page; None before anything was."""
        part = self.parts.get(page.part)
        return part.value if part else None

    def version(self, page: "Page") -> int:
        """Which version of it that is."""
        part = self.parts.get(page.part)
        return part.version if part else 0

    @property
    def seen(self) -> str:
        """Changes with everything that somebody saves: a page that shows it can say later what was seen."""
        versions = {name: each.version for name, each in sorted(self.parts.items())}
        return hashlib.sha256(dumps(dict(versions))).hexdigest()[:16]


class Page(ABC):
    """One page of the decision."""

    part: ClassVar[str]
    _path: ClassVar[str]
    _following: ClassVar[str]

    def path(self, transfer: str) -> str:
        """Its own address."""
        return f"/transfers/{transfer}/decide{self._path}"

    def following(self, transfer: str) -> str:
        """The address of the page after it."""
        return f"/transfers/{transfer}/decide{self._following}"

    @abstractmethod
    def read(self, form: Form) -> JsonValue:
        """What the form holds, as it is kept."""

    @abstractmethod
    def fields(self, value: JsonValue) -> list[tuple[str, str]]:
        """The same as fields of a form."""

    @abstractmethod
    def view(self, deciding: Deciding, value: JsonValue, say: Voice, me: Mapping[str, str]) -> object:
        """What the page shows."""

    @abstractmethod
    def problems(self, deciding: Deciding, draft: Draft, problems: Problems) -> Problems:
        """What is still missing."""

    def complete(self, value: JsonValue, _deciding: Deciding) -> JsonValue:
        """The same, with what one button answers for all the rest."""
        return value


def day_in(text: str) -> date | None:
    """The day that a text such as 2026-11-20 means; None where there is no such day."""
    try:
        year, month, day = (int(part) for part in text.split("-") if part.isascii() and part.isdigit())
        return date(year, month, day)
    except ValueError:
        return None


def members_of(value: JsonValue) -> JsonObject:
    """An object's members; none of anything else."""
    return value if isinstance(value, dict) else {}


def text_in(value: JsonValue, name: str) -> str:
    """A text of an object; "" where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""
