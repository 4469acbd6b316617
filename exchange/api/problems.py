"""Problems: how a refusal looks on the wire (RFC 9457), and the one table of HTTP statuses.

A problem names its code, says a plain sentence and what to do next, and lists every finding by place and rule. It never
repeats what the caller sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from exchange.api.guard import Guard
from exchange.errors import CODES, Finding, Refusal
from exchange.jose import JsonObject
from exchange.journeys.publish import CONTENT
from exchange.notices import Notices
from exchange.record import Unfit, explain

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
    "record-withdrawn": HTTPStatus.CONFLICT,
    "entity-unknown": HTTPStatus.CONFLICT,
    "chain-expired": HTTPStatus.CONFLICT,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "peer-unreachable": HTTPStatus.BAD_GATEWAY,
    "peer-answer": HTTPStatus.BAD_GATEWAY,
    "peer-busy": HTTPStatus.BAD_GATEWAY,
    "setup-incomplete": HTTPStatus.SERVICE_UNAVAILABLE,
    "store-older": HTTPStatus.SERVICE_UNAVAILABLE,
    "store-newer": HTTPStatus.SERVICE_UNAVAILABLE,
    "store-damaged": HTTPStatus.INTERNAL_SERVER_ERROR,
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
        "findings": [_finding_json(finding, refusal) for finding in refusal.findings],
    }


def problem_response(refusal: Refusal, headers: Mapping[str, str] | None = None) -> Response:
    """The whole answer, with the headers that some problems carry."""
    status = status_of(refusal.code)
    carried = dict(headers or {})
    if status is HTTPStatus.UNAUTHORIZED:
        carried["WWW-Authenticate"] = "Bearer"
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        carried["Retry-After"] = str(refusal.retry_after_seconds or RETRY_SECONDS)
    return JSONResponse(problem_json(refusal), status, carried, MEDIA_TYPE)


def install(app: FastAPI, notices: Notices) -> None:
    """Answer every failure of the app with a problem, and never with an exception's own text."""

    def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refusal)
        return problem_response(error)

    def parameters(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        findings = tuple(_parameter(found["loc"], found["type"]) for found in error.errors())
        return problem_response(Refusal("parameter-wrong", findings[0].at, findings=findings))

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return problem_response(Refusal("method-wrong"), {"Allow": ", ".join(_methods_at(request))})
        return problem_response(Refusal("not-found"))

    app.add_exception_handler(Refusal, refused)
    app.add_exception_handler(RequestValidationError, parameters)
    app.add_exception_handler(HTTPException, http)
    app.add_middleware(Guard, notices=notices, fault=problem_response(Refusal("internal")))


def _finding_json(finding: Finding, refusal: Refusal) -> JsonObject:
    found: JsonObject = {
        "code": finding.code,
        "at": finding.at,
        "rule": finding.rule,
        "sentence": CODES[finding.code].sentence,
    }
    return {**found, "explained": _explained(finding, refusal.jurisdiction)} if isinstance(refusal, Unfit) else found


def _explained(finding: Finding, jurisdiction: str | None) -> JsonObject:
    """What is wrong with the document, in words: places begin where the document does."""
    inside = replace(finding, at=finding.at.removeprefix(CONTENT))
    en, cy = (explain(inside, language=each, jurisdiction=jurisdiction) for each in ("en", "cy"))
    return {"en": en.sentence, "cy": cy.sentence, "citation": en.citation, "verified": en.verified}


def _parameter(place: Sequence[int | str], rule: str) -> Finding:
    return Finding("parameter-wrong", "/".join(str(part) for part in place), rule.replace("_", "-"))


def _methods_at(request: Request) -> list[str]:
    """The methods that the address takes, for `Allow` (RFC 9110 §15.5.6)."""

    def takes(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    found = [method for method in ("GET", "POST") if takes(method)]
    return ["GET", "HEAD", *found[1:]] if "GET" in found or not found else found  # files, such as the pages', are read
