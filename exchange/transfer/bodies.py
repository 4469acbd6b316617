"""The bodies of messages: what each type of message says, and which of it is concealed.

Permanent members (days, codes, ids, digests) are what stage and duty are computed from; a field marked `ALWAYS` or
`MAYBE` is personal or free text, travels as a disclosure, and reads as None once it is erased.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from exchange.transfer.conceal import ALWAYS, MAYBE
from exchange.transfer.days import check_day
from exchange.transfer.strict import Code, Day, Different, Digest, Id, Line, Model, Prose

Confidence: TypeAlias = Literal["certain", "likely", "possible"]
Basis: TypeAlias = Literal["wls-s56"]
Outcome: TypeAlias = Literal["accepted", "varied", "afresh", "dropped"]

ONE_YEAR, TWO_YEARS = 366, 731
MAX_DOCUMENTS = 20
MAX_NEEDS = 500


class MessageType(StrEnum):
    """The types of messages, as they are written in the claim `type`."""

    NOTIFICATION = "notification"
    DECISION = "decision"
    ARRIVED = "arrived"
    ENTERED = "entered"


class Body(Model):
    """What a message says. `back_days` and `ahead_days`: how far its days may lie from the day it is signed."""

    back_days: ClassVar[int] = ONE_YEAR
    ahead_days: ClassVar[int] = TWO_YEARS

    def days(self) -> Iterator[tuple[str, date]]:
        """The days it states, each with its JSON pointer."""
        yield from ()

    def check_days(self, *, said_at: datetime) -> None:
        """Refuse (`day-malformed`) a day too far from the moment of signing."""
        for at, day in self.days():
            check_day(day, said_at=said_at, back_days=self.back_days, ahead_days=self.ahead_days, at=f"/body{at}")


class Identifier(Model):
    """A number by which a system knows the person, such as the NHS number."""

    system: Line
    value: Line


class Person(Model):
    """Who is moving: enough to find the person, no more."""

    name: Line
    birth_date: Day | None = None
    identifiers: Annotated[tuple[Identifier, ...], Field(max_length=10), Different] = ()


class Worker(Model):
    """The worker to speak to."""

    name: Line
    role: Line
    contact: Line


class Document(Model):
    """A record that travels with the message, named by its digest and the digest of its presentation."""

    record: Digest
    presentation: Digest
    kind: Code
    vct: Annotated[str, Field(pattern=r"^urn:[A-Za-z0-9.:-]{1,200}$")]


def _no_document_twice(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    records = {document.record for document in documents}
    presentations = {document.presentation for document in documents}
    if not len(records) == len(presentations) == len(documents):
        raise PydanticCustomError("twice", "named twice")
    return documents


class Notification(Body):
    """Sending council: a move is likely, on this day; here is the plan (Social Services and Well-being Act s.56(1))."""

    day: Day
    confidence: Confidence
    basis: Basis
    documents: Annotated[
        tuple[Document, ...], Field(min_length=1, max_length=MAX_DOCUMENTS), AfterValidator(_no_document_twice)
    ]
    standing_request: Digest | None = None
    person: Annotated[Person | None, ALWAYS] = None
    reason: Annotated[Prose | None, MAYBE] = None
    new_address: Annotated[Prose | None, MAYBE] = None
    worker: Annotated[Worker | None, ALWAYS] = None
    note: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """The expected day of the move."""
        yield "/day", self.day


class NeedDecision(Model):
    """What the receiving council makes of one need of one record."""

    record: Digest
    need: Id
    outcome: Outcome
    reason: Annotated[Prose | None, MAYBE] = None


class DayOne(Model):
    """An arrangement that holds from the first day, with who provides it and who sees to it."""

    need: Id | None = None
    starts_on: Day
    how: Annotated[Prose | None, ALWAYS] = None
    provider: Annotated[Line | None, MAYBE] = None
    owner: Annotated[Line | None, ALWAYS] = None


class Decision(Body):
    """Receiving council: need by need, what is taken over as it stands; it varies needs, never the duty."""

    assessment: Literal["proportionate", "full"]
    needs: Annotated[tuple[NeedDecision, ...], Field(max_length=MAX_NEEDS)] = ()
    day_one: Annotated[tuple[DayOne, ...], Field(max_length=MAX_NEEDS)] = ()
    worker: Annotated[Worker | None, ALWAYS] = None
    note: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """The days on which arrangements start."""
        for index, arrangement in enumerate(self.day_one):
            yield f"/dayOne/{index}/startsOn", arrangement.starts_on


class Arrived(Body):
    """Either council: the person has moved, on this day. A later one of the same council corrects an earlier one."""

    back_days: ClassVar[int] = TWO_YEARS
    ahead_days: ClassVar[int] = 0  # an arrival is a fact, never a promise

    day: Day
    note: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """The day of the move."""
        yield "/day", self.day


class Entered(Body):
    """Receiving council: these records are in our case record, as structured data or as attachments only."""

    form: Literal["structured", "attachment"]
    documents: Annotated[tuple[Digest, ...], Field(min_length=1, max_length=MAX_DOCUMENTS), Different]
    local_reference: Annotated[Line | None, MAYBE] = None


AnyBody: TypeAlias = Notification | Decision | Arrived | Entered

BODIES: Mapping[MessageType, type[AnyBody]] = {
    MessageType.NOTIFICATION: Notification,
    MessageType.DECISION: Decision,
    MessageType.ARRIVED: Arrived,
    MessageType.ENTERED: Entered,
}
