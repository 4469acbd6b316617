"""What stands beside the conversations: members, events, answers, tokens, errands, the log and the status lists."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WORD = sa.String()
_TEXT = sa.Text()
_DATA = sa.LargeBinary()
_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(), "sqlite")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _position(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return sa.Column("position", _NUMBER, nullable=False), sa.PrimaryKeyConstraint("position", name=f"pk_{table}")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "answers",
        sa.Column("caller", _WORD, nullable=False),
        sa.Column("key", _WORD, nullable=False),
        sa.Column("request_hash", _WORD, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name="pk_answers"),
    )
    op.create_index("ix_answers_at", "answers", ["at"])
    op.create_table(
        "checkpoints",
        sa.Column("size", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("root", _DATA, nullable=False),
        sa.Column("note", _TEXT, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_checkpoints"),
    )
    op.create_table(
        "events",
        *_position("events"),
        sa.Column("type", _WORD, nullable=False),
        sa.Column("transfer", _WORD, nullable=True),
        sa.Column("data", _TEXT, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "log_entries",
        sa.Column("idx", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("digest", _WORD, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("nonce", _DATA, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("idx", name="pk_log_entries"),
        sa.UniqueConstraint("digest", name="uq_log_entries_digest"),
    )
    op.create_table(
        "log_nodes",
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("idx", _NUMBER, nullable=False),
        sa.Column("hash", _DATA, nullable=False),
        sa.PrimaryKeyConstraint("level", "idx", name="pk_log_nodes"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "proofs",
        sa.Column("digest", _WORD, nullable=False),
        sa.Column("proof", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_proofs"),
    )
    op.create_table(
        "errands",
        sa.Column("name", _WORD, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("of", _WORD, nullable=False),
        sa.Column("tries", _NUMBER, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_errands"),
    )
    op.create_index("ix_errands_kind_due_at", "errands", ["kind", "due_at"])
    op.create_table(
        "statements",
        sa.Column("sub", _WORD, nullable=False),
        sa.Column("gss", _WORD, nullable=False),
        sa.Column("origin", _WORD, nullable=False),
        sa.Column("keys", _TEXT, nullable=False),
        sa.Column("token", _TEXT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sub", name="pk_statements"),
    )
    op.create_index("ix_statements_gss", "statements", ["gss"])
    op.create_table(
        "status_entries",
        sa.Column("uri", _WORD, nullable=False),
        sa.Column("idx", _NUMBER, nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("uri", "idx", name="pk_status_entries"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_status_entries_changed", "status_entries", ["uri", "idx"], **_only("value <> 0"))
    op.create_table(
        "status_tokens",
        sa.Column("uri", _WORD, nullable=False),
        sa.Column("token", _TEXT, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("uri", name="pk_status_tokens"),
    )
    op.create_table(
        "tokens",
        sa.Column("hash", _WORD, nullable=False),
        sa.Column("name", _WORD, nullable=False),
        sa.Column("scopes", _WORD, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("hash", name="pk_tokens"),
    )
    op.create_index("ix_tokens_name", "tokens", ["name"])
    op.create_table(
        "wanted",
        *_position("wanted"),
        sa.Column("entity_id", _WORD, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.UniqueConstraint("entity_id", name="uq_wanted_entity_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "members",
        sa.Column("entity_id", _WORD, nullable=False),
        sa.Column("gss", _WORD, nullable=False),
        sa.Column("chain", _WORD, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("configuration_digest", _WORD, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["chain"], ["chains.digest"], name="fk_members_chain"),
        sa.PrimaryKeyConstraint("entity_id", name="pk_members"),
    )
    op.create_index("ix_members_gss", "members", ["gss"])
