"""The tables of what councils say to each other: records and who stands behind them, transfers, messages, receipts, and
what is on its way.

These classes stay in this room: they do not validate, and no query returns them.

Conventions: `position` is a number that only grows, and what pages are cut by; `digest` names a signed thing; `at` is
when this council stored the row. A column named `signed` holds the permanent part of a token (days, codes, digests),
one named `concealed` its disclosures, encrypted; the key to those lies in `wrapped_keys` and nowhere else.

What must be unique is a constraint here, not a check elsewhere. A change here needs a migration (a test compares).
"""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field

from exchange.store.columns import BY_KEY, GROWS, Moment, Number, Row, only


class WrappedKeyRow(Row, table=True):
    """The key of one encrypted body, wrapped by the vault. Deleting the row erases the body, for good."""

    __tablename__ = "wrapped_keys"
    __table_args__ = (BY_KEY,)
    place: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    wrapped: bytes


class ChainRow(Row, table=True):
    """A trust chain, once for all that was signed under it."""

    __tablename__ = "chains"
    digest: str = Field(primary_key=True)
    statements: str = Field(sa_type=Text)


class RecordRow(Row, table=True):
    """A record, sealed here (`own`) or received; a received one may lie with the message it came in."""

    __tablename__ = "records"
    __table_args__ = (
        UniqueConstraint("iss", "jti"),
        Index("ix_records_own_position", "own", "position"),
        Index("ix_records_subject_key_position", "subject_key", "position"),
        Index("uq_records_status", "status_uri", "status_idx", unique=True, **only("own")),
        GROWS,
    )
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    digest: str = Field(unique=True)
    jti: str
    iss: str
    vct: str
    kind: str
    issued_at: datetime = Field(sa_type=Moment)
    own: bool
    subject_key: str | None
    chain: str | None = Field(foreign_key="chains.digest")
    status_uri: str | None
    status_idx: int | None = Field(sa_type=Number)
    supersedes: str | None = Field(index=True)
    attached_to: str | None = Field(foreign_key="messages.digest")
    at: datetime = Field(sa_type=Moment)
    erased_at: datetime | None = Field(sa_type=Moment)
    signed: str | None = Field(sa_type=Text)
    concealed: bytes | None = Field(sa_type=LargeBinary)


class AttestationRow(Row, table=True):
    """Somebody's signed word over a record that is kept here."""

    __tablename__ = "attestations"
    __table_args__ = (Index("ix_attestations_record_position", "record", "position"), GROWS)
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    digest: str = Field(unique=True)
    record: str = Field(foreign_key="records.digest")
    iss: str
    chain: str | None = Field(foreign_key="chains.digest")
    at: datetime = Field(sa_type=Moment)
    erased_at: datetime | None = Field(sa_type=Moment)
    signed: str = Field(sa_type=Text)
    concealed: bytes | None = Field(sa_type=LargeBinary)


class TransferRow(Row, table=True):
    """A transfer that this council is a party to, with the stage its messages last added up to."""

    __tablename__ = "transfers"
    __table_args__ = (
        Index("ix_transfers_stage_position", "stage", "position"),
        Index("ix_transfers_receiving_asked_at", "receiving", "asked_at"),
        Index("ix_transfers_due_on_position", "due_on", "position", **only("ended_at IS NULL")),
        GROWS,
    )
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    id: str = Field(unique=True)
    sending: str
    receiving: str
    started_at: datetime = Field(sa_type=Moment)
    stage: str
    at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)
    watch_at: datetime | None = Field(sa_type=Moment, index=True)
    asked_at: datetime | None = Field(sa_type=Moment)
    moves_on: str | None
    due_on: str | None
    ended_at: datetime | None = Field(sa_type=Moment)


class SearchRow(Row, table=True):
    """A word by which a transfer or a record is found again, blinded under a key of this council."""

    __tablename__ = "search_words"
    __table_args__ = (Index("ix_search_words_of", "of_kind", "of"), BY_KEY)
    word: bytes = Field(primary_key=True, sa_type=LargeBinary)
    of_kind: str = Field(primary_key=True)
    of: str = Field(primary_key=True)


class ReminderRow(Row, table=True):
    """A reminder or an alarm that the feed has told, so that it is told once."""

    __tablename__ = "reminders"
    __table_args__ = (BY_KEY,)
    transfer: str = Field(primary_key=True, foreign_key="transfers.id")
    about: str = Field(primary_key=True)
    level: str = Field(primary_key=True)
    day: str = Field(primary_key=True)
    of: str = Field(primary_key=True)


class MessageRow(Row, table=True):
    """A message of either council, in its one place in the conversation."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("iss", "jti"),
        UniqueConstraint("transfer", "iss", "seq"),
        Index("ix_messages_transfer_position", "transfer", "position"),
        GROWS,
    )
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    digest: str = Field(unique=True)
    transfer: str = Field(foreign_key="transfers.id")
    iss: str
    aud: str
    seq: int = Field(sa_type=Number)
    jti: str
    type: str
    issued_at: datetime = Field(sa_type=Moment)
    chain: str | None = Field(foreign_key="chains.digest")
    at: datetime = Field(sa_type=Moment)
    erased_at: datetime | None = Field(sa_type=Moment)
    signed: str = Field(sa_type=Text)
    concealed: bytes | None = Field(sa_type=LargeBinary)


class AttachmentRow(Row, table=True):
    """A presentation attached to a message: its signed statement, and the record with the disclosures it made."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_message_position", "message", "position"), GROWS)
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    name: str = Field(unique=True)
    message: str = Field(foreign_key="messages.digest")
    record: str = Field(index=True)
    presentation: str = Field(index=True)
    statement: str = Field(sa_type=Text)
    erased_at: datetime | None = Field(sa_type=Moment)
    signed: str = Field(sa_type=Text)
    concealed: bytes | None = Field(sa_type=LargeBinary)


class HeldMessageRow(Row, table=True):
    """The second message that claimed a taken place: kept as proof, one for each place."""

    __tablename__ = "held_messages"
    __table_args__ = (UniqueConstraint("transfer", "iss", "seq"), GROWS)
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    digest: str = Field(unique=True)
    transfer: str
    iss: str
    seq: int = Field(sa_type=Number)
    code: str
    chain: str | None = Field(foreign_key="chains.digest")
    at: datetime = Field(sa_type=Moment)
    erased_at: datetime | None = Field(sa_type=Moment)
    signed: str = Field(sa_type=Text)
    concealed: bytes | None = Field(sa_type=LargeBinary)


class ReceiptRow(Row, table=True):
    """The one receipt for a message, whoever signed it."""

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_transfer_position", "transfer", "position"), GROWS)
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    of: str = Field(unique=True)
    iss: str
    aud: str
    transfer: str
    outcome: str
    code: str | None
    chain: str | None = Field(foreign_key="chains.digest")
    at: datetime = Field(sa_type=Moment)
    token: str = Field(sa_type=Text)


class OutboxRow(Row, table=True):
    """A message on its way. At most one of a conversation's messages is `ready`; those after it are `behind`."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("transfer", "sender", "seq"),
        Index("uq_outbox_ready", "transfer", "sender", unique=True, **only("state = 'ready'")),
        Index("ix_outbox_unsettled", "transfer", "sender", "seq", **only("state <> 'settled'")),
        Index("ix_outbox_due", "due_at", "position", **only("state = 'ready'")),
        Index("ix_outbox_peer_due", "peer", "due_at", "position", **only("state = 'ready'")),
        GROWS,
    )
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    message: str = Field(foreign_key="messages.digest", unique=True)
    transfer: str
    sender: str
    seq: int = Field(sa_type=Number)
    peer: str
    state: str
    since: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    attempts: int = Field(sa_type=Number)
    fence: int = Field(sa_type=Number)
    owner: str | None
    problem: str | None
