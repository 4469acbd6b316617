"""Refusals, as people are told them: what happened, that nothing was lost, and what to do next."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response

from exchange.errors import Refusal
from exchange.pages.rendering import go_to, page
from exchange.pages.visits import Anybody, visit

_STATUSES: Mapping[str, HTTPStatus] = {
    "role-needed": HTTPStatus.FORBIDDEN,
    "role-missing": HTTPStatus.FORBIDDEN,
    "other-site": HTTPStatus.FORBIDDEN,
    "not-found": HTTPStatus.NOT_FOUND,
    "record-unknown": HTTPStatus.NOT_FOUND,
    "transfer-unknown": HTTPStatus.NOT_FOUND,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "sign-in-unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}
_TO_SIGN_IN = frozenset({"not-signed-in", "session-ended"})


def install(app: FastAPI) -> None:
    """Answer every failure with a page."""

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return refusal_page(request, error)

    def parameters(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return refusal_page(request, Refusal("not-found"))

    def fault(request: Request, _error: Exception) -> Response:  # the outermost door writes the notice
        return refusal_page(request, Refusal("internal"))

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, parameters)
    app.add_exception_handler(HTTPStatus.METHOD_NOT_ALLOWED, lambda request, _: refusal_page(request, _NOT_FOUND))
    app.add_exception_handler(HTTPStatus.INTERNAL_SERVER_ERROR, fault)


def nowhere(_visit: Anybody) -> Response:
    """An address that leads nowhere."""
    raise _NOT_FOUND


def refusal_page(request: Request, refusal: Refusal) -> Response:
    """The page of a refusal; who has to sign in first is led there, and back."""
    visiting = visit(request)
    if refusal.code in _TO_SIGN_IN:
        ended = "ended" if refusal.code == "session-ended" else ""
        return go_to(visiting, "/sign-in?" + "&".join(filter(None, (f"to={visiting.path}", ended))))
    status = _STATUSES.get(refusal.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    return page(visiting, "refusal.html", status=status, refusal=refusal)


_NOT_FOUND = Refusal("not-found")
