"""What an inbox is sorted and searched by."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_WORD = sa.String()
_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(), "sqlite")
_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Add three columns and a table. Every transfer that is there is due to be looked at, which fills them."""
    op.add_column("transfers", sa.Column("moves_on", _WORD, nullable=True))
    op.add_column("transfers", sa.Column("due_on", _WORD, nullable=True))
    op.add_column("transfers", sa.Column("ended_at", _MOMENT, nullable=True))
    op.execute("UPDATE transfers SET watch_at = at")
    op.create_index(
        "ix_transfers_due_on_position",
        "transfers",
        ["due_on", "position"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("of_kind", _WORD, nullable=False),
        sa.Column("of", _WORD, nullable=False),
        sa.PrimaryKeyConstraint("word", "of_kind", "of", name="pk_search_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_words_of", "search_words", ["of_kind", "of"])
