"""The tables of the people who sign in: who they are, their sessions, what they are writing, and the trail they leave.

The same conventions hold as in `tables`, and a change here needs a migration too.
"""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from exchange.store.columns import GROWS, Moment, Number, Row


class AccountRow(Row, table=True):
    """An account that this council gave to somebody; `login` is case-folded, `secret` is what scrypt made of it."""

    __tablename__ = "accounts"
    id: str = Field(primary_key=True)
    login: str = Field(unique=True)
    name: str
    roles: str
    secret: str
    disabled_at: datetime | None = Field(sa_type=Moment)
    created_at: datetime = Field(sa_type=Moment)


class AttemptRow(Row, table=True):
    """How often in a row nobody came in under a login, by its hash, whether or not there is such an account."""

    __tablename__ = "attempts"
    login: str = Field(primary_key=True)
    failures: int = Field(sa_type=Number)
    locked_until: datetime | None = Field(sa_type=Moment)
    at: datetime = Field(sa_type=Moment, index=True)


class SessionRow(Row, table=True):
    """Somebody who is signed in, by the hash of what the browser holds."""

    __tablename__ = "sessions"
    hash: str = Field(primary_key=True)
    account: str = Field(index=True)
    name: str
    roles: str
    via: str
    started_at: datetime = Field(sa_type=Moment, index=True)
    seen_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(sa_type=Moment)


class HopRow(Row, table=True):
    """A browser that was sent to the council's own sign-in service and has not come back yet."""

    __tablename__ = "hops"
    hash: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)


class DraftRow(Row, table=True):
    """What people are writing about something; each version has a number that no other one ever had."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("of", "kind"), GROWS)
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    of: str
    kind: str
    by: str
    by_name: str
    at: datetime = Field(sa_type=Moment)
    concealed: bytes | None


class TrailRow(Row, table=True):
    """Who looked at or did what inside this council. Rows are only ever added."""

    __tablename__ = "trail"
    __table_args__ = (
        Index("ix_trail_of_kind_of_position", "of_kind", "of", "position"),
        Index("ix_trail_account_position", "account", "position"),
        GROWS,
    )
    position: int | None = Field(default=None, primary_key=True, sa_type=Number)
    at: datetime = Field(sa_type=Moment)
    account: str
    name: str
    role: str
    purpose: str
    act: str
    of_kind: str
    of: str
