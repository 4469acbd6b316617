"""For the federation operator: members, a new one after a telephone call, and one that is vouched for no more."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from exchange.councils import Council, council
from exchange.errors import CODES, Refusal
from exchange.journeys.enrol import Card, check_enrolment, enrol, read_card
from exchange.journeys.read_trail import read_trail
from exchange.journeys.suspend import list_members, suspend
from exchange.node import LIFETIME, Node, heard, spoken
from exchange.pages.forms import Form, Posted, Problems
from exchange.pages.languages import Voice
from exchange.pages.operating.trail_words import act_words, thing_words
from exchange.pages.rendering import go_to, page
from exchange.pages.visits import FederationOperator, Signed
from exchange.store import Step, StoredStatement

router = APIRouter()

_LONGEST = 500
_LAST = 10


@router.get("/federation")
def members(visit: FederationOperator) -> Response:
    """Every member, and what was done last."""
    found, say = list_members(visit.node), visit.say
    steps = read_trail(visit.node).steps[:_LAST]
    return page(
        visit,
        "federation/members.html",
        members=[_member(each, visit) for each in found],
        steps=[_step(each, say) for each in steps],
        key=spoken(visit.node.keyring.federation.kid),
    )


@router.get("/federation/enrol")
def ask(visit: FederationOperator) -> Response:
    """The form for a card and a thumbprint."""
    return _form(visit, {}, {})


@router.post("/federation/enrol")
def compare(visit: FederationOperator, form: Posted) -> Response:
    """Compare the two, and show who it would be; nothing is done yet."""
    problems = Problems(visit.say)
    card = _checked(visit, form, problems)
    if card is None:
        return _form(visit, form.plain(), problems.found)
    return page(visit, "federation/confirm.html", values=form.plain(), shown=_shown(visit, card, form))


@router.post("/federation/enrol/confirm")
def make_member(visit: FederationOperator, form: Posted) -> Response:
    """Make it a member, once what is in the form was compared again."""
    problems = Problems(visit.say)
    card = _checked(visit, form, problems)
    if card is None:
        return _form(visit, form.plain(), problems.found)
    enrol(
        visit.node, card.configuration, gss=card.gss, origin=card.entity_id,
        thumbprint=heard(form.text("thumbprint")), by=visit.who,
    )  # fmt: skip
    return go_to(visit, "/federation")


@router.get("/federation/suspend")
def ask_again(visit: FederationOperator, member: Annotated[str, Query(max_length=_LONGEST)] = "") -> Response:
    """What it means to suspend this member."""
    found = next((each for each in list_members(visit.node) if each.sub == member), None)
    if found is None:
        raise Refusal("not-found")
    until = visit.say.moment(found.expires_at)
    return page(visit, "federation/suspend.html", member=found, name=_names(found.gss, visit.node), until=until)


@router.post("/federation/suspend")
def stop_vouching(visit: FederationOperator, form: Posted) -> Response:
    """Suspend it; doing so twice changes nothing."""
    suspend(visit.node, visit.who, form.text("member"))
    return go_to(visit, "/federation")


def _form(visit: Signed, values: dict[str, str], problems: dict[str, str]) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page(visit, "federation/enrol.html", status=status, values=values, problems=problems)


def _checked(visit: Signed, form: Form, problems: Problems) -> Card | None:
    """The card, if it is signed with the key whose thumbprint was read out."""
    text = problems.need(form, "card", "Paste the card")
    thumbprint = problems.need(form, "thumbprint", "Enter the thumbprint that was read out to you")
    if problems:
        return None
    try:
        card = read_card(text)
        check_enrolment(
            visit.node, card.configuration, gss=card.gss, origin=card.entity_id, thumbprint=heard(thumbprint)
        )
    except Refusal as refusal:
        differs = refusal.code == "kid-unknown"
        meaning = CODES["thumbprint-differs"] if differs else refusal.meaning
        name = "thumbprint" if differs else "card"
        problems.found[name] = f"{visit.say(meaning.sentence)} {visit.say(meaning.remedy)}"
        return None
    return card


def _shown(visit: Signed, card: Card, form: Form) -> dict[str, object]:
    same = [each for each in list_members(visit.node) if each.gss == card.gss]
    return {
        "name": _names(card.gss, visit.node),
        "card": card,
        "thumbprint": spoken(heard(form.text("thumbprint"))),
        "again": any(each.sub == card.entity_id for each in same),
        "other": next((each.sub for each in same if each.sub != card.entity_id), ""),
    }


def _member(stored: StoredStatement, visit: Signed) -> dict[str, object]:
    say = visit.say
    signed_at: datetime = stored.expires_at - LIFETIME
    name = _names(stored.gss, visit.node)
    return {
        "english": name.english if name else stored.sub,
        "welsh": name.welsh if name else stored.sub,
        "gss": stored.gss,
        "sub": stored.sub,
        "signed": say.day(signed_at.date()),
        "until": say.day(stored.expires_at.date()),
        "left": say.days_left((stored.expires_at.date() - visit.node.now().date()).days),
    }


def _names(gss: str, node: Node) -> Council | None:
    try:
        return council(gss, on=node.today())
    except Refusal:
        return None


def _step(step: Step, say: Voice) -> tuple[str, ...]:
    return say.moment(step.at), step.name, act_words(step.act, say), thing_words(step.of_kind, step.of, say)
