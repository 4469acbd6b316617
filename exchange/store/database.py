"""The two databases: how each is opened, and how a transaction begins on it.

SQLite (one file, several processes): a write-ahead log synced at every commit, and writers that say so when they begin;
a transaction that starts as a reader and turns writer fails under load. PostgreSQL: one writer at a time for a council,
by a lock that ends with the transaction, so that the log has no gaps and the event feed skips nobody; readers see one
state from their first statement to their last.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from exchange.errors import Refusal

READERS = 16
_LOCK = 7_319_463  # this program's advisory locks, apart from those of others in the same database

_POSTGRES_WRITE = (
    "SELECT set_config('lock_timeout', '{milliseconds}ms', true), "
    "pg_advisory_xact_lock({lock}, hashtext(coalesce(current_schema(), '')))"
)
_POSTGRES_READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@dataclass(frozen=True)
class Database:
    """An opened database: an engine for each use, the statement each begins with, and one to empty the journal."""

    writing: Engine
    reading: Engine
    migrating: Engine
    begin_write: str
    begin_read: str
    empty_journal: str | None

    def scrub(self) -> bool:
        """Overwrite where deleted bytes may linger; false if that must wait, because somebody still reads there."""
        if self.empty_journal is None:
            return True
        try:
            with self.writing.connect() as connection:
                return bool(connection.exec_driver_sql(self.empty_journal).scalar_one() == 0)
        except OperationalError:
            return False

    def close(self) -> None:
        """Close every connection that is not in use."""
        for engine in (self.writing, self.reading, self.migrating):
            engine.dispose()


@contextmanager
def begin(engine: Engine, statement: str) -> Iterator[Connection]:
    """A connection inside a transaction that is undone unless committed; refuses `busy` if none can be had."""
    try:
        connection = engine.connect()
    except (OperationalError, PoolTimeout) as error:
        raise Refusal("busy", "store") from error
    with connection:
        try:
            connection.exec_driver_sql(statement)
        except OperationalError as error:
            raise Refusal("busy", "store") from error
        yield connection


def open_database(url: str, *, wait_seconds: float) -> Database:
    """Open `sqlite:///PATH` or `postgresql://…`; refuses `setup-incomplete` for anything else."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise Refusal("setup-incomplete", "store") from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return _sqlite(parsed, Path(parsed.database), wait_seconds)
        case "postgresql":
            return _postgres(parsed.set(drivername="postgresql+psycopg"), wait_seconds)
        case _:
            raise Refusal("setup-incomplete", "store")


def _sqlite(url: URL, path: Path, wait_seconds: float) -> Database:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # the journals beside it take over these permissions

    def engine(*pragmas: str, **options: Any) -> Engine:
        made = create_engine(url, hide_parameters=True, connect_args={"timeout": wait_seconds}, **options)

        def configure(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
            connection.isolation_level = None  # the driver starts no transactions of its own
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")

        event.listen(made, "connect", configure)
        return made

    writing = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
    return Database(
        writing=engine(*writing, poolclass=QueuePool, pool_size=1, max_overflow=0),
        reading=engine("query_only=ON", poolclass=QueuePool, pool_size=READERS, max_overflow=0),
        migrating=engine(*writing, "foreign_keys=OFF", poolclass=NullPool),  # tables are rebuilt, then checked
        begin_write="BEGIN IMMEDIATE",
        begin_read="BEGIN",
        empty_journal="PRAGMA wal_checkpoint(TRUNCATE)",
    )


def _postgres(url: URL, wait_seconds: float) -> Database:
    def engine(**options: Any) -> Engine:
        try:
            return create_engine(url, hide_parameters=True, **options)
        except ModuleNotFoundError as error:  # psycopg comes with the extra `postgres`
            raise Refusal("setup-incomplete", "store.postgres") from error

    return Database(
        writing=engine(pool_size=1, max_overflow=0, pool_pre_ping=True),
        reading=engine(pool_size=READERS, max_overflow=0, pool_pre_ping=True),
        migrating=engine(poolclass=NullPool),
        begin_write=_POSTGRES_WRITE.format(milliseconds=round(wait_seconds * 1000), lock=_LOCK),
        begin_read=_POSTGRES_READ,
        empty_journal=None,
    )
