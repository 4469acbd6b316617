"""A store: one council's database, opened."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection

from exchange.store.bodies import Vault
from exchange.store.database import Database, begin, open_database
from exchange.store.migrate import check_revision, migrate
from exchange.store.transaction import Transaction
from exchange.store.writer import Commit, StoreClosed, Writer

T = TypeVar("T")


def plain_commit(connection: Connection) -> None:
    """Commit. Tests put another function in its place, to die before or after this line."""
    connection.commit()


class Store:
    """One council's store. Any thread may use it; several processes may have the same database open."""

    def __init__(self, database: Database, *, vault: Vault, commit: Commit) -> None:
        self._database = database
        self._vault = vault
        self._writer = Writer(database, vault=vault, commit=commit)

    @classmethod
    def open(cls, url: str, *, vault: Vault, commit: Commit = plain_commit, wait_seconds: float = 10) -> Self:
        """Open `sqlite:///PATH` or `postgresql://…`; refuses `setup-incomplete` for a URL it cannot use.

        `wait_seconds` is how long a writer waits for another process's transaction before it refuses `busy`.
        """
        return cls(open_database(url, wait_seconds=wait_seconds), vault=vault, commit=commit)

    def migrate(self) -> None:
        """Make the tables, or bring older ones up to date; refuses `store-newer`. Doing it twice changes nothing."""
        migrate(self._database)

    def check(self) -> None:
        """Accept only if the database answers and its tables are up to date: `busy`, `store-older`, `store-newer`."""
        with begin(self._database.reading, self._database.begin_read) as connection:
            check_revision(connection)

    def write(self, step: Callable[[Transaction], T]) -> T:
        """Run a step and return its value once it is on disk; if the step raises, nothing of it happened.

        Steps of other callers may share the commit. A step touches nothing but its transaction: no network, no waiting,
        no other step. Refuses `busy` if another process keeps the database for too long.
        """
        return self._writer.write(step)

    def write_all(self, steps: Sequence[Callable[[Transaction], T]]) -> list[T | Exception]:
        """Run several steps, each on its own, as many as can share a commit; each one's value, or what it raised."""
        return self._writer.write_all(steps)

    def read(self, step: Callable[[Transaction], T]) -> T:
        """Run a step that only reads, on one unchanging state of the store. Refuses `busy`."""
        if self._writer.closed:
            raise StoreClosed
        with begin(self._database.reading, self._database.begin_read) as connection:
            return step(Transaction(connection, self._vault))

    def close(self) -> None:
        """Finish the steps that wait, and close every connection."""
        self._writer.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
