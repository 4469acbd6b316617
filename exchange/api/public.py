"""What anyone may read: the log, the status lists, and whether this node is alive. Nothing here is about a person."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from fastapi.responses import JSONResponse

from exchange.api.bodies import body_of, parse_body
from exchange.api.callers import NodeHere, known_parameters
from exchange.api.declaring import gives, problems, takes
from exchange.api.limits import MAX_QUESTION
from exchange.journeys.check_ready import check_ready
from exchange.journeys.prove import newest_checkpoint, prove_entries
from exchange.journeys.tell_status import tell_status
from exchange.wire import Digests, Proofs

everyone = APIRouter(tags=["public"], dependencies=[Depends(known_parameters)])
"""Every node: its log and its health."""

council = APIRouter(tags=["public"], dependencies=[Depends(known_parameters)])
"""A council: the status of its records."""

ListNumber = Annotated[str, Path(pattern="^(0|[1-9][0-9]{0,8})$", description="As the record's `status` names it.")]
Body = Annotated[bytes, Depends(body_of(MAX_QUESTION))]


@everyone.get(
    "/log/checkpoint",
    summary="The log's newest checkpoint",
    responses={**gives("text/plain", "The note"), **problems(404)},
    response_class=Response,
)
def get_checkpoint(node: NodeHere) -> Response:
    """A signed note (C2SP tlog-checkpoint)."""
    return Response(newest_checkpoint(node), media_type="text/plain; charset=utf-8")


@everyone.post(
    "/log/proofs",
    summary="Inclusion proofs of signed things",
    responses={200: {"model": Proofs}, **problems(400, 413, 415, 422)},
    openapi_extra=takes(Digests),
)
def post_proofs(node: NodeHere, body: Body) -> Response:
    """Who holds a signed thing knows its digest and can have its entry proven. Nobody else can name an entry."""
    return JSONResponse({"proofs": prove_entries(node, parse_body(body, Digests).digests)})


@council.get(
    "/status/{number}",
    summary="A status list",
    responses={**gives("application/statuslist+jwt", "The list (Token Status List)"), **problems(400, 404)},
    response_class=Response,
)
def get_status_list(node: NodeHere, number: ListNumber) -> Response:
    """The status of 65,536 records at once, so that asking tells nobody which one was looked up."""
    return Response(tell_status(node, int(number)), media_type="application/statuslist+jwt")


@everyone.get("/livez", summary="Is the process alive?", responses={**gives("text/plain", "It is."), **problems()})
def get_alive() -> Response:
    """Answers without touching anything."""
    return Response("alive\n", media_type="text/plain")


@everyone.get("/readyz", summary="Can it do its work?", responses={**gives("text/plain", "It can."), **problems(503)})
def get_ready(node: NodeHere) -> Response:
    """Does a real read and a real signature; a port that answers is not yet a council that works."""
    check_ready(node)
    return Response("ready\n", media_type="text/plain")
