"""Saying the next message of a transfer: signed, judged by the table, logged, kept and put into the outbox, all inside
the transaction it is given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from exchange.errors import Refusal
from exchange.jose import JsonObject, b64u
from exchange.node.acts import enter, once
from exchange.node.describing import names_our_keys
from exchange.node.finding import find_transfer_by
from exchange.node.parts import Node, Once
from exchange.node.received import need_ids
from exchange.node.trail import trace
from exchange.store import Attachment, Transaction
from exchange.tlog import EMPTY_ROOT
from exchange.transfer import (
    AnyBody,
    Conversation,
    LogHead,
    Message,
    Receipt,
    Standing,
    admit,
    check_size,
    compose,
    next_place,
    recall_message,
    recall_receipt,
    standing,
)

_WATCH_AFTER = timedelta(minutes=1)  # by then what belongs together has been said, and is looked at once


@dataclass(frozen=True)
class Saying:
    """What is to be said, and the presentations that go with it."""

    body: AnyBody
    attachments: Sequence[Attachment] = ()


def conversation_of(tx: Transaction, transfer: str) -> Conversation:
    """A transfer as this council holds it: what was said by both, and the receipts."""
    messages = tuple(_message(stored.token) for stored in tx.messages.of_transfer(transfer))
    receipts = tuple(_receipt(stored.token) for stored in tx.receipts.of_transfer(transfer))
    return Conversation(transfer, messages, receipts)


def forget_recalled() -> None:
    """Drop from memory what was read out of the store; called where something was erased from it."""
    _message.cache_clear()
    need_ids.cache_clear()


@lru_cache(maxsize=1_000)
def _message(token: str) -> Message:
    """What a message says never changes, and it is read again with each one that follows it."""
    return recall_message(token)


@lru_cache(maxsize=1_000)
def _receipt(token: str) -> Receipt:
    return recall_receipt(token)


def say(
    node: Node,
    tx: Transaction,
    body: AnyBody,
    *,
    to: str,
    conversation: Conversation,
    attachments: Sequence[Attachment] = (),
) -> Message:
    """Say something to the other council; refuses, before anything is kept, what that council would refuse."""
    now = node.now()
    token = compose(
        body,
        iss=node.entity_id,
        aud=to,
        transfer=conversation.transfer,
        place=next_place(conversation, council=node.entity_id),
        jti=node.fresh_id(),
        issued_at=now,
        log=_log_head(node, tx),
        signer=node.keyring.message,
        salts=node.salt,
    )
    message = recall_message(token)
    admit(conversation, message)
    check_size(token, [part for each in attachments for part in (each.token, each.statement)])
    enter(node, tx, message.digest, kind="message")
    keep(tx, message, token=token, node=node, chain=own_chain(node, tx), attachments=attachments)
    find_transfer_by(tx, message.transfer, message.body)
    tx.outbox.put(message.digest, peer=to, due_at=now)
    set_stage(node, tx, conversation.with_message(message))
    tx.events.add("message.said", transfer=message.transfer, data=event_of(message), at=now)
    return message


def say_in(node: Node, tx: Transaction, transfer: str, make: Callable[[Conversation], Saying], *, request: Once) -> str:
    """Say something in a transfer that is under way, once for each request; returns the message's digest.

    `make` is given the conversation as it is now: it refuses what the table of moves cannot know, and what it does
    beside is undone if the message is refused. Refuses `transfer-unknown`.
    """

    def act() -> str:
        stored = tx.transfers.find(transfer)
        if stored is None:
            raise Refusal("transfer-unknown")
        conversation = conversation_of(tx, transfer)
        what = make(conversation)
        other = stored.receiving if stored.sending == node.entity_id else stored.sending
        said = say(node, tx, what.body, to=other, conversation=conversation, attachments=what.attachments)
        leave_word(node, tx, said, request=request)
        return said.digest

    return once(node, tx, request, act)


def leave_word(node: Node, tx: Transaction, said: Message, *, request: Once) -> None:
    """Leave it in the trail where somebody at a page said this; a case system keeps its own."""
    if request.person is not None:
        act = f"said-{said.type}"
        trace(tx, request.person, purpose="transfer", act=act, of_kind="transfer", of=said.transfer, at=node.now())


def keep(
    tx: Transaction,
    message: Message,
    *,
    token: str,
    node: Node,
    chain: Sequence[str],
    attachments: Sequence[Attachment] = (),
) -> None:
    """Keep a message of either council, with the chain it is to be judged by."""
    tx.messages.add(
        message.digest,
        transfer=message.transfer,
        iss=message.iss,
        aud=message.aud,
        seq=message.seq,
        jti=message.jti,
        type=message.type,
        issued_at=message.issued_at,
        token=token,
        at=node.now(),
        attachments=attachments,
        chain=chain,
    )


def set_stage(node: Node, tx: Transaction, conversation: Conversation) -> None:
    """Remember how far the transfer has come with these messages, and have its silences looked at soon."""
    stand(node, tx, conversation.transfer, standing_of(node, conversation), watch_at=node.now() + _WATCH_AFTER)


def standing_of(node: Node, conversation: Conversation) -> Standing:
    """Where a transfer stands for this council today."""
    messages, receipts, settings = conversation.messages, conversation.receipts, node.settings.reminding
    return standing(messages, receipts, day=node.today(), council=node.entity_id, settings=settings)


def stand(node: Node, tx: Transaction, transfer: str, now: Standing, *, watch_at: datetime | None) -> None:
    """Remember what lists of transfers are made by."""
    tx.transfers.stand(
        transfer,
        now.stage,
        ended=now.is_over,
        moves_on=now.moves_on,
        due_on=now.due_on,
        at=node.now(),
        watch_at=watch_at,
    )


def own_chain(node: Node, tx: Transaction) -> tuple[str, ...]:
    """This council's own chain, by which others judge what it signs; `setup-incomplete` until it is enrolled, and
    `chain-expired` when the federation could not be reached for too long.

    After a key was changed it is `busy` until the worker has looked up a chain that names the new one: nobody could
    ever judge what was signed before that.
    """
    try:
        own = node.members.find(tx, node.entity_id, now=node.now())
    except Refusal as refusal:
        code = "setup-incomplete" if refusal.code == "entity-unknown" else refusal.code
        raise Refusal(code, "enrolment") from refusal
    if not names_our_keys(node, own):
        raise Refusal("busy", "enrolment")
    return own.chain


def event_of(message: Message) -> JsonObject:
    """What the feed says of a message: ids only."""
    return {"message": message.digest, "kind": message.type.value}


def _log_head(node: Node, tx: Transaction) -> LogHead:
    newest = tx.log.newest_checkpoint()
    size, root = (newest.size, newest.root) if newest else (0, EMPTY_ROOT)
    return LogHead(origin=node.log_key.name, size=size, root=b64u(root))
