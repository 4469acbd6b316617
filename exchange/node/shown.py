"""A transfer as it is shown: stage, who holds the duty today, what was said, what is possible, what it waits for."""

from collections.abc import Mapping
from datetime import date

from exchange.errors import Refusal
from exchange.node.naming import council_of
from exchange.node.parts import Node
from exchange.node.received import needs_shown
from exchange.node.saying import conversation_of, standing_of
from exchange.node.waiting import delivery_of
from exchange.store import StoredTransfer, Transaction, Waiting
from exchange.transfer import (
    ClosingFacts,
    Conversation,
    Deadline,
    Decision,
    Disputed,
    Duty,
    Held,
    Link,
    Message,
    Nobody,
    Receipt,
    Rule,
    documents_of,
    share_carried_over,
)
from exchange.wire import (
    ENGLISH,
    CarriedOver,
    Closing,
    Council,
    DutyToday,
    Identity,
    Law,
    Outcome,
    Spoken,
    Transfer,
    TransferSummary,
    say_duty,
    say_waiting,
)
from exchange.wire import Deadline as ShownDeadline


def transfer_shown(node: Node, tx: Transaction, transfer: str) -> Transfer:
    """A transfer as it stands here today; refuses `transfer-unknown`."""
    stored = tx.transfers.find(transfer)
    if stored is None:
        raise Refusal("transfer-unknown")
    conversation = conversation_of(tx, transfer)
    messages = conversation.messages
    now = standing_of(node, conversation)
    waiting = {each.message: each for each in tx.outbox.waiting(transfer)}
    councils = {each: council_of(node, tx, each) for each in (stored.sending, stored.receiving)}
    silences = tuple(_deadline(councils, each) for each in now.deadlines)
    delivery = delivery_of(node, tx, tuple(waiting.values()))
    return Transfer(
        id=stored.id,
        sending=councils[stored.sending],
        receiving=councils[stored.receiving],
        stage=now.stage,
        started_at=stored.started_at,
        moves_on=now.moves_on,
        duty=_duty(councils, now.duty, day=node.today()),
        records=tuple(dict.fromkeys(each.record for said in messages for each in documents_of(said.body))),
        identity=_identity(now.link),
        carried_over=_carried_over(tx, conversation, now.decision),
        deadlines=silences,
        closing=_closing(now.closing),
        messages=tuple(_spoken(councils[each.iss], each, conversation, waiting) for each in messages),
        possible=now.possible,
        waiting=say_waiting(ENGLISH, delivery=delivery, deadlines=silences),
        delivery=delivery,
    )


def transfer_listed(node: Node, tx: Transaction, stored: StoredTransfer) -> TransferSummary:
    """A transfer in a list."""
    return TransferSummary(
        id=stored.id,
        sending=council_of(node, tx, stored.sending),
        receiving=council_of(node, tx, stored.receiving),
        stage=stored.stage,
        started_at=stored.started_at,
    )


def _identity(link: Link | None) -> Identity:
    if link is None:
        return Identity(state="open", grade=None, factors=(), message=None)
    return Identity(
        state="matched" if link.stands else "wrong-person", grade=link.grade, factors=link.factors, message=link.message
    )


def _carried_over(tx: Transaction, conversation: Conversation, decision: Decision | None) -> CarriedOver | None:
    """Of the needs that the receiving council was shown, as both councils hold them."""
    if decision is None:
        return None
    share = share_carried_over(decision, needs_shown(tx, conversation))
    return CarriedOver(
        shown=share.shown,
        accepted=share.accepted,
        varied=share.varied,
        afresh=share.afresh,
        dropped=share.dropped,
        open=share.open,
        percent=share.percent,
    )


def _closing(facts: ClosingFacts | None) -> Closing | None:
    if facts is None:
        return None
    return Closing(
        opened_on=facts.opened_on,
        bound_on=facts.bound_on,
        decided_on=facts.decided_on,
        moved_on=facts.moved_on,
        entered_on=facts.entered_on,
        entered=facts.entered,
        form=facts.form,
        completed_on=facts.completed_on,
        new_records=facts.new_records,
        needs_reason=facts.needs_reason,
    )


def _deadline(councils: Mapping[str, Council], deadline: Deadline) -> ShownDeadline:
    return ShownDeadline(
        about=deadline.about,
        waits_for=tuple(councils[each] for each in deadline.waits_for),
        since=deadline.since,
        due=deadline.due,
        alarm_on=deadline.alarm_on,
        is_due=deadline.is_due,
        is_alarm=deadline.is_alarm,
        sentence=deadline.limit.sentence,
        limit=_law(deadline.limit),
        law=_law(deadline.law) if deadline.law else None,
        message=deadline.of,
    )


def _law(rule: Rule) -> Law:
    return Law(code=rule.code, sentence=rule.sentence, citation=rule.citation, verified=rule.verified, local=rule.local)


def _duty(councils: Mapping[str, Council], duty: Duty, *, day: date) -> DutyToday:
    name = duty.council if isinstance(duty, Held) else duty.lead if isinstance(duty, Disputed) else None
    holder = councils[name] if name is not None else None
    disputed, reason = isinstance(duty, Disputed), duty.reason if isinstance(duty, Nobody) else None
    law = _law(duty.basis) if duty.basis else None
    return DutyToday(
        day=day,
        holder=holder,
        disputed=disputed,
        expected=isinstance(duty, Held) and duty.expected,
        sentence=say_duty(ENGLISH, holder=holder, disputed=disputed, law=law, reason=reason),
        law=law,
        reason=reason,
    )


def _spoken(sender: Council, message: Message, conversation: Conversation, waiting: Mapping[str, Waiting]) -> Spoken:
    receipt = next((each for each in conversation.receipts if each.of == message.digest), None)
    on_its_way = waiting.get(message.digest)
    return Spoken(
        digest=message.digest,
        type=message.type,
        sender=sender,
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
