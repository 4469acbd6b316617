"""The pages of a node, put together: one small application that stands behind `/en` and behind `/cy`."""

from http import HTTPStatus

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from exchange.node import Node
from exchange.pages import deciding, inbox, refusing, sending, signing_in
from exchange.pages.auditing import audit, audit_transfers
from exchange.pages.languages import Language
from exchange.pages.moving import asking, identity, telling, transfers
from exchange.pages.operating import federation, operate
from exchange.pages.paper import checking, copies, plans
from exchange.pages.reading import comparing, records
from exchange.pages.rendering import STATIC
from exchange.settings import Role

_A_WEEK = "public, max-age=604800"


def install(app: FastAPI, node: Node) -> None:
    """Have an application serve the pages beside its own doors."""
    pages = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    pages.state.node = node
    refusing.install(pages)
    for door in _doors(node.settings.role):
        pages.include_router(door)
    pages.add_api_route("/{path:path}", refusing.nowhere, include_in_schema=False)
    app.mount("/assets", _Assets(directory=str(STATIC)))
    for language in Language:
        app.mount(f"/{language}", pages)
        app.add_api_route(f"/{language}", _front, include_in_schema=False)
    app.add_api_route("/", _front, include_in_schema=False)


def _doors(role: Role) -> tuple[APIRouter, ...]:
    if role is Role.ANCHOR:
        return (federation.router, signing_in.router)
    return (
        inbox.router,
        transfers.router,
        identity.router,
        deciding.router,
        telling.router,
        plans.router,
        comparing.router,
        records.router,
        copies.router,
        sending.router,
        asking.router,
        checking.router,
        audit.router,
        audit_transfers.router,
        operate.router,
        signing_in.router,
    )


def _front(request: Request) -> Response:
    """The front page, in the language that the address or else the browser asks for."""
    asked = request.scope["path"].strip("/") or _preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{asked}/", HTTPStatus.SEE_OTHER)


def _preferred(header: str) -> Language:
    """The first of our languages that a browser names (RFC 9110 §12.5.4; the order, not the weights)."""
    named = (part.partition(";")[0].strip().lower()[:2] for part in header.split(","))
    return next((Language(each) for each in named if each in set(Language)), Language.EN)


class _Assets(StaticFiles):
    """The style sheet and the fonts, which browsers may keep: a new version of them is a new installation."""

    def file_response(self, *args, **kwargs) -> Response:  # type: ignore[no-untyped-def]
        answer = super().file_response(*args, **kwargs)
        answer.headers["cache-control"] = _A_WEEK
        return answer
