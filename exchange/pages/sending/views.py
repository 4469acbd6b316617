"""What the pages of sending show: councils to choose from, what can be kept back, and the record as it will be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exchange.journeys.list_councils import list_councils
from exchange.journeys.preview import Preview
from exchange.node import Foretold
from exchange.pages.languages import Language, Voice
from exchange.pages.paper.told import blocks_of
from exchange.pages.visits import Signed
from exchange.pages.words import KINDS
from exchange.printing import Block
from exchange.reading import Gap, Part, ReadOut, read_out
from exchange.record import GROUNDS, Rule, VerifiedRecord, find_kind
from exchange.record.purposes import PURPOSES, ruling_on
from exchange.record.sections import TITLES

Choice = dict[str, object]


@dataclass(frozen=True)
class Row:
    """Something that can be kept back, a section or one entry of it, and the choices there are."""

    id: str
    name: str
    title: str
    lang: str | None
    choices: list[Choice]
    chosen: str


@dataclass(frozen=True)
class Section:
    """A section with its entries; `kept` says why all of it stays behind whatever anybody chooses."""

    title: str
    rows: tuple[Row, ...]
    kept: str


@dataclass(frozen=True)
class Behind:
    """What stays behind, and why."""

    title: str
    lang: str | None
    why: str


@dataclass(frozen=True)
class Shown:
    """One record as the other council will read it, and what of it stays behind."""

    title: str
    blocks: tuple[Block, ...]
    behind: tuple[Behind, ...]


def councils(visit: Signed, chosen: str) -> list[Choice]:
    """The councils to choose from, by their names in the reader's language."""
    named = sorted((visit.say.council(each), each.gss) for each in list_councils(visit.node))
    blank: Choice = {"value": "", "text": visit.say("Choose a council")}
    return [blank, *({"value": gss, "text": name, "selected": gss == chosen} for name, gss in named)]


def documents(records: Sequence[VerifiedRecord], say: Voice) -> list[Choice]:
    """The records of one person that can be sent."""
    return [
        {
            "value": each.digest,
            "text": say(KINDS[each.kind]),
            "hint": {"text": say("Sealed on %(day)s", day=say.day(each.issued_at.date()))},
        }
        for each in records
    ]


def to_choose(record: VerifiedRecord, *, purpose: str, chosen: Sequence[str], say: Voice, place: int) -> list[Section]:
    """Every section and entry of our record, with what the table of purposes says and what was chosen."""
    told = _told(record, say)
    rule = PURPOSES[purpose]
    sections = []
    for number, section in enumerate(record.sections):
        ruling = ruling_on(section, purpose=rule)
        if ruling.rule is Rule.NEVER:
            sections.append(Section(_title(section, say), (), _ground(ruling.ground, say)))
            continue
        named = [("-", say("All of it"), None), *((item, text, lang) for item, text, lang in _entries(told, section))]
        rows = tuple(
            _row(f"{place}-{number}-{n}", (record.digest, section, item), (text, lang), purpose, chosen, say)
            for n, (item, text, lang) in enumerate(named)
        )
        asked = ruling.rule is Rule.ASK
        sections.append(Section(_title(section, say), (_asking(rows[0], section, ruling.ground, chosen, say),) if asked
                                else rows, ""))  # fmt: skip
    return sections


def shown(preview: Preview, originals: Sequence[VerifiedRecord], say: Voice) -> list[Shown]:
    """Each record as it will be read."""
    return [_shown(each, whole, say) for each, whole in zip(preview.records, originals, strict=True)]


def _shown(foretold: Foretold, whole: VerifiedRecord, say: Voice) -> Shown:
    gaps = [Gap(part.section, part.at, part.ground) for part in foretold.withheld]
    told = read_out(foretold.record.plain(), kind=find_kind(whole.vct), language=say.language.value, withheld=gaps)
    titles = {at: (text, lang) for at, _, text, lang in _items(_told(whole, say))}
    behind = []
    for part in foretold.withheld:
        if part.section in whole.sections or part.section in whole.extensions:
            text, lang = titles.get(part.at, (_title(part.section, say), None))
            behind.append(Behind(text, lang, _ground(part.ground, say)))
    return Shown(told.title, tuple(blocks_of(told, say, level=3)), tuple(behind))


def _row(
    name: str,
    of: tuple[str, str, str],
    title: tuple[str, str | None],
    purpose: str,
    chosen: Sequence[str],
    say: Voice,
) -> Row:
    grounds = [each for each in GROUNDS.values() if purpose in each.purposes and each.code != "not-consented"]
    welsh = say.language is Language.CY
    choices: list[Choice] = [{"value": "", "text": say("Goes along")}]
    for each in grounds:
        ground = each.cy if welsh else each.en
        choices.append({"value": " ".join((*of, each.code)), "text": say("Stays behind: %(ground)s", ground=ground)})
    there = next((str(each["value"]) for each in choices if each["value"] in chosen and each["value"]), "")
    return Row(f"hold-{name}", "hold", title[0], title[1], choices, there)


def _asking(row: Row, section: str, ground: str | None, chosen: Sequence[str], say: Voice) -> Row:
    """A section that stays behind unless somebody has looked at it and lets it go."""
    choices: list[Choice] = [
        {"value": "", "text": say("Stays behind: %(ground)s", ground=_ground(ground, say))},
        {"value": section, "text": say("Goes along: I have looked at it")},
    ]
    return Row(row.id, "clear", row.title, None, choices, section if section in chosen else "")


def _ground(code: str | None, say: Voice) -> str:
    ground = GROUNDS.get(code or "")
    if ground is None:
        return say("No ground is told")
    return ground.cy if say.language is Language.CY else ground.en


def _title(section: str, say: Voice) -> str:
    title = TITLES.get(section)
    return title.label(say.language.value) if title else section


def _told(record: VerifiedRecord, say: Voice) -> ReadOut:
    return read_out(record.plain(), kind=find_kind(record.vct), language=say.language.value)


def _entries(told: ReadOut, section: str) -> Iterator[tuple[str, str, str | None]]:
    found = ((at, item, text, lang) for at, item, text, lang in _items(told) if at.startswith(f"/{section}/"))
    yield from ((item, text, lang) for _, item, text, lang in sorted(found, key=lambda each: _position(each[0])))


def _position(at: str) -> int:
    last = at.rpartition("/")[2]
    return int(last) if last.isdigit() else 0


def _items(told: ReadOut) -> Iterator[tuple[str, str, str, str | None]]:
    """Every entry, wherever it is read: its place, id, title and the language of that."""
    yield from (found for part in (*told.opening, *told.parts) for found in _items_of(part))


def _items_of(part: Part) -> Iterator[tuple[str, str, str, str | None]]:
    for item in part.items:
        if item.id:
            yield item.at, item.id, item.title.text, item.title.lang
        for inner in item.parts:
            yield from _items_of(inner)
