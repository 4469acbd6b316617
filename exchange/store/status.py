"""Status lists: who took which index, and the signed lists as last seen.

An index is taken in the transaction that stores its record, by a row that is never deleted: after a crash both are
there or neither, and no index ever serves two records. Indexes are random, so that a list tells nothing about when or
in what order records were made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from exchange.errors import Refusal
from exchange.store.columns import table_of
from exchange.store.registers import StatusEntryRow, StatusTokenRow
from exchange.store.sql import Sql, adding, columns_for, putting

LIST_SIZE = 1 << 16
_TRIES = 64  # a list that is nine tenths full still misses all of them only once in eight hundred times

_ENTRIES = table_of(StatusEntryRow)
_TAKE = adding(_ENTRIES)
_SET = (
    update(_ENTRIES)
    .where(_ENTRIES.c.uri == bindparam("of_uri"), _ENTRIES.c.idx == bindparam("of_idx"))
    .values(value=bindparam("new_value"))
)
_VALUE = select(_ENTRIES.c.value).where(_ENTRIES.c.uri == bindparam("of_uri"), _ENTRIES.c.idx == bindparam("of_idx"))
_CHANGED = select(_ENTRIES.c.idx, _ENTRIES.c.value).where(_ENTRIES.c.uri == bindparam("of_uri"), text("value <> 0"))


class ListFull(Exception):
    """No free index was found in this list; open the next one."""


@dataclass(frozen=True)
class StoredStatusToken:
    """A status list token, and when it was stored."""

    uri: str
    token: str
    at: datetime


class StatusLists:
    """The status lists that this council keeps."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def allocate(self, uri: str, *, pick: Callable[[int], int], size: int = LIST_SIZE) -> int:
        """Take an index that was never taken, for ever; `pick(size)` gives a random one. Raises `ListFull`."""
        for _ in range(_TRIES):
            idx = pick(size)
            if self._sql.run(_TAKE, uri=uri, idx=idx, value=0):
                return idx
        raise ListFull

    def set_value(self, uri: str, idx: int, value: int) -> None:
        """Change the status at a taken index; refuses `record-unknown` at any other."""
        if self._sql.run(_SET, of_uri=uri, of_idx=idx, new_value=value) == 0:
            raise Refusal("record-unknown", "status")

    def value_at(self, uri: str, idx: int) -> int:
        """The status at one index; 0 (valid) where none was taken."""
        row = self._sql.one(_VALUE, of_uri=uri, of_idx=idx)
        return 0 if row is None else int(row[0])

    def statuses(self, uri: str) -> Mapping[int, int]:
        """The indexes of a list whose value is not 0 (valid), with their values."""
        return dict(self._sql.all(_CHANGED, of_uri=uri))


_TOKENS = table_of(StatusTokenRow)
_PUT = putting(_TOKENS)
_NEWEST = select(*columns_for(StoredStatusToken, _TOKENS)).where(_TOKENS.c.uri == bindparam("of_uri"))


class StatusTokens:
    """The newest status list token of each list, our own and those of others."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, uri: str, token: str, *, at: datetime) -> None:
        """Keep a token in place of the older one."""
        self._sql.run(_PUT, uri=uri, token=token, at=at)

    def newest(self, uri: str) -> StoredStatusToken | None:
        """The token last kept for a list."""
        return self._sql.one_as(StoredStatusToken, _NEWEST, of_uri=uri)
