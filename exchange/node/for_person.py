"""A record for the person whom it is about: which ones may be, and how they read it."""

from collections.abc import Collection, Sequence

from exchange.errors import Refusal
from exchange.node.parts import Node
from exchange.node.saying import conversation_of
from exchange.record import VerifiedRecord, Withhold, preview
from exchange.record.grounds import PERSON
from exchange.store import StoredRecord, Transaction
from exchange.transfer import check_matched
from exchange.trust import TrustedEntity


def find_for_person(tx: Transaction, digest: str) -> StoredRecord:
    """A record made or received here; refuses `record-unknown`, also for one that was erased, and `not-matched`."""
    stored = tx.records.find(digest)
    if stored is None or stored.erased_at is not None:
        raise Refusal("record-unknown")
    message = tx.messages.find(stored.attached_to) if stored.attached_to is not None else None
    if message is not None:  # nobody is given what is not known to be theirs
        conversation = conversation_of(tx, message.transfer)
        check_matched(conversation.messages, conversation.receipts)
    return stored


def issuer_of(node: Node, tx: Transaction, stored: StoredRecord) -> TrustedEntity:
    """The council that sealed a record, as it was when the record came here."""
    return node.members.at_the_time(tx.chains.find(stored.chain), at=stored.at)


def preview_for_person(
    node: Node,
    tx: Transaction,
    stored: StoredRecord,
    *,
    withhold: Sequence[Withhold] = (),
    cleared: Collection[str] = (),
) -> VerifiedRecord:
    """What the person would see of a record; nothing is signed, and nothing given to anybody."""
    keys = issuer_of(node, tx, stored).record_keys
    return preview(stored.token, issuer_keys=keys, purpose=PERSON, withhold=withhold, cleared=cleared)
