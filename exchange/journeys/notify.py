"""Notify: the sending council tells the receiving one that a move is likely, and presents the records (s.56(1))."""

from exchange.node import (
    Node,
    Once,
    find_own,
    leave_word,
    once,
    open_transfer,
    other_council,
    present_to,
    say,
    standing_kinds,
)
from exchange.store import Transaction
from exchange.transfer import Conversation, Notification, basis_of_move, check_requested
from exchange.wire import NewTransfer


def notify(node: Node, new: NewTransfer, *, once_as: Once) -> str:
    """Start a transfer; returns its id. The message is signed, logged and in the outbox when this returns.

    Refuses `same-council`, `council-unknown`, `outside-s56`, `consent-missing` across a border, `basis-unknown`,
    `plan-missing`, `not-requested`, and what presenting the records refuses. The other council need not be reachable.
    """
    sending, receiving = other_council(node, new.to)
    basis = basis_of_move(
        sending=sending.nation, receiving=receiving.nation, served=new.served, consents=new.consent is not None
    )

    def start(tx: Transaction) -> str:
        receiver = node.members.last_known(tx, new.to, now=node.now())
        own = find_own(node, tx, new.records)
        kinds = {each.record.kind for each in own}
        check_requested(kinds, standing=standing_kinds(receiver), opening=True)
        shown = present_to(node, tx, receiver, records=own, shown=new, basis=basis)
        body = Notification(
            day=new.day,
            confidence=new.confidence,
            basis=basis,
            documents=shown.documents,
            standing_request=receiver.configuration_digest,
            person=shown.person,
            reason=new.reason,
            new_address=new.new_address,
            worker=new.worker,
            note=new.note,
        )
        transfer = node.fresh_id()
        open_transfer(node, tx, transfer, sending=node.entity_id, receiving=receiver.entity_id)
        to, talk = receiver.entity_id, Conversation(transfer)
        said = say(node, tx, body, to=to, conversation=talk, attachments=shown.attachments)
        leave_word(node, tx, said, request=once_as)
        return transfer

    transfer = node.store.write(lambda tx: once(node, tx, once_as, lambda: start(tx)))
    node.wake()
    return transfer


def find_sent(node: Node, once_as: Once) -> str | None:
    """The transfer that this very request has started before, if it has."""
    answered = node.store.read(lambda tx: tx.idempotency.find(once_as.caller, once_as.key))
    return answered.body if answered is not None else None
