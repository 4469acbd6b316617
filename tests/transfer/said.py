"""What the tests of this room say: two councils with real keys, sample bodies, and messages signed or merely stated."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from exchange.jose import PrivateKey, b64u
from exchange.transfer import (
    AnyBody,
    Arrived,
    Conversation,
    DayOne,
    Decision,
    Document,
    Entered,
    Identifier,
    LogHead,
    Message,
    MessageType,
    NeedDecision,
    Notification,
    Person,
    Place,
    Receipt,
    Worker,
    compose,
    next_place,
    type_of,
)
from exchange.transfer.receipts import ReceiptOutcome

A, B, C = (f"https://{name}.example" for name in ("gwynedd", "ceredigion", "powys"))
KEYS = {council: PrivateKey.generate() for council in (A, B, C)}
TRANSFER = str(UUID(int=7))
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOVE = date(2026, 12, 1)


def digest(name: object) -> str:
    return b64u(hashlib.sha256(str(name).encode()).digest())


LOG = LogHead(origin="gwynedd.example/log", size=5, root=digest("root"))
WORKER = Worker(name="Siân Ifans", role="social worker", contact="01286 000000")
PERSON = Person(
    name="Mair Puw",
    birth_date=date(1942, 3, 1),
    identifiers=(Identifier(system="https://fhir.nhs.uk/Id/nhs-number", value="9434765919"),),
)
PLAN = Document(
    record=digest("plan"),
    presentation=digest("statement"),
    kind="care-and-support-plan",
    vct="urn:assessment-exchange:care-and-support-plan:1.0",
)


def salts() -> Iterator[str]:
    return (digest(number)[:22] for number in count())


def notification(**changes: object) -> Notification:
    body = Notification(
        day=MOVE, confidence="likely", basis="wls-s56", documents=(PLAN,), person=PERSON, worker=WORKER,
        reason="to live near her daughter", new_address="2 Stryd y Bont, Aberaeron", note="Speaks Welsh at home.",
    )  # fmt: skip
    return body.model_copy(update=changes)


def decision(**changes: object) -> Decision:
    body = Decision(
        assessment="proportionate",
        needs=(
            NeedDecision(record=PLAN.record, need="need-1", outcome="accepted"),
            NeedDecision(record=PLAN.record, need="need-2", outcome="varied", reason="the new bathroom has a shower"),
        ),
        day_one=(
            DayOne(need="need-1", starts_on=MOVE, how="two calls a day", provider="Gofal Aeron", owner="S. Rees"),
        ),
        worker=WORKER,
    )
    return body.model_copy(update=changes)


def arrived(day: date = MOVE) -> Arrived:
    return Arrived(day=day, note="settled in well")


def entered() -> Entered:
    return Entered(form="structured", documents=(PLAN.record,), local_reference="CE/1042")


def body_of(kind: MessageType, day: date = MOVE) -> AnyBody:
    match kind:
        case MessageType.NOTIFICATION:
            return notification(day=day)
        case MessageType.DECISION:
            return decision()
        case MessageType.ARRIVED:
            return arrived(day)
        case MessageType.ENTERED:
            return entered()


def token(body: AnyBody, *, iss: str = A, place: Place | None = None, issued_at: datetime = NOON, jti: int = 1) -> str:
    return compose(
        body, iss=iss, aud=B if iss == A else A, transfer=TRANSFER, place=place or Place(1), jti=str(UUID(int=jti)),
        issued_at=issued_at, log=LOG, signer=KEYS[iss], salts=salts().__next__,
    )  # fmt: skip


@dataclass
class Desk:
    """One council's side, without cryptography: messages it states, and the conversation as it holds it."""

    council: str
    other: str
    conversation: Conversation = field(default_factory=lambda: Conversation(TRANSFER))

    def state(self, body: AnyBody, *, at: datetime = NOON) -> Message:
        return stated(body, self.council, self.other, next_place(self.conversation, council=self.council), at)

    def keep(self, message: Message) -> Message:
        self.conversation = self.conversation.with_message(message)
        return message

    def say(self, body: AnyBody, *, at: datetime = NOON) -> Message:
        return self.keep(self.state(body, at=at))


def stated(
    body: AnyBody, iss: str, aud: str, place: Place, at: datetime = NOON, jti: int | None = None, salt: str = ""
) -> Message:
    """A message as `read_message` would give it, but never signed: for the pure functions that follow."""
    name = digest((iss, aud, place, type_of(body), body, at, jti, salt))
    return Message(
        digest=name, kid="key", iss=iss, aud=aud, issued_at=at,
        jti=str(UUID(int=jti)) if jti is not None else str(UUID(hex=name.encode().hex()[:32])), transfer=TRANSFER,
        seq=place.seq, prev=place.prev, seen=place.seen, type=type_of(body), body=body, concealed=0, log=LOG,
    )  # fmt: skip


def answer(message: Message, *, outcome: ReceiptOutcome = "delivered", at: datetime = NOON) -> Receipt:
    """A receipt as `read_receipt` would give it, but never signed."""
    code = "schema-failed" if outcome == "rejected" else None
    return Receipt(
        digest=digest((message.digest, outcome, at)), kid="key", iss=message.aud, aud=message.iss, issued_at=at,
        transfer=message.transfer, of=message.digest, outcome=outcome, code=code, checked=(),
    )  # fmt: skip


def desks() -> tuple[Desk, Desk]:
    return Desk(A, B), Desk(B, A)
