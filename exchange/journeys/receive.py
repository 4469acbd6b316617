"""Receive: messages of other councils are opened, checked, kept and answered.

Each parcel is judged on its own: one that is bad stops no other. What may heal is answered by a problem and leaves no
trace; what cannot is answered by a signed receipt, which exists if and only if its effect is committed, and is the same
for ever. This door makes no outbound connection: a sender who is not known (yet) is left for the worker to look up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from exchange.errors import Refusal
from exchange.jose import decrypt, digest_of, parse_jwe
from exchange.node import (
    Genuine,
    Node,
    Unknown,
    conversation_of,
    enter,
    event_of,
    judge_attached,
    keep,
    looking_up,
    member,
    own_chain,
    set_stage,
)
from exchange.record import VerifiedRecord
from exchange.store import Attachment as StoredAttachment
from exchange.store import Errand, Transaction
from exchange.transfer import (
    Attachment,
    Checked,
    Conversation,
    Message,
    Placed,
    Stage,
    check_attachments,
    check_envelope,
    check_move,
    open_parcel,
    parties_of,
    past_of,
    peek_message,
    place,
    read_message,
    recall_receipt,
    sign_receipt,
)
from exchange.trust import LEEWAY, TrustedEntity
from exchange.wire import ParcelProblem, ParcelResult, ParcelResults

Step: TypeAlias = Callable[[Transaction], str | Refusal]


@dataclass(frozen=True)
class _Opened:
    """A message whose signature was verified, with what was found on checking its attachments."""

    message: Message
    token: str
    sender: TrustedEntity
    attachments: tuple[Attachment, ...]
    genuine: Genuine
    checked: tuple[Checked, ...]


def receive(node: Node, parcels: Sequence[str]) -> ParcelResults:
    """Take parcels in order; one result for each."""
    steps: list[Step | Refusal] = [_open(node, parcel) for parcel in parcels]
    answers = iter(node.store.write_all([step for step in steps if not isinstance(step, Refusal)]))
    results = [step if isinstance(step, Refusal) else next(answers) for step in steps]
    if any(isinstance(result, Unknown) for result in results):
        node.wake()
    return ParcelResults(results=tuple(_result(node, result) for result in results))


def _open(node: Node, parcel: str) -> Step | Refusal:
    try:
        opened = _verify(node, parcel)
    except Unknown as unknown:
        return partial(_want, node, unknown)
    except Refusal as refusal:
        return refusal
    except Exception as error:  # noqa: BLE001 - a fault of ours over one parcel must not cost the others their receipts
        node.notices.fault(error, door="/federation/messages")
        return Refusal("internal")
    return partial(_answer, node, opened)


def _want(node: Node, unknown: Unknown, tx: Transaction) -> Refusal:
    """Have the worker look somebody up. What an unverified envelope names is remembered, never fetched from here."""
    tx.members.wanted(unknown.entity_id, at=node.now())
    return unknown


def _verify(node: Node, parcel: str) -> _Opened:
    outside = parse_jwe(parcel)
    if outside.aud != node.entity_id:
        raise Refusal("audience-wrong", "/aud")
    with looking_up(outside.iss):
        sender = member(node, outside.iss)
        opened = open_parcel(decrypt(outside, key=node.keyring.decrypter(outside.kid, now=node.now())))
        unverified = peek_message(opened.message)
        check_envelope(outside, unverified)
        message = read_message(unverified, keys=sender.message_keys, audience=node.entity_id)
        if message.issued_at > node.now() + LEEWAY:
            raise Refusal("signed-in-future", "/iat")
        attachments = check_attachments(message, opened)
        genuine, checked = judge_attached(node, message, attachments, sender=sender)
    return _Opened(message, opened.message, sender, attachments, genuine, checked)


def _answer(node: Node, opened: _Opened, tx: Transaction) -> str:
    """Take a message in and sign its receipt, or repeat the receipt it has; refuses what may heal."""
    message = opened.message
    receipt = tx.receipts.of_message(message.digest)
    if receipt is not None:
        return receipt.token
    conversation = conversation_of(tx, message.transfer)
    try:
        if place(conversation, message, same_id=_digest_with_id(tx, message)) is Placed.KNOWN:
            raise Refusal("busy")  # kept by us as our own saying: cannot come from another council
        if parties_of((*conversation.messages, message)) is None:  # it opens nothing, and nothing was opened before it
            raise Refusal("move-not-allowed", "/type")
    except Refusal as refusal:
        if refusal.heals:
            raise
        _hold(node, tx, opened, refusal.code)
        return _sign(node, tx, opened, code=refusal.code)
    return _take_in(node, tx, opened, conversation)


def _digest_with_id(tx: Transaction, message: Message) -> str | None:
    held = tx.messages.with_jti(message.iss, message.jti)
    return held.digest if held else None


def _take_in(node: Node, tx: Transaction, opened: _Opened, conversation: Conversation) -> str:
    message = opened.message
    code = _judge(message, conversation)
    if not conversation.messages:
        _open_transfer(node, tx, message)
    attached = [
        StoredAttachment(each.document.record, each.document.presentation, each.statement, each.record)
        for each in opened.attachments
    ]
    keep(tx, message, token=opened.token, node=node, chain=opened.sender.chain, attachments=attached)
    if code is None:
        for record, issuer in opened.genuine.values():
            _keep_record(node, tx, record, issuer, message)
    receipt = _sign(node, tx, opened, code=code)
    set_stage(node, tx, conversation.with_message(message).with_receipt(recall_receipt(receipt)))
    tx.errands.want(Errand.PROOF, message.digest, of=message.iss, at=node.now())
    tx.events.add(
        "message.received" if code is None else "message.refused",
        transfer=message.transfer,
        data=event_of(message),
        at=node.now(),
    )
    return receipt


def _judge(message: Message, conversation: Conversation) -> str | None:
    """The code for which a placed message is refused for good, or None."""
    try:
        check_move(message, past=past_of(message, conversation.messages, conversation.receipts))
    except Refusal as refusal:
        return refusal.code
    return None


def _open_transfer(node: Node, tx: Transaction, message: Message) -> None:
    parties = parties_of([message])
    if parties is None:
        raise Refusal("transfer-unknown")
    tx.transfers.add(
        message.transfer,
        sending=parties.sending,
        receiving=parties.receiving,
        started_at=message.issued_at,
        stage=Stage.NOTIFIED,
        at=node.now(),
    )


def _keep_record(node: Node, tx: Transaction, record: VerifiedRecord, issuer: TrustedEntity, message: Message) -> None:
    if tx.records.find(record.digest) is not None or tx.records.with_jti(record.iss, record.jti) is not None:
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


def _hold(node: Node, tx: Transaction, opened: _Opened, code: str) -> None:
    message = opened.message
    tx.held.add(
        message.digest,
        transfer=message.transfer,
        iss=message.iss,
        seq=message.seq,
        code=code,
        token=opened.token,
        at=node.now(),
        chain=opened.sender.chain,
    )
    tx.events.add("message.held", transfer=message.transfer, data=event_of(message), at=node.now())


def _sign(node: Node, tx: Transaction, opened: _Opened, *, code: str | None) -> str:
    message = opened.message
    token = sign_receipt(
        iss=node.entity_id,
        aud=message.iss,
        transfer=message.transfer,
        of=message.digest,
        outcome="delivered" if code is None else "rejected",
        issued_at=node.now(),
        signer=node.keyring.message,
        code=code,
        checked=opened.checked,
    )
    enter(node, tx, digest_of(token.rpartition(".")[0]), kind="receipt")
    tx.receipts.add(
        message.digest,
        iss=node.entity_id,
        aud=message.iss,
        transfer=message.transfer,
        token=token,
        outcome="delivered" if code is None else "rejected",
        at=node.now(),
        code=code,
        chain=own_chain(node, tx),
    )
    return token


def _result(node: Node, answer: str | Exception) -> ParcelResult:
    if isinstance(answer, str):
        return ParcelResult(receipt=answer)
    if not isinstance(answer, Refusal):
        node.notices.fault(answer, door="/federation/messages")
        answer = Refusal("internal")
    problem = ParcelProblem(
        code=answer.code, title=answer.meaning.sentence, detail=answer.meaning.remedy, retry=answer.heals
    )
    return ParcelResult(problem=problem)
