"""Print the plan: what holds for the person from the day of the move until the receiving council has its own plan."""

from dataclasses import dataclass, field

from exchange.node import (
    Node,
    SignedIn,
    conversation_of,
    find_for_person,
    preview_for_person,
    received_records,
    trace,
    transfer_shown,
)
from exchange.record import VerifiedRecord
from exchange.record.grounds import PERSON
from exchange.store import Transaction
from exchange.transfer import check_matched
from exchange.wire import Transfer


@dataclass(frozen=True)
class PlanForPerson:
    """A transfer, and its records as the person may see them."""

    transfer: Transfer
    records: tuple[VerifiedRecord, ...] = field(repr=False)


def print_plan(node: Node, who: SignedIn, transfer: str, *, act: str) -> PlanForPerson:
    """What the plan is made of; refuses `transfer-unknown`, and `not-matched` until it is said whose records these are.

    That it was opened or printed, as `act` says, is left in the trail, where the person is told of it.
    """

    def step(tx: Transaction) -> PlanForPerson:
        shown, conversation = transfer_shown(node, tx, transfer), conversation_of(tx, transfer)
        check_matched(conversation.messages, conversation.receipts)
        trace(tx, who, purpose=PERSON, act=act, of_kind="transfer", of=transfer, at=node.now())
        digests = received_records(tx, conversation)
        stored = (find_for_person(tx, digest) for digest in digests)
        return PlanForPerson(shown, tuple(preview_for_person(node, tx, each) for each in stored))

    return node.store.write(step)
