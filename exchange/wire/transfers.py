"""Transfers, as case systems read them."""

from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue

from exchange.transfer.strict import Day
from exchange.wire.parts import Council, Wire


class Outcome(StrEnum):
    """What became of a message: a signed receipt says delivered or rejected; else it is on its way, or given up."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    GIVEN_UP = "given-up"


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
