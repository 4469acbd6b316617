"""The steps of sending, one page each; the last one shows exactly what the other council will read."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from exchange.errors import Refusal
from exchange.journeys.list_own import list_own
from exchange.journeys.notify import find_sent, notify
from exchange.journeys.preview import find_others_of, open_own, preview
from exchange.pages.about_me import my_details, worker_in
from exchange.pages.forms import CaseworkerSends, Form, Posted, Problems, once_of
from exchange.pages.rendering import go_to, page
from exchange.pages.saying import refusal_words
from exchange.pages.sending.answers import base_in, begun, day_in, forget, is_abroad, keep, order_in
from exchange.pages.sending.views import councils, documents, shown, to_choose
from exchange.pages.visits import Caseworker, Signed
from exchange.pages.words import BASES, CONFIDENCES, KINDS
from exchange.record import VerifiedRecord
from exchange.record.consent import CONSENT_BASES
from exchange.record.grounds import COUNCIL, CROSS_BORDER
from exchange.record.purposes import PURPOSES, Rule, ruling_on
from exchange.record.sections import TITLES

router = APIRouter()

_MOST = 100
SERVED: Mapping[str, str] = {
    "duty": "The council has a duty to meet their needs",
    "power": "The council meets their needs under a power, without a duty",
    "carer-support-plan": "A carer, with a support plan",
    "looked-after": "A looked-after child",
}
_MOVE = (
    *("records", "to", "move-day", "move-month", "move-year", "confidence", "served"),
    *("role", "contact", "new-address", "reason", "note"),
)
_CONSENT = ("capacity", "taken-day", "taken-month", "taken-year", "taken-by", "scope")


@router.get("/send")
def find(
    visit: Caseworker,
    q: Annotated[str, Query(max_length=_MOST)] = "",
    record: Annotated[str, Query(max_length=_MOST)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Whose records: search among our own. A page that knows the record leads on at once."""
    if record:
        return go_to(visit, f"/send/move?record={record}")
    found = list_own(visit.node, visit.who, search=q, number=number) if q else None
    rows = [
        {
            "record": each.summary.digest,
            "name": each.name,
            "born": visit.say.day(each.birth_date) if each.birth_date else "",
            "kind": visit.say(KINDS[each.summary.kind]),
            "sealed": visit.say.day(each.summary.issued_at.date()),
        }
        for each in (found.rows if found else ())
        if not each.broken
    ]
    draft, version = begun(visit)
    return page(visit, "sending/find.html", rows=rows, found=found, q=q, draft=bool(version and draft.values))


@router.post("/send")
def give_up(visit: CaseworkerSends, _form: Posted) -> Response:
    """Throw away what was begun."""
    forget(visit)
    return go_to(visit, "/send")


@router.get("/send/move")
def ask_move(visit: Caseworker, record: Annotated[str, Query(max_length=_MOST)] = "") -> Response:
    """To which council, on which day, which documents, and whom to ask."""
    answers, version = begun(visit)
    if record and record not in answers.texts("records"):
        answers = Form({})
    first = record or answers.text("records")
    if not first:
        return go_to(visit, "/send")
    return _move(visit, first, answers, version)


@router.post("/send/move")
def take_move(visit: CaseworkerSends, form: Posted) -> Response:
    """Keep it, and go on: to the person's consent across a border, else to the last look."""
    problems = Problems(visit.say)
    if not form.texts("records"):
        problems.add("records", "Choose at least one document")
    problems.need(form, "to", "Choose the council that the person moves to")
    day_in(form, "move", problems)
    problems.need(form, "confidence", "Say how sure the move is")
    problems.need(form, "served", "Say how the person is served now")
    worker_in(visit, form, problems)
    if problems:
        return _move(visit, form.text("record"), form, base_in(form), problems=problems)
    kept, _ = begun(visit)
    same = set(kept.texts("records")) == set(form.texts("records")) and kept.text("to") == form.text("to")
    further = {name: texts for name, texts in kept.values.items() if name not in _MOVE} if same else {}
    keep(visit, {**further, **{name: form.texts(name) for name in _MOVE}}, base=base_in(form))
    return go_to(visit, "/send/consent" if is_abroad(visit, form.text("to")) else "/send/check")


@router.get("/send/consent")
def ask_consent(visit: Caseworker) -> Response:
    """What the person agrees to: only across a border between nations, where sharing rests on it."""
    answers, version = begun(visit)
    if not is_abroad(visit, answers.text("to")):
        return go_to(visit, "/send/move")
    return _consent(visit, answers, version)


@router.post("/send/consent")
def take_consent(visit: CaseworkerSends, form: Posted) -> Response:
    """Keep it, and go on to the last look."""
    kept, _ = begun(visit)
    problems = Problems(visit.say)
    problems.need(form, "capacity", "Say who decides, and why they can")
    taken = day_in(form, "taken", problems)
    if taken and taken > visit.node.today():
        problems.add("taken-day", "This day has not come yet")
    if not form.texts("scope"):
        problems.add("scope", "Choose what the person agreed to")
    if problems:
        filled = Form({**kept.values, **{name: form.texts(name) for name in _CONSENT}})
        return _consent(visit, filled, base_in(form), problems=problems)
    keep(visit, {**kept.values, **{name: form.texts(name) for name in _CONSENT}}, base=base_in(form))
    return go_to(visit, "/send/check")


@router.get("/send/keep-back")
def ask_kept_back(visit: Caseworker) -> Response:
    """What of the records stays behind, each with its ground."""
    answers, version = begun(visit)
    if not answers.texts("records"):
        return go_to(visit, "/send")
    purpose = CROSS_BORDER if is_abroad(visit, answers.text("to")) else COUNCIL
    chosen = (*answers.texts("hold"), *answers.texts("clear"))
    records = open_own(visit.node, visit.who, answers.texts("records"))
    told = [
        (visit.say(KINDS[each.kind]), to_choose(each, purpose=purpose, chosen=chosen, say=visit.say, place=place))
        for place, each in enumerate(records)
    ]
    return page(visit, "sending/keep-back.html", records=told, base=version)


@router.post("/send/keep-back")
def take_kept_back(visit: CaseworkerSends, form: Posted) -> Response:
    """Keep the choices, and show what remains."""
    kept, _ = begun(visit)
    chosen = {name: tuple(dict.fromkeys(filter(None, form.texts(name)))) for name in ("hold", "clear")}
    keep(visit, {**kept.values, **chosen}, base=base_in(form))
    return go_to(visit, "/send/check")


@router.get("/send/check")
def look(visit: Caseworker) -> Response:
    """Exactly what the other council will read, and what stays behind and why."""
    answers, version = begun(visit)
    return _check(visit, answers, version) if answers.texts("records") else go_to(visit, "/send")


@router.post("/send/check")
def send(visit: CaseworkerSends, form: Posted) -> Response:
    """Send what was shown, and nothing that was changed since; a second press sends nothing more."""
    once = once_of(visit, form)
    sent = find_sent(visit.node, once)
    if sent is not None:
        return go_to(visit, f"/transfers/{sent}")
    answers, version = begun(visit)
    if not answers.texts("records"):
        return go_to(visit, "/send")
    if version != base_in(form):
        return _check(visit, answers, version, refusal=Refusal("draft-changed"))
    try:
        transfer = notify(visit.node, order_in(visit, answers), once_as=once)
    except Refusal as refusal:
        return _check(visit, answers, version, refusal=refusal)
    forget(visit)
    return go_to(visit, f"/transfers/{transfer}")


def _move(visit: Signed, record: str, answers: Form, version: int, *, problems: Problems | None = None) -> Response:
    records = find_others_of(visit.node, visit.who, record)
    subject, say = records[0].subject, visit.say
    ticked = answers.texts("records") or (() if problems else tuple(each.digest for each in records))
    found = problems.found if problems else {}
    return page(
        visit,
        "sending/move.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if found else HTTPStatus.OK,
        record=record,
        name=subject.name if subject else "",
        born=say.day(subject.birth_date) if subject and subject.birth_date else "",
        documents=documents(records, say),
        ticked=ticked,
        councils=councils(visit, answers.text("to")),
        confidences=[{"value": code, "text": say(name)} for code, name in CONFIDENCES.items()],
        served=[{"value": code, "text": say(name)} for code, name in SERVED.items()],
        values={**dict.fromkeys(_MOVE, ""), "served": "duty", **my_details(visit), **_plain(answers)},
        problems=found,
        base=version,
    )


def _consent(visit: Signed, answers: Form, version: int, *, problems: Problems | None = None) -> Response:
    records = open_own(visit.node, visit.who, answers.texts("records"))
    language, found = visit.language.value, problems.found if problems else {}
    sections = dict.fromkeys(name for each in records for name in each.sections if _may_cross(name))
    return page(
        visit,
        "sending/consent.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if found else HTTPStatus.OK,
        bases=[{"value": code.code, "text": code.label(language)} for code in CONSENT_BASES.codes.values()],
        sections=[{"value": name, "text": TITLES[name].label(language)} for name in sections if name in TITLES],
        scope=answers.texts("scope") or (() if problems else tuple(sections)),
        values={**dict.fromkeys(_CONSENT, ""), **_plain(answers)},
        problems=found,
        base=version,
    )


def _may_cross(section: str) -> bool:
    return ruling_on(section, purpose=PURPOSES[CROSS_BORDER]).rule is not Rule.NEVER


def _check(visit: Signed, answers: Form, version: int, *, refusal: Refusal | None = None) -> Response:
    """The last look; where something stands in the way, the page says what, and nothing can be sent."""
    say, seen = visit.say, None
    records: Sequence[VerifiedRecord] = ()
    try:
        order = order_in(visit, answers)
        seen = preview(visit.node, visit.who, order)
        records = _whole(visit, answers)
    except Refusal as met:
        refusal = refusal or met
        seen = None
    words = refusal_words(refusal, say) if refusal else None
    return page(
        visit,
        "sending/check.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        problems={"check": f"{words.sentence} {words.remedy}"} if words else {},
        seen=seen,
        records=shown(seen, records, say) if seen else [],
        receiver=say.council(seen.receiver) if seen else "",
        order=order if seen else None,
        confidence=say(CONFIDENCES[order.confidence]) if seen else "",
        basis=say(BASES[seen.basis]) if seen else "",
        abroad=is_abroad(visit, answers.text("to")),
        once=visit.node.fresh_id(),
        base=version,
    )


def _whole(visit: Signed, answers: Form) -> tuple[VerifiedRecord, ...]:
    return open_own(visit.node, visit.who, answers.texts("records"))


def _plain(answers: Form) -> dict[str, str]:
    return {name: text for name, text in answers.plain().items() if text}
