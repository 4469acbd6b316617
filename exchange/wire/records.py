"""Assessments and plans, as case systems publish and read them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from exchange.record.citations import Basis, Citation
from exchange.transfer.strict import Digest
from exchange.wire.parts import Council, Wire

Kind = Literal["assessment", "care-and-support-plan"]


class RecordStatus(StrEnum):
    """What the issuer's status list says of a record, as last fetched."""

    VALID = "valid"
    ENTERED_IN_ERROR = "entered-in-error"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    NOT_FETCHED = "not-fetched"


class NewRecord(Wire):
    """An assessment or plan to be sealed and published. `content` follows the schema of its kind and version."""

    kind: Kind
    version: Annotated[str, Field(pattern=r"^[0-9]{1,3}\.[0-9]{1,3}$")] = "1.0"
    content: dict[str, JsonValue]
    supersedes: Digest | None = None
    basis: Annotated[Basis, Field(description="What it takes over from records held here, need by need.")] | None = None


class Withdrawal(Wire):
    """A record of this council was wrong: it is not erased, but nobody may rely on it any more."""

    reason: Literal["entered-in-error"]


class Verification(Wire):
    """What was checked of a record, in facts; `sentence` says them in plain words."""

    sentence: str
    signed_by: Council
    signed_at: datetime
    key: str
    checked_at: datetime
    logged: bool
    status: RecordStatus


class Withheld(Wire):
    """Something the receiver of this copy does not see, where it would have been."""

    section: str
    at: str
    ground: str | None


class RecordSummary(Wire):
    """A record in a list: nothing about the person."""

    digest: str
    id: str
    kind: str
    version: str
    issuer: Council
    issued_at: datetime
    own: bool
    supersedes: str | None


class Record(RecordSummary):
    """A record with its content as plain JSON, what it took over from others, and what was checked of it."""

    basis: tuple[Citation, ...]
    content: dict[str, JsonValue]
    withheld: tuple[Withheld, ...]
    unknown: tuple[str, ...]
    verification: Verification


class RecordPage(Wire):
    """Records, oldest first. `next` is the cursor of the following page."""

    records: tuple[RecordSummary, ...]
    next: str | None
