"""Who stands behind a record, beside its council."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_WORD = sa.String()
_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(), "sqlite")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attestations",
        sa.Column("position", _NUMBER, nullable=False),
        sa.Column("digest", _WORD, nullable=False),
        sa.Column("record", _WORD, nullable=False),
        sa.Column("iss", _WORD, nullable=False),
        sa.Column("chain", _WORD, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("erased_at", _MOMENT, nullable=True),
        sa.Column("signed", sa.Text(), nullable=False),
        sa.Column("concealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["record"], ["records.digest"], name="fk_attestations_record"),
        sa.ForeignKeyConstraint(["chain"], ["chains.digest"], name="fk_attestations_chain"),
        sa.PrimaryKeyConstraint("position", name="pk_attestations"),
        sa.UniqueConstraint("digest", name="uq_attestations_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attestations_record_position", "attestations", ["record", "position"])
