"""How a transfer starts, and how records travel: `notification`, `request`, `documents`.

Either council may start. The person told the sending one: it notifies, with the plan. Or the person told the receiving
one: it asks the one council that the person named, and that council answers with the records, a reason, or `no-match`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from exchange.transfer.conceal import ALWAYS, MAYBE
from exchange.transfer.parts import (
    MAX_DOCUMENTS,
    Basis,
    Body,
    Confidence,
    Consent,
    Document,
    Documented,
    Person,
    Side,
    Worker,
    must,
)
from exchange.transfer.strict import Code, Day, Different, Digest, Model, Prose

RefusalGround: TypeAlias = Literal[
    "outside-s56",  # looked-after children: the law of portability does not cover them
    "no-duty",  # served under a power only, or a carer with a support plan: no duty passes
    "consent-missing",
    "identity-unproven",
    "not-held",
    "withheld",  # serious harm, another person's data, a court's order: the ground is in the presentation
]


class Notification(Body):
    """Sending council: a move is likely, on this day; here is the plan (Social Services and Well-being Act s.56(1))."""

    day: Day
    confidence: Confidence
    basis: Basis
    documents: Annotated[Documented, Field(min_length=1)]
    standing_request: Digest | None = None
    person: Annotated[Person | None, ALWAYS] = None
    reason: Annotated[Prose | None, MAYBE] = None
    new_address: Annotated[Prose | None, MAYBE] = None
    worker: Annotated[Worker | None, ALWAYS] = None
    note: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """The expected day of the move."""
        yield "/day", self.day

    @property
    def opened_by(self) -> Side:
        """The sending council opens a transfer with it."""
        return "sending"


class PlannedMove(Model):
    """What the receiving council was told of the move, and under which law it asks."""

    day: Day
    confidence: Confidence
    basis: Basis


class Asked(Model):
    """A kind of record that is asked for; the sections, or all of it."""

    kind: Code
    sections: Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Za-z]{1,60}$")], ...], Field(max_length=60)] = ()


class Told(Model):
    """Who told the receiving council of the move, and when; to whom is concealed."""

    on: Day
    by: Literal["person", "family", "carer", "advocate", "attorney", "professional", "other"]
    to: Annotated[Worker | None, MAYBE] = None


class Request(Body):
    """Receiving council: the person told us of a move (it opens the transfer), or: we need also these records.

    A request that opens names the person by two factors: the name, and a date of birth or a number. Across a border it
    states the person's consent.
    """

    asks: Annotated[tuple[Asked, ...], Field(min_length=1, max_length=MAX_DOCUMENTS), Different]
    move: PlannedMove | None = None
    told: Told | None = None
    consent: Consent | None = None
    person: Annotated[Person | None, MAYBE] = None
    new_address: Annotated[Prose | None, MAYBE] = None
    reason: Annotated[Prose | None, MAYBE] = None
    worker: Annotated[Worker | None, ALWAYS] = None

    @model_validator(mode="after")
    def _opens_whole(self) -> Self:
        must((self.move is None) == (self.told is None), "a move and who told of it")
        if self.move is not None:
            must(self.consent or self.move.basis != "cross-border", "consent is required")
            named = self.person is None or self.person.birth_date or self.person.identifiers
            must(named, "two factors name the person")
        return self

    def days(self) -> Iterator[tuple[str, date]]:
        """The expected day of the move, when the council was told, and the day of the consent."""
        if self.move is not None:
            yield "/move/day", self.move.day
        if self.told is not None:
            yield "/told/on", self.told.on
        if self.consent is not None:
            yield "/consent/takenOn", self.consent.taken_on

    def owed(self) -> Iterator[str]:
        """A request that opens names the person."""
        if self.move is not None:
            yield "person"

    @property
    def opened_by(self) -> Side | None:
        """The receiving council opens a transfer with it, if it tells of a move."""
        return "receiving" if self.move is not None else None


class LeftOut(Model):
    """A kind of record that was asked for and is not sent, with the ground."""

    kind: Code
    ground: RefusalGround
    reason: Annotated[Prose | None, MAYBE] = None


class Documents(Body):
    """Sending council: here are the records; or they are refused, with the ground; or the person is not known here.

    It answers the request `of`; without one, it is sent of its own accord (a corrected record, the next version).
    """

    outcome: Literal["sent", "refused", "no-match"]
    of: Digest | None = None
    documents: Documented = ()
    left_out: Annotated[tuple[LeftOut, ...], Field(max_length=MAX_DOCUMENTS), Different] = ()
    ground: RefusalGround | None = None
    person: Annotated[Person | None, MAYBE] = None
    worker: Annotated[Worker | None, MAYBE] = None
    reason: Annotated[Prose | None, MAYBE] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        must((self.outcome == "sent") == bool(self.documents), "records are sent, or not")
        must((self.outcome == "refused") == (self.ground is not None), "a refusal has a ground")
        must(self.outcome == "sent" or (self.of is not None and not self.left_out), "an answer answers a request")
        return self

    @property
    def topic(self) -> str:
        """Whether records were sent."""
        return self.outcome


def documents_of(body: Body) -> tuple[Document, ...]:
    """The records that travel with a message of this body."""
    return body.documents if isinstance(body, Notification | Documents) else ()
