"""Request bodies: bytes first, then strict JSON, then a model. FastAPI's own body parsing is never used: it keeps the
last of duplicate members, turns 1e400 into infinity, and echoes what was sent when it refuses.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel, ValidationError

from exchange.api.limits import MAX_COMMAS
from exchange.errors import Refusal
from exchange.jose import loads
from exchange.record.findings import schema_failed

Model = TypeVar("Model", bound=BaseModel)
_LENGTH_DIGITS = 12


def body_of(limit: int) -> Callable[[Request], Awaitable[bytes]]:
    """A dependency that reads a JSON body of at most `limit` bytes, and not one byte more into memory."""

    async def read(request: Request) -> bytes:
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json" or request.headers.get("content-encoding", "identity") != "identity":
            raise Refusal("media-type")
        declared = request.headers.get("content-length", "0")
        if not declared.isdecimal() or len(declared) > _LENGTH_DIGITS or int(declared) > limit:
            raise Refusal("too-large")
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise Refusal("too-large")
        return bytes(body)

    return read


def parse_body(body: bytes, model: type[Model]) -> Model:
    """The body as a model; refuses a `json-…` code, or `schema-failed` with every finding by place and rule.

    A body of very many small parts is `too-large` before it is read: each would cost far more memory than it has bytes.
    """
    if body.count(b",") > MAX_COMMAS:
        raise Refusal("too-large")
    value = loads(body, limit=len(body))
    try:
        return model.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as error:
        refusal = schema_failed(error)
    raise refusal  # out here, so that no traceback carries what was sent


def model_response(model: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A model as JSON: camelCase, in UTF-8."""
    return Response(model.model_dump_json(by_alias=True), status, headers, "application/json")


def page_response(page: BaseModel, request: Request, following: str | None) -> Response:
    """A page of a list, with a `Link` to the next one if there is one (RFC 8288)."""
    if following is None:
        return model_response(page)
    query = urlencode({**request.query_params, "cursor": following})
    return model_response(page, headers={"Link": f'<{request.scope["path"]}?{query}>; rel="next"'})


@contextmanager
def in_the_request() -> Iterator[None]:
    """Name places as the caller knows them: the body of the message is the body of the request."""
    try:
        yield
    except Refusal as refusal:
        raise refusal.moved("/body", "").moved("/type", "") from refusal
