"""A council's own records as a list: current, superseded or withdrawn ones, of a kind, found by words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from exchange.store.columns import table_of
from exchange.store.records import ListedRecord
from exchange.store.registers import StatusEntryRow
from exchange.store.search import Search, found
from exchange.store.sql import Sql, columns_for
from exchange.store.tables import RecordRow


class Standing(StrEnum):
    """Which records are listed, by what this council's own status list says of them."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class OwnListing:
    """Which records are listed: how they stand, of which kind ("": any), found by all of these (folded) words."""

    standing: Standing = Standing.CURRENT
    kind: str = ""
    words: tuple[str, ...] = ()


_RECORDS = table_of(RecordRow)
_ENTRIES = table_of(StatusEntryRow)
_VALUES: Mapping[Standing, tuple[int, ...]] = {  # of the list's two bits; one that is suspended stands
    Standing.CURRENT: (0, 2),
    Standing.SUPERSEDED: (3,),
    Standing.WITHDRAWN: (1,),
}


@lru_cache
def _listing(standing: Standing, *, of_kind: bool, searched: bool) -> tuple[Select[Any], Select[Any]]:
    """The page of a listing, the newest first, and how many there are in all."""
    place = (_ENTRIES.c.uri == _RECORDS.c.status_uri) & (_ENTRIES.c.idx == _RECORDS.c.status_idx)
    these: list[ColumnElement[bool]] = [
        _RECORDS.c.own.is_(True),
        _RECORDS.c.erased_at.is_(None),
        or_(*(_ENTRIES.c.value == value for value in _VALUES[standing])),
    ]
    if of_kind:
        these.append(_RECORDS.c.kind == bindparam("kind"))
    if searched:
        these.append(found("record", _RECORDS.c.digest))
    both = _RECORDS.join(_ENTRIES, place)
    page = select(*columns_for(ListedRecord, _RECORDS)).select_from(both).where(*these)
    page = page.order_by(_RECORDS.c.position.desc()).limit(bindparam("limit")).offset(bindparam("offset"))
    return page, select(func.count()).select_from(both).where(*these)


class OwnRecords:
    """The list of own records of one store."""

    def __init__(self, sql: Sql, search: Search) -> None:
        self._sql = sql
        self._search = search

    def listed(self, listing: OwnListing, *, offset: int, limit: int) -> tuple[list[ListedRecord], int]:
        """A page of a listing, the newest first, and how many records the whole of it has."""
        page, count = _listing(listing.standing, of_kind=bool(listing.kind), searched=bool(listing.words))
        values = {**({"kind": listing.kind} if listing.kind else {}), **self._search.blinded(listing.words)}
        total = self._sql.one(count, **values)
        rows = self._sql.all_as(ListedRecord, page, offset=offset, limit=limit, **values)
        return rows, int(total[0]) if total else 0
