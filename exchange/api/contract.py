"""The contract: the OpenAPI document, with the bodies that the doors read declared from `wire`."""

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from exchange.jose import JsonObject
from exchange.settings import Role
from exchange.transfer import Arrived, Decision, Entered
from exchange.wire import Digests, NewRecord, NewTransfer, Parcels, Problem

TITLE = "Portable assessment exchange"
VERSION = "0.1.0"
DESCRIPTION = """One council publishes a person's signed assessment and plan; another accepts it when the person moves.

Every refusal is a problem (RFC 9457) with a stable `code`; the codes are listed in docs/errors.md. Every POST under
`/v1` takes an `Idempotency-Key`: send a fresh value for each new request, and the same one when you try again."""

_BODIES: tuple[type[BaseModel], ...] = (
    NewRecord, NewTransfer, Decision, Arrived, Entered, Parcels, Digests, Problem,
)  # fmt: skip
_REF = "#/components/schemas/{model}"


def contract() -> JsonObject:
    """The contract of a council's node, with the federation operator's doors beside it."""
    from exchange.api.doors import empty  # the doors declare themselves by this module

    council, anchor = empty(Role.COUNCIL).openapi(), empty(Role.ANCHOR).openapi()
    return {**council, "paths": {**anchor["paths"], **council["paths"]}}


def declare(app: FastAPI) -> None:
    """Have the app serve this contract."""

    def document() -> dict[str, object]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # how FastAPI documents replacing it


def _document(app: FastAPI) -> dict[str, object]:
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    _, definitions = models_json_schema([(model, "validation") for model in _BODIES], ref_template=_REF)
    schemas = {**document["components"].get("schemas", {}), **definitions["$defs"]}
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None) if not _is_problem(operation) else None
    return document


def _is_problem(operation: dict[str, dict[str, dict[str, object]]]) -> bool:
    content = operation["responses"].get("422", {}).get("content", {})
    return isinstance(content, dict) and "application/problem+json" in content
