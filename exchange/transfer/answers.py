"""What the receiving council makes of it: `matched`, `wrong-person`, `decision`, `not-ours`, `entered`, `completed`."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, Strict, model_validator

from exchange.transfer.conceal import ALWAYS, MAYBE
from exchange.transfer.parts import MAX_DOCUMENTS, MAX_NEEDS, Body, Digests, Outcome, Side, Worker, must
from exchange.transfer.strict import Day, Different, Digest, Id, Line, Model, Prose

Factor: TypeAlias = Literal["identifier", "name", "birth-date", "address"]
Matter: TypeAlias = Literal["plan", "carer-plan", "outcomes", "views", "carer-support", "accommodation", "access"]
NotOursGround: TypeAlias = Literal["outside-s56", "no-duty", "not-resident", "deemed-elsewhere", "not-our-area"]


class Matched(Body):
    """Receiving council: this is the person of our own record, by these independent factors, two at least.

    A weak match (something near, nothing that differs) takes a second person.
    """

    grade: Literal["strong", "weak"]
    factors: Annotated[tuple[Factor, ...], Field(min_length=2), Different]
    second_person: Annotated[bool, Strict()] = False
    by: Annotated[Worker | None, ALWAYS] = None
    second: Annotated[Worker | None, MAYBE] = None
    local_reference: Annotated[Line | None, MAYBE] = None

    @model_validator(mode="after")
    def _weak_takes_two(self) -> Self:
        must(self.grade == "strong" or self.second_person, "a weak match takes a second person")
        return self

    def owed(self) -> Iterator[str]:
        """Where a second person looked, who it was."""
        if self.second_person:
            yield "second"


class WrongPerson(Body):
    """Receiving council: these records are not about the person they were linked with; `undoes` names the `matched`
    that it corrects. The records rest in quarantine until it says `matched` again, or they are destroyed.
    """

    fault: Literal["sending", "receiving", "unclear"]
    noticed_on: Day
    undoes: Digest | None = None
    records: Digests = ()
    note: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """When it was noticed."""
        yield "/noticedOn", self.noticed_on


class NeedDecision(Model):
    """What the receiving council makes of one need of one record; unless it is accepted as it stands, why."""

    record: Digest
    need: Id
    outcome: Outcome
    reason: Annotated[Prose | None, MAYBE] = None

    def owed(self) -> Iterator[str]:
        """A reason, unless the need is accepted as it stands."""
        if self.outcome != "accepted":
            yield "reason"


class DayOne(Model):
    """An arrangement that holds from the first day, with who provides it and who sees to it."""

    need: Id | None = None
    starts_on: Day
    how: Annotated[Prose | None, ALWAYS] = None
    provider: Annotated[Line | None, MAYBE] = None
    owner: Annotated[Line | None, ALWAYS] = None


class Explanation(Model):
    """The written explanation of what differs: given when, to whom (by their part), in which language."""

    given_on: Day
    to: Annotated[
        tuple[Literal["person", "carer", "parent", "advocate", "attorney", "deputy", "other"], ...],
        Field(min_length=1, max_length=7),
        Different,
    ]
    language: Literal["cy", "en"]
    text: Annotated[Prose | None, MAYBE] = None


class Decision(Body):
    """Receiving council: need by need, what is taken over as it stands; it varies needs, never the duty.

    It may be revised: the newest counts. `considered` are the matters to which an English council has regard
    (Care and Support (Continuity of Care) Regulations, SI 2014/2825 reg 2).
    """

    assessment: Literal["proportionate", "full"]
    needs: Annotated[tuple[NeedDecision, ...], Field(max_length=MAX_NEEDS)] = ()
    day_one: Annotated[tuple[DayOne, ...], Field(max_length=MAX_NEEDS)] = ()
    explanation: Explanation | None = None
    considered: Annotated[tuple[Matter, ...], Different] | None = None
    worker: Annotated[Worker | None, ALWAYS] = None
    note: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """The days on which arrangements start, and when the explanation was given."""
        for index, arrangement in enumerate(self.day_one):
            yield f"/dayOne/{index}/startsOn", arrangement.starts_on
        if self.explanation is not None:
            yield "/explanation/givenOn", self.explanation.given_on


class NotOurs(Body):
    """Receiving council: the duty is not ours, on this ground. It opens a dispute; it settles none.

    A council that names itself as `lead` meets the needs meanwhile all the same.
    """

    ground: NotOursGround
    lead: Side | None = None
    reason: Annotated[Prose | None, MAYBE] = None


class Entered(Body):
    """Receiving council: these records are in our case record, as structured data or as attachments only."""

    form: Literal["structured", "attachment"]
    documents: Annotated[tuple[Digest, ...], Field(min_length=1, max_length=MAX_DOCUMENTS), Different]
    local_reference: Annotated[Line | None, MAYBE] = None


class Completed(Body):
    """Receiving council: our own assessment and plan are done; here are the digests of the new records."""

    day: Day
    assessment: Literal["proportionate", "full", "refused"]
    records: Digests = ()
    note: Annotated[Prose | None, MAYBE] = None

    @model_validator(mode="after")
    def _has_a_record(self) -> Self:
        must(self.records or self.assessment == "refused", "a new record, unless the person refused one")
        return self

    def days(self) -> Iterator[tuple[str, date]]:
        """The day on which its own steps were complete."""
        yield "/day", self.day
