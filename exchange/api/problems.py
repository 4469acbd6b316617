"""Problems: how a refusal looks on the wire (RFC 9457), and the one table of HTTP statuses.

A problem names its code, says a plain sentence and what to do next, and lists every finding by place and rule. It never
repeats what the caller sent.
"""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exchange.errors import CODES, Finding, Refusal
from exchange.jose import JsonObject
from exchange.notices import Notices

MEDIA_TYPE = "application/problem+json"
TYPE_BASE = "https://assessment-exchange.example/problems/"
RETRY_SECONDS = 5

_BY_CODE: Mapping[str, HTTPStatus] = {
    "not-authenticated": HTTPStatus.UNAUTHORIZED,
    "not-permitted": HTTPStatus.FORBIDDEN,
    "not-found": HTTPStatus.NOT_FOUND,
    "record-unknown": HTTPStatus.NOT_FOUND,
    "transfer-unknown": HTTPStatus.NOT_FOUND,
    "method-wrong": HTTPStatus.METHOD_NOT_ALLOWED,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "media-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "json-malformed": HTTPStatus.BAD_REQUEST,
    "json-duplicate-member": HTTPStatus.BAD_REQUEST,
    "json-number": HTTPStatus.BAD_REQUEST,
    "json-too-deep": HTTPStatus.BAD_REQUEST,
    "json-surrogate": HTTPStatus.BAD_REQUEST,
    "parameter-wrong": HTTPStatus.BAD_REQUEST,
    "idempotency-key-missing": HTTPStatus.BAD_REQUEST,
    "idempotency-key-reused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "move-not-allowed": HTTPStatus.CONFLICT,
    "record-changed": HTTPStatus.CONFLICT,
    "entity-unknown": HTTPStatus.CONFLICT,
    "chain-expired": HTTPStatus.CONFLICT,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "peer-unreachable": HTTPStatus.BAD_GATEWAY,
    "peer-answer": HTTPStatus.BAD_GATEWAY,
    "setup-incomplete": HTTPStatus.SERVICE_UNAVAILABLE,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}


def status_of(code: str) -> HTTPStatus:
    """The HTTP status of a code: what is not in the table was understood but refused (422)."""
    return _BY_CODE.get(code, HTTPStatus.UNPROCESSABLE_ENTITY)


def problem_json(refusal: Refusal) -> JsonObject:
    """The problem details of a refusal."""
    status = status_of(refusal.code)
    return {
        "type": TYPE_BASE + refusal.code,
        "title": refusal.meaning.sentence,
        "status": int(status),
        "code": refusal.code,
        "at": refusal.at,
        "detail": refusal.meaning.remedy,
        "retry": refusal.heals,
        "findings": [_finding_json(finding) for finding in refusal.findings],
    }


def problem_response(refusal: Refusal) -> Response:
    """The whole answer, with the headers that some problems carry."""
    status = status_of(refusal.code)
    headers = {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(refusal.retry_after_seconds or RETRY_SECONDS)
    if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        headers["Connection"] = "close"  # the rest of the body is not read
    return JSONResponse(problem_json(refusal), status, headers, MEDIA_TYPE)


def install(app: FastAPI, notices: Notices) -> None:
    """Answer every failure of the app with a problem, and never with an exception's own text."""

    def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return problem_response(error)

    def parameters(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        places = ("/".join(str(part) for part in found["loc"]) for found in error.errors())
        findings = tuple(Finding("parameter-wrong", place) for place in places)
        return problem_response(Refusal("parameter-wrong", findings=findings))

    def http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = {404: "not-found", 405: "method-wrong"}.get(error.status_code, "parameter-wrong")
        return problem_response(Refusal(code))

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, parameters)
    app.add_exception_handler(HTTPException, http)
    app.add_middleware(Guard, notices=notices)


class Guard:
    """Turns a fault of ours into the problem `internal`, and a notice that says where, never what: an exception's text
    may hold what somebody wrote about a person, so it goes nowhere.
    """

    def __init__(self, app: ASGIApp, *, notices: Notices) -> None:
        self._app = app
        self._notices = notices

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        started = False

        async def note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as error:  # noqa: BLE001 - the last place that can keep an exception's text from a log
            self._notices.fault(error, door=getattr(scope.get("route"), "path", ""))
            if not started:
                await problem_response(Refusal("internal"))(scope, receive, send)


def _finding_json(finding: Finding) -> JsonObject:
    return {
        "code": finding.code,
        "at": finding.at,
        "rule": finding.rule,
        "sentence": CODES[finding.code].sentence,
    }
