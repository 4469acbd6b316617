"""Text as it can be printed: every character is shown, by a font or by its number."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "dist"  # made by hatch_build.py
_BREAKS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_JOINERS: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\ufe0e\ufe0f")  # they shape others, unseen
# Right-to-left text finds its way by itself; these could make a text read otherwise than it was written.
_TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WITHOUT_MEANING: Final = frozenset(
    {"Cc", "Co", "Cs"}
)  # fonts have some of them, documents must not (ISO 14289-1 §7.21)
_WORD: Final = re.compile("[^ \n]+")
_LINE: Final = 30  # letters that surely fit on a line, in a narrow column too
_PIECE: Final = 15


def printable(text: str) -> str:
    """The same text in characters that the fonts here can show; any other one as its number, `[U+4E2D]`.

    A word that is longer than a line gets invisible places where it may break.
    """
    plain = unicodedata.normalize("NFC", _BREAKS.sub("\n", text)).replace("\t", " ")
    return _WORD.sub(_show_word, plain)


def _show_word(found: re.Match[str]) -> str:
    letters = [each if _has_letter(each) else f"[U+{ord(each):04X}]" for each in found.group()]
    word = "".join(letters)
    return word if len(word) <= _LINE else "\u200b".join(_pieces(letters))


def _pieces(letters: Sequence[str]) -> Iterator[str]:
    """A long word in pieces that may go on the next line; a mark stays with the letter in front of it."""
    piece = ""
    for letter in letters:
        if len(piece) >= _PIECE and letter not in _JOINERS and not unicodedata.combining(letter[0]):
            yield piece
            piece = ""
        piece += letter
    yield piece


def _has_letter(character: str) -> bool:
    if character in _JOINERS:
        return True
    if character in _TURNS or unicodedata.category(character) in _WITHOUT_MEANING:
        return False
    return character in _letters()


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    ranges = ((FONTS / "letters").read_text("ascii")).split()
    ends = (each.split("-") for each in ranges)
    return frozenset(chr(point) for first, last in ends for point in range(int(first, 16), int(last, 16) + 1))
