"""Show a transfer: its stage, who holds the duty today, what was said, what is possible now, what it waits for."""

from exchange.errors import Refusal
from exchange.node import Node, conversation_of, council_of, delivery_sentence
from exchange.store import StoredTransfer, Transaction, Waiting, cursor_of, position_of
from exchange.transfer import (
    Conversation,
    Disputed,
    Duty,
    Held,
    Message,
    MessageType,
    Notification,
    Receipt,
    allowed_moves,
    duty_holder,
    stage_of,
)
from exchange.wire import DutyToday, Outcome, Spoken, Transfer, TransferPage, TransferSummary


def show_transfer(node: Node, transfer: str) -> Transfer:
    """One transfer; refuses `transfer-unknown`."""
    return node.store.read(lambda tx: _show(node, tx, transfer))


def list_transfers(node: Node, *, cursor: str, limit: int) -> TransferPage:
    """Transfers to and from this council, in the order in which they came to be known here."""

    def page(tx: Transaction) -> TransferPage:
        found = tx.transfers.page(after=position_of(cursor), limit=limit)
        following = cursor_of(found[-1].position) if len(found) == limit else None
        return TransferPage(transfers=tuple(_summary(node, tx, each) for each in found), next=following)

    return node.store.read(page)


def _show(node: Node, tx: Transaction, transfer: str) -> Transfer:
    stored = tx.transfers.find(transfer)
    if stored is None:
        raise Refusal("transfer-unknown")
    conversation = conversation_of(tx, transfer)
    waiting = {each.message: each for each in tx.outbox.waiting(transfer)}
    return Transfer(
        id=stored.id,
        sending=council_of(node, tx, stored.sending),
        receiving=council_of(node, tx, stored.receiving),
        stage=stage_of(conversation.messages, conversation.receipts),
        started_at=stored.started_at,
        duty=_duty(node, tx, conversation),
        records=_records(conversation),
        messages=tuple(_spoken(node, tx, each, conversation, waiting) for each in conversation.messages),
        possible=_possible(node, conversation),
        waiting=_waiting(node, tx, conversation, waiting, stored),
    )


def _summary(node: Node, tx: Transaction, stored: StoredTransfer) -> TransferSummary:
    return TransferSummary(
        id=stored.id,
        sending=council_of(node, tx, stored.sending),
        receiving=council_of(node, tx, stored.receiving),
        stage=stored.stage,
        started_at=stored.started_at,
    )


def _records(conversation: Conversation) -> tuple[str, ...]:
    bodies = [message.body for message in conversation.messages]
    return tuple(each.record for body in bodies if isinstance(body, Notification) for each in body.documents)


def _possible(node: Node, conversation: Conversation) -> tuple[MessageType, ...]:
    return allowed_moves(conversation.messages, council=node.entity_id, receipts=conversation.receipts)


def _duty(node: Node, tx: Transaction, conversation: Conversation) -> DutyToday:
    today = node.today()
    duty = duty_holder(conversation.messages, conversation.receipts, day=today)
    holder = council_of(node, tx, _holder(duty)) if _holder(duty) else None
    return DutyToday(
        day=today,
        holder=holder,
        disputed=isinstance(duty, Disputed),
        sentence=_duty_sentence(duty, holder.name if holder else ""),
    )


def _holder(duty: Duty) -> str:
    match duty:
        case Held(council=council):
            return council
        case Disputed(lead=lead):
            return lead
        case _:
            return ""


def _duty_sentence(duty: Duty, name: str) -> str:
    match duty:
        case Held(basis=basis):
            return f"{name} holds the duty today: {basis.sentence} ({basis.citation})"
        case Disputed(basis=basis):
            return f"The two councils differ; {name} leads meanwhile: {basis.sentence} ({basis.citation})"
        case _:
            return "No council of this transfer holds a duty today."


def _spoken(
    node: Node, tx: Transaction, message: Message, conversation: Conversation, waiting: dict[str, Waiting]
) -> Spoken:
    receipt = next((each for each in conversation.receipts if each.of == message.digest), None)
    on_its_way = waiting.get(message.digest)
    return Spoken(
        digest=message.digest,
        type=message.type,
        sender=council_of(node, tx, message.iss),
        said_at=message.issued_at,
        body=message.body.model_dump(mode="json", by_alias=True, exclude_none=True),
        outcome=_outcome(receipt, on_its_way),
        code=(receipt.code if receipt else None) or (on_its_way.problem if on_its_way else None),
        delivered_at=receipt.issued_at if receipt else None,
    )


def _outcome(receipt: Receipt | None, waiting: Waiting | None) -> Outcome:
    if receipt is not None:
        return Outcome(receipt.outcome)
    return Outcome.GIVEN_UP if waiting is not None and waiting.state == "failed" else Outcome.WAITING


def _waiting(
    node: Node, tx: Transaction, conversation: Conversation, waiting: dict[str, Waiting], stored: StoredTransfer
) -> str:
    """One sentence that says what has to happen next, and who can make it happen."""
    if waiting:
        return delivery_sentence(node, tx, tuple(waiting.values()))
    said = {message.type for message in conversation.messages}
    open_here = set(_possible(node, conversation)) - said
    if MessageType.DECISION in open_here:
        return "Your council has to decide, need by need."
    if MessageType.ENTERED in open_here:
        return "Your council's case system has to report that the records are entered."
    other = stored.receiving if stored.sending == node.entity_id else stored.sending
    if MessageType.ARRIVED not in said:
        return "Waiting for the day of the move; either council reports it."
    if MessageType.ENTERED not in said or MessageType.DECISION not in said:
        return f"Waiting for {council_of(node, tx, other).name}."
    return "Nothing is open: everything was said and received."
