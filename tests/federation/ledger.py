"""The books of councils (see `benchmarks.soak.books`), and what comes back when a message is sent again."""

from dataclasses import dataclass

from benchmarks.soak.books import Book, disagreements
from exchange.journeys.receive import receive
from exchange.store import Transaction
from exchange.transfer import seal_parcel
from tests.world import Running

__all__ = ["Answered", "Book", "disagreements", "sent_again"]


@dataclass(frozen=True)
class Answered:
    """A receipt, or the code of a problem."""

    receipt: str | None
    code: str | None


def sent_again(sender: Running, receiver: Running, digest: str) -> Answered:
    """What comes back when a message is sent, whether or not it was before: its receipt, or the code of a problem."""

    def parcel(tx: Transaction) -> str:
        stored = tx.messages.find(digest)
        assert stored is not None
        attached = [part for each in tx.messages.attachments(digest) for part in (each.token, each.statement)]
        to = receiver.node.keyring.encryption.public
        return seal_parcel(stored.token, attached, to=to, iss=sender.entity_id, aud=receiver.entity_id)

    (result,) = receive(receiver.node, [sender.node.store.read(parcel)]).results
    return Answered(result.receipt, result.problem.code if result.problem else None)
