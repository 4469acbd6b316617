"""Who has seen it: for the person, everybody who opened a record here, and every body that it was given to.

What stands here is what this council knows: its own trail, and receipts that others signed. Who opened a record at
another council stands in that council's trail, and it answers for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from exchange.errors import Refusal
from exchange.node import Node, SignedIn, conversation_of, council_of, trace
from exchange.record.grounds import PERSON
from exchange.store import Step, StoredMessage, Transaction
from exchange.wire import Council, Outcome

COPIED = "copied"
PRINTED = "printed"
_PAGE = 200


@dataclass(frozen=True)
class Opened:
    """Somebody of this council, or a case system of it, did something with the record; `purpose` and `act` are words
    of the trail.
    """

    at: datetime
    name: str
    role: str
    purpose: str
    act: str


@dataclass(frozen=True)
class Given:
    """The record went from one council to another; `delivered_at` is when its addressee signed that it came."""

    sender: Council
    receiver: Council
    sent_at: datetime
    delivered_at: datetime | None
    outcome: Outcome


@dataclass(frozen=True)
class WhoHasSeen:
    """Everybody who is known here to have had a record before them, the newest first; `taken_out` are those who made
    copies and prints of it.
    """

    record: str
    council: Council
    opened: tuple[Opened, ...]
    taken_out: tuple[Opened, ...]
    given: tuple[Given, ...]


def who_has_seen(node: Node, who: SignedIn, record: str) -> WhoHasSeen:
    """All that is known here of who has seen a record, also one that was erased; refuses `record-unknown`."""
    return node.store.write(lambda tx: _tell(node, tx, who, record))


def _tell(node: Node, tx: Transaction, who: SignedIn, record: str) -> WhoHasSeen:
    if tx.records.find(record) is None:
        raise Refusal("record-unknown")
    messages = tx.messages.with_record(record)
    steps = sorted(_steps(tx, record, messages), key=lambda step: step.position, reverse=True)
    told = WhoHasSeen(
        record=record,
        council=council_of(node, tx, node.entity_id),
        opened=tuple(_opened(step) for step in steps if step.act not in (COPIED, PRINTED)),
        taken_out=tuple(_opened(step) for step in steps if step.act in (COPIED, PRINTED)),
        given=tuple(_given(node, tx, each) for each in reversed(messages)),
    )
    trace(tx, who, purpose=PERSON, act="told-who-has-seen", of_kind="record", of=record, at=node.now())
    return told


def _steps(tx: Transaction, record: str, messages: list[StoredMessage]) -> Iterator[Step]:
    """What was done with the record, and with the transfers that it went with: there it is shown as well."""
    yield from _all_of(tx, "record", record)
    for transfer in dict.fromkeys(message.transfer for message in messages):
        yield from _all_of(tx, "transfer", transfer)


def _all_of(tx: Transaction, of_kind: str, of: str) -> Iterator[Step]:
    steps = tx.trail.of(of_kind, of, limit=_PAGE)
    while steps:
        yield from steps
        steps = tx.trail.of(of_kind, of, before=steps[-1].position, limit=_PAGE)


def _opened(step: Step) -> Opened:
    return Opened(at=step.at, name=step.name, role=step.role, purpose=step.purpose, act=step.act)


def _given(node: Node, tx: Transaction, message: StoredMessage) -> Given:
    receipts = conversation_of(tx, message.transfer).receipts
    receipt = next((each for each in receipts if each.of == message.digest), None)
    outcome = Outcome(receipt.outcome) if receipt is not None else Outcome.WAITING
    return Given(
        sender=council_of(node, tx, message.iss),
        receiver=council_of(node, tx, message.aud),
        sent_at=message.issued_at,
        delivered_at=receipt.issued_at if receipt is not None and outcome is Outcome.DELIVERED else None,
        outcome=outcome,
    )
