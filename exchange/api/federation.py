"""`/federation` and `/.well-known`: what other nodes ask of this one.

Nobody is believed here for who they say they are; every message is judged by its signature. This door makes no outbound
connection.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from exchange.api.bodies import body_of, parse_body
from exchange.api.callers import NodeHere
from exchange.api.declaring import federation_errors, gives, problems, takes
from exchange.api.limits import MAX_PARCELS
from exchange.errors import Refusal
from exchange.journeys.receive import receive
from exchange.journeys.vouch import list_subordinates, vouch
from exchange.node import describe, describe_history
from exchange.trust import COUNCIL, FederationError, check_entity_id, federation_error
from exchange.wire import ParcelResults, Parcels

STATEMENT = "application/entity-statement+jwt"

described = APIRouter(tags=["federation"])
"""Every node: who it is."""

council = APIRouter(prefix="/federation", tags=["federation"])
"""A council: takes messages."""

anchor = APIRouter(prefix="/federation", tags=["federation operator"])
"""The federation operator: states who is a member."""

Body = Annotated[bytes, Depends(body_of(MAX_PARCELS))]


@described.get(
    "/.well-known/openid-federation",
    summary="Entity configuration",
    responses={**gives(STATEMENT, "The statement"), **problems()},
    response_class=Response,
)
def get_configuration(node: NodeHere) -> Response:
    """Who this node is and which keys it uses, signed by itself (OpenID Federation 1.0 §9)."""
    return Response(describe(node), media_type=STATEMENT)


@described.get(
    "/federation/historical-keys",
    summary="Historical keys",
    responses={**gives("application/jwk-set+jwt", "The signed key set"), **problems()},
    response_class=Response,
)
def get_historical_keys(node: NodeHere) -> Response:
    """The federation keys this node used before (OpenID Federation 1.0 §8.7)."""
    return Response(describe_history(node), media_type="application/jwk-set+jwt")


@council.post(
    "/messages",
    summary="Deliver messages",
    responses={200: {"model": ParcelResults}, **problems(400, 413, 415, 422)},
    openapi_extra=takes(Parcels),
)
def post_messages(node: NodeHere, body: Body) -> Response:
    """Take up to 50 encrypted messages, in order, and answer each with a signed receipt or a problem that may heal."""
    results = receive(node, parse_body(body, Parcels).messages)
    return Response(results.model_dump_json(by_alias=True, exclude_none=True), media_type="application/json")


@anchor.get(
    "/fetch",
    summary="What the operator states about a member",
    responses={**gives(STATEMENT, "The statement"), **federation_errors(400, 404), **problems()},
    response_class=Response,
)
def get_statement(node: NodeHere, sub: Annotated[str, Query(description="The member's entity id.")] = "") -> Response:
    """A subordinate statement (OpenID Federation 1.0 §8.1). Errors are in that specification's own form (§8.9)."""
    try:
        if check_entity_id(sub, "/sub") == node.entity_id:
            return _error(FederationError.INVALID_REQUEST)
        return Response(vouch(node, sub), media_type=STATEMENT)
    except Refusal as refusal:
        if refusal.code not in _ERRORS:
            raise
        return _error(_ERRORS[refusal.code])


@anchor.get(
    "/list",
    summary="The members",
    responses={200: {"model": list[str]}, **federation_errors(400), **problems()},
)
def get_list(
    node: NodeHere,
    request: Request,
    entity_type: Annotated[
        list[str] | None, Query(description="Only members of this type; councils if left out.")
    ] = None,
) -> Response:
    """The ids of all members (OpenID Federation 1.0 §8.2); all of them are councils."""
    if request.query_params.keys() - {"entity_type"}:
        return _error(FederationError.UNSUPPORTED_PARAMETER)
    return JSONResponse(list_subordinates(node) if COUNCIL in (entity_type or [COUNCIL]) else [])


_ERRORS = {"statement-claims": FederationError.INVALID_REQUEST, "entity-unknown": FederationError.NOT_FOUND}


def _error(error: FederationError) -> Response:
    answer = federation_error(error)
    return JSONResponse(answer.body, answer.status)
