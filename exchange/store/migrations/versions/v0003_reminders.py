"""When each transfer is to be looked at again, which reminders were told, and who asked about how many people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WORD = sa.String()
_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(), "sqlite")
_KEY = ("transfer", "about", "level", "day", "of")


def upgrade() -> None:
    """Add two columns and a table. Every transfer that is there is due to be looked at."""
    op.add_column("transfers", sa.Column("watch_at", _MOMENT, nullable=True))
    op.add_column("transfers", sa.Column("asked_at", _MOMENT, nullable=True))
    op.execute("UPDATE transfers SET watch_at = at")
    op.create_index("ix_transfers_watch_at", "transfers", ["watch_at"])
    op.create_index("ix_transfers_receiving_asked_at", "transfers", ["receiving", "asked_at"])
    op.create_table(
        "reminders",
        *(sa.Column(name, _WORD, nullable=False) for name in _KEY),
        sa.ForeignKeyConstraint(["transfer"], ["transfers.id"], name="fk_reminders_transfer"),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_reminders"),
        sqlite_with_rowid=False,
    )
