"""Names as people write them: with and without accents and marks, in any order, whole or shortened.

A name is folded into its parts: no case, no accents (Welsh circumflexes among them), no hyphens or apostrophes. Folding
is for comparing only; what is shown is what was written.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from exchange.matching.people import Likeness
from exchange.matching.slips import is_slip

# Letters that are no letter with a mark, so that taking the marks off does not reach them.
_LETTERS = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ħ": "h", "ı": "i",
})  # fmt: skip
_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "rev", "sir", "dame", "lady", "lord"})
_LINKS = frozenset({"ap", "ab", "ferch", "verch", "merch"})  # "son of", "daughter of": Gwilym ap Rhys, Gwilym Rhys
_IRISH = re.compile(r"\bó (?=\w)")  # Ó Briain is one name, and no initial
_SHORTEST_FOR_A_SLIP = 5  # in shorter parts one letter makes another name: Mari, Mair; Siân, Siôn


def fold(name: str) -> tuple[str, ...]:
    """The parts of a name, folded, in the order written; titles and the Welsh links are left out."""
    joined = _IRISH.sub("o", unicodedata.normalize("NFC", name.casefold()))
    whole = unicodedata.normalize("NFKD", joined).casefold()  # a letter in fancy dress may turn out to be a capital
    plain = unicodedata.normalize("NFKD", whole.translate(_LETTERS))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    spaced = "".join(each if each.isalnum() else "" if each in "'’ʼ`´." else " " for each in bare)
    parts = tuple(part for part in spaced.split() if part not in _TITLES)
    return tuple(part for part in parts if part not in _LINKS) if len(parts) > len(_LINKS & set(parts)) else parts


def compare_names(ours: Iterable[str], theirs: Iterable[str]) -> Likeness:
    """The best likeness between any name of one side and any of the other."""
    pairs = [(fold(one), fold(other)) for one in ours for other in theirs]
    found = {_compare(one, other) for one, other in pairs if one and other}
    return next(
        (each for each in (Likeness.AGREES, Likeness.NEAR, Likeness.DIFFERS) if each in found), Likeness.MISSING
    )


def _compare(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    if sorted(one) == sorted(other):
        return Likeness.AGREES
    fewer, more = sorted((one, other), key=len)
    if len(fewer) < 2:
        return Likeness.NEAR if fewer[0] in more else Likeness.DIFFERS
    # The same first and last part, with or without what stands between: Mair Elin Prys, Mair Prys.
    if (one[0], one[-1]) == (other[0], other[-1]) and set(fewer) <= set(more):
        return Likeness.AGREES
    left, over = Counter(fewer) - Counter(more), Counter(more) - Counter(fewer)
    near = all(any(_is_near(part, each) for each in over) for part in left)
    return Likeness.NEAR if near and left.total() < len(fewer) else Likeness.DIFFERS


def _is_near(part: str, other: str) -> bool:
    """One slip in a long part, or an initial in place of a part."""
    short, long = sorted((part, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    return len(short) >= _SHORTEST_FOR_A_SLIP and is_slip(part, other)
