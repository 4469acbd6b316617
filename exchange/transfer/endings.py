"""How it ends, and what is taken back: `cancelled`, `recall`, `destroyed`, `closed`, `delivered-by-hand`."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from exchange.transfer.conceal import ALWAYS, MAYBE
from exchange.transfer.parts import TWO_YEARS, Body, Digests, Worker, must
from exchange.transfer.strict import Day, Digest, Line, Prose

CancelGround: TypeAlias = Literal[
    "not-moving", "died", "moved-elsewhere", "withdrawn", "consent-withdrawn", "outside-s56", "no-match", "in-error"
]
ClosingReason: TypeAlias = Literal[
    "by-hand", "no-answer", "not-entered", "declined", "no-match", "wrong-person", "determined", "other"
]


class Cancelled(Body):
    """Either council: this move is not taking place, on this ground; or the person has died, on this day.

    The other council's `arrived` overrules every ground but a death: the person is there.
    """

    back_days: ClassVar[int] = TWO_YEARS
    ahead_days: ClassVar[int] = 0

    ground: CancelGround
    day: Day | None = None
    reason: Annotated[Prose | None, MAYBE] = None

    @model_validator(mode="after")
    def _a_death_has_a_day(self) -> Self:
        must((self.ground == "died") == (self.day is not None), "a death has a day")
        return self

    def days(self) -> Iterator[tuple[str, date]]:
        """The day of death."""
        if self.day is not None:
            yield "/day", self.day

    @property
    def topic(self) -> str:
        """The ground."""
        return self.ground


class Recall(Body):
    """Sending council: these records, or the whole transfer, should not have come to you; destroy what you hold of it.

    With `scope: transfer` the move is off as far as this council was told, and the duty stays with the sender.
    """

    scope: Literal["documents", "transfer"]
    ground: Literal["misdirected", "wrong-person", "consent-withdrawn", "too-much"]
    records: Digests = ()
    reason: Annotated[Prose | None, MAYBE] = None

    @model_validator(mode="after")
    def _names_what_it_recalls(self) -> Self:
        must((self.scope == "documents") == bool(self.records), "which records")
        return self

    @property
    def topic(self) -> str:
        """What is recalled."""
        return self.scope


class Destroyed(Body):
    """Receiving council: what the recall `of` names was destroyed, on this day, by this worker."""

    ahead_days: ClassVar[int] = 0

    of: Digest
    day: Day
    records: Digests = ()
    by: Annotated[Worker | None, ALWAYS] = None
    how: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """When it was destroyed."""
        yield "/day", self.day


class Closed(Body):
    """Sending council: our part is over, with a closure statement; before `entered`, with the reason as well."""

    ahead_days: ClassVar[int] = 0

    day: Day
    reason: ClosingReason | None = None
    statement: Annotated[Prose | None, ALWAYS] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """The day of closing."""
        yield "/day", self.day


class DeliveredByHand(Body):
    """Sending council: we handed the records over outside this system. It is our word, and never a receipt."""

    ahead_days: ClassVar[int] = 0

    day: Day
    manner: Literal["encrypted-file", "paper", "in-person"]
    records: Annotated[Digests, Field(min_length=1)]
    received_by: Annotated[Line | None, MAYBE] = None
    note: Annotated[Prose | None, MAYBE] = None

    def days(self) -> Iterator[tuple[str, date]]:
        """The day of the hand-over."""
        yield "/day", self.day
