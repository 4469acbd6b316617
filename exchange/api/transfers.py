"""`/v1/transfers`: case systems start a transfer, follow it, and take the evidence away. What is said in it is in
`conversation.py`.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from exchange.api.bodies import body_of, in_the_request, model_response, page_response, parse_body
from exchange.api.callers import CaseSystem, Cursor, Limit, NodeHere, Scope, TransferHere, known_parameters, with_scope
from exchange.api.declaring import gives, problems, takes, takes_once
from exchange.api.limits import MAX_BODY, PAGE
from exchange.journeys.ask import ask
from exchange.journeys.gather_evidence import gather_evidence
from exchange.journeys.match import compare_person
from exchange.journeys.notify import notify
from exchange.journeys.show_transfer import list_transfers, show_transfer
from exchange.wire import Comparison, KnownPerson, NewRequest, NewTransfer, Transfer, TransferPage

router = APIRouter(prefix="/v1", tags=["transfers"], dependencies=[Depends(known_parameters)])

Body = Annotated[bytes, Depends(body_of(MAX_BODY))]
Writer = Annotated[CaseSystem, Depends(with_scope(Scope.TRANSFERS_WRITE))]
Reader = Annotated[CaseSystem, Depends(with_scope(Scope.TRANSFERS_READ))]
EvidenceReader = Annotated[CaseSystem, Depends(with_scope(Scope.EVIDENCE_READ))]


@router.post(
    "/transfers",
    status_code=201,
    summary="Tell another council that a person is moving there",
    responses={201: {"model": Transfer}, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
    openapi_extra=takes_once(NewTransfer),
)
def post_transfer(node: NodeHere, caller: Writer, request: Request, body: Body) -> Response:
    """Start a transfer as the sending council. The message is signed and kept before this answers, then delivered."""
    with in_the_request():
        transfer = notify(node, parse_body(body, NewTransfer), once_as=caller.once(request, body))
    return model_response(show_transfer(node, transfer), 201, {"Location": f"/v1/transfers/{transfer}"})


@router.post(
    "/requests",
    status_code=201,
    summary="Ask another council about a person who is moving here",
    responses={201: {"model": Transfer}, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
    openapi_extra=takes_once(NewRequest),
)
def post_request(node: NodeHere, caller: Writer, request: Request, body: Body) -> Response:
    """Start a transfer as the receiving council: the person told us. A worker of the other council answers it."""
    with in_the_request():
        transfer = ask(node, parse_body(body, NewRequest), once_as=caller.once(request, body))
    return model_response(show_transfer(node, transfer), 201, {"Location": f"/v1/transfers/{transfer}"})


@router.get(
    "/transfers",
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
    "/transfers/{transfer}",
    summary="Read a transfer",
    responses={200: {"model": Transfer}, **problems(400, 401, 403, 404)},
)
def get_transfer(node: NodeHere, _caller: Reader, transfer: TransferHere) -> Response:
    """Its stage, who holds the duty today, what was said, what is possible now, what it waits for, and until when."""
    return model_response(show_transfer(node, transfer))


@router.post(
    "/transfers/{transfer}/comparison",
    summary="Compare a person of your record with the person of the transfer",
    responses={200: {"model": Comparison}, **problems(400, 401, 403, 404, 413, 415, 422)},
    openapi_extra=takes(KnownPerson),
)
def post_comparison(node: NodeHere, _caller: Reader, transfer: TransferHere, body: Body) -> Response:
    """A graded answer with its reasons. Nothing is said to the other council, and what you send is not kept."""
    with in_the_request():
        return model_response(compare_person(node, transfer, parse_body(body, KnownPerson)))


@router.get(
    "/transfers/{transfer}/evidence",
    summary="Take the evidence",
    responses={**gives("application/json", "The evidence file, byte for byte"), **problems(400, 401, 403, 404)},
    response_class=Response,
)
def get_evidence(node: NodeHere, _caller: EvidenceReader, transfer: TransferHere) -> Response:
    """One file with all that is needed to check this transfer offline: give it to `exchange verify`."""
    return Response(gather_evidence(node, transfer), media_type="application/json")
