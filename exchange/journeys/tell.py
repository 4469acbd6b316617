"""Tell: what a council says in a transfer by its own word alone, and that nothing else here depends on.

What it names must exist: records that travelled in this transfer, the transfer that survives where both had started
one. Who may say it when is for the table of moves.
"""

from collections.abc import Collection, Iterator
from typing import TypeAlias

from exchange.errors import Finding, Refusal
from exchange.node import Node, Once, Saying, say_in
from exchange.store import Transaction
from exchange.transfer import (
    Arrived,
    Cancelled,
    Closed,
    Conversation,
    DeliveredByHand,
    Dispute,
    NotOurs,
    Recall,
    Resolved,
    Update,
    WrongPerson,
    documents_of,
)

Word: TypeAlias = (
    Update | Arrived | WrongPerson | NotOurs | Cancelled | Recall | Dispute | Resolved | Closed | DeliveredByHand
)


def tell(node: Node, transfer: str, word: Word, *, once_as: Once) -> str:
    """Say it; returns the message's digest. Refuses `record-unknown` and `transfer-unknown` for what does not exist."""

    def step(tx: Transaction) -> str:
        def make(conversation: Conversation) -> Saying:
            _check(tx, word, conversation)
            return Saying(word)

        return say_in(node, tx, transfer, make, request=once_as)

    digest = node.store.write(step)
    node.wake()
    return digest


def _check(tx: Transaction, word: Word, conversation: Conversation) -> None:
    findings = tuple(_findings(tx, word, conversation))
    if findings:
        raise Refusal(findings[0].code, findings[0].at, findings=findings)


def _findings(tx: Transaction, word: Word, conversation: Conversation) -> Iterator[Finding]:
    match word:
        case Recall(records=records) | WrongPerson(records=records):
            yield from _unknown(records, _travelled(conversation))
        case DeliveredByHand(records=records):
            yield from _unknown(records, {each for each in records if tx.records.find(each) is not None})
        case Update(survivor=survivor) if survivor is not None and not _joins(tx, survivor, conversation.transfer):
            yield Finding("transfer-unknown", "/survivor", "of the same two councils")
        case _:
            return


def _unknown(records: Collection[str], known: Collection[str]) -> Iterator[Finding]:
    for place, digest in enumerate(records):
        if digest not in known:
            yield Finding("record-unknown", f"/records/{place}", "in this transfer")


def _travelled(conversation: Conversation) -> set[str]:
    return {document.record for message in conversation.messages for document in documents_of(message.body)}


def _joins(tx: Transaction, survivor: str, transfer: str) -> bool:
    """Whether both transfers are of one move: from the same council to the same council."""
    one, other = tx.transfers.find(survivor), tx.transfers.find(transfer)
    return bool(one and other and (one.sending, one.receiving) == (other.sending, other.receiving))
