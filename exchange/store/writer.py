"""The one writer of a process: steps that wait together share one transaction, one commit and one sync of the disk.

Each step runs in a savepoint, so a step that fails undoes only itself. Callers wait until the commit is done and learn
their result only then: nobody acts on what a crash could still take back. If the commit fails, every caller whose step
had gone well gets its error; such a caller cannot know whether the step happened, and must be able to ask again.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Connection

from exchange.store.bodies import Vault
from exchange.store.database import Database, begin
from exchange.store.sql import ERASED
from exchange.store.transaction import Transaction

BATCH = 64  # steps in one transaction: enough to share a slow disk's sync, few enough that the first need not wait long

T = TypeVar("T")
Commit: TypeAlias = Callable[[Connection], None]


class StoreClosed(Exception):
    """The store was closed, or died in a commit: open it again."""


class _Waiting(Generic[T]):
    """A step, and the caller who waits for it."""

    def __init__(self, step: Callable[[Transaction], T]) -> None:
        self.future: Future[T] = Future()
        self._step = step
        self._values: list[T] = []
        self._error: BaseException | None = None

    def run(self, connection: Connection, vault: Vault) -> None:
        """Run the step in a savepoint and keep its outcome; raises only if the whole transaction is lost."""
        cursor = connection.connection.cursor()
        cursor.execute("SAVEPOINT step")
        try:
            self._values.append(self._step(Transaction(connection, vault)))
            cursor.execute("RELEASE SAVEPOINT step")
        except BaseException as error:  # noqa: BLE001 - whatever a step raises is for its caller, and ends nothing else
            self._error = error
            cursor.execute("ROLLBACK TO SAVEPOINT step")
            cursor.execute("RELEASE SAVEPOINT step")

    def tell(self) -> None:
        """Give the caller the outcome, now that it is true for good."""
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(self._values[0])

    def fail(self, error: BaseException) -> None:
        """Tell the caller that the transaction was lost; a step that had failed by itself says its own reason."""
        self.future.set_exception(self._error or error)


class Writer:
    """Runs the write steps of one store, in the order of their arrival, on a thread of its own."""

    def __init__(self, database: Database, *, vault: Vault, commit: Commit) -> None:
        self._database = database
        self._vault = vault
        self._commit = commit
        self._steps: deque[_Waiting[Any]] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._scrub_due = False
        self.closed = False

    def write(self, step: Callable[[Transaction], T]) -> T:
        """Run a step and return its value once it is committed; what it raises is raised here, and undone there."""
        waiting = _Waiting(step)
        self._put([waiting])
        return waiting.future.result()

    def write_all(self, steps: Sequence[Callable[[Transaction], T]]) -> list[T | Exception]:
        """Run several steps, each in a savepoint of its own; each one's value, or what it raised, once committed."""
        waiting = [_Waiting(step) for step in steps]
        self._put(waiting)
        outcomes: list[T | Exception] = []
        for each in waiting:
            try:
                outcomes.append(each.future.result())
            except Exception as error:  # noqa: BLE001 - handed on to whoever asked for this step
                outcomes.append(error)
        return outcomes

    def close(self) -> None:
        """Finish what is waiting, then stop."""
        with self._wake:
            self.closed = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _put(self, waiting: Sequence[_Waiting[T]]) -> None:
        with self._wake:
            if self.closed:
                raise StoreClosed
            if threading.current_thread() is self._thread:
                raise RuntimeError("a step cannot wait for another step: they share one writer")
            self._steps.extend(waiting)
            self._start()
            self._wake.notify()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while batch := self._next():
            self._perform(batch)

    def _next(self) -> list[_Waiting[Any]]:
        """All steps that wait, up to a limit; none once the store is closed and all is done."""
        with self._wake:
            self._wake.wait_for(lambda: self._steps or self.closed)
            return [self._steps.popleft() for _ in range(min(BATCH, len(self._steps)))]

    def _perform(self, batch: list[_Waiting[Any]]) -> None:
        try:
            erased = self._write(batch)
        except BaseException as error:  # noqa: BLE001 - the callers are told, and this thread serves the next ones
            for waiting in batch:
                waiting.fail(error)
            if not isinstance(error, Exception):
                self._die()  # a commit was cut off like by a crash: what follows could only make it worse
            return
        if erased or self._scrub_due:
            self._scrub_due = not self._database.scrub()  # before anybody is told that a person is erased
        for waiting in batch:
            waiting.tell()

    def _write(self, batch: list[_Waiting[Any]]) -> bool:
        """Run the steps and commit them; true if bytes were deleted that must not stay in a journal."""
        with begin(self._database.writing, self._database.begin_write) as connection:
            for waiting in batch:
                waiting.run(connection, self._vault)
            self._commit(connection)
            return connection.info.pop(ERASED, None) is not None

    def _die(self) -> None:
        with self._wake:
            self.closed = True
            left = list(self._steps)
            self._steps.clear()
        for waiting in left:
            waiting.fail(StoreClosed())
