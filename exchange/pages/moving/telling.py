"""Saying something in a transfer: a short form, a look at what will be signed and sent, and then it is said, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import ValidationError

from exchange.errors import Refusal
from exchange.journeys.keep_draft import take_parked
from exchange.journeys.show_transfer import show_transfer
from exchange.pages.about_me import my_details
from exchange.pages.forms import CaseworkerSends, Form, Posted, Problems, once_of
from exchange.pages.moving.statements import day_in
from exchange.pages.moving.to_tell import TO_TELL, Field, ToTell
from exchange.pages.rendering import go_to, page
from exchange.pages.visits import Caseworker, Signed, TransferHere
from exchange.wire import Transfer

router = APIRouter()

_PASS_ON = frozenset({"transfer-unknown", "not-found", "busy", "internal"})


@dataclass(frozen=True)
class Shown:
    """A field as the page shows it: its words, and what can be chosen."""

    name: str
    kind: str
    label: str
    hint: str
    options: list[dict[str, str]]


@dataclass(frozen=True)
class Answer:
    """A line of what will be sent; `written`: somebody wrote it, in whatever language."""

    label: str
    texts: tuple[str, ...]
    written: bool


@router.get("/transfers/{transfer}/say/{what}")
def ask(visit: Caseworker, transfer: TransferHere, what: str) -> Response:
    """The form; what was put aside when a session ended is in it again."""
    telling, shown = _find(visit, transfer, what)
    parked = take_parked(visit.node, visit.who, path=visit.path)
    today = visit.node.today().isoformat()
    values = {each.name: today for each in telling.fields if each.kind == "day" and each.needed}
    values |= my_details(visit) | {"name": visit.who.name, "once": visit.node.fresh_id(), **parked}
    return _form(visit, telling, shown, Form({name: (text,) for name, text in values.items()}), {})


@router.post("/transfers/{transfer}/say/{what}")
def say(visit: CaseworkerSends, transfer: TransferHere, what: str, form: Posted) -> Response:
    """Show what will be sent; with the button on that page, send it."""
    telling, shown = _find(visit, transfer, what, again=form.given("send"))
    problems = _check(visit, telling, shown, form)
    if problems or form.given("change"):
        return _form(visit, telling, shown, form, problems.found)
    if not form.given("send"):
        return _confirm(visit, telling, shown, form)
    try:
        telling.send(visit.node, transfer, form, shown, once_of(visit, form))
    except ValidationError:
        problems.add(telling.fields[0].name, "An answer is too long, or does not fit the others")
    except Refusal as refusal:
        if refusal.code in _PASS_ON:
            raise
        _blame(telling, refusal, problems)
    if problems:
        return _form(visit, telling, shown, form, problems.found)
    return go_to(visit, f"/transfers/{transfer}")


def _find(visit: Signed, transfer: str, what: str, *, again: bool = False) -> tuple[ToTell, Transfer]:
    """The statement, if it can be made now; one that is sent again may have been made meanwhile."""
    telling = TO_TELL.get(what)
    if telling is None:
        raise Refusal("not-found")
    shown = show_transfer(visit.node, transfer)
    if telling.message not in shown.possible and not again:
        raise Refusal("move-not-allowed")
    return telling, shown


def _check(visit: Signed, telling: ToTell, shown: Transfer, form: Form) -> Problems:
    problems = Problems(visit.say)
    for each in telling.fields:
        if each.needed:
            problems.need(form, each.name, each.needed)
        offered = each.options(shown, visit.say, visit.node.entity_id) if each.options else None
        if offered is not None and not set(filter(None, form.texts(each.name))) <= set(offered):
            problems.add(each.name, "Choose one of the answers on this page")
        if each.kind == "day" and form.given(each.name):
            _check_day(form, each, problems)
    if form.text("ground") == "died" and not form.given("day"):
        problems.add("day", "Enter the day of death")
    closing = shown.closing
    if telling.message == "closed" and closing is not None and closing.needs_reason and not form.given("reason"):
        problems.add("reason", "Choose why it is closed before the records were entered")
    return problems


def _check_day(form: Form, field: Field, problems: Problems) -> None:
    try:
        day_in(form, field.name)
    except Refusal:
        problems.add(field.name, "Enter a day as year, month and day, such as 2026-11-20")


def _blame(telling: ToTell, refusal: Refusal, problems: Problems) -> None:
    """Put what the journey refused beside the field that it is about, or else beside the first."""
    places = [refusal.at, *(each.at for each in refusal.findings)]
    named = [each.name for each in telling.fields if any(_snake(at) == each.name for at in places)]
    name = named[0] if named else telling.fields[0].name
    problems.found.setdefault(name, f"{problems.say(refusal.meaning.sentence)} {problems.say(refusal.meaning.remedy)}")


def _snake(at: str) -> str:
    first = at.removeprefix("/body").strip("/").partition("/")[0]
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in first)


def _form(visit: Signed, telling: ToTell, shown: Transfer, form: Form, problems: Mapping[str, str]) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page(
        visit,
        "transfers/say.html",
        status=status,
        telling=telling,
        transfer=shown,
        fields=[_shown(visit, each, shown) for each in telling.fields],
        values=form.plain(),
        ticked={each.name: list(form.texts(each.name)) for each in telling.fields},
        problems=dict(problems),
    )


def _shown(visit: Signed, field: Field, transfer: Transfer) -> Shown:
    offered = field.options(transfer, visit.say, visit.node.entity_id) if field.options else {}
    options = [{"value": code, "text": word} for code, word in offered.items()]
    return Shown(field.name, field.kind, visit.say(field.label), visit.say(field.hint), options)


def _confirm(visit: Signed, telling: ToTell, shown: Transfer, form: Form) -> Response:
    other = shown.receiving if shown.sending.gss == visit.node.settings.gss else shown.sending
    return page(
        visit,
        "transfers/confirm.html",
        telling=telling,
        transfer=shown,
        other=visit.say.council(other),
        answers=_answers(visit, telling.fields, shown, form),
        values=[(name, text) for name, texts in form.values.items() for text in texts],
    )


def _answers(visit: Signed, fields: Sequence[Field], shown: Transfer, form: Form) -> list[Answer]:
    answers = []
    for each in fields:
        texts = [text for text in form.texts(each.name) if text]
        offered = each.options(shown, visit.say, visit.node.entity_id) if each.options else {}
        if each.kind == "day":
            texts = [visit.say.day(day_in(form, each.name)) for _ in texts[:1]]
        words = tuple(offered.get(text, text) for text in texts)
        if words:
            answers.append(Answer(visit.say(each.label), words, each.kind in ("line", "long") or each.name == "of"))
    return answers
