"""Two records side by side: a version and the one before it, or what came and our own. What is pasted is not kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from exchange.errors import Refusal
from exchange.jose import JsonObject, loads
from exchange.journeys.list_own import list_own
from exchange.journeys.read_record import Opened, open_record
from exchange.pages.forms import Form, Posted, Problems
from exchange.pages.languages import Voice
from exchange.pages.reading.records import gaps_of, path_of
from exchange.pages.rendering import page
from exchange.pages.visits import Caseworker, DigestHere, Signed, TransferHere
from exchange.reading import Comparison, EntryChange, Gap, Mark, PartChange, Value, compare
from exchange.record import Kind, find_kind
from exchange.wire import Record

router = APIRouter()

_NAMES: Final = {
    "new": "Only in the second",
    "gone": "Only in the first",
    "changed": "Different",
    "hidden": "Cannot be compared: withheld on one side",
}
BEFORE, OURS, PASTED = "before", "ours", "pasted"
Asked = Annotated[str, Query(pattern="^(before|[A-Za-z0-9_-]{43})?$")]


@dataclass(frozen=True)
class Row:
    """One member that differs: where, how, and what stands on either side; `marks` where a text changed in parts."""

    label: str
    what: str
    first: tuple[Value, ...]
    second: tuple[Value, ...]
    marks: tuple[tuple[Mark, ...], ...]


@dataclass(frozen=True)
class Block:
    """One section that differs, and the entries of it under their titles."""

    title: str
    what: str
    rows: tuple[Row, ...]
    items: tuple[tuple[Value, str, tuple[Row, ...]], ...]


@dataclass(frozen=True)
class Side:
    """One of the two that are compared."""

    title: str
    content: JsonObject
    gaps: tuple[Gap, ...] = ()


@router.get("/transfers/{transfer}/records/{digest}/compare")
def received(visit: Caseworker, transfer: TransferHere, digest: DigestHere, other: Asked = "") -> Response:
    """A record that came, beside the version before it or one of ours."""
    return _compared(visit, _open(visit, digest, transfer), other)


@router.get("/records/{digest}/compare")
def ours(visit: Caseworker, digest: DigestHere, other: Asked = "") -> Response:
    """One of ours, beside the version before it or another one of ours."""
    return _compared(visit, _open(visit, digest, ""), other)


@router.post("/transfers/{transfer}/records/{digest}/compare")
def received_pasted(visit: Caseworker, transfer: TransferHere, digest: DigestHere, form: Posted) -> Response:
    """A record that came, beside what was pasted."""
    return _pasted(visit, _open(visit, digest, transfer), form)


@router.post("/records/{digest}/compare")
def ours_pasted(visit: Caseworker, digest: DigestHere, form: Posted) -> Response:
    """One of ours, beside what was pasted."""
    return _pasted(visit, _open(visit, digest, ""), form)


def _open(visit: Signed, digest: str, transfer: str) -> tuple[Opened, Record]:
    """A record that is to be compared; refuses `not-matched` for one in quarantine, and one that cannot be shown."""
    opened = open_record(visit.node, visit.who, digest, transfer=transfer)
    if opened.quarantined:
        raise Refusal("not-matched")
    if opened.record is None:
        raise Refusal(opened.broken or opened.failed or "record-unknown")
    return opened, opened.record


def _compared(visit: Signed, here: tuple[Opened, Record], other: str) -> Response:
    opened, record = here
    if not other:
        return _choose(visit, opened, record, Form({}), {})
    version = opened.before
    if other == BEFORE:
        if version is None:
            raise Refusal("record-unknown")
        _, before = _open(visit, version.digest, version.transfer)
        return _show(visit, opened, record, _side(before, visit.say), _side(record, visit.say))
    _, ours = _open(visit, other, "")
    if ours.kind != record.kind:
        raise Refusal("record-unknown")
    return _show(visit, opened, record, _side(ours, visit.say, ours=True), _side(record, visit.say))


def _pasted(visit: Signed, here: tuple[Opened, Record], form: Form) -> Response:
    opened, record = here
    problems = Problems(visit.say)
    content = _content_in(problems.need(form, "content", "Paste the content of your record"), problems)
    if content is None:
        return _choose(visit, opened, record, form, problems.found)
    return _show(visit, opened, record, Side(visit.say("What you pasted"), content), _side(record, visit.say))


def _content_in(text: str, problems: Problems) -> JsonObject | None:
    """The content, also out of a whole answer of `/v1/records`."""
    if not text:
        return None
    try:
        value = loads(text)
    except Refusal:
        value = None
    if not isinstance(value, dict):
        problems.add("content", "This is not JSON as a record has it. Copy all of it, from the first brace to the last")
        return None
    inner = value.get("content")
    return inner if isinstance(inner, dict) else value


def _kind_of(record: Record) -> Kind:
    return find_kind(f"urn:assessment-exchange:{record.kind}:{record.version}")


def _side(record: Record, _: Voice, *, ours: bool = False) -> Side:
    values = {"council": _.council(record.issuer), "moment": _.moment(record.issued_at)}
    title = _("Ours of %(moment)s", moment=values["moment"]) if ours else _("%(council)s, %(moment)s", **values)
    return Side(title, record.content, tuple(gaps_of(record)))


def _choose(visit: Signed, opened: Opened, record: Record, form: Form, problems: dict[str, str]) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page(
        visit,
        "records/choose.html",
        status=status,
        here=path_of(opened),
        before=opened.before,
        ours=_alike(visit, record),
        values={"content": form.text("content")},
        problems=problems,
    )


def _alike(visit: Signed, record: Record) -> list[tuple[str, str]]:
    """Our own records of the same kind about somebody of the same name."""
    name = _name_in(record.content)
    if not name:
        return []
    found = list_own(visit.node, visit.who, kind=record.kind, search=name)
    return [
        (
            row.summary.digest,
            visit.say("%(name)s, sealed on %(moment)s", name=row.name, moment=visit.say.moment(row.summary.issued_at)),
        )
        for row in found.rows
        if row.summary.digest != record.digest and not row.broken
    ]


def _name_in(content: JsonObject) -> str:
    person = content.get("person")
    name = person.get("name") if isinstance(person, dict) else None
    official = name.get("official") if isinstance(name, dict) else None
    return official if isinstance(official, str) else ""


def _show(visit: Signed, opened: Opened, record: Record, first: Side, second: Side) -> Response:
    found = compare(
        first.content,
        second.content,
        kind=_kind_of(record),
        language=visit.say.language.value,
        withheld_before=first.gaps,
        withheld_after=second.gaps,
    )
    return page(
        visit,
        "records/compare.html",
        here=path_of(opened),
        first=first.title,
        second=second.title,
        blocks=[_block(part, visit.say) for part in found.parts],
        unchanged=found.unchanged,
        unread=list(_unread(found)),
    )


def _block(part: PartChange, _: Voice) -> Block:
    items = tuple((item.title, _(_NAMES[item.what]), _rows(item.entries, _)) for item in part.items)
    return Block(part.title, _(_NAMES[part.what]), _rows(part.entries, _), items)


def _rows(entries: Sequence[EntryChange], _: Voice) -> tuple[Row, ...]:
    return tuple(
        Row(" – ".join(each.labels), _(_NAMES[each.what]), each.before, each.after, each.marks) for each in entries
    )


def _unread(found: Comparison) -> Iterator[str]:
    yield from dict.fromkeys(" – ".join(each.labels) for each in found.unread)
