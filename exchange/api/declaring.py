"""What operations declare of themselves in the contract: the bodies that they take, and the problems that they answer.

Bodies are declared here because they are not parsed by FastAPI (see `bodies.py`). Every example is tested against the
schema beside it.
"""

from collections.abc import Mapping
from typing import TypeAlias

from pydantic import BaseModel

from exchange.api.examples import EXAMPLES
from exchange.jose import JsonObject, JsonValue

Answers: TypeAlias = Mapping[int | str, dict[str, JsonValue]]

_IDEMPOTENCY_KEY: JsonObject = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A fresh random value (a UUID) for each new request, and the same one when the request is repeated. "
    "Letters, digits and signs, no spaces; nothing about a person.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}
_PROBLEM: JsonObject = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_STATUSES: Mapping[int | str, str] = {
    400: "The request is not in the right form: JSON, parameters or headers.",
    401: "No valid access token came with the request.",
    403: "The access token does not cover this.",
    404: "There is nothing here under this name.",
    409: "It does not fit the state that things are in now.",
    413: "The body is larger than this door accepts.",
    415: "The body is not `application/json`.",
    422: "It was understood and is refused; `findings` lists every reason and its place.",
    503: "Not now: try again after `Retry-After` seconds.",
    "default": "Any other refusal, such as a fault of ours (500) or a moment of being busy (503).",
}


def problems(*statuses: int | str) -> Answers:
    """The problem answers of an operation (RFC 9457)."""
    every = (*statuses, "default")
    return {status: {"description": _STATUSES[status], "content": _PROBLEM} for status in every}


def takes(model: type[BaseModel]) -> JsonObject:
    """The body that an operation takes."""
    content: JsonObject = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    if model in EXAMPLES:
        content["example"] = EXAMPLES[model]
    return {"requestBody": {"required": True, "content": {"application/json": content}}}


def takes_once(model: type[BaseModel]) -> JsonObject:
    """The body of an operation that has its effect once, however often the same request comes."""
    return {**takes(model), "parameters": [_IDEMPOTENCY_KEY]}


def gives(media_type: str, description: str) -> Answers:
    """A good answer that is not JSON of ours: a signed token, or text."""
    return {200: {"description": description, "content": {media_type: {"schema": {"type": "string"}}}}}


def federation_errors(*statuses: int) -> Answers:
    """The error answers of OpenID Federation's own endpoints (§8.9)."""
    members: JsonObject = {"error": {"type": "string"}, "error_description": {"type": "string"}}
    schema: JsonObject = {"type": "object", "properties": members, "required": [*members]}
    content: JsonObject = {"application/json": {"schema": schema}}
    return {status: {"description": "An error (OpenID Federation 1.0 §8.9)", "content": content} for status in statuses}
