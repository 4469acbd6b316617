"""What councils say to each other: records, transfers, messages, receipts, and what is on its way."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

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
        "chains",
        sa.Column("digest", _WORD, nullable=False),
        sa.Column("statements", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_chains"),
    )
    op.create_table(
        "transfers",
        *_position("transfers"),
        sa.Column("id", _WORD, nullable=False),
        sa.Column("sending", _WORD, nullable=False),
        sa.Column("receiving", _WORD, nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("stage", _WORD, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("id", name="uq_transfers_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_transfers_stage_position", "transfers", ["stage", "position"])
    op.create_table(
        "wrapped_keys",
        sa.Column("place", _WORD, nullable=False),
        sa.Column("name", _WORD, nullable=False),
        sa.Column("wrapped", _DATA, nullable=False),
        sa.PrimaryKeyConstraint("place", "name", name="pk_wrapped_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "held_messages",
        *_position("held_messages"),
        sa.Column("digest", _WORD, nullable=False),
        sa.Column("transfer", _WORD, nullable=False),
        sa.Column("iss", _WORD, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("code", _WORD, nullable=False),
        sa.Column("chain", _WORD, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("erased_at", _MOMENT, nullable=True),
        sa.Column("signed", _TEXT, nullable=False),
        sa.Column("concealed", _DATA, nullable=True),
        sa.ForeignKeyConstraint(["chain"], ["chains.digest"], name="fk_held_messages_chain"),
        sa.UniqueConstraint("digest", name="uq_held_messages_digest"),
        sa.UniqueConstraint("transfer", "iss", "seq", name="uq_held_messages_transfer_iss_seq"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "messages",
        *_position("messages"),
        sa.Column("digest", _WORD, nullable=False),
        sa.Column("transfer", _WORD, nullable=False),
        sa.Column("iss", _WORD, nullable=False),
        sa.Column("aud", _WORD, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("jti", _WORD, nullable=False),
        sa.Column("type", _WORD, nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("chain", _WORD, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("erased_at", _MOMENT, nullable=True),
        sa.Column("signed", _TEXT, nullable=False),
        sa.Column("concealed", _DATA, nullable=True),
        sa.ForeignKeyConstraint(["chain"], ["chains.digest"], name="fk_messages_chain"),
        sa.ForeignKeyConstraint(["transfer"], ["transfers.id"], name="fk_messages_transfer"),
        sa.UniqueConstraint("digest", name="uq_messages_digest"),
        sa.UniqueConstraint("iss", "jti", name="uq_messages_iss_jti"),
        sa.UniqueConstraint("transfer", "iss", "seq", name="uq_messages_transfer_iss_seq"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_transfer_position", "messages", ["transfer", "position"])
    op.create_table(
        "receipts",
        *_position("receipts"),
        sa.Column("of", _WORD, nullable=False),
        sa.Column("iss", _WORD, nullable=False),
        sa.Column("aud", _WORD, nullable=False),
        sa.Column("transfer", _WORD, nullable=False),
        sa.Column("outcome", _WORD, nullable=False),
        sa.Column("code", _WORD, nullable=True),
        sa.Column("chain", _WORD, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("token", _TEXT, nullable=False),
        sa.ForeignKeyConstraint(["chain"], ["chains.digest"], name="fk_receipts_chain"),
        sa.UniqueConstraint("of", name="uq_receipts_of"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_receipts_transfer_position", "receipts", ["transfer", "position"])
    op.create_table(
        "attachments",
        *_position("attachments"),
        sa.Column("name", _WORD, nullable=False),
        sa.Column("message", _WORD, nullable=False),
        sa.Column("record", _WORD, nullable=False),
        sa.Column("presentation", _WORD, nullable=False),
        sa.Column("statement", _TEXT, nullable=False),
        sa.Column("erased_at", _MOMENT, nullable=True),
        sa.Column("signed", _TEXT, nullable=False),
        sa.Column("concealed", _DATA, nullable=True),
        sa.ForeignKeyConstraint(["message"], ["messages.digest"], name="fk_attachments_message"),
        sa.UniqueConstraint("name", name="uq_attachments_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachments_message_position", "attachments", ["message", "position"])
    op.create_index("ix_attachments_presentation", "attachments", ["presentation"])
    op.create_index("ix_attachments_record", "attachments", ["record"])
    op.create_table(
        "outbox",
        *_position("outbox"),
        sa.Column("message", _WORD, nullable=False),
        sa.Column("transfer", _WORD, nullable=False),
        sa.Column("sender", _WORD, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("peer", _WORD, nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("attempts", _NUMBER, nullable=False),
        sa.Column("fence", _NUMBER, nullable=False),
        sa.Column("owner", _WORD, nullable=True),
        sa.Column("problem", _WORD, nullable=True),
        sa.ForeignKeyConstraint(["message"], ["messages.digest"], name="fk_outbox_message"),
        sa.UniqueConstraint("message", name="uq_outbox_message"),
        sa.UniqueConstraint("transfer", "sender", "seq", name="uq_outbox_transfer_sender_seq"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_due", "outbox", ["due_at", "position"], **_only("state = 'ready'"))
    op.create_index("ix_outbox_peer_due", "outbox", ["peer", "due_at", "position"], **_only("state = 'ready'"))
    op.create_index("ix_outbox_unsettled", "outbox", ["transfer", "sender", "seq"], **_only("state <> 'settled'"))
    op.create_index("uq_outbox_ready", "outbox", ["transfer", "sender"], unique=True, **_only("state = 'ready'"))
    op.create_table(
        "records",
        *_position("records"),
        sa.Column("digest", _WORD, nullable=False),
        sa.Column("jti", _WORD, nullable=False),
        sa.Column("iss", _WORD, nullable=False),
        sa.Column("vct", _WORD, nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("subject_key", _WORD, nullable=True),
        sa.Column("chain", _WORD, nullable=True),
        sa.Column("status_uri", _WORD, nullable=True),
        sa.Column("status_idx", _NUMBER, nullable=True),
        sa.Column("supersedes", _WORD, nullable=True),
        sa.Column("attached_to", _WORD, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("erased_at", _MOMENT, nullable=True),
        sa.Column("signed", _TEXT, nullable=True),
        sa.Column("concealed", _DATA, nullable=True),
        sa.ForeignKeyConstraint(["attached_to"], ["messages.digest"], name="fk_records_attached_to"),
        sa.ForeignKeyConstraint(["chain"], ["chains.digest"], name="fk_records_chain"),
        sa.UniqueConstraint("digest", name="uq_records_digest"),
        sa.UniqueConstraint("iss", "jti", name="uq_records_iss_jti"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_records_own_position", "records", ["own", "position"])
    op.create_index("ix_records_subject_key_position", "records", ["subject_key", "position"])
    op.create_index("ix_records_supersedes", "records", ["supersedes"])
    op.create_index("uq_records_status", "records", ["status_uri", "status_idx"], unique=True, **_only("own"))
