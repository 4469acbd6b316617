"""A transfer: the conversation of two councils about one person's move, in signed messages.

Either council may start. Told by the person, the sending one notifies, with the plan; or the receiving one asks, and
gets the records or a reason. The receiving council says whose records these are, decides need by need, and enters them;
either says that the person has arrived, that the move is off, or that it differs; the sending one closes. Each message
is an SD-JWT whose personal members are concealed: once they are erased, signature, stage and duty can still be checked.
Each is answered by a signed receipt.

Rules:

- Order is per transfer and sender: `seq` counts, `prev` names the sender's message before, `seen` the other's newest.
- One table says who may say what when (`moves.py`), and what holds where two messages crossed. A message is judged by
  what its sender knew, so that both councils reach the same verdict in whatever order messages arrive.
- Stage, duty and deadlines are functions of the messages and receipts, and of nothing else: no clock, no order of
  arrival, no setting that the two councils could have differently.
- Who holds the duty on a day follows from cited rules (`laws/`); there is exactly one answer for every day.
  A council may take the duty upon itself by its own word; by its own word alone it is not rid of it.
- Every silence has a deadline (`silences.py`), and an alarm that both councils see on the same day.

    message = read_message(parcel.message, keys=sender_keys, audience=our_entity_id)
    if place(conversation, message) is Placed.NEW:
        judge(conversation, message)
        attachments = check_attachments(message, parcel)
        conversation = conversation.with_message(message)
    duty_holder(conversation.messages, conversation.receipts, day=day)
    deadlines(conversation.messages, conversation.receipts, on=day)
"""

from exchange.transfer.adoption import (
    Adopted,
    Share,
    adopted,
    check_adopted,
    share_carried_over,
)
from exchange.transfer.bodies import (
    AnyBody,
    Arrived,
    Asked,
    Cancelled,
    Closed,
    Completed,
    Consent,
    DayOne,
    Decision,
    DeliveredByHand,
    Destroyed,
    Dispute,
    Document,
    Documents,
    Entered,
    Explanation,
    Factor,
    Identifier,
    LeftOut,
    Matched,
    MessageType,
    NeedDecision,
    Notification,
    NotOurs,
    Person,
    PlannedMove,
    Recall,
    Request,
    Resolved,
    Told,
    Update,
    Worker,
    WrongPerson,
    documents_of,
)
from exchange.transfer.closing import ClosingFacts, closing_facts, decision_of
from exchange.transfer.conversation import Conversation, Placed, admit, judge, next_place, place
from exchange.transfer.days import london_day
from exchange.transfer.deadlines import Deadline, deadlines
from exchange.transfer.duty import Disputed, Duty, Held, Nobody, duty_holder
from exchange.transfer.envelope import (
    MAX_ATTESTATIONS,
    Attachment,
    Parcel,
    attestations_in,
    check_attachments,
    check_envelope,
    check_size,
    open_parcel,
    seal_parcel,
    with_attestations,
)
from exchange.transfer.facts import Fact
from exchange.transfer.forgetting import FORGET_AFTER, forget_on, recalled_in
from exchange.transfer.identity import Link, check_matched, link_of
from exchange.transfer.laws import JURISDICTIONS, Jurisdiction, Rule
from exchange.transfer.messages import (
    LogHead,
    Message,
    Place,
    UnverifiedMessage,
    compose,
    peek_message,
    read_message,
    recall_message,
    type_of,
)
from exchange.transfer.moves import CROSSINGS, TABLE, Move, allowed_moves, check_move, effective, past_of
from exchange.transfer.needs import check_entered, check_needs
from exchange.transfer.parties import Parties, Role, parties_of
from exchange.transfer.receipts import (
    GENUINE,
    Checked,
    Receipt,
    UnverifiedReceipt,
    check_receipt,
    peek_receipt,
    read_receipt,
    recall_receipt,
    sign_receipt,
)
from exchange.transfer.retry import GIVE_UP_AFTER, next_try
from exchange.transfer.scope import basis_in, basis_of_move, check_basis, check_requested
from exchange.transfer.silences import SILENCES, Settings, Silence, Wait
from exchange.transfer.stages import END_STAGES, Stage, stage_of
from exchange.transfer.standing import Standing, standing
from exchange.transfer.waits import care_is_arranged

__all__ = [
    "CROSSINGS",
    "END_STAGES",
    "FORGET_AFTER",
    "GENUINE",
    "GIVE_UP_AFTER",
    "JURISDICTIONS",
    "MAX_ATTESTATIONS",
    "SILENCES",
    "TABLE",
    "Adopted",
    "AnyBody",
    "Arrived",
    "Asked",
    "Attachment",
    "Cancelled",
    "Checked",
    "Closed",
    "ClosingFacts",
    "Completed",
    "Consent",
    "Conversation",
    "DayOne",
    "Deadline",
    "Decision",
    "DeliveredByHand",
    "Destroyed",
    "Dispute",
    "Disputed",
    "Document",
    "Documents",
    "Duty",
    "Entered",
    "Explanation",
    "Fact",
    "Factor",
    "Held",
    "Identifier",
    "Jurisdiction",
    "LeftOut",
    "Link",
    "LogHead",
    "Matched",
    "Message",
    "MessageType",
    "Move",
    "NeedDecision",
    "Nobody",
    "NotOurs",
    "Notification",
    "Parcel",
    "Parties",
    "Person",
    "Place",
    "Placed",
    "PlannedMove",
    "Recall",
    "Receipt",
    "Request",
    "Resolved",
    "Role",
    "Rule",
    "Settings",
    "Share",
    "Silence",
    "Stage",
    "Standing",
    "Told",
    "UnverifiedMessage",
    "UnverifiedReceipt",
    "Update",
    "Wait",
    "Worker",
    "WrongPerson",
    "admit",
    "adopted",
    "allowed_moves",
    "attestations_in",
    "basis_in",
    "basis_of_move",
    "care_is_arranged",
    "check_adopted",
    "check_attachments",
    "check_basis",
    "check_entered",
    "check_envelope",
    "check_matched",
    "check_move",
    "check_needs",
    "check_receipt",
    "check_requested",
    "check_size",
    "closing_facts",
    "compose",
    "deadlines",
    "decision_of",
    "documents_of",
    "duty_holder",
    "effective",
    "forget_on",
    "judge",
    "link_of",
    "london_day",
    "next_place",
    "next_try",
    "open_parcel",
    "parties_of",
    "past_of",
    "peek_message",
    "peek_receipt",
    "place",
    "read_message",
    "read_receipt",
    "recall_message",
    "recall_receipt",
    "recalled_in",
    "seal_parcel",
    "share_carried_over",
    "sign_receipt",
    "stage_of",
    "standing",
    "type_of",
    "with_attestations",
]
