"""Deciding, need by need: four short pages, each saved as one goes; the last one shows everything, and signs.

Colleagues may work on one decision together. What somebody else saved meanwhile is never overwritten unseen: the page
shows both answers, and one of them is chosen.
"""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import ValidationError

from exchange.errors import Refusal
from exchange.jose import JsonValue
from exchange.journeys.decide import decide
from exchange.journeys.keep_draft import drop_draft, read_draft, save_part, take_parked
from exchange.journeys.open_decision import Deciding, open_decision
from exchange.pages.about_me import my_details
from exchange.pages.deciding.decision import PAGES, decision_of, differences, unfinished
from exchange.pages.deciding.parts import Draft, Page
from exchange.pages.forms import CaseworkerSends, Form, Posted, Problems, once_of
from exchange.pages.rendering import go_to, page
from exchange.pages.saying import refusal_words
from exchange.pages.visits import Caseworker, Signed
from exchange.wire import NewDecision

router = APIRouter()

_KIND = "decision"


@router.get("/transfers/{transfer}/decide")
def needs(visit: Caseworker, transfer: str) -> Response:
    """Each need: accepted as it stands, changed by the move, to be assessed afresh, or dropped."""
    return _ask(visit, transfer, PAGES["needs"])


@router.get("/transfers/{transfer}/decide/first-day")
def first_day(visit: Caseworker, transfer: str) -> Response:
    """What must be in place on the first day, who provides it, and who sees to it."""
    return _ask(visit, transfer, PAGES["first-day"])


@router.get("/transfers/{transfer}/decide/worker")
def worker(visit: Caseworker, transfer: str) -> Response:
    """The named worker, the kind of assessment that follows, and what was explained to whom."""
    return _ask(visit, transfer, PAGES["worker"])


@router.post("/transfers/{transfer}/decide")
def save_needs(visit: CaseworkerSends, transfer: str, form: Posted) -> Response:
    """Save the answers, finished or not."""
    return _save(visit, transfer, PAGES["needs"], form)


@router.post("/transfers/{transfer}/decide/first-day")
def save_first_day(visit: CaseworkerSends, transfer: str, form: Posted) -> Response:
    """Save the arrangements."""
    return _save(visit, transfer, PAGES["first-day"], form)


@router.post("/transfers/{transfer}/decide/worker")
def save_worker(visit: CaseworkerSends, transfer: str, form: Posted) -> Response:
    """Save who it is."""
    return _save(visit, transfer, PAGES["worker"], form)


@router.get("/transfers/{transfer}/decide/check")
def check(visit: Caseworker, transfer: str) -> Response:
    """Everything on one page, as the other council will see it, before it is signed."""
    return _check(visit, transfer)


@router.post("/transfers/{transfer}/decide/check")
def sign(visit: CaseworkerSends, transfer: str, form: Posted) -> Response:
    """Sign and send: once, however often the button is pressed. What was seen on the page is what is signed."""
    deciding, draft = open_decision(visit.node, visit.who, transfer), _draft(visit, transfer)
    if form.text("seen") != draft.seen:
        return _check(visit, transfer, changed=True) if draft.parts else go_to(visit, f"/transfers/{transfer}")
    problems = unfinished(deciding, draft, Problems(visit.say))
    if problems:
        return _check(visit, transfer, problems=problems)
    try:
        new = NewDecision.model_validate(decision_of(deciding, draft))
        decide(visit.node, transfer, new, once_as=once_of(visit, form))
    except ValidationError:
        problems.add("needs", "Something that was typed is too long, or holds signs that cannot be read")
        return _check(visit, transfer, problems=problems)
    except Refusal as refusal:
        words = refusal_words(refusal, visit.say)
        problems.found["needs"] = f"{words.sentence} {words.remedy}"
        return _check(visit, transfer, problems=problems)
    drop_draft(visit.node, of=transfer, kind=_KIND)
    return go_to(visit, f"/transfers/{transfer}")


def _ask(visit: Signed, transfer: str, what: Page) -> Response:
    deciding, draft = open_decision(visit.node, visit.who, transfer), _draft(visit, transfer)
    parked = take_parked(visit.node, visit.who, path=visit.path)
    value = what.read(Form({name: (text,) for name, text in parked.items()})) if parked else draft.value(what)
    return _show(visit, deciding, draft, what, value, parked=bool(parked))


def _save(visit: Signed, transfer: str, what: Page, form: Form) -> Response:
    deciding = open_decision(visit.node, visit.who, transfer)
    value = what.complete(what.read(form), deciding) if form.given("rest") else what.read(form)
    base = int(form.text("base")) if form.text("base").isdecimal() else 0
    try:
        save_part(visit.node, visit.who, of=transfer, kind=_KIND, part=what.part, base=base, value=value)
    except Refusal as refusal:
        if refusal.code != "draft-changed":
            raise
        return _differs(visit, deciding, _draft(visit, transfer), what, value)
    if form.given("rest") or form.given("more"):
        return go_to(visit, what.path(transfer))
    if form.given("later"):
        return go_to(visit, f"/transfers/{transfer}")
    problems = what.problems(deciding, _draft(visit, transfer), Problems(visit.say))
    if problems:
        return _show(visit, deciding, _draft(visit, transfer), what, value, problems=problems)
    return go_to(visit, what.following(transfer))


def _draft(visit: Signed, transfer: str) -> Draft:
    return Draft(read_draft(visit.node, of=transfer, kind=_KIND))


def _show(
    visit: Signed,
    deciding: Deciding,
    draft: Draft,
    what: Page,
    value: JsonValue,
    *,
    problems: Problems | None = None,
    parked: bool = False,
) -> Response:
    found = problems.found if problems else {}
    return page(
        visit,
        f"deciding/{what.part}.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if found else HTTPStatus.OK,
        deciding=deciding,
        view=what.view(deciding, value, visit.say, my_details(visit) | {"name": visit.who.name}),
        base=draft.version(what),
        saved=draft.parts.get(what.part),
        here=what.path(deciding.transfer.id),
        problems=found,
        parked=parked,
    )


def _differs(visit: Signed, deciding: Deciding, draft: Draft, what: Page, mine: JsonValue) -> Response:
    """Somebody else saved this part meanwhile: both answers, where they differ, and the choice."""
    return page(
        visit,
        "deciding/differs.html",
        status=HTTPStatus.CONFLICT,
        deciding=deciding,
        saved=draft.parts[what.part],
        differences=differences(what, deciding, draft.value(what), mine, visit.say),
        fields=what.fields(mine),
        base=draft.version(what),
        here=what.path(deciding.transfer.id),
    )


def _check(visit: Signed, transfer: str, *, problems: Problems | None = None, changed: bool = False) -> Response:
    deciding, draft = open_decision(visit.node, visit.who, transfer), _draft(visit, transfer)
    open_ends = unfinished(deciding, draft, Problems(visit.say))
    found = (problems or open_ends).found
    return page(
        visit,
        "deciding/check.html",
        status=HTTPStatus.CONFLICT if changed else HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        deciding=deciding,
        views={name: each.view(deciding, draft.value(each), visit.say, {}) for name, each in PAGES.items()},
        draft=draft,
        problems=found if problems else {},
        unfinished=open_ends.found,
        changed=changed,
        once=visit.node.fresh_id(),
    )
