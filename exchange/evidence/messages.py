"""The messages and receipts of a file: each by itself, then all of them as one conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.evidence.report import Findings
from exchange.evidence.signers import Role, Signature, Signers, claimed_time
from exchange.evidence.words import Coded, Said, Value, numbered
from exchange.transfer import (
    GENUINE,
    Conversation,
    Message,
    Receipt,
    check_move,
    check_receipt,
    past_of,
    peek_message,
    peek_receipt,
    place,
    read_message,
    read_receipt,
)
from exchange.transfer.receipts import rejected


@dataclass(frozen=True)
class Signed:
    """A token of the file that its signer's public log should hold: its digest, what it is, and who says it signed."""

    digest: str
    subject: str
    signer: str


@dataclass(frozen=True)
class Heard:
    """The messages and receipts whose signatures were verified, each with its name in the report."""

    messages: tuple[tuple[str, Message], ...]
    receipts: tuple[tuple[str, Receipt], ...]
    signed: tuple[Signed, ...]


def read_messages(tokens: Sequence[str], receipts: Sequence[str], *, signers: Signers, findings: Findings) -> Heard:
    """Verify each message, and each receipt as an answer to one of them."""
    reader = _Reader(signers, findings)
    for number, token in enumerate(tokens, 1):
        reader.message(numbered("message %(number)s of %(count)s", number, tokens), token)
    for number, token in enumerate(receipts, 1):
        reader.receipt(numbered("receipt %(number)s of %(count)s", number, receipts), token)
    reader.warn_of_silence()
    return Heard(tuple(reader.messages), tuple(reader.receipts), tuple(reader.signed))


def converse(heard: Heard, *, transfer: str, findings: Findings) -> Conversation:
    """Put each message in its place, after all that its sender had said and seen, and judge it by what was known then.

    A message that its addressee refused for good keeps its place and counts for nothing; one that was not allowed and
    yet not refused fails. What lacks a message before it fails as `expected-seq`.
    """
    conversation = Conversation(transfer, receipts=tuple(receipt for _, receipt in heard.receipts))
    waiting = sorted(heard.messages, key=lambda each: (each[1].issued_at, each[1].seq))
    while waiting:
        left: list[tuple[str, Message]] = []
        for subject, message in waiting:
            try:
                place(conversation, message)
            except Refusal as refusal:
                stuck = len(left) == len(waiting) - 1  # a whole round in which nothing found its place
                if refusal.heals and not stuck:
                    left.append((subject, message))
                else:
                    findings.fail(subject, refusal)
                continue
            _judge(subject, message, conversation, findings)
            conversation = conversation.with_message(message)
        waiting = left
    return conversation


def _judge(subject: str, message: Message, conversation: Conversation, findings: Findings) -> None:
    if message.digest in rejected([message], conversation.receipts):
        findings.warn("message-refused", subject)
        return
    try:
        check_move(message, past=past_of(message, conversation.messages, conversation.receipts))
    except Refusal as refusal:
        findings.fail(subject, refusal)
    else:
        findings.ok("message-placed", subject)


class _Reader:
    def __init__(self, signers: Signers, findings: Findings) -> None:
        self._signers = signers
        self._findings = findings
        self.messages: list[tuple[str, Message]] = []
        self.receipts: list[tuple[str, Receipt]] = []
        self.signed: list[Signed] = []

    def message(self, subject: str, token: str) -> None:
        try:
            message = self._verified_message(subject, token)
        except Refusal as refusal:
            self._findings.fail(subject, refusal)
            return
        self.messages.append((subject, message))
        council, audience = self._signers.name(message.iss), self._signers.name(message.aud)
        kind, at = Coded("messages", message.type), message.issued_at
        self._findings.ok("message-genuine", subject, council=council, type=kind, audience=audience, at=at)
        if message.concealed:
            self._findings.note("message-erased", subject, count=str(message.concealed))

    def receipt(self, subject: str, token: str) -> None:
        try:
            receipt, message = self._verified_receipt(subject, token)
        except Refusal as refusal:
            self._findings.fail(subject, refusal)
            return
        facts: dict[str, Value] = {"council": self._signers.name(receipt.iss), "at": receipt.issued_at}
        facts |= {"type": Coded("messages", message.type), "outcome": Said(receipt.outcome)}
        self._findings.ok("receipt-genuine", subject, **facts)
        if any(other.of == receipt.of for _, other in self.receipts):
            self._findings.warn("receipt-twice", subject)
        if any(checked.verdict != GENUINE for checked in receipt.checked):
            self._findings.warn("receipt-names-fault", subject)
        self.receipts.append((subject, receipt))

    def warn_of_silence(self) -> None:
        answered = {receipt.of for _, receipt in self.receipts}
        for subject, message in self.messages:
            if message.digest not in answered:
                self._findings.warn("receipt-missing", subject)

    def _verified_message(self, subject: str, token: str) -> Message:
        unverified = peek_message(token)
        self.signed.append(Signed(unverified.digest, subject, unverified.iss))
        at = claimed_time(unverified.token.jws.unverified_claims)
        signature = Signature(unverified.iss, unverified.kid, at, Role.MESSAGE)
        return read_message(unverified, keys=self._signers.keys(signature, subject=subject), audience=None)

    def _verified_receipt(self, subject: str, token: str) -> tuple[Receipt, Message]:
        unverified = peek_receipt(token)
        self.signed.append(Signed(unverified.digest, subject, unverified.iss))
        at = claimed_time(unverified.token.unverified_claims)
        signature = Signature(unverified.iss, unverified.kid, at, Role.MESSAGE)
        keys = self._signers.keys(signature, subject=subject)
        receipt = read_receipt(unverified, keys=keys, iss=unverified.iss)
        message = next((each for _, each in self.messages if each.digest == receipt.of), None)
        if message is None:
            raise Refusal("evidence-incomplete", "/of")
        check_receipt(receipt, message=message)
        return receipt, message
