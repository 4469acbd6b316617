"""Complete: the receiving council's own assessment and plan are done; its new records cite what they carry over."""

from collections.abc import Sequence

from exchange.errors import Refusal
from exchange.evidence import cited_by
from exchange.node import Node, Once, Own, Saying, find_own, say_in
from exchange.store import Transaction
from exchange.transfer import Completed, Conversation, check_adopted, decision_of, documents_of


def complete(node: Node, transfer: str, completed: Completed, *, once_as: Once) -> str:
    """Say so; returns the message's digest.

    Refuses `record-unknown` for a record that is not this council's own, and `citation-wrong` where the new records
    cite something else of this transfer than what was decided in it. Records that cite nothing are taken.
    """

    def step(tx: Transaction) -> str:
        def make(conversation: Conversation) -> Saying:
            _check_cited(find_own(node, tx, completed.records), conversation)
            return Saying(completed)

        return say_in(node, tx, transfer, make, request=once_as)

    digest = node.store.write(step)
    node.wake()
    return digest


def _check_cited(new: Sequence[Own], conversation: Conversation) -> None:
    shown = {document.record for message in conversation.messages for document in documents_of(message.body)}
    cited = cited_by([each.record for each in new], shown=shown)
    decision = decision_of(conversation.messages, conversation.receipts)
    if cited and decision is None:
        raise Refusal("citation-wrong", "/records")
    if cited and decision is not None:
        check_adopted(cited, decision=decision)
