"""People who sign in: accounts, failed attempts, sessions, hops to a sign-in service, drafts, the trail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_WORD = sa.String()
_MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(), "sqlite")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _make_accounts()
    _make_sessions()
    _make_drafts()
    _make_trail()


def _make_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", _WORD, nullable=False),
        sa.Column("login", _WORD, nullable=False),
        sa.Column("name", _WORD, nullable=False),
        sa.Column("roles", _WORD, nullable=False),
        sa.Column("secret", _WORD, nullable=False),
        sa.Column("disabled_at", _MOMENT, nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("login", name="uq_accounts_login"),
    )
    op.create_table(
        "attempts",
        sa.Column("login", _WORD, nullable=False),
        sa.Column("failures", _NUMBER, nullable=False),
        sa.Column("locked_until", _MOMENT, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("login", name="pk_attempts"),
    )
    op.create_index("ix_attempts_at", "attempts", ["at"])


def _make_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("hash", _WORD, nullable=False),
        sa.Column("account", _WORD, nullable=False),
        sa.Column("name", _WORD, nullable=False),
        sa.Column("roles", _WORD, nullable=False),
        sa.Column("via", _WORD, nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_index("ix_sessions_started_at", "sessions", ["started_at"])
    op.create_table(
        "hops",
        sa.Column("hash", _WORD, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_hops"),
    )
    op.create_index("ix_hops_at", "hops", ["at"])


def _make_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("position", _NUMBER, nullable=False),
        sa.Column("of", _WORD, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("by", _WORD, nullable=False),
        sa.Column("by_name", _WORD, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("concealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("position", name="pk_drafts"),
        sa.UniqueConstraint("of", "kind", name="uq_drafts_of_kind"),
        sqlite_autoincrement=True,
    )


def _make_trail() -> None:
    op.create_table(
        "trail",
        sa.Column("position", _NUMBER, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("account", _WORD, nullable=False),
        sa.Column("name", _WORD, nullable=False),
        sa.Column("role", _WORD, nullable=False),
        sa.Column("purpose", _WORD, nullable=False),
        sa.Column("act", _WORD, nullable=False),
        sa.Column("of_kind", _WORD, nullable=False),
        sa.Column("of", _WORD, nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_trail"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_trail_of_kind_of_position", "trail", ["of_kind", "of", "position"])
    op.create_index("ix_trail_account_position", "trail", ["account", "position"])
