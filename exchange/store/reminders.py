"""Reminders: which ones the feed has told, so that each is told once."""

from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding
from exchange.store.tables import ReminderRow

_REMINDERS = table_of(ReminderRow)
_ADD = adding(_REMINDERS)


class Reminders:
    """The reminders of one store, each at most once."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, transfer: str, *, about: str, level: str, day: str, of: str) -> bool:
        """Remember that it is told now; False where it was told before."""
        return self._sql.run(_ADD, transfer=transfer, about=about, level=level, day=day, of=of) == 1
