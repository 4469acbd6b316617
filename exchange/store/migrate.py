"""Bringing a store's tables up to date, and telling when they are not.

All steps up are one transaction under the writers' own lock: a crash leaves the store as it was, and of two processes
that start together one waits and finds nothing to do. There is no way down but a backup.
"""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from exchange.errors import Refusal
from exchange.store.database import Database, begin

_FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Bring an empty or older store up to date; refuses `store-newer` for one this program does not know."""
    with begin(database.migrating, database.begin_write) as connection:
        if _revision(connection) == head():
            return
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def check_revision(connection: Connection) -> None:
    """Accept only a store that is up to date; refuses `store-older` or `store-newer`."""
    if _revision(connection) != head():
        raise Refusal("store-older", "store")


@cache
def head() -> str:
    """The revision of the tables that this program works with."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    assert newest is not None, "there is at least one migration"
    return newest


def _revision(connection: Connection) -> str | None:
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise Refusal("store-newer", "store")
    return revision


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))  # the parser reads % as its own sign
    return config
