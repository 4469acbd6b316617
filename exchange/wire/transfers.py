"""Transfers, as case systems read them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import JsonValue

from exchange.transfer.strict import Day
from exchange.wire.parts import Council, Wire


class Outcome(StrEnum):
    """What became of a message: a signed receipt says delivered or rejected; else it is on its way, or given up."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REJECTED = "rejected"
    GIVEN_UP = "given-up"


class Why(StrEnum):
    """Where the first message stands that is still on its way."""

    TO_BE_SENT = "to-be-sent"
    BEING_SENT = "being-sent"
    SENT_AGAIN = "sent-again"
    PUT_OFF = "put-off"
    LEFT_ALONE = "left-alone"
    LOOKED_UP = "looked-up"
    SET_ASIDE = "set-aside"
    WITH_OTHERS = "with-others"
    NO_WORKER = "no-worker"
    GIVEN_UP = "given-up"


class Delivery(Wire):
    """Why a transfer is not moving, as long as something is on its way to the other council: the first such message.

    `due` is when it is tried next, or should have been; `problem` is the code of what kept it; `behind` counts what
    waits behind it.
    """

    code: Why
    council: Council
    since: datetime
    due: datetime
    attempts: int
    problem: str | None
    behind: int


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


class Law(Wire):
    """A rule, and where it is written. `verified`: the text was seen. `local`: a setting, and not the law."""

    code: str
    sentence: str
    citation: str
    verified: bool
    local: bool


class DutyToday(Wire):
    """Who holds the duty on a day, as the signed statements show it; `expected`: no day of the move is stated yet.

    Where nobody does, `reason` is a code that says why.
    """

    day: Day
    holder: Council | None
    disputed: bool
    expected: bool
    sentence: str
    law: Law | None
    reason: str | None


class Deadline(Wire):
    """Something that is waited for: by whom to be done, since when, when it is due, and from when it is an alarm.

    Both councils see an alarm on the same day. `limit` says where the number of days comes from, `law` which rule asks
    for the answer, where one does; `message` is what waits to be answered.
    """

    about: str
    waits_for: tuple[Council, ...]
    since: date
    due: date
    alarm_on: date
    is_due: bool
    is_alarm: bool
    sentence: str
    limit: Law
    law: Law | None
    message: str | None


class Identity(Wire):
    """Whether the receiving council has said whose records these are. Until it is `matched` they rest in quarantine."""

    state: Literal["open", "matched", "wrong-person"]
    grade: str | None
    factors: tuple[str, ...]
    message: str | None


class CarriedOver(Wire):
    """What the newest decision does with the needs that were shown; `percent` of them are accepted as they stand."""

    shown: int
    accepted: int
    varied: int
    afresh: int
    dropped: int
    open: int
    percent: int


class Closing(Wire):
    """What was signed of this move: what a closure statement rests on. What is null, nobody signed."""

    opened_on: date
    bound_on: date | None
    decided_on: date | None
    moved_on: tuple[date, ...]
    entered_on: date | None
    entered: tuple[str, ...]
    form: str | None
    completed_on: date | None
    new_records: tuple[str, ...]
    needs_reason: bool


class TransferSummary(Wire):
    """A transfer in a list."""

    id: str
    sending: Council
    receiving: Council
    stage: str
    started_at: datetime


class Transfer(TransferSummary):
    """A transfer: its stage, who holds the duty, what was said, what is possible now, and what it waits for.

    `movesOn` is the day of the move as it is stated, or else expected. `waiting` says in one sentence what `delivery`,
    or else the first of the `deadlines`, holds in facts.
    """

    moves_on: Day | None
    duty: DutyToday
    records: tuple[str, ...]
    identity: Identity
    carried_over: CarriedOver | None
    deadlines: tuple[Deadline, ...]
    closing: Closing | None
    messages: tuple[Spoken, ...]
    possible: tuple[str, ...]
    waiting: str
    delivery: Delivery | None


class TransferPage(Wire):
    """Transfers, oldest first."""

    transfers: tuple[TransferSummary, ...]
    next: str | None


class Compared(Wire):
    """How one factor compares: `agrees`, `near`, `differs` or `missing` on one side."""

    factor: str
    likeness: str
    code: str
    sentence: str


class Comparison(Wire):
    """Whether a person of your record is the person of this transfer: `strong`, `weak` (two people look) or `none`."""

    grade: str
    factors: tuple[str, ...]
    reasons: tuple[Compared, ...]
    needs_second_person: bool
