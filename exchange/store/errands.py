"""Errands: what is to be fetched from other councils sometime, so that evidence is complete before anyone asks for it.

An errand is remembered in the transaction that makes it necessary, and forgotten when it is done; one that cannot be
done yet comes due again later, within a day: what is due later than that was put off by a clock that ran ahead.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, delete, select, update

from exchange.store.columns import table_of
from exchange.store.registers import ErrandRow
from exchange.store.sql import Sql, adding, columns_for


class Errand(StrEnum):
    """What is to be fetched: the inclusion proof of a digest, or the status list at a URI."""

    PROOF = "proof"
    STATUS = "status"


@dataclass(frozen=True)
class Due:
    """One errand: the digest or URI, the council to ask, and how often that was tried in vain."""

    name: str
    of: str
    tries: int


FARTHEST = timedelta(days=1)
_ERRANDS = table_of(ErrandRow)
_ADD = adding(_ERRANDS)
_DUE = (
    select(*columns_for(Due, _ERRANDS))
    .where(_ERRANDS.c.kind == bindparam("of_kind"), _ERRANDS.c.due_at <= bindparam("now"))
    .order_by(_ERRANDS.c.due_at)
    .limit(bindparam("limit"))
)
_ASTRAY = (
    select(*columns_for(Due, _ERRANDS))
    .where(_ERRANDS.c.kind == bindparam("of_kind"), _ERRANDS.c.due_at > bindparam("farthest"))
    .order_by(_ERRANDS.c.due_at)
    .limit(bindparam("limit"))
)
_POSTPONE = (
    update(_ERRANDS)
    .where(_ERRANDS.c.name == bindparam("of"))
    .values(due_at=bindparam("again_at"), tries=_ERRANDS.c.tries + 1)
)
_DONE = delete(_ERRANDS).where(_ERRANDS.c.name == bindparam("of"))


class Errands:
    """The errands of one store, one for each thing to be fetched."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def want(self, kind: Errand, name: str, *, of: str, at: datetime) -> None:
        """Have something fetched; wanting it twice changes nothing."""
        self._sql.run(_ADD, name=name, kind=kind.value, of=of, tries=0, due_at=at)

    def due(self, kind: Errand, *, now: datetime, limit: int) -> list[Due]:
        """What should be fetched now, longest due first."""
        due = self._sql.all_as(Due, _DUE, of_kind=kind.value, now=now, limit=limit)
        farthest = now + FARTHEST
        return due or self._sql.all_as(Due, _ASTRAY, of_kind=kind.value, farthest=farthest, limit=limit)

    def postpone(self, name: str, *, due_at: datetime) -> None:
        """Ask for it again later."""
        self._sql.run(_POSTPONE, of=name, again_at=due_at)

    def done(self, name: str) -> None:
        """It was fetched and kept."""
        self._sql.run(_DONE, of=name)
