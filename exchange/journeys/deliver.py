"""Deliver: what is in the outbox goes to the other councils, and their receipts come back.

A message is sent only once a checkpoint covers it, and the proof of that was verified. It is encrypted anew for each
try. Only a signed receipt of the addressee settles it; whatever else comes back (an error page, a problem, nothing) is
a reason to try again later, because nobody signed it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from exchange.errors import Refusal
from exchange.node import Node, conversation_of, cut, event_of, proof_of, set_stage
from exchange.peers import MAX_MESSAGES, MAX_MESSAGES_BYTES, Result
from exchange.store import Errand, Lease, Transaction
from exchange.transfer import (
    GIVE_UP_AFTER,
    Message,
    Receipt,
    check_receipt,
    next_try,
    read_receipt,
    recall_message,
    seal_parcel,
)
from exchange.trust import TrustedEntity

LEASE_SECONDS = 60
_ROOM_BYTES = MAX_MESSAGES_BYTES - 65_536


@dataclass(frozen=True)
class _Outgoing:
    """A message on its way, as a parcel for this one try."""

    lease: Lease
    message: Message
    parcel: str


def due_peers(node: Node) -> list[str]:
    """The councils to which something is due."""
    return node.store.read(lambda tx: tx.outbox.due_peers(now=node.now()))


def deliver(node: Node, peer: str, *, owner: str) -> int:
    """Hand what is due to one council over, in requests of many messages; returns how many it gave a receipt for."""
    count = 0
    while leases := _lease(node, peer, owner):
        done = _hand_over(node, peer, leases)
        count += done
        if not done:
            break
    return count


def _lease(node: Node, peer: str, owner: str) -> list[Lease]:
    """Cut a checkpoint over what is to be sent, and lease it."""

    def lease(tx: Transaction) -> list[Lease]:
        cut(node, tx)
        return tx.outbox.claim(peer, now=node.now(), lease_seconds=LEASE_SECONDS, limit=MAX_MESSAGES, owner=owner)

    return node.store.write(lease)


def _hand_over(node: Node, peer: str, leases: Sequence[Lease]) -> int:
    try:
        receiver, outgoing = node.store.read(lambda tx: _prepare(node, tx, peer, leases))
        sent = list(_within_limit(outgoing))
        results = node.peers.deliver(receiver.origin, [each.parcel for each in sent])
    except Refusal as refusal:
        _postpone_all(node, leases, refusal)
        return 0
    settled = node.store.write_all(
        [partial(_settle, node, receiver, each, result) for each, result in zip(sent, results, strict=True)]
    )
    node.store.write_all([partial(_release, node, lease) for lease in leases[len(sent) :]])
    return sum(answer is True for answer in settled)


def _prepare(node: Node, tx: Transaction, peer: str, leases: Sequence[Lease]) -> tuple[TrustedEntity, list[_Outgoing]]:
    receiver = node.members.find(tx, peer, now=node.now())
    return receiver, [_seal(node, tx, lease, receiver) for lease in leases]


def _seal(node: Node, tx: Transaction, lease: Lease, receiver: TrustedEntity) -> _Outgoing:
    stored = tx.messages.find(lease.message)
    if stored is None:
        raise Refusal("store-damaged", "outbox")
    attached = tx.messages.attachments(lease.message)
    for digest in (stored.digest, *(each.presentation for each in attached)):
        if proof_of(node, tx, digest) is None:  # the claim has cut a checkpoint, so this is never so for long
            raise Refusal("busy", "log")
    key = next(iter(receiver.encryption_keys.values()))
    tokens = [token for each in attached for token in (each.token, each.statement)]
    parcel = seal_parcel(stored.token, tokens, to=key, iss=node.entity_id, aud=receiver.entity_id)
    return _Outgoing(lease, recall_message(stored.token), parcel)


def _within_limit(outgoing: Sequence[_Outgoing]) -> Iterator[_Outgoing]:
    """As many as one request may carry; the first one always goes."""
    room = _ROOM_BYTES
    for place, each in enumerate(outgoing):
        room -= len(each.parcel) + 3
        if room < 0 and place > 0:
            return
        yield each


def _settle(node: Node, receiver: TrustedEntity, sent: _Outgoing, result: Result, tx: Transaction) -> bool:
    """Keep the receipt and end the lease; without a good receipt, try again later."""
    if result.unverified_receipt is None:
        _postpone(node, tx, sent.lease, result.problem or "peer-answer")
        return False
    try:
        receipt = _verified(node, receiver, sent.message, result.unverified_receipt)
    except Refusal as refusal:
        if refusal.code == "kid-unknown":
            tx.members.wanted(receiver.entity_id, at=node.now())
        _postpone(node, tx, sent.lease, refusal.code)
        return False
    tx.outbox.settle(sent.lease)
    _keep_receipt(node, tx, receiver, sent.message, receipt, result.unverified_receipt)
    return True


def _verified(node: Node, receiver: TrustedEntity, message: Message, token: str) -> Receipt:
    receipt = read_receipt(
        token, keys=receiver.message_keys, iss=receiver.entity_id, aud=node.entity_id, of=message.digest
    )
    check_receipt(receipt, message=message)
    return receipt


def _keep_receipt(
    node: Node, tx: Transaction, receiver: TrustedEntity, message: Message, receipt: Receipt, token: str
) -> None:
    tx.receipts.add(
        message.digest,
        iss=receipt.iss,
        aud=receipt.aud,
        transfer=receipt.transfer,
        token=token,
        outcome=receipt.outcome,
        at=node.now(),
        code=receipt.code,
        chain=receiver.chain,
    )
    tx.errands.want(Errand.PROOF, receipt.digest, of=receipt.iss, at=node.now())
    set_stage(node, tx, conversation_of(tx, message.transfer))
    tx.events.add(f"message.{receipt.outcome}", transfer=message.transfer, data=event_of(message), at=node.now())


def _postpone_all(node: Node, leases: Sequence[Lease], refusal: Refusal) -> None:
    node.notices.write("delivery-postponed", peer=leases[0].peer, code=refusal.code, messages=len(leases))
    asked = refusal.retry_after_seconds
    retry_after = None if asked is None else timedelta(seconds=asked)
    node.store.write_all([partial(_postpone_step, node, lease, refusal.code, retry_after) for lease in leases])


def _postpone_step(node: Node, lease: Lease, code: str, retry_after: timedelta | None, tx: Transaction) -> None:
    _postpone(node, tx, lease, code, retry_after)


def _postpone(node: Node, tx: Transaction, lease: Lease, code: str, retry_after: timedelta | None = None) -> None:
    now = node.now()
    if now - lease.since >= GIVE_UP_AFTER:
        tx.outbox.give_up(lease, problem=code)
        message = recall_message(_stored_token(tx, lease))
        tx.events.add("message.given-up", transfer=message.transfer, data=event_of(message), at=now)
        return
    due_at = next_try(lease.attempts, now=now, jitter=node.jitter(), retry_after=retry_after)
    tx.outbox.postpone(lease, due_at=due_at, problem=code)


def _stored_token(tx: Transaction, lease: Lease) -> str:
    stored = tx.messages.find(lease.message)
    if stored is None:
        raise Refusal("store-damaged", "outbox")
    return stored.token


def _release(node: Node, lease: Lease, tx: Transaction) -> None:
    """What did not fit into this request goes with the next one, at once."""
    tx.outbox.postpone(lease, due_at=node.now(), problem="")
