"""Printing: what a person holds in their hands, as a value, and as an accessible PDF made from it.

A `Document` says what is on the paper and in which language each word is, and nothing of how it looks. Pages show the
same value as HTML, so what is printed and what is on the screen cannot differ. `pdf` makes PDF/UA-1 of it with Typst,
which refuses to write a file that misses what the standard asks for (ISO 14289-1): tags, languages, alternative text.

- Data goes in as data: no text of a record is ever read as mark-up.
- Nothing fails for what somebody wrote. A character that no font here can show is printed as its number, `[U+4E2D]`.
- The same document gives the same bytes.

    document = Document("cy", title="…", council="Cyngor Gwynedd", made_on=day, blocks=(Heading(2, "…"), Note("…")))
    open("copy.pdf", "wb").write(pdf(document))
"""

from exchange.printing.document import (
    Block,
    Code,
    Document,
    Fact,
    Facts,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Withheld,
    Words,
)
from exchange.printing.letters import printable
from exchange.printing.qr import qr_svg
from exchange.printing.typeset import pdf

__all__ = [
    "Block",
    "Code",
    "Document",
    "Fact",
    "Facts",
    "Heading",
    "Items",
    "Note",
    "PageBreak",
    "Paragraph",
    "Table",
    "Withheld",
    "Words",
    "pdf",
    "printable",
    "qr_svg",
]
