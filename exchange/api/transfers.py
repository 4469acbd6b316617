"""`/v1/transfers`: case systems start a transfer, follow it, say their part, and take the evidence away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from exchange.api.bodies import body_of, model_response, page_response, parse_body
from exchange.api.callers import CaseSystem, Cursor, Limit, NodeHere, Scope, TransferHere, known_parameters, with_scope
from exchange.api.declaring import gives, problems, takes_once
from exchange.api.limits import MAX_BODY, PAGE
from exchange.errors import Refusal
from exchange.journeys.arrive import arrive
from exchange.journeys.decide import decide
from exchange.journeys.enter import enter
from exchange.journeys.gather_evidence import gather_evidence
from exchange.journeys.notify import notify
from exchange.journeys.show_transfer import list_transfers, show_transfer
from exchange.transfer import Arrived, Entered
from exchange.wire import NewDecision, NewTransfer, Transfer, TransferPage

router = APIRouter(prefix="/v1/transfers", tags=["transfers"], dependencies=[Depends(known_parameters)])

Body = Annotated[bytes, Depends(body_of(MAX_BODY))]
Writer = Annotated[CaseSystem, Depends(with_scope(Scope.TRANSFERS_WRITE))]
Reader = Annotated[CaseSystem, Depends(with_scope(Scope.TRANSFERS_READ))]
EvidenceReader = Annotated[CaseSystem, Depends(with_scope(Scope.EVIDENCE_READ))]


@router.post(
    "",
    status_code=201,
    summary="Tell another council that a person is moving",
    responses={201: {"model": Transfer}, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
    openapi_extra=takes_once(NewTransfer),
)
def post_transfer(node: NodeHere, caller: Writer, request: Request, body: Body) -> Response:
    """Start a transfer. The message is signed and kept before this answers; it is delivered afterwards."""
    with _in_the_request():
        transfer = notify(node, parse_body(body, NewTransfer), once_as=caller.once(request, body))
    return model_response(show_transfer(node, transfer), 201, {"Location": f"/v1/transfers/{transfer}"})


@router.get(
    "",
    summary="List transfers",
    responses={200: {"model": TransferPage}, **problems(400, 401, 403)},
)
def get_transfers(
    node: NodeHere,
    _caller: Reader,
    request: Request,
    cursor: Cursor = "",
    limit: Limit = PAGE,
) -> Response:
    """Transfers to and from this council, oldest first."""
    page = list_transfers(node, cursor=cursor, limit=limit)
    return page_response(page, request, page.next)


@router.get(
    "/{transfer}",
    summary="Read a transfer",
    responses={200: {"model": Transfer}, **problems(400, 401, 403, 404)},
)
def get_transfer(node: NodeHere, _caller: Reader, transfer: TransferHere) -> Response:
    """Its stage, who holds the duty today, what was said, what is possible now, and what it is waiting for."""
    return model_response(show_transfer(node, transfer))


@router.post(
    "/{transfer}/decision",
    status_code=201,
    summary="Decide, need by need",
    responses={201: {"model": Transfer}, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
    openapi_extra=takes_once(NewDecision),
)
def post_decision(node: NodeHere, caller: Writer, request: Request, transfer: TransferHere, body: Body) -> Response:
    """Receiving council: which needs are accepted as they stand, and what holds from the first day."""
    with _in_the_request():
        decide(node, transfer, parse_body(body, NewDecision), once_as=caller.once(request, body))
    return model_response(show_transfer(node, transfer), 201)


@router.post(
    "/{transfer}/arrived",
    status_code=201,
    summary="Report the day of the move",
    responses={201: {"model": Transfer}, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
    openapi_extra=takes_once(Arrived),
)
def post_arrived(node: NodeHere, caller: Writer, request: Request, transfer: TransferHere, body: Body) -> Response:
    """Either council: the person has moved."""
    with _in_the_request():
        arrive(node, transfer, parse_body(body, Arrived), once_as=caller.once(request, body))
    return model_response(show_transfer(node, transfer), 201)


@router.post(
    "/{transfer}/entered",
    status_code=201,
    summary="Report that the records are in the case system",
    responses={201: {"model": Transfer}, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
    openapi_extra=takes_once(Entered),
)
def post_entered(node: NodeHere, caller: Writer, request: Request, transfer: TransferHere, body: Body) -> Response:
    """Receiving council: entered as structured data, or only attached."""
    with _in_the_request():
        enter(node, transfer, parse_body(body, Entered), once_as=caller.once(request, body))
    return model_response(show_transfer(node, transfer), 201)


@router.get(
    "/{transfer}/evidence",
    summary="Take the evidence",
    responses={**gives("application/json", "The evidence file, byte for byte"), **problems(400, 401, 403, 404)},
    response_class=Response,
)
def get_evidence(node: NodeHere, _caller: EvidenceReader, transfer: TransferHere) -> Response:
    """One file with all that is needed to check this transfer offline: give it to `exchange verify`."""
    return Response(gather_evidence(node, transfer), media_type="application/json")


@contextmanager
def _in_the_request() -> Iterator[None]:
    """Name places as the caller knows them: the body of the message is the body of the request."""
    try:
        yield
    except Refusal as refusal:
        raise refusal.moved("/body", "").moved("/type", "") from refusal
