"""What a council received in a transfer: the records that it found genuine, as they were shown to it."""

from collections.abc import Iterator
from functools import lru_cache

from exchange.record import VerifiedRecord, recall_record
from exchange.store import Attachment, Transaction
from exchange.transfer import (
    GENUINE,
    Conversation,
    Documents,
    Notification,
    Person,
    Request,
    documents_of,
    recalled_in,
)


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


def person_named(conversation: Conversation) -> Person | None:
    """The person as the messages name them, the newest word first; nobody once that was erased."""
    for message in reversed(conversation.messages):
        match message.body:
            case Notification(person=person) | Request(person=person) | Documents(person=person) if person is not None:
                return person
            case _:
                pass
    return None


def verdicts_of(conversation: Conversation) -> tuple[tuple[str, bool], ...]:
    """Each record that was sent, by its kind, and whether its receiver found it genuine; nothing before the receipt."""
    checked = {each.digest: each.verdict for receipt in conversation.receipts for each in receipt.checked}
    named = {each.record: each.kind for message in conversation.messages for each in documents_of(message.body)}
    return tuple((kind, checked[digest] == GENUINE) for digest, kind in named.items() if digest in checked)


def verdict_on(conversation: Conversation, digest: str) -> str | None:
    """What its receiver found of a record: `genuine`, or the code of what is wrong; None before any receipt.

    Where it came twice, once found genuine is enough: that copy is the one that is held.
    """
    said = [each.verdict for receipt in conversation.receipts for each in receipt.checked if each.digest == digest]
    return GENUINE if GENUINE in said else said[-1] if said else None
