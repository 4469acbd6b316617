"""Bringing a store's tables up to date, and telling when they are not.

All steps up are one transaction under the writers' own lock: a crash leaves the store as it was, and of two processes
that start together one waits and finds nothing to do. There is no way down but a backup.

Alembic takes longer to import than a store takes to open, so it is asked only when there is a step to take.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect

from exchange.errors import Refusal
from exchange.store.database import Database, begin

FOLDER: Final = Path(__file__).parent / "migrations"
REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every migration in `versions`, the oldest first. This program works with the tables that the last one makes."""


def migrate(database: Database) -> None:
    """Bring an empty or older store up to date; refuses `store-newer` for one this program does not know."""
    with begin(database.migrating, database.begin_write) as connection:
        if _revision(connection) != REVISIONS[-1]:
            _upgrade(connection)
            connection.commit()


def check_revision(connection: Connection) -> None:
    """Accept only a store that is up to date; refuses `store-older` or `store-newer`."""
    if _revision(connection) != REVISIONS[-1]:
        raise Refusal("store-older", "store")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    if revision is not None and revision not in REVISIONS:
        raise Refusal("store-newer", "store")
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))  # the parser reads % as its own sign
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
