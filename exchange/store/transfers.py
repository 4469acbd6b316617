"""Transfers: the conversations this council is a party to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.sql.elements import ColumnElement

from exchange.errors import Refusal
from exchange.store.columns import table_of
from exchange.store.search import Search, found
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
    moves_on: str | None
    due_on: str | None
    ended_at: datetime | None


class Side(StrEnum):
    """Which part this council has in a transfer."""

    RECEIVING = "receiving"
    SENDING = "sending"


class Order(StrEnum):
    """What a list of transfers begins with: what is due first, who moves first, or what is newest."""

    DUE = "due"
    MOVE = "move"
    NEW = "new"


@dataclass(frozen=True)
class Listing:
    """Which transfers are listed: this council's part in them, over or not, found by all of these (folded) words."""

    council: str
    side: Side
    ended: bool = False
    order: Order = Order.DUE
    words: tuple[str, ...] = ()


_TRANSFERS = table_of(TransferRow)
_ADD = adding(_TRANSFERS)
_FULL = select(*columns_for(StoredTransfer, _TRANSFERS))
_FIND = _FULL.where(_TRANSFERS.c.id == bindparam("of"))
_PAGE = (
    _FULL.where(_TRANSFERS.c.position > bindparam("after")).order_by(_TRANSFERS.c.position).limit(bindparam("limit"))
)
_PAGE_OF_STAGE = _PAGE.where(_TRANSFERS.c.stage == bindparam("at_stage"))
_STAND = (
    update(_TRANSFERS)
    .where(_TRANSFERS.c.id == bindparam("of"))
    .values(
        stage=bindparam("new_stage"),
        ended_at=bindparam("over_at"),
        moves_on=bindparam("new_moves_on"),
        due_on=bindparam("new_due_on"),
        changed_at=bindparam("now"),
        watch_at=bindparam("again_at"),
    )
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

_NEWEST = _TRANSFERS.c.position.desc()
_ORDERS: Mapping[Order, tuple[ColumnElement[Any], ...]] = {
    Order.DUE: (_TRANSFERS.c.due_on.is_(None), _TRANSFERS.c.due_on, _NEWEST),
    Order.MOVE: (_TRANSFERS.c.moves_on.is_(None), _TRANSFERS.c.moves_on, _NEWEST),
    Order.NEW: (_NEWEST,),
}


@lru_cache
def _listing(side: Side, order: Order, *, ended: bool, searched: bool) -> tuple[Select[Any], Select[Any]]:
    """The page of a listing, and how many there are in all."""
    over = _TRANSFERS.c.ended_at.is_not(None) if ended else _TRANSFERS.c.ended_at.is_(None)
    these = [_TRANSFERS.c[side] == bindparam("council"), over]
    if searched:
        these.append(found("transfer", _TRANSFERS.c.id))
    page = _FULL.where(*these).order_by(*_ORDERS[order]).limit(bindparam("limit")).offset(bindparam("offset"))
    return page, select(func.count()).select_from(_TRANSFERS).where(*these)


class Transfers:
    """The transfers of one store."""

    def __init__(self, sql: Sql, search: Search) -> None:
        self._sql = sql
        self._search = search

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
            moves_on=None,
            due_on=None,
            ended_at=None,
        )

    def find(self, transfer: str) -> StoredTransfer | None:
        """The transfer of this id."""
        return self._sql.one_as(StoredTransfer, _FIND, of=transfer)

    def page(self, *, after: int = 0, limit: int = 50, stage: str | None = None) -> list[StoredTransfer]:
        """The next transfers after a position: all, or those at one stage."""
        if stage is None:
            return self._sql.all_as(StoredTransfer, _PAGE, after=after, limit=limit)
        return self._sql.all_as(StoredTransfer, _PAGE_OF_STAGE, after=after, limit=limit, at_stage=stage)

    def listed(self, listing: Listing, *, offset: int, limit: int) -> tuple[list[StoredTransfer], int]:
        """A page of a listing, and how many transfers the whole of it has."""
        page, count = _listing(listing.side, listing.order, ended=listing.ended, searched=bool(listing.words))
        values = {"council": listing.council, **self._search.blinded(listing.words)}
        total = self._sql.one(count, **values)
        return self._sql.all_as(StoredTransfer, page, offset=offset, limit=limit, **values), int(
            total[0]
        ) if total else 0

    def stand(
        self,
        transfer: str,
        stage: str,
        *,
        ended: bool,
        moves_on: date | None,
        due_on: date | None,
        at: datetime,
        watch_at: datetime | None,
    ) -> None:
        """Remember the stage, the days of the move and of what falls due next, and when the transfer is to be looked at
        again; refuses `transfer-unknown`.
        """
        days = {"new_moves_on": _written(moves_on), "new_due_on": _written(due_on)}
        values = {"new_stage": stage, "over_at": at if ended else None, "now": at, "again_at": watch_at, **days}
        if self._sql.run(_STAND, of=transfer, **values) == 0:
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


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
