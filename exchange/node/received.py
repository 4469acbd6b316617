"""What a council received in a transfer: the records that it found genuine, as they were shown to it."""

from collections.abc import Iterator
from functools import lru_cache

from exchange.record import VerifiedRecord, recall_record
from exchange.store import Attachment, Transaction
from exchange.transfer import GENUINE, Conversation, documents_of, recalled_in


def received_records(tx: Transaction, conversation: Conversation) -> dict[str, VerifiedRecord]:
    """The genuine records of a transfer by digest, in the order in which they were named; what was recalled is not one
    of them.
    """
    return {each.record: recall_record(each.token) for each in _received(tx, conversation)}


def needs_shown(tx: Transaction, conversation: Conversation) -> dict[str, frozenset[str]]:
    """The ids of the needs that each of these records shows."""
    return {each.record: need_ids(each.token) for each in _received(tx, conversation)}


@lru_cache(maxsize=200)
def need_ids(token: str) -> frozenset[str]:
    """The ids of the needs that a record out of our own store shows."""
    return frozenset(recall_record(token).need_ids)


def _received(tx: Transaction, conversation: Conversation) -> Iterator[Attachment]:
    genuine = {
        checked.digest for receipt in conversation.receipts for checked in receipt.checked if checked.verdict == GENUINE
    }
    usable = genuine - recalled_in(conversation.messages, conversation.receipts)
    for message in conversation.messages:
        if any(document.record in usable for document in documents_of(message.body)):
            yield from (each for each in tx.messages.attachments(message.digest) if each.record in usable)
