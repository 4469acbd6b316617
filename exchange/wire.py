"""The bodies of `/v1`: what case systems send and get. Members are camelCase; unknown members are refused.

What a case system says in a transfer (`NewDecision`, `Arrived`, `Entered`) has the very shape of the message that will
be signed, so those models are the ones of `transfer/`; what only erasure may take out of a message must be there.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.alias_generators import to_camel

from exchange.record.citations import Basis, Citation
from exchange.transfer import DayOne, Decision, Worker
from exchange.transfer.bodies import MAX_DOCUMENTS, MAX_NEEDS, Confidence
from exchange.transfer.conceal import ALWAYS
from exchange.transfer.strict import Code, Day, Different, Digest, Id, Line, Prose

Gss = Annotated[str, Field(pattern=r"^[A-Z][0-9]{8}$|^[A-Z0-9]{3,9}$", examples=["W06000008"])]
Kind = Literal["assessment", "care-and-support-plan"]


class Outcome(StrEnum):
    """What became of a message: a signed receipt says delivered or rejected; else it is on its way, or given up."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    GIVEN_UP = "given-up"


class RecordStatus(StrEnum):
    """What the issuer's status list says of a record, as last fetched."""

    VALID = "valid"
    ENTERED_IN_ERROR = "entered-in-error"
    SUSPENDED = "suspended"
    SUPERSEDED = "superseded"
    NOT_FETCHED = "not-fetched"


class Wire(BaseModel):
    """A body on the wire: frozen, strict, camelCase."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=to_camel, validate_by_name=True, validate_by_alias=True
    )


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


class Withholding(Wire):
    """A section, or one item of it, that the receiver will not see; the ground is a code."""

    record: Digest
    section: str
    item: Id | None = None
    ground: Code | None = None


class NewTransfer(Wire):
    """A person is likely to move: which council, which day, which records."""

    to: Gss
    day: Day
    confidence: Confidence
    basis: Literal["wls-s56"] = "wls-s56"
    records: Annotated[tuple[Digest, ...], Field(min_length=1, max_length=MAX_DOCUMENTS), Different]
    worker: Worker
    reason: Prose | None = None
    new_address: Prose | None = None
    note: Prose | None = None
    withhold: Annotated[tuple[Withholding, ...], Field(max_length=500)] = ()


class NewDayOne(DayOne):
    """An arrangement from the first day: how the need is met, and who sees to it, must be said."""

    how: Annotated[Prose, ALWAYS]
    owner: Annotated[Line, ALWAYS]


class NewDecision(Decision):
    """A decision as a case system sends it, with the worker to speak to."""

    day_one: Annotated[tuple[NewDayOne, ...], Field(max_length=MAX_NEEDS)] = ()
    worker: Annotated[Worker, ALWAYS]


class Council(Wire):
    """A council, by code, by its names as people write them, and by its name in the federation."""

    gss: str
    name: str
    welsh_name: str
    entity_id: str


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


class Spoken(Wire):
    """One message of a transfer. `delivered` is the addressee's signed receipt, never a guess."""

    digest: str
    type: str
    sender: Council
    said_at: datetime
    body: dict[str, JsonValue]
    outcome: Outcome
    code: str | None
    delivered_at: datetime | None


class DutyToday(Wire):
    """Who holds the duty on a day, as the signed statements show it."""

    day: Day
    holder: Council | None
    disputed: bool
    sentence: str


class TransferSummary(Wire):
    """A transfer in a list."""

    id: str
    sending: Council
    receiving: Council
    stage: str
    started_at: datetime


class Transfer(TransferSummary):
    """A transfer: its stage, who holds the duty, what was said, what is possible now, and what it waits for."""

    duty: DutyToday
    records: tuple[str, ...]
    messages: tuple[Spoken, ...]
    possible: tuple[str, ...]
    waiting: str


class TransferPage(Wire):
    """Transfers, oldest first."""

    transfers: tuple[TransferSummary, ...]
    next: str | None


class Event(Wire):
    """Something happened. Thin: ids only, to be looked up."""

    cursor: str
    type: str
    at: datetime
    transfer: str | None
    record: str | None
    message: str | None
    kind: str | None


class EventPage(Wire):
    """Events after a cursor, oldest first. Ask again with `next`, also when the page is empty."""

    events: tuple[Event, ...]
    next: str


_At = Annotated[
    str,
    Field(
        description="The place: a JSON pointer into the body sent, or `query/…`, `path/…`, `header/…`; "
        "empty where it is the whole request."
    ),
]


class ProblemFinding(Wire):
    """One thing that is wrong: where, and which rule."""

    code: str
    at: _At
    rule: Annotated[str, Field(description="The rule that is broken, where the code alone does not say it.")]
    sentence: Annotated[str, Field(description="What the code means.")]


class Problem(Wire):
    """A refusal (RFC 9457). It never repeats what was sent, so it may be logged."""

    type: Annotated[str, Field(description="A URI that ends in the code.")]
    title: Annotated[str, Field(description="What the code means, in one sentence.")]
    status: Annotated[int, Field(description="The HTTP status.")]
    code: Annotated[str, Field(description="Stable: program against this one.", examples=["schema-failed"])]
    at: _At
    detail: Annotated[str, Field(description="What to do next.")]
    retry: Annotated[bool, Field(description="Whether the very same request may succeed later.")]
    findings: Annotated[tuple[ProblemFinding, ...], Field(description="Everything that is wrong; at least one.")]


class Parcels(Wire):
    """Up to 50 encrypted messages from one council, in order."""

    messages: Annotated[tuple[str, ...], Field(min_length=1, max_length=50)]


class ParcelProblem(Wire):
    """Why a message was not taken now; nothing was stored."""

    code: str
    title: str
    detail: str
    retry: bool


class ParcelResult(Wire):
    """The answer to one message: a signed receipt, or a problem that may heal."""

    receipt: str | None = None
    problem: ParcelProblem | None = None


class ParcelResults(Wire):
    """One result for each message, in the same order."""

    results: tuple[ParcelResult, ...]


class Digests(Wire):
    """What someone holds and wants proven: digests of signed things."""

    digests: Annotated[tuple[Digest, ...], Field(min_length=1, max_length=256)]


class Proofs(Wire):
    """One inclusion proof for each digest, in the same order; null for what is not logged, or not covered yet."""

    proofs: tuple[dict[str, JsonValue] | None, ...]
