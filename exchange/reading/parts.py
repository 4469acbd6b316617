"""A record that has been put into words: parts, their items, their entries, and each value with its language.

Every part, item and entry says where in the content it stands (`at`, a JSON pointer), and a reference names the
`anchor` of the item that it means. What is not understood is marked, and what is withheld stands in its place.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from exchange.reading.dates import Language

ValueKind: TypeAlias = Literal["text", "code", "date", "number", "money", "absent", "unknown", "reference"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not shown: a section, or one entry of it; the ground is None where it is not told."""

    section: str
    at: str
    ground: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """One value in words. `lang` is the language of what people wrote; None is the reader's own, or none (a number).

    `note` stands beside it (a translation, a code, a system), in the reader's language. `target` is the anchor of the
    item that is meant. `verified` is False for a code whose source nobody has seen.
    """

    text: str
    kind: ValueKind = "text"
    lang: str | None = None
    note: str | None = None
    target: str | None = None
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Several entries that belong together, after the values that say the main thing in one line, if any do."""

    values: tuple[Value, ...]
    entries: tuple["Entry", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of the content: what it is called, and its values; what has members of its own is in groups.

    `understood` is False for what the schema does not know, or cannot read here; `owner` is whose it is, if it says so.
    """

    label: str
    values: tuple[Value, ...]
    at: str
    groups: tuple[Group, ...] = ()
    understood: bool = True
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why something is not shown: the ground's code if it is told, and one sentence."""

    ground: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, and under it the parts of the record that belong to it (a need: its outcomes, its actions).

    `title_at` is the entry whose whole text the title is, if the title is not shortened: it need not be shown twice.
    """

    id: str
    at: str
    anchor: str
    title: Value
    title_at: str | None = None
    entries: tuple[Entry, ...] = ()
    parts: tuple["Part", ...] = ()
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the record, or what of it belongs to one item."""

    id: str
    title: str
    entries: tuple[Entry, ...] = ()
    items: tuple[Item, ...] = ()
    withheld: Withheld | None = None
    understood: bool = True


@dataclass(frozen=True, slots=True)
class ReadOut:
    """A record in words, in one language: what to know before anything else, then the rest in reading order."""

    title: str
    language: Language
    opening: tuple[Part, ...]
    parts: tuple[Part, ...]
