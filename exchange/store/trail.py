"""The trail: who looked at or did what inside this council. Lines are added, and never changed or taken away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding, columns_for
from exchange.store.staff import TrailRow

_END = 2**63 - 1


@dataclass(frozen=True)
class Step:
    """One line: somebody, in a role, for a purpose, did something to something; no details of anybody it is about."""

    position: int
    at: datetime
    account: str
    name: str
    role: str
    purpose: str
    act: str
    of_kind: str
    of: str


_TRAIL = table_of(TrailRow)
_ADD = adding(_TRAIL)
_FULL = select(*columns_for(Step, _TRAIL)).limit(bindparam("limit"))
_PAGE = _FULL.where(_TRAIL.c.position > bindparam("after")).order_by(_TRAIL.c.position)
_NEWEST = _FULL.where(_TRAIL.c.position < bindparam("before")).order_by(_TRAIL.c.position.desc())
_NEWEST_OF_ACCOUNT = _NEWEST.where(_TRAIL.c.account == bindparam("whose"))
_OF = _NEWEST.where(_TRAIL.c.of_kind == bindparam("kind_of"), _TRAIL.c.of == bindparam("of_it"))


class Trail:
    """The trail of one store."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(
        self, *, account: str, name: str, role: str, purpose: str, act: str, of_kind: str, of: str, at: datetime
    ) -> None:
        """Add a line."""
        self._sql.run(
            _ADD, at=at, account=account, name=name, role=role, purpose=purpose, act=act, of_kind=of_kind, of=of
        )

    def page(self, *, after: int = 0, limit: int = 50) -> list[Step]:
        """The next lines after a position, the oldest first."""
        return self._sql.all_as(Step, _PAGE, after=after, limit=limit)

    def newest(self, *, before: int = _END, limit: int = 50, account: str | None = None) -> list[Step]:
        """The lines before a position, the newest first: all, or those of one account."""
        if account is None:
            return self._sql.all_as(Step, _NEWEST, before=before, limit=limit)
        return self._sql.all_as(Step, _NEWEST_OF_ACCOUNT, before=before, limit=limit, whose=account)

    def of(self, of_kind: str, of: str, *, before: int = _END, limit: int = 50) -> list[Step]:
        """What was done to one thing, the newest first."""
        return self._sql.all_as(Step, _OF, before=before, limit=limit, kind_of=of_kind, of_it=of)
