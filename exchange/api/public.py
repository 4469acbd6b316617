"""What anyone may read: the log, the status lists, and whether this node is alive. Nothing here is about a person."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from exchange.api.bodies import body_of, parse_body, problems, request_body
from exchange.api.callers import NodeHere
from exchange.api.limits import MAX_BODY
from exchange.journeys.check_ready import check_ready
from exchange.journeys.prove import newest_checkpoint, prove_entries
from exchange.journeys.tell_status import tell_status
from exchange.wire import Digests, Proofs

everyone = APIRouter(tags=["public"])
"""Every node: its log and its health."""

council = APIRouter(tags=["public"])
"""A council: the status of its records."""

Body = Annotated[bytes, Depends(body_of(MAX_BODY))]


@everyone.get(
    "/log/checkpoint",
    summary="The log's newest checkpoint",
    responses={200: {"content": {"text/plain": {}}}, **problems(404)},
    response_class=Response,
)
def get_checkpoint(node: NodeHere) -> Response:
    """A signed note (C2SP tlog-checkpoint)."""
    return Response(newest_checkpoint(node), media_type="text/plain; charset=utf-8")


@everyone.post(
    "/log/proofs",
    summary="Inclusion proofs of signed things",
    responses={200: {"model": Proofs}, **problems(400, 413, 415, 422)},
    openapi_extra=request_body(Digests),
)
def post_proofs(node: NodeHere, body: Body) -> Response:
    """Who holds a signed thing knows its digest and can have its entry proven. Nobody else can name an entry."""
    return JSONResponse({"proofs": prove_entries(node, parse_body(body, Digests).digests)})


@council.get(
    "/status/{number}",
    summary="A status list",
    responses={200: {"content": {"application/statuslist+jwt": {}}}, **problems(404)},
    response_class=Response,
)
def get_status_list(node: NodeHere, number: int) -> Response:
    """The status of 65,536 records at once, so that asking tells nobody which one was looked up."""
    return Response(tell_status(node, number), media_type="application/statuslist+jwt")


@everyone.get("/livez", summary="Is the process alive?", responses={200: {"content": {"text/plain": {}}}})
def get_alive() -> Response:
    """Answers without touching anything."""
    return Response("alive\n", media_type="text/plain")


@everyone.get(
    "/readyz", summary="Can it do its work?", responses={200: {"content": {"text/plain": {}}}, **problems(503)}
)
def get_ready(node: NodeHere) -> Response:
    """Does a real read and a real signature; a port that answers is not yet a council that works."""
    check_ready(node)
    return Response("ready\n", media_type="text/plain")
