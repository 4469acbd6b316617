"""A document as a value: what is on the paper, in the order in which it is read."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Language = Literal["en", "cy"]
DEEPEST: Final = 4


@dataclass(frozen=True)
class Words:
    """A text. `lang` says its language (BCP 47) where that is not the document's, such as a person's own words."""

    text: str
    lang: str | None = None


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the document is the only one of level 1."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; line breaks in it are kept."""

    text: str
    lang: str | None = None


@dataclass(frozen=True)
class Fact:
    """What something is called, and what it is: one value or several."""

    label: str
    values: tuple[Words, ...]


@dataclass(frozen=True)
class Facts:
    """Facts that belong together."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """Rows under column headings; each row has one cell for each heading."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]

    def __post_init__(self) -> None:
        """A cell without a heading cannot be read out."""
        if not self.headers or any(len(row) != len(self.headers) for row in self.rows):
            raise ValueError("every cell of a table needs a column heading")


@dataclass(frozen=True)
class Items:
    """A list without an order."""

    items: tuple[Words, ...]


@dataclass(frozen=True)
class Note:
    """Something to know before reading on, in a box."""

    text: str


@dataclass(frozen=True)
class Withheld:
    """Something is left out here: a sentence that says so, and on which ground, where that may be told."""

    text: str
    ground: str | None = None


@dataclass(frozen=True)
class Code:
    """A QR code of an address, what it is for, and the address itself to type in."""

    url: str
    alt: str


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Facts | Table | Items | Note | Withheld | Code | PageBreak


@dataclass(frozen=True)
class Document:
    """Everything on the paper. Headings go down one level at a time, or the document cannot be made (ISO 14289-1)."""

    language: Language
    title: str
    council: str
    made_on: date
    blocks: tuple[Block, ...]
    subtitle: str = ""

    def __post_init__(self) -> None:
        """Headings are written by us, never by those whose data it is, so a jump is a fault of ours."""
        above = 1
        for block in self.blocks:
            if isinstance(block, Heading):
                if not 2 <= block.level <= min(above + 1, DEEPEST):
                    raise ValueError("a heading is missing above another one")
                above = block.level
