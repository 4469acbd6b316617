"""What case systems order in a transfer. A decision has the very shape of the message that will be signed."""

from typing import Annotated, Literal

from pydantic import Field

from exchange.transfer import DayOne, Decision, Worker
from exchange.transfer.bodies import MAX_DOCUMENTS, MAX_NEEDS, Confidence
from exchange.transfer.conceal import ALWAYS
from exchange.transfer.strict import Code, Day, Different, Digest, Id, Line, Prose
from exchange.wire.parts import Gss, Wire


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
