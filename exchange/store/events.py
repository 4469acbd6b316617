"""The feed that case systems follow: thin events, each with a number that only grows.

A reader who asks for what came after a number never misses one: one writer at a time takes numbers, and it commits
before the next one takes any. Numbers may leave gaps; they are never given again.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from exchange.jose import JsonObject
from exchange.store.columns import table_of
from exchange.store.registers import EventRow
from exchange.store.sql import Sql, adding


@dataclass(frozen=True)
class Event:
    """One event; `data` holds ids, codes and digests, never a person's details."""

    seq: int
    type: str
    transfer: str | None
    data: JsonObject
    at: datetime


_EVENTS = table_of(EventRow)
_ADD = adding(_EVENTS).returning(_EVENTS.c.position)
_AFTER = (
    select(_EVENTS.c.position, _EVENTS.c.type, _EVENTS.c.transfer, _EVENTS.c.data, _EVENTS.c.at)
    .where(_EVENTS.c.position > bindparam("cursor"))
    .order_by(_EVENTS.c.position)
    .limit(bindparam("limit"))
)


class Events:
    """The events of one store."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, type: str, *, transfer: str | None, data: JsonObject, at: datetime) -> int:  # noqa: A002
        """Append an event and return its number."""
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        row = self._sql.one(_ADD, type=type, transfer=transfer, data=text, at=at)
        assert row is not None, "the table has no key that could be taken"
        return int(row[0])

    def after(self, cursor: int, *, limit: int = 100) -> list[Event]:
        """The next events after a number, oldest first."""
        return [
            Event(seq, type_, transfer, json.loads(data), at)
            for seq, type_, transfer, data, at in self._sql.all(_AFTER, cursor=cursor, limit=limit)
        ]
