"""Receive: messages of other councils are opened, checked, kept and answered.

Each parcel is judged on its own: one that is bad stops no other. What may heal is answered by a problem and leaves no
trace; what cannot is answered by a signed receipt, which exists if and only if its effect is committed, and is the same
for ever. This door makes no outbound connection: a sender who is not known (yet) is left for the worker to look up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from exchange.councils import COUNCILS
from exchange.errors import Refusal
from exchange.jose import decrypt, parse_jwe
from exchange.node import (
    Attesting,
    Genuine,
    Node,
    Unknown,
    answer,
    conversation_of,
    event_of,
    find_transfer_by,
    genuine_attestations,
    hold,
    judge_attached,
    keep,
    keep_attested,
    keep_record,
    looking_up,
    member,
    set_stage,
)
from exchange.store import Attachment as StoredAttachment
from exchange.store import Errand, Transaction
from exchange.transfer import (
    Attachment,
    Checked,
    Conversation,
    Message,
    Notification,
    Placed,
    PlannedMove,
    Request,
    Stage,
    attestations_in,
    check_attachments,
    check_basis,
    check_envelope,
    judge,
    open_parcel,
    parties_of,
    peek_message,
    place,
    read_message,
    recall_receipt,
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
    attested: Sequence[Attesting]
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
    return partial(_receive, node, opened)


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
    attested = genuine_attestations(node, attestations_in(opened, of=message), records=genuine)
    return _Opened(message, opened.message, sender, attachments, attested, genuine, checked)


def _receive(node: Node, opened: _Opened, tx: Transaction) -> str:
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
        hold(node, tx, message, token=opened.token, chain=opened.sender.chain, code=refusal.code)
        return answer(node, tx, message, checked=opened.checked, code=refusal.code)
    return _take_in(node, tx, opened, conversation)


def _digest_with_id(tx: Transaction, message: Message) -> str | None:
    held = tx.messages.with_jti(message.iss, message.jti)
    return held.digest if held else None


def _take_in(node: Node, tx: Transaction, opened: _Opened, conversation: Conversation) -> str:
    message = opened.message
    code = _judge(node, opened, conversation)
    if not conversation.messages:
        _open_transfer(node, tx, message)
    attached = [
        StoredAttachment(each.document.record, each.document.presentation, each.statement, each.record)
        for each in opened.attachments
    ]
    keep(tx, message, token=opened.token, node=node, chain=opened.sender.chain, attachments=attached)
    if code is None:
        for record, issuer in opened.genuine.values():
            keep_record(node, tx, record, issuer=issuer, message=message)
        keep_attested(node, tx, opened.attested)
        find_transfer_by(tx, message.transfer, message.body, (record for record, _ in opened.genuine.values()))
    receipt = answer(node, tx, message, checked=opened.checked, code=code)
    set_stage(node, tx, conversation.with_message(message).with_receipt(recall_receipt(receipt)))
    tx.errands.want(Errand.PROOF, message.digest, of=message.iss, at=node.now())
    tx.events.add(
        "message.received" if code is None else "message.refused",
        transfer=message.transfer,
        data=event_of(message),
        at=node.now(),
    )
    return receipt


def _judge(node: Node, opened: _Opened, conversation: Conversation) -> str | None:
    """The code for which a placed message is refused for good, or None; refuses what later knowledge could change."""
    try:
        judge(conversation, opened.message)
        _check_basis(node, opened)
    except Refusal as refusal:
        if refusal.heals:
            raise
        return refusal.code
    return None


def _check_basis(node: Node, opened: _Opened) -> None:
    """What opens a transfer names a law that moves a duty between these two nations."""
    ours, theirs = COUNCILS[node.settings.gss].nation, COUNCILS[opened.sender.gss].nation
    match opened.message.body:
        case Notification(basis=basis):
            check_basis(basis, sending=theirs, receiving=ours)
        case Request(move=PlannedMove(basis=basis)):
            check_basis(basis, sending=ours, receiving=theirs)
        case _:
            return


def _open_transfer(node: Node, tx: Transaction, message: Message) -> None:
    parties = parties_of([message])
    if parties is None:
        raise Refusal("transfer-unknown")
    asked = isinstance(message.body, Request)
    if asked:
        _check_rate(node, tx, message.iss)
    tx.transfers.add(
        message.transfer,
        sending=parties.sending,
        receiving=parties.receiving,
        started_at=message.issued_at,
        stage=Stage.NOTIFIED,
        at=node.now(),
        asked=asked,
    )


def _check_rate(node: Node, tx: Transaction, asking: str) -> None:
    """A council that asks about very many people on one day is made to wait: who asks may be fishing."""
    known = tx.transfers.asked_by(asking, since=node.now() - timedelta(days=1))
    if known >= node.settings.requests_per_day:
        raise Refusal("too-many-requests", retry_after_seconds=3600)


def _result(node: Node, result: str | Exception) -> ParcelResult:
    if isinstance(result, str):
        return ParcelResult(receipt=result)
    if not isinstance(result, Refusal):
        node.notices.fault(result, door="/federation/messages")
        result = Refusal("internal")
    problem = ParcelProblem(
        code=result.code, title=result.meaning.sentence, detail=result.meaning.remedy, retry=result.heals
    )
    return ParcelResult(problem=problem)
