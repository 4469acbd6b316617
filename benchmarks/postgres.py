"""A PostgreSQL server that is started for tests and measurements, and thrown away after."""

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

ABSENT = "PostgreSQL is not installed (Debian and Ubuntu: the package postgresql)"
MEMORY = Path("/dev/shm")  # a file system in memory, where there is one: servers and many small files are quicker there


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL, reached through its socket."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self) -> str:
        """The URL of a new database."""
        name = f"store_{uuid4().hex}"
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
        engine.dispose()
        return self.url(name)


@contextmanager
def running_postgres(*, connections: int = 100) -> Iterator[Server]:
    """A server for as long as the block lasts; `FileNotFoundError` where PostgreSQL is not installed."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        raise FileNotFoundError(ABSENT)
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()  # the server refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="exchange-pg-", dir=MEMORY if os.access(MEMORY, os.W_OK) else "/tmp"))
    shutil.chown(folder, user)
    try:
        with _running(binaries[-1].parent, folder, user, connections) as server:
            yield server
    finally:
        shutil.rmtree(folder)


def _wait_for(server: Server) -> None:
    """Until it lets somebody in: its socket is there a moment before it does."""
    engine = create_engine(server.url("postgres"))
    for _ in range(800):
        with suppress(OperationalError), engine.connect():
            break
        time.sleep(0.025)
    engine.dispose()


@contextmanager
def _running(binaries: Path, folder: Path, user: str, connections: int) -> Iterator[Server]:
    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [str(binaries / program), "-D", str(folder / "data"), *arguments]
        return subprocess.Popen(command, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    made = start("initdb", "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale").wait()
    assert made == 0, "initdb failed"
    options = ("fsync=off", "listen_addresses=", f"unix_socket_directories={folder}", f"max_connections={connections}")
    server = start("postgres", *(word for option in options for word in ("-c", option)))
    ready = Server(folder)
    _wait_for(ready)
    yield ready
    server.send_signal(signal.SIGQUIT)  # at once: nobody will read these files again
    server.wait(timeout=20)
