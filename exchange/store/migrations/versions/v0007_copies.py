"""Which of our records a copy was made from, so that whoever is shown the copy can ask."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_WORD = sa.String()


def upgrade() -> None:
    """Add a table. Copies that were made before are not known by their number."""
    op.create_table(
        "copies",
        sa.Column("digest", _WORD, nullable=False),
        sa.Column("record", _WORD, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_copies"),
        sqlite_with_rowid=False,
    )
