"""What stands in a node's database, read by another program while the node runs, and what a request changed in it."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
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


def snapshot(running: Running) -> Snapshot:
    """What the node's store holds now."""
    with closing(sqlite3.connect(f"file:{store_file(running)}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if not name.startswith("sqlite_")]  # SQLite's own counters
        return Snapshot({name: Counter(connection.execute(f'SELECT * FROM "{name}"')) for name in names})


def store_file(running: Running) -> Path:
    return running.folder / "store.db"


def bytes_at_rest(running: Running) -> bytes:
    """Every byte of the store's files, the journals too."""
    return b"".join(path.read_bytes() for path in sorted(running.folder.glob("store.db*")))
