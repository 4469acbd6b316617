"""What changed inside a text, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

Marked: TypeAlias = Literal["same", "gone", "new"]

_WORD: Final = re.compile(r"\S+\s*|\s+")
_MOST_PAIRS: Final = 1_000_000  # words against words: beyond, what lies between the ends that agree is one change


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of words that is in both texts, only in the earlier one, or only in the later one."""

    text: str
    what: Marked


def mark_words(before: str, after: str) -> tuple[Mark, ...]:
    """Both texts in one: all but the new runs make the earlier, all but those that are gone the later."""
    ours, theirs = _WORD.findall(before), _WORD.findall(after)
    start = _agreeing(ours, theirs)
    end = _agreeing(ours[start:][::-1], theirs[start:][::-1])
    marks = (
        Mark("".join(ours[:start]), "same"),
        *_between(ours[start : len(ours) - end], theirs[start : len(theirs) - end]),
        Mark("".join(ours[len(ours) - end :]), "same"),
    )
    return tuple(mark for mark in marks if mark.text)


def _agreeing(ours: Sequence[str], theirs: Sequence[str]) -> int:
    pairs = zip(ours, theirs, strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), min(len(ours), len(theirs)))


def _between(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Mark]:
    if len(ours) * len(theirs) > _MOST_PAIRS:
        yield from (Mark("".join(ours), "gone"), Mark("".join(theirs), "new"))
        return
    for operation, a, b, c, d in SequenceMatcher(None, ours, theirs).get_opcodes():
        if operation == "equal":
            yield Mark("".join(ours[a:b]), "same")
        else:
            yield from (Mark("".join(ours[a:b]), "gone"), Mark("".join(theirs[c:d]), "new"))
