"""Send records: the sending council answers a request with records, or says why there are none."""

from exchange.councils import COUNCILS
from exchange.errors import Refusal
from exchange.node import Node, Once, Saying, find_own, present_to, say_in, standing_kinds
from exchange.store import Transaction
from exchange.transfer import Conversation, Documents, basis_in, check_requested, effective
from exchange.trust import TrustedEntity
from exchange.wire import PersonNotKnown, RecordsRefused, RecordsSent


def send_records(node: Node, transfer: str, sent: RecordsSent, *, once_as: Once) -> str:
    """Present records that were asked for; returns the message's digest.

    Refuses `transfer-unknown`, `not-requested`, `consent-missing` across a border, `consent-not-basis` inside one, and
    what presenting the records refuses.
    """

    def step(tx: Transaction) -> str:
        def make(conversation: Conversation) -> Saying:
            receiver = _receiver(node, tx, transfer)
            _check_consent(node, receiver, sent)
            own = find_own(node, tx, sent.records)
            counting = effective(conversation.messages, conversation.receipts)
            check_requested({each.record.kind for each in own}, standing=standing_kinds(receiver), messages=counting)
            basis = basis_in(conversation.messages, conversation.receipts)
            shown = present_to(node, tx, receiver, records=own, shown=sent, basis=basis)
            body = Documents(
                outcome="sent",
                of=sent.of,
                documents=shown.documents,
                left_out=sent.left_out,
                person=shown.person,
                worker=sent.worker,
                reason=sent.reason,
            )
            return Saying(body, shown.attachments)

        return say_in(node, tx, transfer, make, request=once_as)

    digest = node.store.write(step)
    node.wake()
    return digest


def send_none(node: Node, transfer: str, answer: RecordsRefused | PersonNotKnown, *, once_as: Once) -> str:
    """Refuse a request, or say that nobody here is this person; returns the message's digest."""
    body = Documents(
        outcome="refused" if isinstance(answer, RecordsRefused) else "no-match",
        of=answer.of,
        ground=answer.ground if isinstance(answer, RecordsRefused) else None,
        worker=answer.worker,
        reason=answer.reason,
    )
    digest = node.store.write(lambda tx: say_in(node, tx, transfer, lambda _: Saying(body), request=once_as))
    node.wake()
    return digest


def _receiver(node: Node, tx: Transaction, transfer: str) -> TrustedEntity:
    stored = tx.transfers.find(transfer)
    member = tx.members.find(stored.receiving) if stored is not None else None
    if member is None:
        raise Refusal("entity-unknown")
    return node.members.last_known(tx, member.gss, now=node.now())


def _check_consent(node: Node, receiver: TrustedEntity, sent: RecordsSent) -> None:
    crosses = COUNCILS[receiver.gss].nation is not COUNCILS[node.settings.gss].nation
    if crosses and sent.consent is None:
        raise Refusal("consent-missing", "/consent")
