"""Extensions: members that a council or a supplier adds under a name of its own, such as `gwynedd.llyw.cymru:frailty`.

Inside a section, content keeps every member that it does not know, whoever wrote it. A name with a namespace (a host
name that its owner holds, a colon, a name) says that it is meant: it is carried, signed, and shown as that owner's. Any
other unknown member is from a newer version, or a slip of the pen, and is shown as not known.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_OWNER: Final = r"(?P<owner>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})"
_NAMESPACED: Final = re.compile(_OWNER + r":(?P<name>[A-Za-z][A-Za-z0-9_.-]{0,63})", re.ASCII)


@dataclass(frozen=True)
class Extension:
    """A member that its owner added: where it is, whose it is, and what they call it."""

    at: str
    owner: str
    name: str


def extensions_among(unknown: Iterable[str]) -> tuple[Extension, ...]:
    """Those of the unknown members (as JSON pointers, see `unknown_members`) that carry their owner's namespace."""
    return tuple(_extensions(unknown))


def _extensions(unknown: Iterable[str]) -> Iterator[Extension]:
    for at in unknown:
        found = _NAMESPACED.fullmatch(at.rpartition("/")[2].replace("~1", "/").replace("~0", "~"))
        if found:
            yield Extension(at, found["owner"], found["name"])
