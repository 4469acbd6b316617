"""Saying who somebody is: our own record beside what came, the comparison with its reasons, one word or two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import ValidationError

from exchange.errors import Refusal
from exchange.journeys.keep_draft import Part, drop_draft, read_draft, save_part, take_parked
from exchange.journeys.match import compare_person, match
from exchange.journeys.show_person import PersonShown, show_person
from exchange.matching import WORDS
from exchange.pages.about_me import my_details, worker_in
from exchange.pages.forms import CaseworkerSends, Form, Posted, Problems, once_of
from exchange.pages.languages import Language
from exchange.pages.rendering import go_to, page
from exchange.pages.saying import refusal_words
from exchange.pages.visits import Caseworker, Signed
from exchange.record.identifiers import CHI_NUMBER, HC_NUMBER, NHS_NUMBER
from exchange.transfer import Worker
from exchange.wire import Comparison, KnownNumber, KnownPerson, NewMatch

router = APIRouter()

_KIND, _PART = "match", "person"
_FIELDS = ("name", "other-name", "day", "month", "year", "system", "number", "address", "reference")
SYSTEMS: Mapping[str, str] = {
    "nhs": "NHS number (Wales and England)",
    "chi": "CHI number (Scotland)",
    "hc": "Health and Care number (Northern Ireland)",
}
_URIS = {"nhs": NHS_NUMBER, "chi": CHI_NUMBER, "hc": HC_NUMBER}


@dataclass(frozen=True)
class Compared:
    """The comparison as the page shows it."""

    grade: str
    reasons: tuple[str, ...]


@router.get("/transfers/{transfer}/match")
def ask(visit: Caseworker, transfer: str) -> Response:
    """The form for the person of our own record, or a colleague's comparison that a second person is to look at."""
    values = {**dict.fromkeys(_FIELDS, ""), "system": "nhs", **my_details(visit)}
    values |= _strings(_proposed(visit, transfer))
    return _page(visit, transfer, {**values, **take_parked(visit.node, visit.who, path=visit.path)})


@router.post("/transfers/{transfer}/match")
def answer(visit: CaseworkerSends, transfer: str, form: Posted) -> Response:
    """Compare; or say that it is the same person; or ask a colleague to look as well."""
    problems = Problems(visit.say)
    known = _known(form, problems)
    if known is None or problems:
        return _page(visit, transfer, form.plain(), problems=problems)
    compared = compare_person(visit.node, transfer, known)
    seen = form.given("say") and form.text("shown") == _shown(form.plain())
    if not seen or compared.grade == "none":
        return _page(visit, transfer, form.plain(), compared=compared)
    by = worker_in(visit, form, problems)
    if by is None:
        return _page(visit, transfer, form.plain(), problems=problems, compared=compared)
    return _say(visit, transfer, form, known, by, compared)


def _say(visit: Signed, transfer: str, form: Form, known: KnownPerson, by: Worker, compared: Comparison) -> Response:
    """One person's word is enough for a strong match; for a weak one, two different people's."""
    proposed = _proposed(visit, transfer)
    first = _first(proposed)
    if compared.needs_second_person and (first is None or _strings(proposed).get("account") == visit.who.account):
        base, kept = proposed.version if proposed else 0, {name: form.text(name) for name in _FIELDS}
        value = {**kept, "account": visit.who.account, "by": by.name, "by-role": by.role, "by-contact": by.contact}
        save_part(visit.node, visit.who, of=transfer, kind=_KIND, part=_PART, base=base, value={**value})
        return go_to(visit, f"/transfers/{transfer}/match")
    said, second = (first, by) if compared.needs_second_person and first is not None else (by, None)
    new = NewMatch(person=known, by=said, second=second, local_reference=form.text("reference") or None)
    try:
        match(visit.node, transfer, new, once_as=once_of(visit, form))
    except Refusal as refusal:
        problems = Problems(visit.say)
        words = refusal_words(refusal, visit.say)
        problems.found["name"] = f"{words.sentence} {words.remedy}"
        return _page(visit, transfer, form.plain(), problems=problems, compared=compared)
    drop_draft(visit.node, of=transfer, kind=_KIND)
    return go_to(visit, f"/transfers/{transfer}")


def _known(form: Form, problems: Problems) -> KnownPerson | None:
    """The person of our own record, as filled in: a name, and one fact more to tell people apart by."""
    name = problems.need(form, "name", "Enter the name in your own record")
    born = _date(form, problems)
    if not (born or form.given("number") or form.given("address")):
        problems.add("day", "Enter a date of birth, a number or an address as well: a name alone is not enough")
    digits = "".join(form.text("number").split())
    numbers = (KnownNumber(system=_URIS.get(form.text("system"), NHS_NUMBER), value=digits),) if digits else ()
    if problems:
        return None
    try:
        return KnownPerson(
            names=(name, *filter(None, (form.text("other-name"),))),
            birth_date=born,
            numbers=numbers,
            addresses=tuple(filter(None, (form.text("address"),))),
        )
    except ValidationError:
        problems.add("name", "Something here is too long, or holds signs that cannot be read")
        return None


def _date(form: Form, problems: Problems) -> date | None:
    parts = [form.text(each) for each in ("day", "month", "year")]
    if not any(parts):
        return None
    try:
        day, month, year = (int(part) if part.isascii() and part.isdigit() else 0 for part in parts)
        return date(year, month, day)
    except ValueError:
        problems.add("day", "Enter a date that exists, such as 27 3 1941")
        return None


def _proposed(visit: Signed, transfer: str) -> Part | None:
    """A weak match that one person has found, and that waits for a second."""
    return read_draft(visit.node, of=transfer, kind=_KIND).get(_PART)


def _first(proposed: Part | None) -> Worker | None:
    """The colleague who has compared already."""
    told = _strings(proposed)
    named = all(told.get(each) for each in ("by", "by-role", "by-contact"))
    return Worker(name=told["by"], role=told["by-role"], contact=told["by-contact"]) if named else None


def _strings(part: Part | None) -> dict[str, str]:
    value = part.value if part else None
    return {name: text for name, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}


def _page(
    visit: Signed,
    transfer: str,
    values: dict[str, str],
    *,
    problems: Problems | None = None,
    compared: Comparison | None = None,
) -> Response:
    proposed = _proposed(visit, transfer)
    theirs: PersonShown = show_person(visit.node, visit.who, transfer)
    found = problems.found if problems else {}
    mine = proposed is not None and _strings(proposed).get("account") == visit.who.account
    return page(
        visit,
        "identity/match.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if found else HTTPStatus.OK,
        transfer=transfer,
        theirs=theirs,
        values={**dict.fromkeys(_FIELDS, ""), **my_details(visit), **values},
        problems=found,
        compared=_compared(compared, visit) if compared else None,
        proposed=proposed,
        mine=mine,
        once=visit.node.fresh_id(),
        shown=_shown(values) if compared else "",
        systems=[{"value": code, "text": visit.say(name)} for code, name in SYSTEMS.items()],
    )


def _shown(values: Mapping[str, str]) -> str:
    """What a comparison was made of: nobody says it is the person on the strength of one that they have not seen."""
    return " ".join(values.get(name, "").replace("\n", " ") for name in _FIELDS).strip()


def _compared(comparison: Comparison, visit: Signed) -> Compared:
    welsh = visit.language is Language.CY
    return Compared(comparison.grade, tuple(WORDS[each.code][welsh] for each in comparison.reasons))
