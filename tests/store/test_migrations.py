import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from exchange.errors import Refusal
from exchange.store import Store
from exchange.store.columns import METADATA
from exchange.store.migrate import FOLDER, REVISIONS
from tests.store.support import Place, add_record

CATALOGUE = {
    "sqlite": ["SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"],
    "postgresql": [
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
        "SELECT table_name || '.' || column_name, data_type || is_nullable || coalesce(column_default, '') "
        "FROM information_schema.columns WHERE table_schema = 'public'",
    ],
}


def catalogue(connection: Connection) -> dict[str, str]:
    """All that the database knows about its tables, as text, whatever order columns and constraints were written in."""
    rows = [row for query in CATALOGUE[connection.dialect.name] for row in connection.exec_driver_sql(query)]
    return {name: normal(text) for name, text in rows if "alembic" not in name}


def normal(text: str) -> str:
    head, bracket, rest = text.partition("(\n")
    # A column that was added later stands at the end of a line, behind the others.
    lines = [line.strip().rstrip(",") for row in rest.splitlines() for line in re.split(r", (?=[a-z_]+ [A-Z])", row)]
    return " ".join((head + bracket + " ".join(sorted(line for line in lines if line))).split())


def set_revision(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


def test_refuses_to_work_on_a_store_without_its_tables(empty_place: Place) -> None:
    with pytest.raises(Refusal, match="store-older"):
        empty_place.open().check()


def test_every_migration_is_named_in_its_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(script.revision for script in scripts) == REVISIONS[::-1]


def test_refuses_a_store_that_a_newer_program_wrote(own_place: Place) -> None:
    store = own_place.open()
    set_revision(own_place.engine(), "9999")
    with pytest.raises(Refusal, match="store-newer"):
        store.check()
    with pytest.raises(Refusal, match="store-newer"):
        store.migrate()


def test_a_migration_that_fails_leaves_nothing_behind(empty_place: Place) -> None:
    engine = empty_place.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE wrapped_keys (x INTEGER)")  # in the way of the real one
    with pytest.raises(Exception, match="wrapped_keys"):
        empty_place.open().migrate()
    with engine.connect() as connection:
        assert "records" not in catalogue(connection)
        assert "answers" not in catalogue(connection)


def test_migrating_twice_changes_nothing(own_place: Place) -> None:
    store = own_place.open()
    digest = store.write(lambda tx: add_record(tx, 1))
    store.migrate()
    store.check()
    assert store.read(lambda tx: tx.records.find(digest)) is not None


def test_the_migrations_make_the_tables_that_the_code_describes(own_place: Place) -> None:
    with own_place.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_the_migrations_make_them_to_the_letter(own_place: Place) -> None:
    engine = own_place.engine()
    with engine.connect() as connection:
        migrated = catalogue(connection)
    METADATA.drop_all(engine)
    METADATA.create_all(engine)
    with engine.connect() as connection:
        assert migrated == catalogue(connection)
    assert len(migrated) > len(METADATA.tables)


def test_of_two_programs_that_start_together_one_migrates(empty_place: Place) -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(Store.migrate, [empty_place.open(), empty_place.open()]))
    empty_place.opened[0].check()
