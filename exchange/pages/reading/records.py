"""Records: one to read, as it came with a transfer or as our own, with what was checked of it; and the list of ours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from exchange.councils import council
from exchange.journeys.list_own import OwnRow, list_own
from exchange.journeys.read_record import Opened, Version, open_record
from exchange.pages.languages import Language, Voice
from exchange.pages.reading.genuine import State, panel_of
from exchange.pages.rendering import page
from exchange.pages.visits import Caseworker, DigestHere, Signed, TransferHere
from exchange.pages.words import KINDS
from exchange.reading import Gap, Part, ReadOut, read_out
from exchange.record import find_kind
from exchange.store import Standing
from exchange.wire import Record

router = APIRouter()

KindAsked = Literal["", "assessment", "care-and-support-plan"]

_FOR_MATCHING: Final = frozenset({"name", "birthDate", "identifiers", "addresses", "telephone"})
_MOST: Final = 100


@dataclass(frozen=True)
class Place:
    """A line of the contents."""

    href: str
    text: str


@dataclass(frozen=True)
class OwnLine:
    """One of our own records in the list."""

    digest: str
    name: str
    born: str
    kind: str
    sealed: str
    newer: str
    broken: bool


@router.get("/transfers/{transfer}/records/{digest}")
def received(visit: Caseworker, transfer: TransferHere, digest: DigestHere) -> Response:
    """A record as it came with a transfer."""
    return _reading(visit, open_record(visit.node, visit.who, digest, transfer=transfer))


@router.get("/records/{digest}")
def ours(visit: Caseworker, digest: DigestHere) -> Response:
    """One of our own."""
    return _reading(visit, open_record(visit.node, visit.who, digest))


@router.get("/records")
def listed(
    visit: Caseworker,
    standing: Standing = Standing.CURRENT,
    kind: KindAsked = "",
    q: Annotated[str, Query(max_length=_MOST)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """One page of our own records."""
    found = list_own(visit.node, visit.who, standing=standing, kind=kind, search=q, number=number)
    chosen = {"standing": standing.value, "kind": kind, "q": q}
    return page(
        visit,
        "records/list.html",
        lines=[_line(row, visit.say) for row in found.rows],
        found=found,
        chosen=chosen,
        kinds=[{"value": "", "text": visit.say("Every kind")}]
        + [{"value": code, "text": visit.say(name)} for code, name in KINDS.items()],
        address=lambda **other: _address(visit.url("/records"), {**chosen, **other}),
    )


def told_of(record: Record, _: Voice) -> ReadOut:
    """A record in words."""
    vct = f"urn:assessment-exchange:{record.kind}:{record.version}"
    gaps = gaps_of(record)
    return read_out(record.content, kind=find_kind(vct), language=_.language.value, withheld=gaps)


def gaps_of(record: Record) -> list[Gap]:
    """What is withheld of it."""
    return [Gap(each.section, each.at, each.ground) for each in record.withheld]


def path_of(opened: Opened) -> str:
    """The address of a record that was opened."""
    return version_path(opened.digest, opened.transfer.id if opened.transfer else "")


def version_path(digest: str, transfer: str) -> str:
    """The address of a record that came with a transfer, or of our own."""
    return f"/transfers/{transfer}/records/{digest}" if transfer else f"/records/{digest}"


def _reading(visit: Signed, opened: Opened) -> Response:
    _, record = visit.say, opened.record
    told = told_of(record, _) if record is not None else None
    shown = _to_match(told) if told is not None and opened.quarantined else told
    panel = panel_of(opened, _)
    return page(
        visit,
        "records/read.html",
        opened=opened,
        here=path_of(opened),
        title=told.title if told is not None else _("A record that cannot be shown"),
        told=shown,
        panel=panel,
        contents=_contents(shown) if shown is not None else [],
        anchors=frozenset(_anchors((*shown.opening, *shown.parts))) if shown is not None else frozenset(),
        notes=_notes(record, _) if record is not None else {},
        withheld=len(record.withheld) if record is not None else 0,
        unknown=len(record.unknown) if record is not None else 0,
        before=_version(opened.before, opened),
        after=_version(opened.after, opened),
        ask_newer=panel.state is State.SUPERSEDED and opened.after is None and opened.transfer is not None,
        sealed_by=_.council(record.issuer) if record is not None else "",
        made_by=council(visit.node.settings.gss, on=visit.node.today()).name(_.language),
    )


def _to_match(told: ReadOut) -> ReadOut:
    """What tells people apart, and nothing else."""
    person = next((part for part in (*told.opening, *told.parts) if part.id == "person"), None)
    if person is None:
        return ReadOut(told.title, told.language, (), ())
    wanted = tuple(each for each in person.entries if each.at.removeprefix("/person/") in _FOR_MATCHING)
    return ReadOut(told.title, told.language, (), (replace(person, entries=wanted),))


def _contents(told: ReadOut) -> list[Place]:
    return [Place(f"#{part.id}", _titled(part)) for part in (*told.opening, *told.parts)]


def _anchors(parts: Sequence[Part]) -> Iterator[str]:
    """Every place of the page that a reference can lead to."""
    yield from (part.id for part in parts)
    for part in parts:
        for item in part.items:
            yield item.anchor
            yield from _anchors(item.parts)


def _titled(part: Part) -> str:
    return f"{part.title} ({len(part.items)})" if len(part.items) > 1 else part.title


def _notes(record: Record, _: Voice) -> Mapping[str, list[str]]:
    """What has to stand beside an entry, by its place: where a determination holds, which duty a refusal leaves."""
    notes: dict[str, list[str]] = {}
    said = [(each.at, each.sentence) for each in record.determinations]
    said += [(each.at, each.sentence) for each in record.refusals]
    for at, sentence in said:
        notes.setdefault(at, []).append(sentence.cy if _.language is Language.CY else sentence.en)
    return notes


def _version(version: Version | None, opened: Opened) -> str:
    """The address of another version that is held here; the transfer at hand comes first."""
    if version is None:
        return ""
    named = opened.transfer
    here = named.id if named is not None and version.digest in named.records else version.transfer
    return version_path(version.digest, here)


def _line(row: OwnRow, _: Voice) -> OwnLine:
    return OwnLine(
        digest=row.summary.digest,
        name=row.name or _("No name shown"),
        born=_.day(row.birth_date) if row.birth_date else "",
        kind=_(KINDS.get(row.summary.kind, "Another kind of record")),
        sealed=_.moment(row.summary.issued_at),
        newer=row.superseded_by or "",
        broken=row.broken,
    )


def _address(path: str, chosen: dict[str, str]) -> str:
    said = {name: text for name, text in chosen.items() if text and (name, text) != ("standing", "current")}
    return f"{path}?{urlencode(said)}" if said else path
