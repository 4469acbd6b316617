"""What a council received in a transfer: the records that it found genuine, as they were shown to it."""

from exchange.record import VerifiedRecord, recall_record
from exchange.store import Transaction
from exchange.transfer import GENUINE, Conversation, Notification


def received_records(tx: Transaction, conversation: Conversation) -> dict[str, VerifiedRecord]:
    """The genuine records of a transfer by digest, in the order in which they were named."""
    genuine = {
        checked.digest for receipt in conversation.receipts for checked in receipt.checked if checked.verdict == GENUINE
    }
    found: dict[str, VerifiedRecord] = {}
    for message in conversation.messages:
        if isinstance(message.body, Notification):
            for attachment in tx.messages.attachments(message.digest):
                if attachment.record in genuine:
                    found[attachment.record] = recall_record(attachment.token)
    return found
