"""Deliver: what is in the outbox goes to the other councils, and their receipts come back.

A message is sent only once a checkpoint covers it, and the proof of that was verified. It is encrypted anew for each
try. Only a signed receipt of the addressee settles it; whatever else comes back (an error page, a problem, nothing) is
a reason to try again later, because nobody signed it.

One message that cannot be sent, or is always answered by a problem, stops no other: each is sealed, judged and put off
on its own. Those whose request was refused as a whole come due again at different moments, so that they part ways.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from exchange.errors import Refusal
from exchange.node import Node, conversation_of, cut, event_of, proof_of, set_stage
from exchange.peers import MAX_MESSAGES, MAX_MESSAGES_BYTES, Result
from exchange.store import Errand, Lease, LeaseLost, Transaction
from exchange.transfer import (
    GIVE_UP_AFTER,
    Message,
    Receipt,
    check_receipt,
    next_try,
    read_receipt,
    recall_message,
    seal_parcel,
    with_attestations,
)
from exchange.trust import TrustedEntity

LEASE_SECONDS = 60  # longer than one request can take, so that nobody else sends what is on its way
FEWEST_TRIES = 10  # before anything is given up: for most of the time this council may have been off itself
_ROOM_BYTES = MAX_MESSAGES_BYTES - 65_536
_STALE_KEYS = ("kid-unknown", "decryption-key-unknown")  # one of the two councils does not know the other's newest keys


@dataclass(frozen=True)
class Delivered:
    """How many messages are settled now, and until when the council asked to be left alone, if it did."""

    receipts: int = 0
    rest_until: datetime | None = None


@dataclass(frozen=True)
class _Outgoing:
    """A message on its way, as a parcel for this one try."""

    lease: Lease
    message: Message
    parcel: str


def due_peers(node: Node) -> list[str]:
    """The councils to which something is due."""
    return node.store.read(lambda tx: tx.outbox.due_peers(now=node.now()))


def deliver(node: Node, peer: str, *, owner: str, enough: Callable[[], bool] = lambda: False) -> Delivered:
    """Hand what is due to one council over, in requests of many messages, for as long as it gives receipts.

    `enough` is asked between two requests: a worker that is to stop does not go on.
    """
    receipts = 0
    while not enough() and _is_due(node, peer) and (leases := _lease(node, peer, owner)):
        done = _hand_over(node, peer, leases)
        receipts += done.receipts
        if not done.receipts:
            return Delivered(receipts, done.rest_until)
    return Delivered(receipts)


def _is_due(node: Node, peer: str) -> bool:
    """Whether there is anything to lease: to look costs less than a commit."""
    return node.store.read(lambda tx: tx.outbox.is_due(peer, now=node.now()))


def _lease(node: Node, peer: str, owner: str) -> list[Lease]:
    """Cut a checkpoint over what is to be sent, and lease it."""

    def lease(tx: Transaction) -> list[Lease]:
        cut(node, tx)
        return tx.outbox.claim(peer, now=node.now(), lease_seconds=LEASE_SECONDS, limit=MAX_MESSAGES, owner=owner)

    return node.store.write(lease)


def _hand_over(node: Node, peer: str, leases: Sequence[Lease]) -> Delivered:
    try:
        receiver = node.store.read(lambda tx: node.members.find(tx, peer, now=node.now()))
    except Refusal as refusal:
        return _put_off(node, leases, refusal)
    packed, unpacked = node.store.read(lambda tx: _pack(node, tx, receiver, leases))
    _write_each(node, [(lease, partial(_release, node, lease, code)) for lease, code in unpacked])
    if not packed:
        return Delivered()
    try:
        results = node.peers.deliver(receiver.origin, [each.parcel for each in packed])
    except Refusal as refusal:
        return _put_off(node, [each.lease for each in packed], refusal)
    ends = [_end_of(node, receiver, each, result) for each, result in zip(packed, results, strict=True)]
    steps = [(each.lease, partial(_settle, node, receiver, each, end)) for each, end in zip(packed, ends, strict=True)]
    return Delivered(sum(_write_each(node, steps)))


def _pack(
    node: Node, tx: Transaction, receiver: TrustedEntity, leases: Sequence[Lease]
) -> tuple[list[_Outgoing], list[tuple[Lease, str]]]:
    """Seal as many messages as one request may carry; and the rest, each with what is wrong with it, if anything is."""
    packed: list[_Outgoing] = []
    unpacked: list[tuple[Lease, str]] = []
    room = _ROOM_BYTES
    for lease in leases:
        sealed = _try_to_seal(node, tx, lease, receiver) if room > 0 else ""
        room -= len(sealed.parcel) + 3 if isinstance(sealed, _Outgoing) else 0
        if isinstance(sealed, _Outgoing) and (room >= 0 or not packed):  # the first one always goes
            packed.append(sealed)
        else:
            unpacked.append((lease, sealed if isinstance(sealed, str) else ""))
    return packed, unpacked


def _try_to_seal(node: Node, tx: Transaction, lease: Lease, receiver: TrustedEntity) -> _Outgoing | str:
    """The sealed message, or the code of why it cannot be: what is damaged in our store keeps nothing else back."""
    try:
        return _seal(node, tx, lease, receiver)
    except Refusal as refusal:
        return refusal.code
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the others have to go
        node.notices.fault(error, door="deliver")
        return "internal"


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
    attested = [one.token for each in attached for one in tx.attestations.of_record(each.record)]
    attachments = with_attestations(stored.token, tokens, attested)
    parcel = seal_parcel(stored.token, attachments, to=key, iss=node.entity_id, aud=receiver.entity_id)
    return _Outgoing(lease, recall_message(stored.token), parcel)


def _end_of(node: Node, receiver: TrustedEntity, sent: _Outgoing, result: Result) -> tuple[Receipt, str] | str:
    """How this try ended: with a good receipt and its token, or with the code of why there is none."""
    token = result.unverified_receipt
    if token is None:
        return result.problem or "peer-answer"
    try:
        receipt = read_receipt(
            token, keys=receiver.message_keys, iss=receiver.entity_id, aud=node.entity_id, of=sent.message.digest
        )
        check_receipt(receipt, message=sent.message)
    except Refusal as refusal:
        return refusal.code
    return receipt, token


def _settle(
    node: Node, receiver: TrustedEntity, sent: _Outgoing, end: tuple[Receipt, str] | str, tx: Transaction
) -> bool:
    """Keep the receipt and end the lease; without a good receipt, try again later."""
    if isinstance(end, str):
        _postpone(node, sent.lease, end, None, tx)
        return False
    receipt, token = end
    tx.outbox.settle(sent.lease)
    tx.outbox.bring_forward(receipt.iss, now=node.now())  # it is there: what waited because it was not can go
    tx.receipts.add(
        receipt.of,
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
    set_stage(node, tx, conversation_of(tx, receipt.transfer))
    tx.events.add(f"message.{receipt.outcome}", transfer=receipt.transfer, data=event_of(sent.message), at=node.now())
    return True


def _put_off(node: Node, leases: Sequence[Lease], refusal: Refusal) -> Delivered:
    """Nothing went well: all of it is tried again, no sooner than the council asks."""
    node.notices.write("delivery-postponed", peer=leases[0].peer, code=refusal.code, messages=len(leases))
    asked = refusal.retry_after_seconds
    wait = None if asked is None else timedelta(seconds=asked)
    rest_until = None if wait is None else next_try(1, now=node.now(), jitter=0.0, retry_after=wait)
    _write_each(node, [(lease, partial(_postpone, node, lease, refusal.code, wait)) for lease in leases])
    return Delivered(rest_until=rest_until)


def _release(node: Node, lease: Lease, code: str, tx: Transaction) -> bool:
    """What did not fit into this request goes with the next one; what could not be sealed is tried again later."""
    if code:
        return _postpone(node, lease, code, None, tx)
    tx.outbox.release(lease, due_at=node.now())
    return False


def _postpone(node: Node, lease: Lease, code: str, retry_after: timedelta | None, tx: Transaction) -> bool:
    now = node.now()
    if code in _STALE_KEYS:
        tx.members.wanted(lease.peer, at=now)
    if now - lease.since >= GIVE_UP_AFTER and lease.attempts >= FEWEST_TRIES:
        tx.outbox.give_up(lease, problem=code)
        tx.events.add("message.given-up", transfer=lease.transfer, data={"message": lease.message}, at=now)
    else:
        due_at = next_try(lease.attempts, now=now, jitter=node.jitter(), retry_after=retry_after)
        tx.outbox.postpone(lease, due_at=due_at, problem=code)
    return False


def _write_each(node: Node, steps: Sequence[tuple[Lease, Callable[[Transaction], bool]]]) -> list[bool]:
    """Run one step for each lease. One that fails is written down and put off; it undoes no other."""
    outcomes = node.store.write_all([step for _, step in steps])
    again: list[Lease] = []
    for (lease, _), outcome in zip(steps, outcomes, strict=True):
        # a lost lease is no fault: somebody else has the message, and what we know of it they will know too
        if isinstance(outcome, Exception) and not isinstance(outcome, LeaseLost):
            node.notices.fault(outcome, door="deliver")
            again.append(lease)
    node.store.write_all([partial(_postpone, node, lease, "internal", None) for lease in again])
    return [outcome is True for outcome in outcomes]
