"""What a council received in a transfer: the records that it found genuine, as they were shown to it."""

from collections.abc import Mapping

from exchange.record import VerifiedRecord, recall_record
from exchange.store import Transaction
from exchange.transfer import GENUINE, Conversation, documents_of, recalled_in


def received_records(tx: Transaction, conversation: Conversation) -> dict[str, VerifiedRecord]:
    """The genuine records of a transfer by digest, in the order in which they were named; what was recalled is not one
    of them.
    """
    genuine = {
        checked.digest for receipt in conversation.receipts for checked in receipt.checked if checked.verdict == GENUINE
    }
    usable = genuine - recalled_in(conversation.messages, conversation.receipts)
    found: dict[str, VerifiedRecord] = {}
    for message in conversation.messages:
        if not any(document.record in usable for document in documents_of(message.body)):
            continue
        for attachment in tx.messages.attachments(message.digest):
            if attachment.record in usable:
                found[attachment.record] = recall_record(attachment.token)
    return found


def needs_of(records: Mapping[str, VerifiedRecord]) -> dict[str, frozenset[str]]:
    """The ids of the needs that each record shows."""
    return {digest: frozenset(record.need_ids) for digest, record in records.items()}
