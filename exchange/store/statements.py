"""What an anchor says about the councils it enrolled: its newest subordinate statement for each."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from exchange.jose import JsonObject
from exchange.store.columns import table_of
from exchange.store.registers import StatementRow
from exchange.store.sql import Result, Sql, columns_for, putting


@dataclass(frozen=True)
class StoredStatement:
    """One enrolment: the council, its federation keys (a JWK set), and the signed statement with its end."""

    sub: str
    gss: str
    origin: str
    keys: JsonObject
    token: str
    expires_at: datetime


_STATEMENTS = table_of(StatementRow)
_PUT = putting(_STATEMENTS)
_FULL = select(*columns_for(StoredStatement, _STATEMENTS))
_ALL = _FULL.order_by(_STATEMENTS.c.sub)
_FIND = _FULL.where(_STATEMENTS.c.sub == bindparam("of"))
_BY_GSS = _FULL.where(_STATEMENTS.c.gss == bindparam("of")).limit(1)
_DROP = delete(_STATEMENTS).where(_STATEMENTS.c.sub == bindparam("of"))


class Statements:
    """The enrolments of one anchor."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, sub: str, *, gss: str, origin: str, keys: JsonObject, token: str, expires_at: datetime) -> None:
        """Store the newest statement about a council."""
        text = json.dumps(keys, separators=(",", ":"))
        self._sql.run(_PUT, sub=sub, gss=gss, origin=origin, keys=text, token=token, expires_at=expires_at)

    def find(self, sub: str) -> StoredStatement | None:
        """The newest statement about this entity."""
        row = self._sql.one(_FIND, of=sub)
        return None if row is None else _statement(row)

    def by_gss(self, gss: str) -> StoredStatement | None:
        """The newest statement about the entity with this council code."""
        row = self._sql.one(_BY_GSS, of=gss)
        return None if row is None else _statement(row)

    def drop(self, sub: str) -> None:
        """State nothing about this entity any more."""
        self._sql.run(_DROP, of=sub)

    def all(self) -> list[StoredStatement]:
        """Every enrolment: as many as there are councils."""
        return [_statement(row) for row in self._sql.all(_ALL)]


def _statement(row: Result) -> StoredStatement:
    sub, gss, origin, keys, token, expires_at = row
    return StoredStatement(sub, gss, origin, json.loads(keys), token, expires_at)
