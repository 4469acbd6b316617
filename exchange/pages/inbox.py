"""The inbox: who is coming and who is leaving, from where, on which day, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from exchange.journeys.list_inbox import Row, list_inbox
from exchange.pages.languages import Voice
from exchange.pages.rendering import page
from exchange.pages.visits import Caseworker
from exchange.pages.words import KINDS, STAGES
from exchange.store import Order, Side
from exchange.wire import Transfer, say_waiting

router = APIRouter()

_MOST = 100


@dataclass(frozen=True)
class Line:
    """A transfer as the list shows it."""

    path: str
    name: str
    born: str
    other: str
    moves_on: str
    left: str
    here: str
    missing: str
    trust: str
    duty: str
    stage: str
    waiting: str
    overdue: bool
    alarm: bool


@router.get("/transfers")
def listed(
    visit: Caseworker,
    side: Side = Side.RECEIVING,
    order: Order = Order.DUE,
    ended: Annotated[str, Query(max_length=3)] = "",
    q: Annotated[str, Query(max_length=_MOST)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """One page of it."""
    found = list_inbox(visit.node, visit.who, side=side, ended=bool(ended), order=order, search=q, number=number)
    chosen = {"side": side.value, "order": order.value, "ended": ended, "q": q}
    return page(
        visit,
        "inbox/list.html",
        lines=[_line(row, visit.say, us=visit.node.settings.gss, today=found.today) for row in found.rows],
        inbox=found,
        chosen=chosen,
        address=lambda **other: _address(visit.url("/transfers"), {**chosen, **other}),
    )


def _address(path: str, chosen: dict[str, str]) -> str:
    default = {"side": Side.RECEIVING.value, "order": Order.DUE.value}
    said = {name: text for name, text in chosen.items() if text and default.get(name) != text}
    return f"{path}?{urlencode(said)}" if said else path


def _line(row: Row, say: Voice, *, us: str, today: date) -> Line:
    transfer = row.transfer
    other = transfer.receiving if transfer.sending.gss == us else transfer.sending
    return Line(
        path=f"/transfers/{transfer.id}",
        name=row.person.name if row.person else say("Name erased"),
        born=say.day(row.person.birth_date) if row.person and row.person.birth_date else "",
        other=say.council(other),
        moves_on=say.day(transfer.moves_on) if transfer.moves_on else say("No day yet"),
        left=say.days_left((transfer.moves_on - today).days) if transfer.moves_on else "",
        here=_kinds(row.kinds, say) or say("No records"),
        missing=_kinds(row.missing, say),
        trust=_trust(row, say),
        duty=_duty(transfer, say),
        stage=say(STAGES[transfer.stage]),
        waiting=say_waiting(say, delivery=transfer.delivery, deadlines=transfer.deadlines),
        overdue=any(each.is_due for each in transfer.deadlines),
        alarm=any(each.is_alarm for each in transfer.deadlines),
    )


def _kinds(kinds: Sequence[str], say: Voice) -> str:
    return say.listed([say(KINDS[kind]) for kind in kinds])


def _trust(row: Row, say: Voice) -> str:
    """Whether what came is genuine: what was checked, never a tick alone."""
    if row.failed:
        return say.plural(
            "%(count)s record did not pass the checks: do not use it",
            "%(count)s records did not pass the checks: do not use them",
            count=row.failed,
        )
    return say("Signatures checked on arrival") if row.kinds else ""


def _duty(transfer: Transfer, say: Voice) -> str:
    if transfer.duty.holder is None:
        return say("Nobody")
    name = say.council(transfer.duty.holder)
    return say("Disputed; %(council)s leads", council=name) if transfer.duty.disputed else name
