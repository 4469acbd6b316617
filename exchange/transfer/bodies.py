"""The types of messages, and what each says. The models stand by theme in the files named below."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from exchange.transfer.answers import (
    Completed,
    DayOne,
    Decision,
    Entered,
    Explanation,
    Factor,
    Matched,
    NeedDecision,
    NotOurs,
    WrongPerson,
)
from exchange.transfer.endings import Cancelled, Closed, DeliveredByHand, Destroyed, Recall
from exchange.transfer.openings import (
    Asked,
    Documents,
    LeftOut,
    Notification,
    PlannedMove,
    Request,
    Told,
    documents_of,
)
from exchange.transfer.parts import (
    MAX_DOCUMENTS,
    MAX_NEEDS,
    Basis,
    Body,
    Confidence,
    Consent,
    Document,
    Identifier,
    Outcome,
    Person,
    Side,
    Worker,
)
from exchange.transfer.talk import Arrived, Dispute, Resolved, Update

__all__ = [
    "BODIES",
    "MAX_DOCUMENTS",
    "MAX_NEEDS",
    "AnyBody",
    "Arrived",
    "Asked",
    "Basis",
    "Body",
    "Cancelled",
    "Closed",
    "Completed",
    "Confidence",
    "Consent",
    "DayOne",
    "Decision",
    "DeliveredByHand",
    "Destroyed",
    "Dispute",
    "Document",
    "Documents",
    "Entered",
    "Explanation",
    "Factor",
    "Identifier",
    "LeftOut",
    "Matched",
    "MessageType",
    "NeedDecision",
    "NotOurs",
    "Notification",
    "Outcome",
    "Person",
    "PlannedMove",
    "Recall",
    "Request",
    "Resolved",
    "Side",
    "Told",
    "Update",
    "Worker",
    "WrongPerson",
    "documents_of",
]


class MessageType(StrEnum):
    """The types of messages, as they are written in the claim `type`."""

    NOTIFICATION = "notification"
    REQUEST = "request"
    DOCUMENTS = "documents"
    UPDATE = "update"
    MATCHED = "matched"
    WRONG_PERSON = "wrong-person"
    DECISION = "decision"
    NOT_OURS = "not-ours"
    ARRIVED = "arrived"
    ENTERED = "entered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    RECALL = "recall"
    DESTROYED = "destroyed"
    DISPUTE = "dispute"
    RESOLVED = "resolved"
    CLOSED = "closed"
    DELIVERED_BY_HAND = "delivered-by-hand"


AnyBody: TypeAlias = (
    Notification
    | Request
    | Documents
    | Update
    | Matched
    | WrongPerson
    | Decision
    | NotOurs
    | Arrived
    | Entered
    | Completed
    | Cancelled
    | Recall
    | Destroyed
    | Dispute
    | Resolved
    | Closed
    | DeliveredByHand
)

BODIES: Mapping[MessageType, type[AnyBody]] = {
    MessageType.NOTIFICATION: Notification,
    MessageType.REQUEST: Request,
    MessageType.DOCUMENTS: Documents,
    MessageType.UPDATE: Update,
    MessageType.MATCHED: Matched,
    MessageType.WRONG_PERSON: WrongPerson,
    MessageType.DECISION: Decision,
    MessageType.NOT_OURS: NotOurs,
    MessageType.ARRIVED: Arrived,
    MessageType.ENTERED: Entered,
    MessageType.COMPLETED: Completed,
    MessageType.CANCELLED: Cancelled,
    MessageType.RECALL: Recall,
    MessageType.DESTROYED: Destroyed,
    MessageType.DISPUTE: Dispute,
    MessageType.RESOLVED: Resolved,
    MessageType.CLOSED: Closed,
    MessageType.DELIVERED_BY_HAND: DeliveredByHand,
}
