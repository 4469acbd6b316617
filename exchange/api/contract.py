"""The contract: the OpenAPI document, with the bodies that the doors read declared from `wire`."""

from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from exchange import __version__
from exchange.api.conversation import DOORS
from exchange.wire import (
    Digests,
    KnownPerson,
    NewAttestation,
    NewRecord,
    NewRequest,
    NewTransfer,
    Parcels,
    Problem,
    Withdrawal,
)

TITLE = "Portable assessment exchange"
VERSION = __version__
DESCRIPTION = """One council publishes a person's signed assessment and plan; another accepts it when the person moves.

**Start here.** Make a token (`exchange token FOLDER NAME`) and send it as `Authorization: Bearer …`. `POST /v1/records`
publishes an assessment or plan (schemas and whole examples are in `schemas/`), `POST /v1/transfers` tells the other
council, `GET /v1/events` says what happened since.

**Every refusal** under `/v1` is a problem (RFC 9457): `code` is stable (docs/errors.md lists all), `title` says what it
means, `detail` what to do next, `at` and `findings` every place that is wrong, `retry` whether the same request may
succeed later. A problem never repeats what was sent, so that it may be logged.

**Every POST** under `/v1` takes an `Idempotency-Key`: a fresh random value for each new request, and the same one when
you try again. The same request then has its effect once; another request under the same key is refused.

**Lists** come in pages: follow `next`, or the `Link` header. Times are UTC, days are days in London. Unknown members
and unknown parameters are refused, except inside `content`, where they are kept."""

TAGS: Sequence[dict[str, str]] = (
    {"name": "records", "description": "Assessments and plans, signed and checked."},
    {"name": "transfers", "description": "One person's move: started by either council, followed by both."},
    {"name": "conversation", "description": "What is said in a transfer that is under way: one door for each thing."},
    {"name": "events", "description": "What happened since a cursor."},
    {"name": "federation", "description": "For other nodes: who this node is, and messages to it."},
    {"name": "federation operator", "description": "For other nodes: who is a member."},
    {"name": "public", "description": "For everyone: the log, status lists, health."},
)

_BODIES: tuple[type[BaseModel], ...] = (
    NewRecord, NewTransfer, NewRequest, KnownPerson, *(door.model for door in DOORS), Parcels, Digests, Problem,
    Withdrawal, NewAttestation,
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
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, tags=app.openapi_tags, routes=app.routes
    )
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
