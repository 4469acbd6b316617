"""Transfers as auditors list them: chosen by time, council, side and stage, and counted without reading any."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from exchange.store.columns import table_of
from exchange.store.sql import Sql, columns_for
from exchange.store.tables import TransferRow
from exchange.store.transfers import Side, StoredTransfer

_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Choice:
    """Which transfers: of this council, begun from a time on and before another, with another council (an entity id),
    on a side, at one of some stages. What is empty chooses nothing.
    """

    council: str
    since: datetime = _ALWAYS
    before: datetime = _FOR_EVER
    other: str = ""
    side: Side | None = None
    stages: frozenset[str] = frozenset()


_TRANSFERS = table_of(TransferRow)
_STAGES = select(_TRANSFERS.c.stage, func.count()).group_by(_TRANSFERS.c.stage)
_SENDING, _RECEIVING = select(_TRANSFERS.c.sending).distinct(), select(_TRANSFERS.c.receiving).distinct()


@lru_cache
def _chosen(side: Side | None, stages: frozenset[str], *, other: bool) -> tuple[Select[Any], Select[Any]]:
    these: list[ColumnElement[bool]] = [
        _TRANSFERS.c.started_at >= bindparam("since"),
        _TRANSFERS.c.started_at < bindparam("before"),
    ]
    if side is not None:
        these.append(_TRANSFERS.c[side] == bindparam("council"))
    if other:
        these.append(or_(_TRANSFERS.c.sending == bindparam("other"), _TRANSFERS.c.receiving == bindparam("other")))
    if stages:
        these.append(or_(*(_TRANSFERS.c.stage == each for each in sorted(stages))))
    full = select(*columns_for(StoredTransfer, _TRANSFERS)).where(*these)
    newest = full.order_by(_TRANSFERS.c.position.desc()).limit(bindparam("limit")).offset(bindparam("offset"))
    return newest, select(func.count()).select_from(_TRANSFERS).where(*these)


class Audited:
    """The transfers of one store, for those who audit it."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def page(self, choice: Choice, *, offset: int, limit: int) -> list[StoredTransfer]:
        """Those that were chosen, the newest first."""
        page, _ = _chosen(choice.side, choice.stages, other=bool(choice.other))
        return self._sql.all_as(StoredTransfer, page, offset=offset, limit=limit, **_values(choice))

    def count(self, choice: Choice) -> int:
        """How many those are."""
        _, count = _chosen(choice.side, choice.stages, other=bool(choice.other))
        row = self._sql.one(count, **_values(choice))
        return int(row[0]) if row is not None else 0

    def stages(self) -> dict[str, int]:
        """How many transfers are at each stage, of all that there are."""
        return {row[0]: int(row[1]) for row in self._sql.all(_STAGES)}

    def councils(self) -> list[str]:
        """Every council of any transfer, ourselves too, by entity id."""
        return sorted({row[0] for each in (_SENDING, _RECEIVING) for row in self._sql.all(each)})


def _values(choice: Choice) -> dict[str, object]:
    values: dict[str, object] = {"since": choice.since, "before": choice.before}
    if choice.side is not None:
        values["council"] = choice.council
    return {**values, "other": choice.other} if choice.other else values
