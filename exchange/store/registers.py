"""The tables beside the conversations: members, events, answers, tokens, the log and the status lists.

The same conventions hold as in `tables`, and a change here needs a migration too.
"""

from datetime import datetime

from sqlalchemy import Index, SmallInteger, Text
from sqlmodel import Field

from exchange.store.columns import BY_KEY, GROWS, Moment, Number, Row, only


class MemberRow(Row, table=True):
    """A council whose trust chain was verified, until that expires."""

    __tablename__ = "members"
    entity_id: str = Field(primary_key=True)
    gss: str = Field(index=True)
    chain: str = Field(foreign_key="chains.digest")
    expires_at: datetime = Field(sa_type=Moment)
    configuration_digest: str
    at: datetime = Field(sa_type=Moment)


class WantedRow(Row, table=True):
    """An entity that is named but not known: to be looked up through the federation."""

    __tablename__ = "wanted"
    __table_args__ = (GROWS,)
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    entity_id: str = Field(unique=True)
    at: datetime = Field(sa_type=Moment)


class StatementRow(Row, table=True):
    """An anchor's newest statement about a council it enrolled."""

    __tablename__ = "statements"
    sub: str = Field(primary_key=True)
    gss: str = Field(index=True)
    origin: str
    keys: str = Field(sa_type=Text)
    token: str = Field(sa_type=Text)
    expires_at: datetime = Field(sa_type=Moment)


class ErrandRow(Row, table=True):
    """Something to be fetched from another council sometime."""

    __tablename__ = "errands"
    __table_args__ = (Index("ix_errands_kind_due_at", "kind", "due_at"),)
    name: str = Field(primary_key=True)
    kind: str
    of: str
    tries: int = Field(sa_type=Number)
    due_at: datetime = Field(sa_type=Moment)


class EventRow(Row, table=True):
    """One line of the feed that case systems follow."""

    __tablename__ = "events"
    __table_args__ = (GROWS,)
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    type: str
    transfer: str | None
    data: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Moment)


class AnswerRow(Row, table=True):
    """What was answered to a caller's idempotency key."""

    __tablename__ = "answers"
    caller: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    request_hash: str
    status: int
    body: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Moment, index=True)


class TokenRow(Row, table=True):
    """An access token of a case system: its hash, never itself."""

    __tablename__ = "tokens"
    hash: str = Field(primary_key=True)
    name: str = Field(index=True)
    scopes: str
    expires_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(sa_type=Moment)


class LogEntryRow(Row, table=True):
    """One entry of the public log, with the nonce that stays here."""

    __tablename__ = "log_entries"
    idx: int = Field(primary_key=True, sa_type=Number, sa_column_kwargs={"autoincrement": False})
    digest: str = Field(unique=True)
    kind: str
    nonce: bytes
    at: datetime = Field(sa_type=Moment)


class LogNodeRow(Row, table=True):
    """The hash of one complete subtree of the log; written once, never changed."""

    __tablename__ = "log_nodes"
    __table_args__ = (BY_KEY,)
    level: int = Field(primary_key=True, sa_type=SmallInteger)
    idx: int = Field(primary_key=True, sa_type=Number)
    hash: bytes


class CheckpointRow(Row, table=True):
    """The signed note over one size of the log."""

    __tablename__ = "checkpoints"
    size: int = Field(primary_key=True, sa_type=Number, sa_column_kwargs={"autoincrement": False})
    root: bytes
    note: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Moment)


class ProofRow(Row, table=True):
    """The newest inclusion proof for something signed."""

    __tablename__ = "proofs"
    digest: str = Field(primary_key=True)
    proof: str = Field(sa_type=Text)


class CopyRow(Row, table=True):
    """A copy that a person was given: what was signed for it, and of which record it was made."""

    __tablename__ = "copies"
    __table_args__ = (BY_KEY,)
    digest: str = Field(primary_key=True)
    record: str


class StatusEntryRow(Row, table=True):
    """One index of a status list, taken for ever."""

    __tablename__ = "status_entries"
    __table_args__ = (
        Index("ix_status_entries_changed", "uri", "idx", **only("value <> 0")),
        BY_KEY,
    )
    uri: str = Field(primary_key=True)
    idx: int = Field(primary_key=True, sa_type=Number)
    value: int = Field(sa_type=SmallInteger)


class StatusTokenRow(Row, table=True):
    """The newest status list token under one address."""

    __tablename__ = "status_tokens"
    uri: str = Field(primary_key=True)
    token: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Moment)
