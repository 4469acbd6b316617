"""Answering a message of another council: its records are kept, its fork is held, its receipt is signed and logged."""

from collections.abc import Sequence
from typing import Literal

from exchange.jose import digest_of
from exchange.node.acts import enter
from exchange.node.parts import Node
from exchange.node.saying import event_of, own_chain
from exchange.record import VerifiedRecord
from exchange.store import Errand, Transaction
from exchange.transfer import Checked, Message, sign_receipt
from exchange.trust import TrustedEntity


def keep_record(
    node: Node, tx: Transaction, record: VerifiedRecord, *, issuer: TrustedEntity, message: Message
) -> None:
    """Keep a genuine record with the message it came in, and have its status and proofs fetched.

    One that was here before stays as it is, unless its copy was erased: then this one takes its place.
    """
    held = tx.records.find(record.digest)
    if held is not None:
        if not held.own and held.erased_at is not None:
            tx.records.attach(record.digest, message=message.digest)
        return
    if tx.records.with_jti(record.iss, record.jti) is not None:
        return
    tx.records.add(
        record.digest,
        jti=record.jti,
        iss=record.iss,
        vct=record.vct,
        kind=record.kind,
        issued_at=record.issued_at,
        own=False,
        at=node.now(),
        attached_to=message.digest,
        chain=issuer.chain,
        status_uri=record.status.uri,
        status_idx=record.status.idx,
        supersedes=record.supersedes,
    )
    tx.errands.want(Errand.STATUS, record.status.uri, of=record.iss, at=node.now())
    tx.errands.want(Errand.PROOF, record.digest, of=record.iss, at=node.now())
    if record.presentation_digest is not None:
        tx.errands.want(Errand.PROOF, record.presentation_digest, of=message.iss, at=node.now())


def hold(node: Node, tx: Transaction, message: Message, *, token: str, chain: Sequence[str], code: str) -> None:
    """Keep, as proof, a message that claims a taken place."""
    tx.held.add(
        message.digest,
        transfer=message.transfer,
        iss=message.iss,
        seq=message.seq,
        code=code,
        token=token,
        at=node.now(),
        chain=chain,
    )
    tx.events.add("message.held", transfer=message.transfer, data=event_of(message), at=node.now())


def answer(node: Node, tx: Transaction, message: Message, *, checked: Sequence[Checked], code: str | None) -> str:
    """Sign, log and keep the receipt of a message, delivered or refused for good with this code; its token."""
    outcome: Literal["delivered", "rejected"] = "delivered" if code is None else "rejected"
    token = sign_receipt(
        iss=node.entity_id,
        aud=message.iss,
        transfer=message.transfer,
        of=message.digest,
        outcome=outcome,
        issued_at=node.now(),
        signer=node.keyring.message,
        code=code,
        checked=checked,
    )
    enter(node, tx, digest_of(token.rpartition(".")[0]), kind="receipt")
    tx.receipts.add(
        message.digest,
        iss=node.entity_id,
        aud=message.iss,
        transfer=message.transfer,
        token=token,
        outcome=outcome,
        at=node.now(),
        code=code,
        chain=own_chain(node, tx),
    )
    return token
