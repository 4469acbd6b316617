"""A transfer in days, codes and counts, as an auditor compares many: read from what was signed, and nobody's data.

Only the permanent part of each message is read, which is what is left of it after erasure as well. So the figures are
the same before and after somebody is forgotten, and no name is decrypted to make them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exchange.node.naming import council_of
from exchange.node.parts import Node
from exchange.node.saying import standing_of
from exchange.store import StoredTransfer, Transaction
from exchange.transfer import (
    Conversation,
    Decision,
    Documents,
    Message,
    MessageType,
    NotOurs,
    Standing,
    london_day,
    recall_message,
    recall_receipt,
)
from exchange.wire import Council

_NO_CARE = frozenset(
    {"cancelled", "refused", "joined", "recalled", "destroyed", "wrong-person", "declined", "unmatched"}
)


@dataclass(frozen=True)
class Audited:
    """One transfer. `moved_on` is the day that was stated, or else `moves_on` is what was expected.

    `care_days`: whole days from the move to care that was decided on and had begun, 0 where it was there on the day;
    `own_days`: to the receiving council's own assessment and plan. None: nobody signed it yet.
    `gap_days`: for how many days after a stated move no care was there, as of today. `declined`: codes of grounds.
    """

    id: str
    sending: Council
    receiving: Council
    stage: str
    started_on: date
    moves_on: date | None
    moved_on: date | None
    care_days: int | None
    own_days: int | None
    gap_days: int
    alarms: tuple[str, ...]
    declined: tuple[str, ...]
    needs: Counter[str]
    wrong_links: int

    @property
    def decided(self) -> int:
        """How many needs were decided on."""
        return self.needs.total()

    @property
    def percent(self) -> int | None:
        """The share of them that was accepted as it stood, in whole per cent, rounded down."""
        return 100 * self.needs["accepted"] // self.decided if self.decided else None


def audited(node: Node, tx: Transaction, stored: StoredTransfer) -> Audited:
    """What an auditor compares of this transfer."""
    messages = tuple(recall_message(each) for each in tx.messages.signed_of_transfer(stored.id))
    receipts = tuple(recall_receipt(each.token) for each in tx.receipts.of_transfer(stored.id))
    now = standing_of(node, Conversation(stored.id, messages, receipts))
    moved_on = now.closing.moved_on[0] if now.closing and now.closing.moved_on else None
    care_on, own_on = _care_on(messages), now.closing.completed_on if now.closing else None
    return Audited(
        id=stored.id,
        sending=council_of(node, tx, stored.sending),
        receiving=council_of(node, tx, stored.receiving),
        stage=now.stage,
        started_on=london_day(stored.started_at),
        moves_on=now.moves_on,
        moved_on=moved_on,
        care_days=_days(moved_on, care_on),
        own_days=_days(moved_on, own_on),
        gap_days=_gap(now, moved_on, min(filter(None, (care_on, own_on)), default=None), today=node.today()),
        alarms=tuple(each.about for each in now.deadlines if each.is_alarm),
        declined=tuple(_grounds(messages)),
        needs=Counter(each.outcome for each in now.decision.needs) if now.decision else Counter(),
        wrong_links=sum(each.type is MessageType.WRONG_PERSON for each in messages),
    )


def _care_on(messages: Iterable[Message]) -> date | None:
    """The first day on which care that the receiving council had decided on was to be there."""
    days = (
        max(london_day(message.issued_at), min(each.starts_on for each in message.body.day_one))
        for message in messages
        if isinstance(message.body, Decision) and message.body.day_one
    )
    return min(days, default=None)


def _days(moved_on: date | None, reached_on: date | None) -> int | None:
    return None if moved_on is None or reached_on is None else max(0, (reached_on - moved_on).days)


def _gap(now: Standing, moved_on: date | None, care_on: date | None, *, today: date) -> int:
    if moved_on is None or now.stage in _NO_CARE:
        return 0
    return max(0, ((care_on or today) - moved_on).days)


def _grounds(messages: Iterable[Message]) -> Iterable[str]:
    """Why records were refused, or a duty was."""
    for message in messages:
        if isinstance(message.body, Documents | NotOurs) and message.body.ground is not None:
            yield message.body.ground
