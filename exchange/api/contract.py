"""The contract: the OpenAPI document, with the bodies that the doors read declared from `wire`."""

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

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
_FRAMEWORK = ("HTTPValidationError", "ValidationError")


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
    document["components"]["schemas"] = {name: schemas[name] for name in sorted(schemas) if name not in _FRAMEWORK}
    for path in document["paths"].values():
        for operation in path.values():
            _drop_framework_answer(operation["responses"])
    return document


def _drop_framework_answer(responses: dict[str, dict[str, object]]) -> None:
    """FastAPI declares its own 422 for parameters; ours is a problem with status 400."""
    if "HTTPValidationError" in str(responses.get("422")):
        del responses["422"]
