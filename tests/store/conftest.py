"""Both databases, real ones: an SQLite file, and a PostgreSQL server started for the tests and thrown away after."""

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine

from exchange.store import Store
from exchange.store.columns import METADATA
from tests.store.support import MEMORY, KeyVault, Place


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
def running_postgres(binaries: Path, folder: Path, user: str) -> Iterator[Server]:
    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [str(binaries / program), "-D", str(folder / "data"), *arguments]
        return subprocess.Popen(command, user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    made = start("initdb", "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale").wait()
    assert made == 0, "initdb failed"
    server = start("postgres", "-c", "fsync=off", "-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}")
    for _ in range(400):
        if (folder / ".s.PGSQL.5432.lock").exists() and (folder / ".s.PGSQL.5432").exists():
            break
        time.sleep(0.025)
    yield Server(folder)
    server.send_signal(signal.SIGQUIT)  # at once: nobody will read these files again
    server.wait(timeout=20)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        pytest.skip("PostgreSQL is not installed (Debian and Ubuntu: the package postgresql)")
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()  # the server refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="exchange-pg-", dir=MEMORY if os.access(MEMORY, os.W_OK) else "/tmp"))
    shutil.chown(folder, user)
    try:
        with running_postgres(binaries[-1].parent, folder, user) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Server) -> Iterator[Engine]:
    """One database for all tests that leave its tables alone; it is emptied before each."""
    url = postgres.create()
    with Store.open(url, vault=KeyVault()) as store:
        store.migrate()
    engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)  # a test cuts all connections
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "store.db"
    with Store.open(f"sqlite:///{path}", vault=KeyVault()) as store:
        store.migrate()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A database without any tables."""
    if request.param == "sqlite":
        place = Place(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        server: Server = request.getfixturevalue("postgres")
        place = Place(server.create())
    yield place
    place.close()


@pytest.fixture
def own_place(empty_place: Place) -> Place:
    """A database with its tables, which the test may alter."""
    empty_place.open().migrate()
    return empty_place


@pytest.fixture
def sqlite_place(sqlite_template: Path, tmp_path: Path) -> Iterator[Place]:
    place = Place(f"sqlite:///{shutil.copy(sqlite_template, tmp_path)}")
    yield place
    place.close()


@pytest.fixture
def postgres_place(migrated_postgres: Engine) -> Iterator[Place]:
    with migrated_postgres.connect() as connection:
        connection.exec_driver_sql(";".join(f'DELETE FROM "{table}"' for table in reversed(METADATA.sorted_tables)))
    place = Place(migrated_postgres.url.render_as_string())
    yield place
    place.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Place:
    """A database with its tables, and nothing in them."""
    place: Place = request.getfixturevalue("sqlite_place" if request.param == "sqlite" else "postgres_place")
    return place


@pytest.fixture
def store(place: Place) -> Store:
    return place.open()


@pytest.fixture
def sqlite_store(sqlite_place: Place) -> Store:
    return sqlite_place.open()
