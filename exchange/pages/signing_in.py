"""Signing in and out. A session lives here, on the server; the browser holds only its secret, in one strict cookie."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote, unquote, urlsplit

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from exchange.errors import Refusal
from exchange.journeys.sign_in import sign_in, sign_out
from exchange.journeys.sign_in_oidc import HOP_LASTS, Return, send_to_service, sign_in_oidc
from exchange.node import Node, Role
from exchange.pages.forms import Posted, Problems
from exchange.pages.rendering import HEADERS, go_to, page
from exchange.pages.visits import Anybody, Visit, cookie_name, secret_of

router = APIRouter()

_LONGEST = 2_000
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


@router.get("/sign-in/service")
def send_off(visit: Anybody, to: Annotated[str, Query(max_length=_LONGEST)] = "") -> Response:
    """Send the browser to the council's own sign-in service, with a secret to keep until it is back."""
    departure = send_to_service(visit.node, redirect_uri=_return_address(visit))
    answer = RedirectResponse(departure.url, HTTPStatus.SEE_OTHER, dict(HEADERS))
    kept = f"{departure.secret}.{quote(_inside(to), safe='')}"
    _keep(visit.node, answer, _hop_cookie(visit.node), kept, seconds=int(HOP_LASTS.total_seconds()))
    return answer


@router.get("/sign-in/return")
def come_back(
    visit: Anybody,
    state: Annotated[str, Query(max_length=_LONGEST)] = "",
    code: Annotated[str, Query(max_length=_LONGEST)] = "",
    iss: Annotated[str | None, Query(max_length=_LONGEST)] = None,
    error: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """Begin a session for who comes back from the service, in the browser that was sent there."""
    secret, _, to = visit.request.cookies.get(_hop_cookie(visit.node), "").partition(".")
    back = Return(secret, state, code, iss, error)
    session = sign_in_oidc(visit.node, back, redirect_uri=_return_address(visit))
    answer = go_to(visit, _inside(unquote(to)) or "/")
    remember(visit.node, answer, session)
    answer.delete_cookie(_hop_cookie(visit.node), path="/", secure=visit.node.settings.production, httponly=True)
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
    _keep(node, answer, cookie_name(node), secret)


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


def _keep(node: Node, answer: Response, name: str, value: str, *, seconds: int | None = None) -> None:
    production = node.settings.production
    answer.set_cookie(name, value, max_age=seconds, path="/", secure=production, httponly=True, samesite="lax")


def _hop_cookie(node: Node) -> str:
    return f"{cookie_name(node)}-hop"


def _return_address(visit: Visit) -> str:
    """Where the service sends browsers back: by our own name, never by what a browser calls us."""
    settings = visit.node.settings
    return settings.addresses.get(settings.entity_id, settings.entity_id) + visit.url("/sign-in/return")


def _inside(path: str) -> str:
    """A path of these pages to go on to; "" for whatever leads anywhere else."""
    parts = urlsplit(path)
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if inside and path.isprintable() and "\\" not in path else ""
