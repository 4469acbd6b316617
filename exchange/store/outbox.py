"""Messages on their way to other councils, each until its receipt is here.

Order is kept per conversation (transfer and sender): only its lowest unsettled message is `ready`, the rest wait
`behind` it, and a unique index lets no two be ready at once. So a claim reads only what it may hand out, however much
waits, and one poisoned transfer stops no other.

A claim is a lease: until it ends, nobody else is given the message. Its fence is a number that moves with every change,
so a worker that was thought dead and comes back late changes nothing. A worker that dies leaves a lease that runs out.

Nothing is put off, and no lease lasts, longer than a day. What is due later than that was put off by a clock that ran
ahead, and is due now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, bindparam, case, null, or_, select, text, update
from sqlalchemy.sql.elements import ColumnElement

from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding, columns_for
from exchange.store.tables import MessageRow, OutboxRow

READY, BEHIND, SETTLED, FAILED = "ready", "behind", "settled", "failed"
FARTHEST = timedelta(days=1, minutes=5)  # a day, and what the clocks of two workers may differ


class LeaseLost(Exception):
    """The lease ran out and another worker has the message, or it was used already. Nothing was changed."""


@dataclass(frozen=True)
class Lease:
    """The right to try one message once. `attempts` counts this try too; `since` is when it was first tried."""

    id: int
    message: str
    transfer: str
    peer: str
    attempts: int
    fence: int
    since: datetime


@dataclass(frozen=True)
class Waiting:
    """Where a message stands: what a worker is told who asks why it is not moving."""

    message: str
    peer: str
    seq: int
    state: str
    since: datetime
    due_at: datetime
    attempts: int
    problem: str | None
    owner: str | None


NOT_THERE = ("peer-unreachable", "chain-expired", "entity-unknown")  # problems that end when the council is back
_OUTBOX = table_of(OutboxRow)
_MESSAGES = table_of(MessageRow)
_IS_READY = text("state = 'ready'")  # spelt out, not a parameter: only so do databases use the partial indexes
_IS_UNSETTLED = text("state <> 'settled'")
_OF_LEASE = (_OUTBOX.c.position == bindparam("id"), _OUTBOX.c.fence == bindparam("at_fence"), _IS_READY)
_END = {"owner": null(), "problem": bindparam("why"), "fence": _OUTBOX.c.fence + 1}

_ADD = adding(_OUTBOX)
_PLACE = select(_MESSAGES.c.transfer, _MESSAGES.c.iss, _MESSAGES.c.seq).where(_MESSAGES.c.digest == bindparam("of"))
_LOWEST = (
    select(_OUTBOX.c.position, _OUTBOX.c.seq, _OUTBOX.c.state)
    .where(_OUTBOX.c.transfer == bindparam("of_transfer"), _OUTBOX.c.sender == bindparam("of_sender"), _IS_UNSETTLED)
    .order_by(_OUTBOX.c.seq)
    .limit(1)
)
_MOVE = (
    update(_OUTBOX)
    .where(_OUTBOX.c.position == bindparam("id"), _OUTBOX.c.state == bindparam("old"))
    .values(state=bindparam("new"), fence=_OUTBOX.c.fence + 1)
)
_DUE = select(_OUTBOX.c.due_at).where(_IS_READY).order_by(_OUTBOX.c.due_at, _OUTBOX.c.position).limit(1)
_NEXT_PEER = (
    select(_OUTBOX.c.peer, _OUTBOX.c.due_at)
    .where(_IS_READY, _OUTBOX.c.peer > bindparam("after"))
    .order_by(_OUTBOX.c.peer, _OUTBOX.c.due_at)
    .limit(1)
)
_OF_PEER = (_IS_READY, _OUTBOX.c.peer == bindparam("to"))
_IN_ORDER = (_OUTBOX.c.due_at, _OUTBOX.c.position)
_NEXT_OF_PEER = select(_OUTBOX.c.due_at).where(*_OF_PEER).order_by(*_IN_ORDER).limit(1)
_NEXT_TRY = (
    select(*columns_for(Waiting, _OUTBOX))
    .where(*_OF_PEER, _OUTBOX.c.problem.is_not(None), _OUTBOX.c.due_at > bindparam("now"))
    .order_by(*_IN_ORDER)
    .limit(1)
)


def _claiming(is_due: ColumnElement[bool]) -> Update:
    """Lease those of a council's messages of which this holds."""
    due = select(_OUTBOX.c.position).where(*_OF_PEER, is_due).order_by(*_IN_ORDER).limit(bindparam("limit"))
    is_new = (_OUTBOX.c.attempts == 0) | (_OUTBOX.c.since > bindparam("now"))  # or its first try was by a wrong clock
    leased = ("position", "message", "transfer", "peer", "attempts", "fence", "since")
    return (
        update(_OUTBOX)
        .where(_OUTBOX.c.position.in_(due))
        .values(
            due_at=bindparam("until"),
            owner=bindparam("by"),
            attempts=_OUTBOX.c.attempts + 1,
            fence=_OUTBOX.c.fence + 1,
            since=case((is_new, bindparam("now")), else_=_OUTBOX.c.since),
        )
        .returning(*(_OUTBOX.c[name] for name in leased))
    )


_CLAIM = _claiming(_OUTBOX.c.due_at <= bindparam("now"))
_CLAIM_ASTRAY = _claiming(_OUTBOX.c.due_at > bindparam("farthest"))
_SETTLE = (
    update(_OUTBOX).where(*_OF_LEASE).values(state=SETTLED, **_END).returning(_OUTBOX.c.transfer, _OUTBOX.c.sender)
)
_POSTPONE = update(_OUTBOX).where(*_OF_LEASE).values(due_at=bindparam("again_at"), **_END)
_RELEASE = (
    update(_OUTBOX)
    .where(*_OF_LEASE)
    .values(due_at=bindparam("again_at"), attempts=_OUTBOX.c.attempts - 1, owner=null(), fence=_OUTBOX.c.fence + 1)
)
_NOT_THERE = (*_OF_PEER, _OUTBOX.c.owner.is_(None), or_(*(_OUTBOX.c.problem == code for code in NOT_THERE)))
_BRING_FORWARD = (
    update(_OUTBOX)
    .where(*_NOT_THERE, _OUTBOX.c.due_at > bindparam("now"))
    .values(due_at=bindparam("now"), fence=_OUTBOX.c.fence + 1)
)
_START_OVER = update(_OUTBOX).where(*_NOT_THERE).values(due_at=bindparam("now"), attempts=1, fence=_OUTBOX.c.fence + 1)
_GIVE_UP = update(_OUTBOX).where(*_OF_LEASE).values(state=FAILED, **_END)
_REVIVE = (
    update(_OUTBOX)
    .where(_OUTBOX.c.transfer == bindparam("of_transfer"), _OUTBOX.c.state == FAILED)
    .values(state=BEHIND, attempts=0, due_at=bindparam("again_at"))
    .returning(_OUTBOX.c.sender)
)
_WAITING = (
    select(*columns_for(Waiting, _OUTBOX))
    .where(_OUTBOX.c.transfer == bindparam("of_transfer"), _IS_UNSETTLED)
    .order_by(_OUTBOX.c.sender, _OUTBOX.c.seq)
)


def _is_due(due_at: datetime, now: datetime) -> bool:
    return not now < due_at <= now + FARTHEST


class Outbox:
    """The outbox of one store."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, message: str, *, peer: str, due_at: datetime) -> None:
        """Have a stored message delivered to `peer`; raises `Conflict` if it was put here before."""
        place = self._sql.one(_PLACE, of=message)
        if place is None:
            raise ValueError("only a stored message can be sent")
        transfer, sender, seq = place
        self._sql.add(
            _OUTBOX,
            _ADD,
            message=message,
            transfer=transfer,
            sender=sender,
            seq=seq,
            peer=peer,
            state=self._state_of_new(transfer, sender, seq),
            since=due_at,
            due_at=due_at,
            attempts=0,
            fence=0,
            owner=None,
            problem=None,
        )

    def due_peers(self, *, now: datetime) -> list[str]:
        """The councils to which something is due; one look at the index for each council, however much waits for it."""
        peers: list[str] = []
        peer = ""
        while row := self._sql.one(_NEXT_PEER, after=peer):
            peer, due_at = row
            if _is_due(due_at, now):
                peers.append(peer)
        return peers

    def is_due(self, peer: str, *, now: datetime) -> bool:
        """Whether anything is due to this council."""
        row = self._sql.one(_NEXT_OF_PEER, to=peer)
        return row is not None and _is_due(row[0], now)

    def claim(self, peer: str, *, now: datetime, lease_seconds: int, limit: int, owner: str) -> list[Lease]:
        """Lease what is due to one council, at most one message of each conversation: its lowest unsettled one."""
        terms = {"to": peer, "now": now, "until": now + timedelta(seconds=lease_seconds), "by": owner}
        leases = self._sql.all_as(Lease, _CLAIM, **terms, limit=limit)
        if len(leases) < limit:
            farthest = now + FARTHEST
            leases += self._sql.all_as(Lease, _CLAIM_ASTRAY, **terms, farthest=farthest, limit=limit - len(leases))
        return sorted(leases, key=lambda lease: (lease.since, lease.id))

    def settle(self, lease: Lease) -> None:
        """The receipt is here: the message is done, and the next of its conversation ready. Raises `LeaseLost`."""
        conversation = self._sql.one(_SETTLE, id=lease.id, at_fence=lease.fence, why=None)
        if conversation is None:
            raise LeaseLost
        self._promote(*conversation)

    def postpone(self, lease: Lease, *, due_at: datetime, problem: str) -> None:
        """Try again later; `problem` is a code. Raises `LeaseLost`."""
        if not self._sql.run(_POSTPONE, id=lease.id, at_fence=lease.fence, again_at=due_at, why=problem):
            raise LeaseLost

    def release(self, lease: Lease, *, due_at: datetime) -> None:
        """Give back a lease that was not used, so that it counts as no try. Raises `LeaseLost`."""
        if not self._sql.run(_RELEASE, id=lease.id, at_fence=lease.fence, again_at=due_at):
            raise LeaseLost

    def bring_forward(self, peer: str, *, now: datetime) -> None:
        """A message got through to a council: what waits only because it was not there is due now."""
        self._sql.run(_BRING_FORWARD, to=peer, now=now)

    def start_over(self, peer: str, *, now: datetime) -> None:
        """A council was looked up anew: the same, and should it not know us yet, that takes seconds, not hours."""
        self._sql.run(_START_OVER, to=peer, now=now)

    def give_up(self, lease: Lease, *, problem: str) -> None:
        """Stop trying; the rest of the conversation waits behind it until it is revived. Raises `LeaseLost`."""
        if not self._sql.run(_GIVE_UP, id=lease.id, at_fence=lease.fence, why=problem):
            raise LeaseLost

    def revive(self, transfer: str, *, due_at: datetime) -> int:
        """Try again what was given up in a transfer, and say how many messages that are."""
        senders = [row[0] for row in self._sql.all(_REVIVE, of_transfer=transfer, again_at=due_at)]
        for sender in set(senders):
            self._promote(transfer, sender)
        return len(senders)

    def waiting(self, transfer: str) -> list[Waiting]:
        """What of a transfer is still on its way, in the order in which it will go."""
        return self._sql.all_as(Waiting, _WAITING, of_transfer=transfer)

    def next_try(self, peer: str, *, now: datetime) -> Waiting | None:
        """The message that will be tried next of those which a council could not be given before."""
        return self._sql.one_as(Waiting, _NEXT_TRY, to=peer, now=now)

    def next_due(self) -> datetime | None:
        """When the next message is due or a lease runs out; None if nothing can be sent."""
        row = self._sql.one(_DUE)
        return None if row is None else row[0]

    def _state_of_new(self, transfer: str, sender: str, seq: int) -> str:
        lowest = self._sql.one(_LOWEST, of_transfer=transfer, of_sender=sender)
        if lowest is None:
            return READY
        if lowest[1] < seq:
            return BEHIND
        self._sql.run(_MOVE, id=lowest[0], old=READY, new=BEHIND)  # a lower one comes late, and goes first
        return READY

    def _promote(self, transfer: str, sender: str) -> None:
        lowest = self._sql.one(_LOWEST, of_transfer=transfer, of_sender=sender)
        if lowest is not None:
            self._sql.run(_MOVE, id=lowest[0], old=BEHIND, new=READY)
