"""Transfers: the conversations this council is a party to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from exchange.errors import Refusal
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding, columns_for
from exchange.store.tables import TransferRow


@dataclass(frozen=True)
class StoredTransfer:
    """A transfer, with the stage its messages added up to when one was last stored."""

    position: int
    id: str
    sending: str
    receiving: str
    started_at: datetime
    stage: str
    at: datetime
    changed_at: datetime


_TRANSFERS = table_of(TransferRow)
_ADD = adding(_TRANSFERS)
_FULL = select(*columns_for(StoredTransfer, _TRANSFERS))
_FIND = _FULL.where(_TRANSFERS.c.id == bindparam("of"))
_PAGE = (
    _FULL.where(_TRANSFERS.c.position > bindparam("after")).order_by(_TRANSFERS.c.position).limit(bindparam("limit"))
)
_PAGE_OF_STAGE = _PAGE.where(_TRANSFERS.c.stage == bindparam("at_stage"))
_SET_STAGE = (
    update(_TRANSFERS)
    .where(_TRANSFERS.c.id == bindparam("of"))
    .values(stage=bindparam("new_stage"), changed_at=bindparam("now"), watch_at=bindparam("again_at"))
)
_DUE = (
    select(_TRANSFERS.c.id)
    .where(_TRANSFERS.c.watch_at <= bindparam("now"))
    .order_by(_TRANSFERS.c.watch_at)
    .limit(bindparam("limit"))
)
_WATCH = update(_TRANSFERS).where(_TRANSFERS.c.id == bindparam("of")).values(watch_at=bindparam("again_at"))
_ASKED = select(func.count()).where(
    _TRANSFERS.c.receiving == bindparam("by"), _TRANSFERS.c.asked_at > bindparam("since")
)


class Transfers:
    """The transfers of one store."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(
        self,
        transfer: str,
        *,
        sending: str,
        receiving: str,
        started_at: datetime,
        stage: str,
        at: datetime,
        asked: bool = False,
    ) -> None:
        """Store a new transfer; `asked`: another council opened it by a request. Raises `Conflict` for a taken id."""
        self._sql.add(
            _TRANSFERS,
            _ADD,
            id=transfer,
            sending=sending,
            receiving=receiving,
            started_at=started_at,
            stage=stage,
            at=at,
            changed_at=at,
            watch_at=at,
            asked_at=at if asked else None,
        )

    def find(self, transfer: str) -> StoredTransfer | None:
        """The transfer of this id."""
        return self._sql.one_as(StoredTransfer, _FIND, of=transfer)

    def page(self, *, after: int = 0, limit: int = 50, stage: str | None = None) -> list[StoredTransfer]:
        """The next transfers after a position: all, or those at one stage."""
        if stage is None:
            return self._sql.all_as(StoredTransfer, _PAGE, after=after, limit=limit)
        return self._sql.all_as(StoredTransfer, _PAGE_OF_STAGE, after=after, limit=limit, at_stage=stage)

    def set_stage(self, transfer: str, stage: str, *, at: datetime, watch_at: datetime) -> None:
        """Remember the stage, and when the transfer is to be looked at again; refuses `transfer-unknown`."""
        if self._sql.run(_SET_STAGE, of=transfer, new_stage=stage, now=at, again_at=watch_at) == 0:
            raise Refusal("transfer-unknown")

    def to_watch(self, *, now: datetime, limit: int) -> list[str]:
        """The transfers that are to be looked at now, longest due first."""
        return [row[0] for row in self._sql.all(_DUE, now=now, limit=limit)]

    def watch(self, transfer: str, *, at: datetime | None) -> None:
        """Have a transfer looked at again at this time, or not before something happens in it."""
        self._sql.run(_WATCH, of=transfer, again_at=at)

    def asked_by(self, receiving: str, *, since: datetime) -> int:
        """How many transfers this council has opened since by a request to us."""
        row = self._sql.one(_ASKED, by=receiving, since=since)
        return int(row[0]) if row is not None else 0
