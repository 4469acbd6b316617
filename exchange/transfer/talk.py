"""What both councils say while a move is under way, and where they differ: `update`, `arrived`, `dispute`, `resolved`.

A council may take the duty upon itself by its own word; by its own word alone it cannot be rid of it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from exchange.transfer.conceal import MAYBE
from exchange.transfer.parts import MAX_DOCUMENTS, TWO_YEARS, Body, Confidence, Consent, Side, Worker, must
from exchange.transfer.strict import Day, Different, Digest, Prose, Uuid

Topic: TypeAlias = Literal["date", "contact", "question", "answer", "joins", "consent"]
DisputeKind: TypeAlias = Literal["ordinary-residence", "portability", "day-of-move", "cost", "death", "other"]


class Update(Body):
    """Either council: the day has changed, whom to speak to, a question, an answer, consent given or withdrawn.

    `joins`: both councils had started a transfer for this move, and the one with the smaller id survives. It takes
    effect once both have said so.
    """

    about: Topic
    day: Day | None = None
    confidence: Confidence | None = None
    of: Digest | None = None
    survivor: Uuid | None = None
    consent: Consent | None = None
    withdrawn_on: Day | None = None
    worker: Annotated[Worker | None, MAYBE] = None
    new_address: Annotated[Prose | None, MAYBE] = None
    text: Annotated[Prose | None, MAYBE] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        must((self.about == "date") == (self.day is not None) == (self.confidence is not None), "a day, how likely")
        must((self.about == "answer") == (self.of is not None), "an answer names its question")
        must((self.about == "joins") == (self.survivor is not None), "what survives")
        consents = (self.consent is not None) + (self.withdrawn_on is not None)
        must(consents == (self.about == "consent"), "consent is given or withdrawn")
        return self

    def days(self) -> Iterator[tuple[str, date]]:
        """The day that is expected now, and the days on which consent was taken or withdrawn."""
        if self.day is not None:
            yield "/day", self.day
        if self.withdrawn_on is not None:
            yield "/withdrawnOn", self.withdrawn_on
        if self.consent is not None:
            yield "/consent/takenOn", self.consent.taken_on

    def owed(self) -> Iterator[str]:
        """A question and its answer have a text; a contact has a worker."""
        if self.about in ("question", "answer"):
            yield "text"
        elif self.about == "contact":
            yield "worker"

    @property
    def topic(self) -> str:
        """What it is about."""
        return self.about


class Arrived(Body):
    """Either council: the person has moved, on this day. A later one of the same council corrects an earlier one."""

    back_days: ClassVar[int] = TWO_YEARS
    ahead_days: ClassVar[int] = 0  # an arrival is a fact, never a promise

    day: Day
    note: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """The day of the move."""
        yield "/day", self.day


class Dispute(Body):
    """Either council: we differ, about this. A council that names itself as `lead` offers to meet the needs meanwhile;
    if none or both do, it is the council on which the duty lay.
    """

    about: DisputeKind
    lead: Side | None = None
    reason: Annotated[Prose | None, MAYBE] = None


class Resolved(Body):
    """Either council: these disputes are over. It takes the duty itself (`agreed`), or withdraws what it had disputed,
    or reports who must bear it as determined by the ministers of its nation or whom they appoint.
    """

    back_days: ClassVar[int] = TWO_YEARS

    of: Annotated[tuple[Digest, ...], Field(min_length=1, max_length=MAX_DOCUMENTS), Different]
    how: Literal["agreed", "determined", "withdrawn"]
    holder: Side | None = None
    starts_on: Day | None = None
    reference: Annotated[Prose | None, MAYBE] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        held = (self.holder is not None, self.starts_on is not None)
        must(held == (self.how != "withdrawn",) * 2, "who holds the duty, and since when")
        return self

    def days(self) -> Iterator[tuple[str, date]]:
        """Since when the council that is named holds the duty."""
        if self.starts_on is not None:
            yield "/startsOn", self.starts_on
