"""The person's copy: chosen, looked at, and only then signed and handed out; and who has seen their record."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Final

from fastapi import APIRouter, Path
from fastapi.responses import Response

from exchange.errors import Refusal
from exchange.journeys.copy_for_person import Act, PersonsCopy, copy_for_person, open_for_copy, preview_copy
from exchange.journeys.who_has_seen import who_has_seen
from exchange.node import Once
from exchange.pages.forms import CaseworkerSends, Form, Posted, once_of
from exchange.pages.languages import Language, Voice
from exchange.pages.paper.choosing import Choices, Section, chosen_in, fields_of, grounds, sections_of
from exchange.pages.paper.papers import json_answer, paper_page, pdf_answer
from exchange.pages.paper.prints import copy_document, seen_document
from exchange.pages.rendering import go_to, page
from exchange.pages.visits import Caseworker, Signed
from exchange.pages.words import KINDS
from exchange.printing import Document

router = APIRouter()

Digest = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{43}$")]
FILE: Final = {Language.EN: "copy", Language.CY: "copi"}
SEEN: Final = {Language.EN: "who-has-seen", Language.CY: "pwy-sydd-wedi-gweld"}


@dataclass(frozen=True)
class Asked:
    """What a form asks for: in which language, and what goes."""

    say: Voice
    choices: Choices
    fields: dict[str, str]

    @property
    def hidden(self) -> dict[str, str]:
        """The same for the next form."""
        return {"language": self.say.language.value, **self.fields}


@router.get("/records/{digest}/copy")
def choose(visit: Caseworker, digest: Digest) -> Response:
    """The form: in which language, and what is left out on which ground."""
    return _form(visit, digest, {"language": visit.language.value})


@router.post("/records/{digest}/copy")
def look(visit: CaseworkerSends, digest: Digest, form: Posted) -> Response:
    """What the copy would say. Nothing is signed yet."""
    asked = _asked(visit, digest, form)
    if form.given("change"):
        return _form(visit, digest, asked.hidden)
    choices = asked.choices
    seen = preview_copy(visit.node, visit.who, digest, withhold=choices.withhold, cleared=choices.cleared)
    return page(
        visit,
        "prints/preview.html",
        document=copy_document(seen, asked.say, made_on=visit.node.today()),
        made=asked.say.day(visit.node.today()),
        hidden={**asked.hidden, "once": visit.node.fresh_id()},
        path=f"/records/{digest}/copy",
    )


@router.post("/records/{digest}/copy.pdf")
def as_pdf(visit: CaseworkerSends, digest: Digest, form: Posted) -> Response:
    """The copy as a PDF."""
    asked = _asked(visit, digest, form)
    return pdf_answer(
        _document(visit, _sign(visit, digest, form, asked, act="printed"), asked), FILE[asked.say.language]
    )


@router.post("/records/{digest}/copy.html")
def as_page(visit: CaseworkerSends, digest: Digest, form: Posted) -> Response:
    """The copy as a page to print."""
    asked = _asked(visit, digest, form)
    document = _document(visit, _sign(visit, digest, form, asked, act="printed"), asked)
    return paper_page(visit, document, asked.say, back=f"/records/{digest}/copy")


@router.post("/records/{digest}/copy.json")
def as_file(visit: CaseworkerSends, digest: Digest, form: Posted) -> Response:
    """The signed file that the person keeps."""
    asked = _asked(visit, digest, form)
    copy = _sign(visit, digest, form, asked, act="copied")
    return json_answer(copy.file, FILE[asked.say.language], visit.node.today())


@router.get("/records/{digest}/copy.{ending}", include_in_schema=False)
def begin_again(visit: Caseworker, digest: Digest, ending: str) -> Response:
    """Whoever had to sign in again on the way chooses again: nothing was signed."""
    if ending not in ("pdf", "html", "json"):
        raise Refusal("not-found")
    return go_to(visit, f"/records/{digest}/copy")


@router.get("/records/{digest}/seen")
def seen(visit: Caseworker, digest: Digest) -> Response:
    """Who has seen it, for the person to take along."""
    return paper_page(visit, _seen(visit, digest), visit.say, pdf_at=f"/records/{digest}/seen.pdf")


@router.get("/records/{digest}/seen.pdf")
def seen_pdf(visit: Caseworker, digest: Digest) -> Response:
    """The same as a PDF."""
    return pdf_answer(_seen(visit, digest), SEEN[visit.language])


def _form(visit: Signed, digest: str, values: dict[str, str]) -> Response:
    found = open_for_copy(visit.node, visit.who, digest)
    return page(
        visit,
        "prints/choose.html",
        groups=_by_rule(sections_of(found.record, visit.say)),
        grounds=grounds(visit.say),
        values=values,
        kind=visit.say(KINDS[found.record.kind]),
        sealed_by=visit.say.council(found.sealed_by),
        sealed_on=visit.say.day(found.record.issued_at.date()),
        path=f"/records/{digest}/copy",
        seen_at=f"/records/{digest}/seen",
    )


def _by_rule(sections: tuple[Section, ...]) -> dict[str, list[Section]]:
    groups: dict[str, list[Section]] = {"may": [], "ask": [], "never": []}
    for each in sections:
        groups[each.rule.value].append(each)
    return groups


def _asked(visit: Signed, digest: str, form: Form) -> Asked:
    language = form.text("language")
    if language not in set(Language):
        raise Refusal("not-found")
    sections = sections_of(open_for_copy(visit.node, visit.who, digest, shown=False).record, visit.say)
    return Asked(Voice(Language(language)), chosen_in(form, sections), fields_of(form, sections))


def _sign(visit: Signed, digest: str, form: Form, asked: Asked, *, act: Act) -> PersonsCopy:
    """On paper, as a page and as a file it is one and the same copy: the key is of the choices, not of the button."""
    once, choices = once_of(visit, form), asked.choices
    request = sha256(repr((digest, choices)).encode()).digest()
    return copy_for_person(
        visit.node, visit.who, digest, withhold=choices.withhold, cleared=choices.cleared, act=act,
        once_as=Once(once.caller, once.key, request, person=visit.who),
    )  # fmt: skip


def _document(visit: Signed, copy: PersonsCopy, asked: Asked) -> Document:
    return copy_document(copy, asked.say, made_on=visit.node.today())


def _seen(visit: Signed, digest: str) -> Document:
    return seen_document(who_has_seen(visit.node, visit.who, digest), visit.say, made_on=visit.node.today())
