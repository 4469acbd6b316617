"""`/v1/events`: what happened since a cursor. Thin events: ids only, to be looked up."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from exchange.api.bodies import page_response
from exchange.api.callers import CaseSystem, Cursor, Limit, NodeHere, Scope, known_parameters, with_scope
from exchange.api.declaring import problems
from exchange.api.limits import PAGE
from exchange.journeys.list_events import list_events
from exchange.wire import EventPage

router = APIRouter(prefix="/v1/events", tags=["events"], dependencies=[Depends(known_parameters)])
Reader = Annotated[CaseSystem, Depends(with_scope(Scope.EVENTS_READ))]


@router.get("", summary="Follow what happens", responses={200: {"model": EventPage}, **problems(400, 401, 403)})
def get_events(
    node: NodeHere,
    _caller: Reader,
    request: Request,
    cursor: Cursor = "",
    limit: Limit = PAGE,
) -> Response:
    """Events after the cursor, oldest first, none ever skipped. Keep `next` and ask again with it."""
    page = list_events(node, cursor=cursor, limit=limit)
    return page_response(page, request, page.next)
