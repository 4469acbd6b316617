"""The table of purposes as a page to read and to print, in English and Welsh: `docs/purposes.md`."""

from collections.abc import Iterator
from typing import Final

from exchange.record.consent import CONSENT_BASES
from exchange.record.grounds import GROUNDS
from exchange.record.purposes import OTHER, PURPOSES, RULINGS, Rule, Ruling
from exchange.record.sections import TITLES

_HEAD: Final = """# Who may be shown what / Pwy all weld beth

Generated from `exchange/record/purposes.py` by `make generate`. This is the table that the program obeys: no
presentation for a purpose ever holds a section that the table forbids, whoever asks. It is a proposal until lawyers of
the councils have read it. What is marked † rests on a source that nobody on this project has seen.

Cynhyrchwyd o `exchange/record/purposes.py`. Dyma'r tabl y mae'r rhaglen yn ufuddhau iddo. Cynnig ydyw nes bod
cyfreithwyr y cynghorau wedi'i ddarllen. Nid oes neb ar y prosiect wedi gweld ffynhonnell yr hyn sydd wedi'i farcio â †.

- **may / caiff**: the section goes along, unless someone decides to withhold it or entries of it.
- **ask / gofyn**: it goes along only if a worker has looked and decided so.
- **never / byth**: it does not go along.

The ground beside the word is the one on which the section is kept back. For the person's own copy the record's own
decisions to withhold come on top. Across a border the person's consent does: only sections in its scope go along, and
the decisions to withhold, which the other council has to keep to. Inside Wales consent is not the basis, and a
presentation must not state one.
"""
_WORDS: Final = {Rule.MAY: "may / caiff", Rule.ASK: "**ask / gofyn**", Rule.NEVER: "**never / byth**"}


def purposes_page() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD, *_purposes(), *_table(), *_grounds(), *_consents()]
    return "\n".join(parts) + "\n"


def _purposes() -> Iterator[str]:
    yield "## Purposes / Dibenion\n"
    yield from _heading("Code", "English", "Cymraeg", "Law / Cyfraith")
    for each in PURPOSES.values():
        yield _row(f"`{each.code}`", each.en, each.cy, _cited(each.citation, verified=each.verified))


def _table() -> Iterator[str]:
    yield "\n## The table / Y tabl\n"
    yield from _heading("Section / Adran", *(f"`{code}`" for code in PURPOSES))
    for name in RULINGS[next(iter(PURPOSES))]:
        title = "anything newer / unrhyw beth mwy newydd" if name == OTHER else f"{TITLES[name].en} / {TITLES[name].cy}"
        yield _row(title, *(_cell(RULINGS[code][name]) for code in PURPOSES))


def _grounds() -> Iterator[str]:
    yield "\n## Grounds / Seiliau\n"
    yield from _heading("Code", "English", "Cymraeg", "Law / Cyfraith", "For / Ar gyfer", "Told / Dywedir")
    for each in GROUNDS.values():
        purposes = ", ".join(f"`{code}`" for code in PURPOSES if code in each.purposes)
        told = "yes / ie" if each.told else "no / na"
        yield _row(f"`{each.code}`", each.en, each.cy, _cited(each.citation, verified=each.verified), purposes, told)


def _consents() -> Iterator[str]:
    yield "\n## What consent may rest on / Ar beth y gall cydsyniad orffwys\n"
    yield from _heading("Code", "English", "Cymraeg")
    for each in CONSENT_BASES.codes.values():
        yield _row(f"`{each.code}`", _cited(each.en, verified=each.verified), _cited(each.cy, verified=each.verified))


def _cell(ruling: Ruling) -> str:
    return _WORDS[ruling.rule] + (f" `{ruling.ground}`" if ruling.ground else "")


def _cited(text: str, *, verified: bool) -> str:
    return text if verified else f"{text} †"


def _heading(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield "|" + "---|" * len(names)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
