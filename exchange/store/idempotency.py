"""What was answered to a caller's idempotency key, stored in the transaction that had the effect."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from exchange.store.columns import table_of
from exchange.store.registers import AnswerRow
from exchange.store.sql import Sql, adding, columns_for


@dataclass(frozen=True)
class Answer:
    """The answer that was given, and the hash of the request that it was given to."""

    request_hash: str
    status: int
    body: str
    at: datetime


_ANSWERS = table_of(AnswerRow)
_ADD = adding(_ANSWERS)
_FIND = select(*columns_for(Answer, _ANSWERS)).where(
    _ANSWERS.c.caller == bindparam("of_caller"), _ANSWERS.c.key == bindparam("of_key")
)
_FORGET = delete(_ANSWERS).where(_ANSWERS.c.at < bindparam("before"))


class Idempotency:
    """The answers of one store, one for each caller and key."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def find(self, caller: str, key: str) -> Answer | None:
        """What was answered to this caller's key."""
        return self._sql.one_as(Answer, _FIND, of_caller=caller, of_key=key)

    def put(self, caller: str, key: str, *, request_hash: str, status: int, body: str, at: datetime) -> None:
        """Remember an answer, which must hold no personal details; raises `Conflict` if the key was used meanwhile."""
        self._sql.add(
            _ANSWERS, _ADD, caller=caller, key=key, request_hash=request_hash, status=status, body=body, at=at
        )

    def forget(self, *, before: datetime) -> int:
        """Drop the answers older than this, and say how many."""
        return self._sql.run(_FORGET, before=before)
