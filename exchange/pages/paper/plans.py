"""The interim plan of a transfer, to look at and to print."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Path
from fastapi.responses import Response

from exchange.errors import Refusal
from exchange.journeys.print_plan import print_plan
from exchange.pages.languages import Language
from exchange.pages.paper.interim import interim_plan_document
from exchange.pages.paper.papers import paper_page, pdf_answer
from exchange.pages.rendering import page
from exchange.pages.visits import Caseworker
from exchange.printing import Document

router = APIRouter()

TransferId = Annotated[str, Path(pattern="^[0-9a-f-]{36}$")]
FILE: Final = {Language.EN: "interim-plan", Language.CY: "cynllun-interim"}


@router.get("/transfers/{transfer}/plan")
def show(visit: Caseworker, transfer: TransferId) -> Response:
    """The plan as a page; before anybody said whose records these are, what to do first."""
    try:
        document = _plan(visit, transfer, act="opened")
    except Refusal as refusal:
        return _not_yet(visit, transfer, refusal)
    back, pdf_at = f"/transfers/{transfer}", f"/transfers/{transfer}/plan.pdf"
    return paper_page(visit, document, visit.say, pdf_at=pdf_at, back=back)


@router.get("/transfers/{transfer}/plan.pdf")
def show_pdf(visit: Caseworker, transfer: TransferId) -> Response:
    """The same as a PDF."""
    try:
        document = _plan(visit, transfer, act="printed")
    except Refusal as refusal:
        return _not_yet(visit, transfer, refusal)
    return pdf_answer(document, FILE[visit.language])


def _plan(visit: Caseworker, transfer: str, *, act: str) -> Document:
    found = print_plan(visit.node, visit.who, transfer, act=act)
    return interim_plan_document(found.transfer, found.records, visit.say, made_on=visit.node.today())


def _not_yet(visit: Caseworker, transfer: str, refusal: Refusal) -> Response:
    if refusal.code != "not-matched":
        raise refusal
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return page(visit, "prints/not-yet.html", status=status, match=f"/transfers/{transfer}/match")
