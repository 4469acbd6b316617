"""Destroy: what the sending council recalled is erased here, and that is said and signed, in one transaction.

The keys to every copy of the records that came in this transfer are destroyed; where the whole transfer is recalled,
also those to what the other council's messages say of the person. What was signed stays, so that stage and duty can
still be checked. A copy that came by another transfer is not touched: it is recalled there, or not at all.
"""

from collections.abc import Collection

from exchange.errors import Refusal
from exchange.node import Node, Once, Saying, conversation_of, find_anew, forget_recalled, say_in
from exchange.store import Transaction
from exchange.transfer import Conversation, Destroyed, Message, Recall, documents_of
from exchange.wire import NewDestruction


def destroy(node: Node, transfer: str, order: NewDestruction, *, once_as: Once) -> str:
    """Erase what the recall `of` names, and say so; returns the message's digest. Refuses `recall-unknown`."""

    def step(tx: Transaction) -> str:
        def make(conversation: Conversation) -> Saying:
            theirs = [message for message in conversation.messages if message.iss != node.entity_id]
            recall = _find(theirs, order.of)
            records = _sent(theirs) if recall.scope == "transfer" else frozenset(recall.records)
            _erase(node, tx, theirs, records, whole=recall.scope == "transfer")
            forget_recalled()
            find_anew(tx, conversation_of(tx, transfer))
            named = tuple(sorted(records))
            return Saying(Destroyed(of=order.of, day=node.today(), records=named, by=order.by, how=order.how))

        return say_in(node, tx, transfer, make, request=once_as)

    digest = node.store.write(step)
    forget_recalled()
    node.wake()
    return digest


def _find(theirs: Collection[Message], digest: str) -> Recall:
    found = next((message.body for message in theirs if message.digest == digest), None)
    if not isinstance(found, Recall):
        raise Refusal("recall-unknown", "/of")
    return found


def _sent(theirs: Collection[Message]) -> frozenset[str]:
    return frozenset(document.record for message in theirs for document in documents_of(message.body))


def _erase(node: Node, tx: Transaction, theirs: Collection[Message], records: Collection[str], *, whole: bool) -> None:
    for message in theirs:
        if whole:
            tx.messages.erase(message.digest, at=node.now())
        for digest in records:
            tx.records.erase_copy(digest, message=message.digest, at=node.now())
