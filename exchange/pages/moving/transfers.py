"""One transfer on one page: who moves, who holds the duty, what came and what is missing, and what to do next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from exchange.journeys.open_transfer import Arrival, Overview, look_over
from exchange.pages.languages import Voice
from exchange.pages.moving.conversation import questions, said_so_far
from exchange.pages.reading.genuine import fault_line, line_of
from exchange.pages.rendering import page
from exchange.pages.saying import deadline_sentence, duty_sentence, waiting_sentence
from exchange.pages.visits import Caseworker, TransferHere
from exchange.pages.words import KINDS, STAGES
from exchange.transfer import Person

router = APIRouter()


_FIRST: Final = {  # in the order of the work: what can be said, where, and how it is called
    "matched": ("match", "Say whose records these are"),
    "decision": ("decide", "Decide, need by need"),
    "arrived": ("say/arrived", "Say that the person has moved"),
    "entered": ("say/entered", "Say that the records are in your case system"),
}
_AGAIN: Final = {
    "matched": ("match", "Change whose records these are"),
    "decision": ("decide", "Change the decision"),
    "arrived": ("say/arrived", "Correct the day of the move"),
    "entered": ("say/entered", "Say that further records were entered"),
}
_ELSE: Final = {
    "request": ("say/more", "Ask for more records"),
    "update": ("say/question", "Ask the other council a question"),
    "day": ("say/day", "Say that the day of the move has changed"),
    "answer": ("say/answer", "Answer a question"),
    "wrong-person": ("say/wrong-person", "This is not our person"),
    "not-ours": ("say/not-ours", "The duty is not ours"),
    "dispute": ("say/dispute", "We differ: open a dispute"),
    "cancelled": ("say/cancelled", "The move is not taking place"),
    "closed": ("say/closed", "Close our part"),
}


@dataclass(frozen=True)
class Link:
    """Somewhere to go on to."""

    path: str
    text: str


@dataclass(frozen=True)
class Who:
    """The person, as the messages name them."""

    name: str
    born: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Came:
    """One record of the transfer."""

    path: str
    kind: str
    genuine: str
    withheld: str
    usable: bool


@dataclass(frozen=True)
class Wait:
    """Something that is waited for."""

    sentence: str
    alarm: bool
    due: bool


@router.get("/transfers/{transfer}")
def overview(visit: Caseworker, transfer: TransferHere) -> Response:
    """The page."""
    over = look_over(visit.node, visit.who, transfer)
    said, _ = over.transfer, visit.say
    return page(
        visit,
        "transfers/overview.html",
        over=over,
        who=who_of(over.person, _),
        sending=_.council(said.sending),
        receiving=_.council(said.receiving),
        moves_on=_.day(said.moves_on) if said.moves_on else _("No day yet"),
        left=_.days_left((said.moves_on - over.today).days) if said.moves_on else "",
        stage=_(STAGES[said.stage]),
        duty=duty_sentence(said, _),
        source_unseen=said.duty.law is not None and not said.duty.law.verified,
        waiting=waiting_sentence(said, _),
        waits=[Wait(deadline_sentence(each, _), each.is_alarm, each.is_due) for each in said.deadlines],
        came=[_came(each, over, _) for each in over.arrivals],
        missing=_.listed([_(KINDS[kind]) for kind in over.missing]),
        carried=_carried(over, _),
        next_steps=list(_next_steps(over, _)),
        otherwise=list(_otherwise(over, _)),
        conversation=said_so_far(said, _),
    )


def who_of(person: Person | None, _: Voice) -> Who:
    """The person in words; a name that was erased says so."""
    if person is None:
        return Who(_("Name erased"), "", ())
    born = _.day(person.birth_date) if person.birth_date else ""
    return Who(person.name, born, tuple(each.value for each in person.identifiers))


def _came(arrival: Arrival, over: Overview, _: Voice) -> Came:
    record = arrival.record
    if record is not None:
        genuine = line_of(record, _)
        withheld = len(record.withheld)
    else:
        withheld = 0
        genuine = _("Erased") if arrival.erased else fault_line(arrival.failed or arrival.broken, _)
    hidden = _.plural("%(count)s part is withheld", "%(count)s parts are withheld", count=withheld) if withheld else ""
    whole = _("Nothing") if record is not None and not record.own else ""
    return Came(
        path=f"/transfers/{over.transfer.id}/records/{arrival.digest}",
        kind=_(KINDS.get(arrival.kind, "Another kind of record")),
        genuine=genuine,
        withheld=hidden or whole,
        usable=record is not None and not arrival.failed,
    )


def _carried(over: Overview, _: Voice) -> str:
    share = over.transfer.carried_over
    if share is None or not share.shown:
        return ""
    return _(
        "%(accepted)s of %(shown)s needs are accepted as they stand.",
        accepted=str(share.accepted),
        shown=str(share.shown),
    )


def _next_steps(over: Overview, _: Voice) -> Iterator[Link]:
    """What comes next in the work, in its order; nothing is offered that would be refused."""
    said = over.transfer
    done = {each.type for each in said.messages if each.sender.entity_id == _us(over)}
    if over.receiving and over.quarantined and "matched" in said.possible:
        yield _link(over, _FIRST["matched"], _)
        return
    for what in _todo(over):
        if what in said.possible and what not in done:
            yield _link(over, _FIRST[what], _)
    if over.receiving:
        yield _link(over, ("plan", "Print the interim plan"), _)
    if not over.receiving and "closed" in said.possible and said.stage in ("entered", "completed"):
        yield _link(over, _ELSE["closed"], _)


def _todo(over: Overview) -> tuple[str, ...]:
    return ("decision", "arrived", "entered") if over.receiving else ("arrived",)


def _otherwise(over: Overview, _: Voice) -> Iterator[Link]:
    said, us = over.transfer, _us(over)
    done = {each.type for each in said.messages if each.sender.entity_id == us}
    for what, target in _AGAIN.items():
        if what in said.possible and what in done and not over.quarantined:
            yield _link(over, target, _)
    possible: Mapping[str, bool] = {
        **dict.fromkeys(said.possible, True),
        "day": "update" in said.possible,
        "answer": "update" in said.possible and bool(questions(said, us=us)),
        "closed": "closed" in said.possible and said.stage not in ("entered", "completed"),
    }
    yield from (_link(over, target, _) for what, target in _ELSE.items() if possible.get(what))


def _us(over: Overview) -> str:
    return (over.transfer.receiving if over.receiving else over.transfer.sending).entity_id


def _link(over: Overview, target: tuple[str, str], _: Voice) -> Link:
    path, text = target
    return Link(f"/transfers/{over.transfer.id}/{path}", _(text))
