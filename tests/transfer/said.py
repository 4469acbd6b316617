"""What the tests of this room say: two councils with real keys, sample bodies, and messages signed or merely stated."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from exchange.jose import PrivateKey, b64u
from exchange.transfer import (
    AnyBody,
    Arrived,
    Asked,
    Cancelled,
    Closed,
    Completed,
    Conversation,
    DayOne,
    Decision,
    DeliveredByHand,
    Destroyed,
    Dispute,
    Document,
    Documents,
    Entered,
    Identifier,
    LogHead,
    Matched,
    Message,
    MessageType,
    NeedDecision,
    Notification,
    NotOurs,
    Person,
    Place,
    PlannedMove,
    Recall,
    Receipt,
    Request,
    Resolved,
    Told,
    Update,
    Worker,
    WrongPerson,
    compose,
    next_place,
    type_of,
)
from exchange.transfer.bodies import Confidence
from exchange.transfer.course import course_of
from exchange.transfer.endings import CancelGround, ClosingReason
from exchange.transfer.facts import open_disputes, open_recalls
from exchange.transfer.openings import RefusalGround
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


def request(**changes: object) -> Request:
    """A request with which the receiving council opens a transfer."""
    body = Request(
        asks=(Asked(kind="care-and-support-plan"), Asked(kind="assessment", sections=("needs", "risks"))),
        move=PlannedMove(day=MOVE, confidence="likely", basis="wls-s56"), told=Told(on=NOON.date(), by="family"),
        person=PERSON, new_address="2 Stryd y Bont, Aberaeron", worker=WORKER,
    )  # fmt: skip
    return body.model_copy(update=changes)


def asking() -> Request:
    """A request for more, in a transfer that is open."""
    return request(move=None, told=None, person=None, new_address=None)


def documents(of: str | None = None, **changes: object) -> Documents:
    return Documents(outcome="sent", of=of, documents=(PLAN,), worker=WORKER).model_copy(update=changes)


def refused(of: str, ground: RefusalGround = "consent-missing") -> Documents:
    return Documents(outcome="refused", of=of, ground=ground, reason="she asked us not to")


def no_match(of: str) -> Documents:
    return Documents(outcome="no-match", of=of)


def new_day(day: date = MOVE, confidence: Confidence = "certain") -> Update:
    return Update(about="date", day=day, confidence=confidence)


def question() -> Update:
    return Update(about="question", text="Who holds the key safe's number?")


def joins(survivor: str = str(UUID(int=3))) -> Update:
    return Update(about="joins", survivor=survivor)


def matched() -> Matched:
    return Matched(grade="strong", factors=("identifier", "name", "birth-date"), by=WORKER, local_reference="CE/1042")


def wrong_person(undoes: str | None = None, **changes: object) -> WrongPerson:
    body = WrongPerson(fault="receiving", noticed_on=NOON.date(), undoes=undoes, records=(PLAN.record,))
    return body.model_copy(update=changes)


def not_ours(**changes: object) -> NotOurs:
    return NotOurs(ground="not-resident", reason="she only stays with us").model_copy(update=changes)


def completed(day: date = MOVE) -> Completed:
    return Completed(day=day, assessment="proportionate", records=(digest("new plan"),), note="agreed with her")


def cancelled(ground: CancelGround = "not-moving", day: date | None = None) -> Cancelled:
    return Cancelled(ground=ground, day=day, reason="the flat fell through")


def recall(**changes: object) -> Recall:
    body = Recall(scope="documents", ground="too-much", records=(PLAN.record,), reason="page nine is her sister's")
    return body.model_copy(update=changes)


def destroyed(of: str, day: date = MOVE) -> Destroyed:
    return Destroyed(of=of, day=day, records=(PLAN.record,), by=WORKER, how="deleted and purged")


def dispute(**changes: object) -> Dispute:
    return Dispute(about="ordinary-residence", reason="it is a placement").model_copy(update=changes)


def resolved(*of: str, **changes: object) -> Resolved:
    body = Resolved(of=of, how="agreed", holder="sending", starts_on=MOVE, reference="our letter")
    return body.model_copy(update=changes)


def closed(day: date = MOVE, reason: ClosingReason | None = None) -> Closed:
    return Closed(day=day, reason=reason, statement="Mrs Puw is settled in Aberaeron.")


def by_hand(day: date = MOVE) -> DeliveredByHand:
    return DeliveredByHand(day=day, manner="paper", records=(PLAN.record,), received_by="N. Evans")


def body_of(kind: MessageType, day: date = MOVE, of: str = "") -> AnyBody:
    """A body of this type; `of` is the digest of what it answers, where it answers something."""
    of = of or digest("something said before")
    bodies: dict[MessageType, AnyBody] = {
        MessageType.NOTIFICATION: notification(day=day), MessageType.REQUEST: request(),
        MessageType.DOCUMENTS: documents(), MessageType.UPDATE: new_day(day), MessageType.MATCHED: matched(),
        MessageType.WRONG_PERSON: wrong_person(), MessageType.DECISION: decision(), MessageType.NOT_OURS: not_ours(),
        MessageType.ARRIVED: arrived(day), MessageType.ENTERED: entered(), MessageType.COMPLETED: completed(day),
        MessageType.CANCELLED: cancelled(), MessageType.RECALL: recall(), MessageType.DESTROYED: destroyed(of, day),
        MessageType.DISPUTE: dispute(), MessageType.RESOLVED: resolved(of), MessageType.CLOSED: closed(day, "other"),
        MessageType.DELIVERED_BY_HAND: by_hand(day),
    }  # fmt: skip
    return bodies[kind]


def fitting(kind: MessageType, held: Iterable[Message], *, council: str, day: date = MOVE) -> AnyBody:
    """A body of this type that fits what was said, if any does."""
    course = course_of(held)
    if course is None:
        return body_of(kind, day)
    match kind:
        case MessageType.REQUEST:
            return asking()
        case MessageType.CANCELLED if course.past.said(MessageType.ARRIVED):
            return cancelled("died", day)
        case MessageType.DESTROYED:
            return destroyed(next((each.digest for each in open_recalls(course.past)), digest("nothing")), day)
        case MessageType.RESOLVED:
            disputes = [each.digest for each in open_disputes(course.past)]
            return resolved(*disputes or [digest("nothing")], holder=course.parties.role_of(council), starts_on=day)
        case _:
            return body_of(kind, day)


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
