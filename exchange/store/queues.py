"""Queues: what waits for each council, and which transfers do not move; for operators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, text

from exchange.store.columns import table_of
from exchange.store.outbox import BEHIND, Waiting
from exchange.store.sql import Sql, columns_for
from exchange.store.tables import OutboxRow


@dataclass(frozen=True)
class Queue:
    """What waits for one council: how many messages, since when the oldest; given-up ones count too."""

    peer: str
    waiting: int
    oldest: datetime


_OUTBOX = table_of(OutboxRow)
_IS_UNSETTLED = text("state <> 'settled'")
_QUEUES = (
    select(_OUTBOX.c.peer, func.count(), func.min(_OUTBOX.c.since))
    .where(_IS_UNSETTLED)
    .group_by(_OUTBOX.c.peer)
    .order_by(_OUTBOX.c.peer)
)
_STUCK = (
    select(_OUTBOX.c.transfer)
    .where(_IS_UNSETTLED, or_(_OUTBOX.c.problem.is_not(None), _OUTBOX.c.due_at < bindparam("before")))
    .group_by(_OUTBOX.c.transfer)
    .order_by(func.min(_OUTBOX.c.since))
    .limit(bindparam("limit"))
)
_FIRST_OF_PEER = (
    select(*columns_for(Waiting, _OUTBOX))
    .where(_OUTBOX.c.peer == bindparam("to"), _IS_UNSETTLED)
    .order_by(_OUTBOX.c.state == BEHIND, _OUTBOX.c.due_at, _OUTBOX.c.position)
    .limit(1)
)


class Queues:
    """The queues of one store, one for each council."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def all(self) -> list[Queue]:
        """What waits, council by council."""
        return self._sql.all_as(Queue, _QUEUES)

    def first_of(self, peer: str) -> Waiting | None:
        """What goes next to a council, of all that waits for it."""
        return self._sql.one_as(Waiting, _FIRST_OF_PEER, to=peer)

    def stuck(self, *, due_before: datetime, limit: int) -> list[str]:
        """The transfers of which a message had a problem, or should have gone by then; the oldest first."""
        return [row[0] for row in self._sql.all(_STUCK, before=due_before, limit=limit)]
