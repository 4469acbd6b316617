"""Code lists as data: each code with a label in English and Welsh, the list's source, and whether a source was seen.

A *closed* list never grows within a major version, and any other code is refused. An *open* list may grow in a minor
version, so any well-formed code is read, and one that is not in the list is shown as not known. Codes of lists that
others keep (`systems.py`) always come with their system. Welsh labels are working translations, not official texts.
`verified=False` means that nobody has seen the source of that code yet: whoever shows the code says so. A code with a
`jurisdiction` belongs to the law of that nation and is refused in a document of another.

    NEED_AREAS.codes["self-care"].label("cy")

`LISTS` holds them all, by name; `schemas/codes/` is generated from it.
"""

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Final

from exchange.record.codes import languages, law, needs, people, plans, refusals, safeguards, systems
from exchange.record.codes.code_list import Code, CodeList, OneOf
from exchange.record.codes.systems import SYSTEMS

__all__ = ["LISTS", "SYSTEMS", "Code", "CodeList", "OneOf"]


def _lists_in(*modules: ModuleType) -> Iterator[CodeList]:
    for module in modules:
        yield from (found for found in vars(module).values() if isinstance(found, CodeList))


LISTS: Final[Mapping[str, CodeList]] = {
    each.name: each for each in _lists_in(law, refusals, people, languages, needs, safeguards, plans, systems)
}
"""Every list by its name."""
