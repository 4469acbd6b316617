"""The table of grades as a page to read and to print: the second part of `docs/moves.md`."""

from collections.abc import Iterator
from typing import Final

from exchange.matching.grading import GRADING, Grade

_HEAD: Final = """
## Whose records these are

Before a council says `matched`, four factors are compared: number, name, date of birth, address. Two independent ones
have to agree (a CHI number begins with the date of birth: those two are one). Names are compared without accents and
marks, in any order, with previous names; numbers with previous ones; a number whose check digit is wrong proves
nothing. The first row that holds decides.
"""
_MEANS: Final = {
    Grade.STRONG: "**strong**: one worker may say `matched`",
    Grade.WEAK: "**weak**: a second person must look",
    Grade.NONE: "**none**: do not link",
}


def grading_page() -> str:
    """This part of the page, as Markdown."""
    return "\n".join([_HEAD, *_rows()]) + "\n"


def _rows() -> Iterator[str]:
    yield "| When | Grade | Code |"
    yield "|---|---|---|"
    for row in GRADING:
        yield f"| {row.sentence} | {_MEANS[row.grade]} | `{row.code}` |"
