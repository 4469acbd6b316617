"""Both databases, real ones: an SQLite file, and a PostgreSQL server started for the tests and thrown away after."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from benchmarks.postgres import Server
from exchange.store import Store
from exchange.store.columns import METADATA
from tests.postgres import postgres
from tests.store.support import KeyVault, Place

__all__ = ["postgres"]


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
