"""Assessments and plans, as case systems publish and read them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from exchange.record.citations import Basis, Citation
from exchange.transfer.strict import Day, Digest, Line
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


class Registered(Wire):
    """An entry in a professional register: the code of the body that keeps it, and the number."""

    body: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+){0,9}$", max_length=64)]
    number: Line


class Named(Wire):
    """Who attested, and how they signed in (a code of your own, such as `oidc`)."""

    name: Line
    registration: Registered | None = None
    sign_in: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+){0,9}$", max_length=64)] | None = None


class Stated(Wire):
    """What this council states of somebody who stands behind a record of its own."""

    says: Literal["assessed", "authorised", "provides", "contributed", "document", "consent"]
    role: Literal["assessor", "manager", "provider", "health-board"]
    on: Day
    who: Named
    document: Annotated[Digest, Field(description="The SHA-256 of the document that they wrote.")] | None = None


class NewAttestation(Wire):
    """Somebody stands behind a record: as this council states, or as another member of the federation signed."""

    stated: Stated | None = None
    token: Annotated[str, Field(max_length=8_192, description="An `attestation+sd-jwt`.")] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.stated is None) == (self.token is None):
            raise PydanticCustomError("one-of", "Either of the two is needed.")
        return self


class Verification(Wire):
    """What was checked of a record, in facts; `sentence` says them in plain words.

    `logEntry` is the number of its entry in its council's log; `loggedAt`, when the entry was made, is known of our own
    log alone. `statusFetchedAt` is when the status list was last had, and `statusThen` what it said: where the list has
    expired since, `status` is `not-fetched`. `key` was the council's own when the record came here (`vouchedAt`), as
    `vouchedBy`, the operator of the federation, states.
    """

    sentence: str
    signed_by: Council
    signed_at: datetime
    key: str
    checked_at: datetime
    logged: bool
    log_entry: int | None
    logged_at: datetime | None
    status: RecordStatus
    status_fetched_at: datetime | None
    status_then: RecordStatus | None
    vouched_by: str
    vouched_at: datetime


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


class InWords(Wire):
    """A sentence in both languages."""

    en: str
    cy: str


class Attested(Wire):
    """Who stands behind a record beside its council. `stated` by that council, or signed by `issuer` itself.

    `who` is not there where an entity speaks for itself and names nobody, or once it was erased.
    """

    digest: str
    says: str
    role: str
    on: date
    issuer: Council
    stated: bool
    who: Named | None
    document: str | None
    erased: bool
    logged: bool
    sentence: InWords


class Holding(Wire):
    """Where a determination of eligibility holds: under the law it was made under, and nowhere else.

    `holds`: here, where this council is. `verified`: somebody saw the source of every criterion. `follows`: what
    working the result out from the answers came to (`follows`, `differs`, `open`, `no-rule` or `unknown-scheme`).
    """

    at: str
    scheme: str
    holds: bool
    verified: bool
    follows: str
    sentence: InWords


class AfterRefusal(Wire):
    """What a refusal recorded at `at` does to the duty to assess: it is `lifted`, it `stands`, or it is `back`."""

    at: str
    duty: str
    sentence: InWords


class Extended(Wire):
    """A member that a council or supplier added under a name of its own."""

    at: str
    owner: str
    name: str


class Record(RecordSummary):
    """A record: its content as plain JSON, what it took over from others, and what was checked of it.

    `unknown` are JSON pointers of what this version does not know; those that carry their owner's name are explained
    under `extensions`. Nothing under `determinations` may be shown without its sentence. `supersededBy` is the newest
    record held here that says it takes this one's place.
    """

    superseded_by: str | None
    basis: tuple[Citation, ...]
    content: dict[str, JsonValue]
    withheld: tuple[Withheld, ...]
    unknown: tuple[str, ...]
    extensions: tuple[Extended, ...]
    determinations: tuple[Holding, ...]
    refusals: tuple[AfterRefusal, ...]
    attestations: tuple[Attested, ...]
    verification: Verification


class RecordPage(Wire):
    """Records, oldest first. `next` is the cursor of the following page."""

    records: tuple[RecordSummary, ...]
    next: str | None
