"""Open a transfer: the whole of it on one page, for somebody who works on it; who opened it is left in the trail."""

from dataclasses import dataclass, field
from datetime import date

from exchange.errors import Refusal
from exchange.node import (
    Node,
    SignedIn,
    conversation_of,
    find_record,
    person_named,
    record_shown,
    trace,
    transfer_shown,
    verdict_on,
)
from exchange.store import Transaction
from exchange.transfer import GENUINE, Conversation, Person, documents_of
from exchange.wire import Record, Transfer


@dataclass(frozen=True)
class Arrival:
    """A record of the transfer. `record` is not there where its receiver found something wrong (`failed`, a code),
    where it does not hold here any more (`broken`), or where it was `erased`.
    """

    digest: str
    kind: str
    record: Record | None = field(default=None, repr=False)
    failed: str = ""
    broken: str = ""
    erased: bool = False


@dataclass(frozen=True)
class Overview:
    """A transfer, whom it is about, what has arrived of it, and which kinds are missing that are always asked for.

    `quarantined`: this council received the records, and has not said whose they are.
    """

    transfer: Transfer
    person: Person | None
    arrivals: tuple[Arrival, ...]
    missing: tuple[str, ...]
    receiving: bool
    quarantined: bool
    today: date


def look_over(node: Node, who: SignedIn, transfer: str) -> Overview:
    """All of a transfer; refuses `transfer-unknown`."""

    def step(tx: Transaction) -> Overview:
        shown = transfer_shown(node, tx, transfer)
        conversation = conversation_of(tx, transfer)
        receiving = shown.receiving.entity_id == node.entity_id
        arrivals = tuple(_arrivals(node, tx, conversation, receiving=receiving))
        here = {each.kind for each in arrivals if not each.failed}
        return Overview(
            transfer=shown,
            person=person_named(conversation),
            arrivals=arrivals,
            missing=tuple(kind for kind in node.settings.standing_request if receiving and kind not in here),
            receiving=receiving,
            quarantined=receiving and bool(arrivals) and shown.identity.state != "matched",
            today=node.today(),
        )

    over = node.store.read(step)
    node.store.write(  # before anything is shown; all writing would wait while records are verified inside of it
        lambda tx: trace(tx, who, purpose="transfer", act="opened", of_kind="transfer", of=transfer, at=node.now())
    )
    return over


def _arrivals(node: Node, tx: Transaction, conversation: Conversation, *, receiving: bool) -> list[Arrival]:
    """Each record once, in the order in which they were named."""
    kinds = {each.record: each.kind for said in conversation.messages for each in documents_of(said.body)}
    return [_arrival(node, tx, conversation, digest, kind, receiving=receiving) for digest, kind in kinds.items()]


def _arrival(
    node: Node, tx: Transaction, conversation: Conversation, digest: str, kind: str, *, receiving: bool
) -> Arrival:
    verdict = verdict_on(conversation, digest)
    if verdict not in (None, GENUINE) and receiving:
        return Arrival(digest, kind, failed=verdict or "")
    try:
        stored = find_record(tx, digest)
        if stored.erased_at is not None:
            return Arrival(digest, kind, erased=True)
        record = record_shown(node, tx, stored)
    except Refusal as refusal:
        return Arrival(digest, kind, broken=refusal.code)
    return Arrival(digest, kind, record, failed=(verdict or "") if verdict != GENUINE else "")
