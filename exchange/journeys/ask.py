"""Ask: the receiving council was told of a move, and asks the one council that the person named; or it needs more.

Nothing at the other council is automatic: a worker there looks, and answers with the records, a ground, or that nobody
there is this person.
"""

from exchange.errors import Refusal
from exchange.node import Node, Once, Saying, leave_word, once, open_transfer, other_council, say, say_in
from exchange.store import Transaction
from exchange.transfer import Conversation, PlannedMove, Request, basis_of_move
from exchange.wire import MoreWanted, NewRequest


def ask(node: Node, new: NewRequest, *, once_as: Once) -> str:
    """Start a transfer from the receiving side; returns its id.

    Refuses `same-council`, `council-unknown`, `outside-s56`, `consent-missing` across a border, `basis-unknown`, and
    `factors-missing` where the person is not named by two factors.
    """
    receiving, sending = other_council(node, new.to)
    consents = new.consent is not None
    if consents and sending.nation is receiving.nation:
        raise Refusal("consent-not-basis", "/consent")
    basis = basis_of_move(sending=sending.nation, receiving=receiving.nation, served=new.served, consents=consents)
    if new.person.birth_date is None and not new.person.identifiers:
        raise Refusal("factors-missing", "/person")
    body = Request(
        asks=new.asks,
        move=PlannedMove(day=new.day, confidence=new.confidence, basis=basis),
        told=new.told,
        consent=new.consent,
        person=new.person,
        new_address=new.new_address,
        reason=new.reason,
        worker=new.worker,
    )

    def start(tx: Transaction) -> str:
        other = node.members.last_known(tx, new.to, now=node.now())
        transfer = node.fresh_id()
        open_transfer(node, tx, transfer, sending=other.entity_id, receiving=node.entity_id)
        said = say(node, tx, body, to=other.entity_id, conversation=Conversation(transfer))
        leave_word(node, tx, said, request=once_as)
        return transfer

    transfer = node.store.write(lambda tx: once(node, tx, once_as, lambda: start(tx)))
    node.wake()
    return transfer


def ask_for_more(node: Node, transfer: str, wanted: MoreWanted, *, once_as: Once) -> str:
    """Ask for further records in a transfer that is open; returns the message's digest."""
    body = Request(asks=wanted.asks, reason=wanted.reason, worker=wanted.worker)
    digest = node.store.write(lambda tx: say_in(node, tx, transfer, lambda _: Saying(body), request=once_as))
    node.wake()
    return digest
