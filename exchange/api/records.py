"""`/v1/records`: case systems publish records and read the ones this council made or received."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from exchange.api.bodies import body_of, model_response, page_response, parse_body
from exchange.api.callers import CaseSystem, Cursor, DigestHere, Limit, NodeHere, Scope, known_parameters, with_scope
from exchange.api.declaring import gives, problems, takes_once
from exchange.api.limits import MAX_BODY, PAGE
from exchange.journeys.attest import attest_record
from exchange.journeys.publish import publish
from exchange.journeys.show_record import list_records, show_record, show_token
from exchange.journeys.withdraw import withdraw
from exchange.node import Program
from exchange.wire import NewAttestation, NewRecord, Record, RecordPage, Withdrawal

router = APIRouter(prefix="/v1/records", tags=["records"], dependencies=[Depends(known_parameters)])

Body = Annotated[bytes, Depends(body_of(MAX_BODY))]
Writer = Annotated[CaseSystem, Depends(with_scope(Scope.RECORDS_WRITE))]
Reader = Annotated[CaseSystem, Depends(with_scope(Scope.RECORDS_READ))]


@router.post(
    "",
    status_code=201,
    summary="Publish an assessment or plan",
    responses={201: {"model": Record}, **problems(400, 401, 403, 413, 415, 422)},
    openapi_extra=takes_once(NewRecord),
)
def post_record(node: NodeHere, caller: Writer, request: Request, body: Body) -> Response:
    """Seal a record: it is signed, logged and kept, and answered as it will be read. Needs an `Idempotency-Key`."""
    digest = publish(node, parse_body(body, NewRecord), once_as=caller.once(request, body))
    return model_response(show_record(node, digest), 201, {"Location": f"/v1/records/{digest}"})


@router.get(
    "",
    summary="List records",
    responses={200: {"model": RecordPage}, **problems(400, 401, 403)},
)
def get_records(
    node: NodeHere,
    _caller: Reader,
    request: Request,
    cursor: Cursor = "",
    limit: Limit = PAGE,
) -> Response:
    """Records made or received here, oldest first, without content."""
    page = list_records(node, cursor=cursor, limit=limit)
    return page_response(page, request, page.next)


@router.get(
    "/{digest}",
    summary="Read a record",
    responses={200: {"model": Record}, **problems(400, 401, 403, 404)},
)
def get_record(node: NodeHere, caller: Reader, digest: DigestHere) -> Response:
    """A record as plain JSON, with what is withheld and what was checked. That it was read is left in the trail."""
    return model_response(show_record(node, digest, reader=Program(caller.name)))


@router.post(
    "/{digest}/withdraw",
    status_code=201,
    summary="Withdraw a record that was entered in error",
    responses={201: {"model": Record}, **problems(400, 401, 403, 404, 413, 415, 422)},
    openapi_extra=takes_once(Withdrawal),
)
def post_withdrawal(node: NodeHere, caller: Writer, request: Request, digest: DigestHere, body: Body) -> Response:
    """Say in the status list that this record must not be relied on; whoever holds it learns it from there."""
    parse_body(body, Withdrawal)
    return model_response(show_record(node, withdraw(node, digest, once_as=caller.once(request, body))), 201)


@router.post(
    "/{digest}/attestations",
    status_code=201,
    summary="Say who stands behind a record",
    responses={201: {"model": Record}, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
    openapi_extra=takes_once(NewAttestation),
)
def post_attestation(node: NodeHere, caller: Writer, request: Request, digest: DigestHere, body: Body) -> Response:
    """State who assessed, authorised or contributed, or hand in what another member signed over this record.

    It travels with the record from now on, is verified with it, and stands in the evidence. Only the council that made
    a record can state something of it.
    """
    new = parse_body(body, NewAttestation)
    return model_response(show_record(node, attest_record(node, digest, new, once_as=caller.once(request, body))), 201)


@router.get(
    "/{digest}/token",
    summary="Read a record as it was signed",
    responses={**gives("application/dc+sd-jwt", "The SD-JWT, ending in a tilde"), **problems(400, 401, 403, 404)},
    response_class=Response,
)
def get_token(node: NodeHere, caller: Reader, digest: DigestHere) -> Response:
    """The SD-JWT itself (RFC 9901), for those who verify on their own. That it was read is left in the trail."""
    return Response(show_token(node, digest, reader=Program(caller.name)), media_type="application/dc+sd-jwt")
