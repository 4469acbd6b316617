"""Signing in and out. A session lives here, on the server; the browser holds only its secret, in one strict cookie."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query
from fastapi.responses import Response

from exchange.errors import Refusal
from exchange.journeys.sign_in import sign_in, sign_out
from exchange.node import Node, Role
from exchange.pages.forms import Posted, Problems
from exchange.pages.rendering import go_to, page
from exchange.pages.visits import Anybody, Visit, cookie_name, secret_of

router = APIRouter()

_HOMES = {
    Role.CASEWORKER: "/transfers",
    Role.AUDITOR: "/audit",
    Role.OPERATOR: "/operate",
    Role.FEDERATION_OPERATOR: "/federation",
}


@router.get("/")
def front(visit: Anybody) -> Response:
    """Where the day begins: each role's own first page."""
    return go_to(visit, home_of(visit))


@router.get("/sign-in")
def ask(visit: Anybody, to: str = "", ended: Annotated[str | None, Query()] = None) -> Response:
    """The form for a login and a password, and the way to the council's own sign-in service."""
    return _form(visit, {"to": _inside(to)}, {}, ended=ended is not None)


@router.post("/sign-in")
def let_in(visit: Anybody, form: Posted) -> Response:
    """Begin a session, or say in one sentence why not; which of the two was wrong, nobody is told."""
    problems = Problems(visit.say)
    login = problems.need(form, "login", "Enter your user name")
    password = problems.need(form, "password", "Enter your password")
    if problems:
        return _form(visit, form.plain(), problems.found)
    try:
        secret = sign_in(visit.node, login=login, password=password)
    except Refusal as refusal:
        problems.add("login", f"{refusal.meaning.sentence} {refusal.meaning.remedy}")
        problems.found["login"] = f"{visit.say(refusal.meaning.sentence)} {visit.say(refusal.meaning.remedy)}"
        return _form(visit, form.plain(), problems.found)
    answer = go_to(visit, _inside(form.text("to")) or "/")
    remember(visit.node, answer, secret)
    return answer


@router.post("/sign-out")
def let_out(visit: Anybody, _form: Posted) -> Response:
    """End the session here, not only in the browser."""
    sign_out(visit.node, secret_of(visit.request))
    answer = go_to(visit, "/sign-in")
    answer.delete_cookie(cookie_name(visit.node), path="/", secure=visit.node.settings.production, httponly=True)
    return answer


def remember(node: Node, answer: Response, secret: str) -> None:
    """Have the browser hold the secret: no script reads it, and no other site's form carries it."""
    answer.set_cookie(
        cookie_name(node), secret, path="/", secure=node.settings.production, httponly=True, samesite="lax"
    )


def home_of(visit: Visit) -> str:
    """The first page of whoever is here."""
    return next((path for role, path in _HOMES.items() if visit.may(role)), "/sign-in")


def _form(visit: Visit, values: dict[str, str], problems: dict[str, str], *, ended: bool = False) -> Response:
    shown = {name: text for name, text in values.items() if name != "password"}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    settings = visit.node.settings.sign_in
    return page(
        visit, "sign-in.html", status=status, values=shown, problems=problems, ended=ended,
        local=settings.local, service=bool(settings.issuer),
    )  # fmt: skip


def _inside(path: str) -> str:
    """A path of these pages to go on to; "" for whatever leads anywhere else."""
    parts = urlsplit(path)
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if inside and path.isprintable() and "\\" not in path else ""
