"""One transfer as one council holds it: which message fits where, and what comes next.

Order is per transfer and sender. `place` finds the place of a message that has arrived; whether the sender was allowed
to say it is for `check_move`. A message that is refused for good *after* it was placed keeps its place, so that the
sender's next one can follow it; it has no effect.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from exchange.errors import Refusal
from exchange.transfer.messages import Message, Place
from exchange.transfer.moves import check_move, past_of
from exchange.transfer.parties import parties_of
from exchange.transfer.receipts import Receipt


class Placed(StrEnum):
    """What `place` found: a message to take in, or one that is held already (answer with the stored receipt)."""

    NEW = "new"
    KNOWN = "known"


@dataclass(frozen=True)
class Conversation:
    """The messages of both councils that were placed, in any order, and the receipts for them."""

    transfer: str
    messages: tuple[Message, ...] = ()
    receipts: tuple[Receipt, ...] = ()

    def with_message(self, message: Message) -> "Conversation":
        """The conversation after this message was placed."""
        return replace(self, messages=(*self.messages, message))

    def with_receipt(self, receipt: Receipt) -> "Conversation":
        """The conversation after this receipt was given or taken."""
        return replace(self, receipts=(*self.receipts, receipt))


def place(conversation: Conversation, message: Message, *, same_id: str | None = None) -> Placed:
    """Find where a message belongs, or refuse: `message-id-reused`, `forked`, `not-party`, `expected-seq` (heals).

    `same_id` is the digest of the message, in whatever transfer, that is held with the same sender and `jti`.
    """
    if message.transfer != conversation.transfer:
        raise Refusal("transfer-unknown", "/transfer")
    if any(each.digest == message.digest for each in conversation.messages):
        return Placed.KNOWN
    _check_parties(conversation, message)
    _check_id(conversation, message, same_id)
    previous = _check_sequence(conversation, message)
    _check_seen(conversation, message, previous)
    parties_of((*conversation.messages, message))  # both councils claiming to have opened it: forked
    return Placed.NEW


def admit(conversation: Conversation, message: Message, *, same_id: str | None = None) -> Placed:
    """Place a message and judge it (`move-not-allowed`): what a council does with each one it reads or composes."""
    placed = place(conversation, message, same_id=same_id)
    if placed is Placed.NEW:
        check_move(message, past=past_of(message, conversation.messages, conversation.receipts))
    return placed


def next_place(conversation: Conversation, *, council: str) -> Place:
    """Where this council's next message goes, having seen all that is held."""
    own = _newest(message for message in conversation.messages if message.iss == council)
    seen = _newest(message for message in conversation.messages if message.iss != council)
    return Place(own.seq + 1 if own else 1, own.digest if own else None, seen.digest if seen else None)


def judge(conversation: Conversation, message: Message) -> None:
    """Judge a message of the other council: `move-not-allowed` for good, or `expected-seq` while we cannot know.

    Its sender may have refused for good something of ours that it had seen, and knows that this does not count; until
    its receipt is here, we do not. A refusal that later knowledge could change is never signed.
    """
    try:
        check_move(message, past=past_of(message, conversation.messages, conversation.receipts))
    except Refusal:
        _check_settled(conversation, message)
        raise


def _check_settled(conversation: Conversation, message: Message) -> None:
    answered = {receipt.of for receipt in conversation.receipts if receipt.iss == message.iss}
    held = {each.digest: each for each in conversation.messages}
    seen_up_to = held[message.seen].seq if message.seen in held else 0
    seen = (each for each in held.values() if each.iss == message.aud and each.seq <= seen_up_to)
    if any(each.digest not in answered for each in seen):
        raise Refusal("expected-seq", "/seen")


def _check_parties(conversation: Conversation, message: Message) -> None:
    first = next(iter(conversation.messages), message)
    if {message.iss, message.aud} != {first.iss, first.aud}:
        raise Refusal("not-party", "/iss")


def _check_id(conversation: Conversation, message: Message, same_id: str | None) -> None:
    holders = {each.digest for each in conversation.messages if (each.iss, each.jti) == (message.iss, message.jti)}
    if holders or same_id not in (None, message.digest):
        raise Refusal("message-id-reused", "/jti")


def _check_sequence(conversation: Conversation, message: Message) -> Message | None:
    """The sender's message before this one."""
    own = {each.seq: each for each in conversation.messages if each.iss == message.iss}
    named = next((each for each in own.values() if each.digest == message.prev), None)
    if message.seq in own or (named is not None and named.seq != message.seq - 1):
        raise Refusal("forked", "/seq")  # the place, or the place after `prev`, is another message's
    previous = own.get(message.seq - 1)
    if previous is None and message.seq > 1:
        raise Refusal("expected-seq", "/seq")
    if previous is not None and previous.digest != message.prev:
        raise Refusal("forked", "/prev")
    return previous


def _check_seen(conversation: Conversation, message: Message, previous: Message | None) -> None:
    held = {each.digest: each for each in conversation.messages}
    if message.seen is not None and message.seen not in held:
        raise Refusal("expected-seq", "/seen")  # ours, and lost by us (a restore), or not yet replayed
    seen = held[message.seen] if message.seen else None
    before = held[previous.seen] if previous and previous.seen else None
    forgotten = before is not None and (seen is None or seen.seq < before.seq)
    if forgotten or (seen is not None and seen.iss == message.iss):
        raise Refusal("message-claims", "/seen")


def _newest(messages: Iterable[Message]) -> Message | None:
    return max(messages, key=lambda each: each.seq, default=None)
