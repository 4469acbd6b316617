"""Request bodies: bytes first, then strict JSON, then a model. FastAPI's own body parsing is never used: it keeps the
last of duplicate members, turns 1e400 into infinity, and echoes what was sent when it refuses.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel, ValidationError

from exchange.errors import Finding, Refusal
from exchange.jose import JsonObject, JsonValue, loads

Model = TypeVar("Model", bound=BaseModel)


def body_of(limit: int) -> Callable[[Request], Awaitable[bytes]]:
    """A dependency that reads a JSON body of at most `limit` bytes, and not one byte more into memory."""

    async def read(request: Request) -> bytes:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json" or request.headers.get("content-encoding", "identity") != "identity":
            raise Refusal("media-type")
        declared = request.headers.get("content-length", "0")
        if not declared.isascii() or not declared.isdigit() or int(declared) > limit:
            raise Refusal("too-large")
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise Refusal("too-large")
        return bytes(body)

    return read


def parse_body(body: bytes, model: type[Model]) -> Model:
    """The body as a model; refuses a `json-…` code, or `schema-failed` with every finding by place and rule."""
    value = loads(body, limit=len(body))
    try:
        return model.model_validate(value)
    except ValidationError as error:
        findings = tuple(_finding(found["loc"], found["type"]) for found in error.errors(include_input=False))
        raise Refusal("schema-failed", findings=findings) from error


def model_response(model: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A model as JSON: camelCase, in UTF-8."""
    return Response(model.model_dump_json(by_alias=True), status, headers, "application/json")


def page_response(page: BaseModel, request: Request, following: str | None) -> Response:
    """A page of a list, with a `Link` to the next one if there is one (RFC 8288)."""
    if following is None:
        return model_response(page)
    query = urlencode({**request.query_params, "cursor": following})
    return model_response(page, headers={"Link": f'<{request.scope["path"]}?{query}>; rel="next"'})


def request_body(model: type[BaseModel]) -> dict[str, JsonValue]:
    """How a body that this module reads is declared in the OpenAPI document."""
    schema: JsonObject = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def problems(*codes: int) -> Mapping[int | str, dict[str, JsonValue]]:
    """The problem answers of an operation, for the OpenAPI document."""
    schema: JsonObject = {"$ref": "#/components/schemas/Problem"}
    content: JsonObject = {"application/problem+json": {"schema": schema}}
    return {code: {"description": "A problem (RFC 9457)", "content": content} for code in codes}


def _finding(place: tuple[int | str, ...], rule: str) -> Finding:
    return Finding("schema-failed", "".join(f"/{part}" for part in place), rule)
