"""Copies that people were given: of which record each was made. What was in them is not kept."""

from sqlalchemy import bindparam, select

from exchange.store.columns import table_of
from exchange.store.registers import CopyRow
from exchange.store.sql import Sql, putting

_COPIES = table_of(CopyRow)
_PUT = putting(_COPIES)
_FIND = select(_COPIES.c.record).where(_COPIES.c.digest == bindparam("of"))


class Copies:
    """The copies of one store, by the digest of what was signed for each."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, digest: str, *, record: str) -> None:
        """Remember of which record a copy was made; doing it twice changes nothing."""
        self._sql.run(_PUT, digest=digest, record=record)

    def find(self, digest: str) -> str | None:
        """The record of which this copy was made."""
        row = self._sql.one(_FIND, of=digest)
        return None if row is None else row[0]
