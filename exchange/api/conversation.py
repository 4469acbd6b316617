"""`/v1/transfers/{transfer}/…`: what a case system says in a transfer that is under way.

One door for each thing that can be said, all alike: the body is what is said, the answer is the transfer after it. What
is possible now, the transfer lists as `possible`; what each says, `docs/moves.md` explains.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, Protocol, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel

from exchange.api.bodies import body_of, in_the_request, model_response, parse_body
from exchange.api.callers import CaseSystem, NodeHere, Scope, TransferHere, known_parameters, with_scope
from exchange.api.declaring import problems, takes_once
from exchange.api.limits import MAX_BODY
from exchange.journeys.ask import ask_for_more
from exchange.journeys.complete import complete
from exchange.journeys.decide import decide
from exchange.journeys.destroy import destroy
from exchange.journeys.enter import enter
from exchange.journeys.match import match
from exchange.journeys.send_records import send_none, send_records
from exchange.journeys.show_transfer import show_transfer
from exchange.journeys.tell import tell
from exchange.node import Node, Once
from exchange.transfer import (
    Arrived,
    Cancelled,
    Completed,
    DeliveredByHand,
    Dispute,
    Entered,
    NotOurs,
    Recall,
    Resolved,
    Update,
    WrongPerson,
)
from exchange.wire import (
    MoreWanted,
    NewClosing,
    NewDecision,
    NewDestruction,
    NewMatch,
    PersonNotKnown,
    RecordsRefused,
    RecordsSent,
    Transfer,
)

router = APIRouter(prefix="/v1/transfers/{transfer}", tags=["conversation"], dependencies=[Depends(known_parameters)])

Body = Annotated[bytes, Depends(body_of(MAX_BODY))]
Writer = Annotated[CaseSystem, Depends(with_scope(Scope.TRANSFERS_WRITE))]
Model = TypeVar("Model", bound=BaseModel, contravariant=True)


class Journey(Protocol[Model]):
    """What says something in a transfer, once for each request."""

    def __call__(self, node: Node, transfer: str, said: Model, /, *, once_as: Once) -> str:
        """Say it; the message's digest."""


@dataclass(frozen=True)
class Door:
    """One thing that can be said: its address, what is sent, what happens with it, and how it is explained."""

    path: str
    model: type[BaseModel]
    say: Callable[[Node, str, bytes, Once], str]
    summary: str
    description: str


def _door(path: str, model: type[Model], journey: Journey[Model], summary: str, description: str) -> Door:
    def say(node: Node, transfer: str, body: bytes, once: Once) -> str:
        return journey(node, transfer, parse_body(body, model), once_as=once)

    return Door(path, model, say, summary, description)


DOORS: Final = (
    _door("request", MoreWanted, ask_for_more, "Ask for more records", "Receiving council: what is needed besides."),
    _door("documents", RecordsSent, send_records, "Send records",
         "Sending council: the records that were asked for, or a newer version of those that were sent."),
    _door("refusal", RecordsRefused, send_none, "Refuse a request",
         "Sending council: nothing is sent, on this ground."),
    _door("no-match", PersonNotKnown, send_none, "Say that the person is not known",
         "Sending council: nobody here is the person who was asked about."),
    _door("update", Update, tell, "Say what is new",
         "Either council: another day, whom to speak to, a question or its answer, consent, or that two transfers of "
         "one move become one."),
    _door("matched", NewMatch, match, "Say whose records these are",
         "Receiving council: the person of our record. The grade is computed here; a weak match takes a second person. "
         "Until this is said, the records rest in quarantine."),
    _door("wrong-person", WrongPerson, tell, "Undo a wrong link",
         "Receiving council: these records are about somebody else than the person they were linked with."),
    _door("decision", NewDecision, decide, "Decide, need by need",
         "Receiving council: what is accepted as it stands, what holds from the first day. Said again, it revises."),
    _door("not-ours", NotOurs, tell, "Say that the duty is another's",
         "Receiving council: it opens a dispute, and settles none."),
    _door("arrived", Arrived, tell, "Report the day of the move",
         "Either council: the person has moved. Said again, it corrects the day."),
    _door("entered", Entered, enter, "Report that the records are in the case system",
         "Receiving council: entered as structured data, or only attached."),
    _door("completed", Completed, complete, "Report the own assessment and plan",
         "Receiving council: its own steps are complete; the new records cite what they carry over."),
    _door("cancelled", Cancelled, tell, "Say that the move is off",
         "Either council: with the ground; a death has a day."),
    _door("recall", Recall, tell, "Recall what was misdirected",
         "Sending council: these records, or the whole transfer, are to be destroyed."),
    _door("destroyed", NewDestruction, destroy, "Destroy what was recalled, and say so",
         "Receiving council: the keys to it are destroyed here, and the signed statement goes to the other council."),
    _door("dispute", Dispute, tell, "Open a dispute", "Either council; one of them may offer to lead meanwhile."),
    _door("resolved", Resolved, tell, "Report that a dispute is over",
         "Either council: it takes the duty, withdraws what it disputed, or reports a determination."),
    _door("closed", NewClosing, tell, "Close", "Sending council: its part is over, with a closure statement."),
    _door("delivered-by-hand", DeliveredByHand, tell, "State a hand-over outside this system",
         "Sending council: its word, and never a receipt."),
)  # fmt: skip


def _endpoint(door: Door) -> Callable[[Node, CaseSystem, Request, str, bytes], Response]:
    def post(node: NodeHere, caller: Writer, request: Request, transfer: TransferHere, body: Body) -> Response:
        with in_the_request():
            door.say(node, transfer, body, caller.once(request, body))
        return model_response(show_transfer(node, transfer), 201)

    return post


for _each in DOORS:
    router.add_api_route(
        f"/{_each.path}",
        _endpoint(_each),
        methods=["POST"],
        name=f"say_{_each.path.replace('-', '_')}",
        status_code=201,
        summary=_each.summary,
        description=_each.description,
        responses={201: {"model": Transfer}, **problems(400, 401, 403, 404, 409, 413, 415, 422)},
        openapi_extra=takes_once(_each.model),
    )
