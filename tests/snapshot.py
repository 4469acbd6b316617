"""What stands in a node's database, read by another program while the node runs, and what a request changed in it."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.world import Running

Rows = Mapping[str, Counter[tuple[object, ...]]]


@dataclass(frozen=True)
class Snapshot:
    """Every row of every table."""

    tables: Rows

    def changes_since(self, before: "Snapshot") -> dict[str, int]:
        """By table, how many rows are new, or not what they were; a row that is gone counts as minus one."""
        names = self.tables.keys() | before.tables.keys()
        changed = {name: self._changes_in(name, before) for name in names}
        return {name: count for name, count in changed.items() if count}

    def _changes_in(self, name: str, before: "Snapshot") -> int:
        now, then = self.tables[name], before.tables[name]
        return (now - then).total() or -(then - now).total()


class Watch:
    """Looks at a node's store from outside, and again only when something was committed."""

    def __init__(self, running: Running) -> None:
        self._connection = sqlite3.connect(f"file:{store_file(running)}?mode=ro", uri=True, check_same_thread=False)
        self._version: object = None
        self._seen = Snapshot({})

    def now(self) -> Snapshot:
        """What the store holds now."""
        [version] = self._connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version, self._seen = version, self._look()
        return self._seen

    def close(self) -> None:
        self._connection.close()

    def _look(self) -> Snapshot:
        tables = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables if not name.startswith("sqlite_")]  # those are SQLite's own counters
        return Snapshot({name: Counter(self._connection.execute(f'SELECT * FROM "{name}"')) for name in names})


def store_file(running: Running) -> Path:
    return running.folder / "store.db"


def bytes_at_rest(running: Running) -> bytes:
    """Every byte of the store's files, the journals too."""
    return b"".join(path.read_bytes() for path in sorted(running.folder.glob("store.db*")))
