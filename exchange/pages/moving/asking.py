"""Asking: somebody told us that a person moves here. We ask the one council that they named, and no other."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import ValidationError

from exchange.errors import Refusal
from exchange.journeys.ask import ask
from exchange.journeys.keep_draft import take_parked
from exchange.pages.about_me import my_details, worker_in
from exchange.pages.forms import CaseworkerSends, Form, Posted, Problems, once_of
from exchange.pages.moving.identity import SYSTEMS
from exchange.pages.rendering import go_to, page
from exchange.pages.saying import refusal_words
from exchange.pages.sending.answers import day_in, is_abroad
from exchange.pages.sending.steps import SERVED
from exchange.pages.sending.views import councils
from exchange.pages.visits import Caseworker, Signed
from exchange.pages.words import CONFIDENCES, KINDS, TOLD_BY
from exchange.record.consent import CONSENT_BASES
from exchange.record.identifiers import CHI_NUMBER, HC_NUMBER, NHS_NUMBER
from exchange.transfer import Worker
from exchange.wire import NewRequest

router = APIRouter()

_URIS = {"nhs": NHS_NUMBER, "chi": CHI_NUMBER, "hc": HC_NUMBER}
_FIELDS = (
    *("to", "name", "born-day", "born-month", "born-year", "system", "number", "move-day", "move-month", "move-year"),
    *("confidence", "served", "told", "told-day", "told-month", "told-year", "capacity"),
    *("consent-day", "consent-month", "consent-year", "role", "contact", "new-address", "reason"),
)
_USUAL = {"system": "nhs", "served": "duty", "told": "person"}


@router.get("/ask")
def begin(visit: Caseworker) -> Response:
    """The form."""
    return _page(visit, {**_USUAL, **my_details(visit), **take_parked(visit.node, visit.who, path=visit.path)})


@router.post("/ask")
def send(visit: CaseworkerSends, form: Posted) -> Response:
    """Ask; a second press asks nothing more."""
    problems = Problems(visit.say)
    order = _order(visit, form, problems)
    if order is None or problems:
        return _page(visit, form.plain(), asks=form.texts("asks"), problems=problems)
    try:
        transfer = ask(visit.node, order, once_as=once_of(visit, form))
    except Refusal as refusal:
        words = refusal_words(refusal, visit.say)
        problems.found["to"] = f"{words.sentence} {words.remedy}"
        return _page(visit, form.plain(), asks=form.texts("asks"), problems=problems)
    return go_to(visit, f"/transfers/{transfer}")


def _order(visit: Signed, form: Form, problems: Problems) -> NewRequest | None:
    to = problems.need(form, "to", "Choose the council that the person named")
    name = problems.need(form, "name", "Enter the person's name")
    born = (
        day_in(form, "born", problems) if any(form.given(f"born-{part}") for part in ("day", "month", "year")) else None
    )
    if born is None and not form.given("number"):
        problems.add("born-day", "Enter a date of birth or a number as well: a name alone is not enough")
    day = day_in(form, "move", problems)
    problems.need(form, "confidence", "Say how sure the move is")
    told = day_in(form, "told", problems)
    if not form.texts("asks"):
        problems.add("asks", "Choose at least one document")
    abroad = is_abroad(visit, to)
    if abroad:
        problems.need(form, "capacity", "The other council is in another nation: say who consents")
    agreed = day_in(form, "consent", problems) if abroad else None
    worker = worker_in(visit, form, problems)
    if problems or worker is None:
        return None
    digits = "".join(form.text("number").split())
    try:
        return NewRequest.model_validate(
            {
                "to": to, "day": day, "confidence": form.text("confidence"), "served": form.text("served") or "duty",
                "asks": tuple({"kind": kind} for kind in form.texts("asks")),
                "told": {"on": told, "by": form.text("told") or "person"},
                "person": {
                    "name": name, "birth_date": born,
                    "identifiers": ({"system": _URIS.get(form.text("system"), NHS_NUMBER), "value": digits},)
                    if digits else (),
                },
                "worker": worker, "new_address": form.text("new-address") or None,
                "reason": form.text("reason") or None,
                "consent": _consent(form, agreed, worker) if abroad else None,
            },
            by_name=True,
        )  # fmt: skip
    except ValidationError:
        problems.add("name", "Something here is too long, or holds signs that cannot be read")
        return None


def _consent(form: Form, agreed: object, worker: Worker) -> dict[str, object]:
    return {"capacity": form.text("capacity"), "taken_on": agreed, "taken_by": worker}


def _page(
    visit: Signed, values: dict[str, str], *, asks: tuple[str, ...] = (), problems: Problems | None = None
) -> Response:
    say, found = visit.say, problems.found if problems else {}
    return page(
        visit,
        "sending/ask.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if found else HTTPStatus.OK,
        values={**dict.fromkeys(_FIELDS, ""), **values},
        problems=found,
        councils=councils(visit, values.get("to", "")),
        systems=[{"value": code, "text": say(name)} for code, name in SYSTEMS.items()],
        kinds=[{"value": code, "text": say(name)} for code, name in KINDS.items()],
        asks=asks or ("care-and-support-plan",),
        confidences=[{"value": code, "text": say(name)} for code, name in CONFIDENCES.items()],
        served=[{"value": code, "text": say(name)} for code, name in SERVED.items()],
        tellers=[{"value": code, "text": say(name)} for code, name in TOLD_BY.items()],
        bases=[
            {"value": "", "text": say("Not asked: both councils are in one nation")},
            *({"value": each.code, "text": each.label(visit.language.value)} for each in CONSENT_BASES.codes.values()),
        ],
        once=visit.node.fresh_id(),
    )
