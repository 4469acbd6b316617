"""Collect: the proofs and status lists of other councils that evidence will need, fetched in the background.

A proof is kept only once it was verified against the log keys that the council's superior vouches for. What cannot be
had now is asked for again later, ever more rarely, for as long as it takes.
"""

from collections.abc import Sequence
from datetime import timedelta

from exchange.errors import Refusal
from exchange.jose import JsonValue, dumps
from exchange.node import Node
from exchange.record import read_status
from exchange.store import Due, Errand, Transaction
from exchange.tlog import InclusionProof, log_keys, verify_proof
from exchange.trust import TrustedEntity

BATCH = 256
SOON = timedelta(seconds=1)
LATE = timedelta(hours=1)
_MAX_DOUBLINGS = 12  # beyond LATE already
STATUS_AGE = timedelta(hours=6)


def collect(node: Node) -> int:
    """Fetch what is wanted and due, from one council after the other; returns how much was kept."""
    return sum(collect_from(node, council) for council in councils_to_ask(node))


def councils_to_ask(node: Node) -> list[str]:
    """The councils from which something is wanted and due."""
    return sorted({each.of for kind in Errand for each in _due(node, kind)})


def collect_from(node: Node, council: str) -> int:
    """Fetch what is wanted from one council and due; returns how much was kept."""
    proofs = [each for each in _due(node, Errand.PROOF) if each.of == council]
    count = _collect_proofs(node, council, proofs) if proofs else 0
    statuses = [each for each in _due(node, Errand.STATUS) if each.of == council]
    return count + sum(_collect_status(node, status) for status in statuses)


def _due(node: Node, kind: Errand) -> list[Due]:
    return node.store.read(lambda tx: tx.errands.due(kind, now=node.now(), limit=BATCH))


def _collect_proofs(node: Node, of: str, wanted: Sequence[Due]) -> int:
    try:
        member = node.store.read(lambda tx: node.members.find(tx, of, now=node.now()))
        answers = node.peers.proofs(member.origin, [each.name for each in wanted])
    except Refusal as refusal:
        node.notices.write("proofs-postponed", peer=of, code=refusal.code)
        answers = (None,) * len(wanted)
        member = None
    kept = [(each, _verified(node, each, answer, member)) for each, answer in zip(wanted, answers, strict=True)]

    def keep(tx: Transaction) -> None:
        for each, proof in kept:
            if proof is None:
                tx.errands.postpone(each.name, due_at=node.now() + _wait(each))
            else:
                tx.proofs.put(each.name, proof)
                tx.errands.done(each.name)

    node.store.write(keep)
    return sum(proof is not None for _, proof in kept)


def _verified(node: Node, wanted: Due, answer: JsonValue, member: TrustedEntity | None) -> str | None:
    if answer is None or member is None:
        return None
    try:
        proof = InclusionProof.from_json(answer)
        verify_proof(proof, digest=wanted.name, origin=member.log_origin, keys=log_keys(member.log_vkeys))
    except Refusal as refusal:
        node.notices.write("proof-refused", peer=wanted.of, code=refusal.code)
        return None
    return dumps(proof.to_json()).decode()


def _wait(vain: Due) -> timedelta:
    return min(SOON * (1 << min(vain.tries, _MAX_DOUBLINGS)), LATE)


def _collect_status(node: Node, wanted: Due) -> int:
    now = node.now()
    try:
        member = node.store.read(lambda tx: node.members.find(tx, wanted.of, now=now))
        token = node.peers.status_list(wanted.name)
        read_status(token, keys=member.message_keys, uri=wanted.name, idx=0, now=now)
    except Refusal as refusal:
        node.notices.write("status-postponed", peer=wanted.of, code=refusal.code)
        node.store.write(lambda tx: tx.errands.postpone(wanted.name, due_at=now + _wait(wanted)))
        return 0

    def keep(tx: Transaction) -> None:
        tx.status_tokens.put(wanted.name, token, at=now)
        tx.errands.postpone(wanted.name, due_at=now + STATUS_AGE)

    node.store.write(keep)
    return 1
