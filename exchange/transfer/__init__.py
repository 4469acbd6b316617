"""A transfer: the conversation of two councils about one person's move, in signed messages.

Council A (sending) notifies council B (receiving) of a likely move, with the plan; B decides need by need; either says
that the person has arrived; B says that the records are entered. Each message is an SD-JWT whose personal members are
concealed: once they are erased, signature, stage and duty can still be checked. Each is answered by a signed receipt.

Rules:

- Order is per transfer and sender: `seq` counts, `prev` names the sender's message before, `seen` the other's newest.
- One table says who may say what when (`moves.py`). A message is judged by what its sender knew, so that both councils
  reach the same verdict in whatever order messages arrive.
- Stage and duty are functions of the messages and receipts, and of nothing else: no clock, no order of arrival.
- Who holds the duty on a day follows from cited rules (`jurisdictions.py`); there is exactly one answer for every day.

    message = read_message(parcel.message, keys=sender_keys, audience=our_entity_id)
    if admit(conversation, message) is Placed.NEW:
        attachments = check_attachments(message, parcel)
        conversation = conversation.with_message(message)
    duty_holder(conversation.messages, conversation.receipts, day=day)
"""

from exchange.transfer.bodies import (
    AnyBody,
    Arrived,
    DayOne,
    Decision,
    Document,
    Entered,
    Identifier,
    MessageType,
    NeedDecision,
    Notification,
    Person,
    Worker,
)
from exchange.transfer.conversation import Conversation, Placed, Stage, admit, next_place, place, stage_of
from exchange.transfer.days import london_day
from exchange.transfer.duty import Disputed, Duty, Held, Nobody, duty_holder
from exchange.transfer.envelope import (
    Attachment,
    Parcel,
    check_attachments,
    check_envelope,
    check_size,
    open_parcel,
    seal_parcel,
)
from exchange.transfer.jurisdictions import JURISDICTIONS, Jurisdiction, Rule
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
from exchange.transfer.moves import (
    TABLE,
    Parties,
    Role,
    allowed_moves,
    check_move,
    effective,
    parties_of,
    past_of,
)
from exchange.transfer.needs import check_entered, check_needs
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

__all__ = [
    "GENUINE",
    "GIVE_UP_AFTER",
    "JURISDICTIONS",
    "TABLE",
    "AnyBody",
    "Arrived",
    "Attachment",
    "Checked",
    "Conversation",
    "DayOne",
    "Decision",
    "Disputed",
    "Document",
    "Duty",
    "Entered",
    "Held",
    "Identifier",
    "Jurisdiction",
    "LogHead",
    "Message",
    "MessageType",
    "NeedDecision",
    "Nobody",
    "Notification",
    "Parcel",
    "Parties",
    "Person",
    "Place",
    "Placed",
    "Receipt",
    "Role",
    "Rule",
    "Stage",
    "UnverifiedMessage",
    "UnverifiedReceipt",
    "Worker",
    "admit",
    "allowed_moves",
    "check_attachments",
    "check_entered",
    "check_envelope",
    "check_move",
    "check_needs",
    "check_receipt",
    "check_size",
    "compose",
    "duty_holder",
    "effective",
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
    "seal_parcel",
    "sign_receipt",
    "stage_of",
    "type_of",
]
