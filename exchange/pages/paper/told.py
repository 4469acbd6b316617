"""A record that was put into words (`exchange/reading`), as the blocks of a document that is printed."""

from collections.abc import Iterator, Sequence

from exchange.pages.languages import Voice
from exchange.printing import Block, Fact, Facts, Heading, Items, Withheld, Words
from exchange.reading import Entry, Gap, Group, Item, Part, ReadOut, Value, read_out
from exchange.record import VerifiedRecord, find_kind

_DEEPEST = 4


def read_record(record: VerifiedRecord, _: Voice) -> ReadOut:
    """A record in words, with what is withheld in its place."""
    gaps = [Gap(part.section, part.at, part.ground) for part in record.withheld]
    return read_out(record.plain(), kind=find_kind(record.vct), language=_.language.value, withheld=gaps)


def blocks_of(told: ReadOut, _: Voice, *, level: int = 2) -> Iterator[Block]:
    """All that was told, what comes first before the rest, under headings of this level and below."""
    for part in (*told.opening, *told.parts):
        yield from _part(part, _, level=level)


def words_of(value: Value, _: Voice) -> tuple[Words, ...]:
    """A value in its own language, and its note in the reader's."""
    notes = (value.note, None if value.verified else _("the source of this word has not been checked"))
    return (Words(value.text, value.lang), *(Words(f"({note})") for note in notes if note))


def _part(part: Part, _: Voice, *, level: int) -> Iterator[Block]:
    title = part.title if part.understood else _("%(title)s (this program does not know this part)", title=part.title)
    yield Heading(level, title)
    if part.withheld is not None:
        yield Withheld(part.withheld.sentence)
    yield from _entries(part.entries, _)
    for item in part.items:
        yield from _item(item, _, level=level + 1)


def _item(item: Item, _: Voice, *, level: int) -> Iterator[Block]:
    if level > _DEEPEST:  # a heading below the fourth level helps nobody
        yield Items(words_of(item.title, _))
    else:
        yield Heading(level, item.title.text, item.title.lang)
    if item.withheld is not None:
        yield Withheld(item.withheld.sentence)
    yield from _entries([each for each in item.entries if each.at != item.title_at], _)
    for part in item.parts:
        yield from _part(part, _, level=min(level + 1, _DEEPEST))


def _entries(entries: Sequence[Entry], _: Voice) -> Iterator[Block]:
    if entries:
        yield Facts(tuple(fact for entry in entries for fact in _facts(entry, _, above="")))


def _facts(entry: Entry, _: Voice, *, above: str) -> Iterator[Fact]:
    """One fact for an entry; what has members of its own is spread out, each under the whole of its name."""
    label = _label(entry, _, above=above)
    if entry.values or not entry.groups:
        yield Fact(label, tuple(words for value in entry.values for words in words_of(value, _)))
    for group in entry.groups:
        yield from _group(group, _, label=label)


def _group(group: Group, _: Voice, *, label: str) -> Iterator[Fact]:
    if group.values:
        yield Fact(label, tuple(words for value in group.values for words in words_of(value, _)))
    for entry in group.entries:
        yield from _facts(entry, _, above=label)


def _label(entry: Entry, _: Voice, *, above: str) -> str:
    label = f"{above} – {entry.label}" if above else entry.label
    if entry.understood:
        return label
    if entry.owner is not None:
        return _("%(label)s (not understood by this program; added by %(owner)s)", label=label, owner=entry.owner)
    return _("%(label)s (not understood by this program)", label=label)
