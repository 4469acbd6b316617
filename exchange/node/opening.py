"""Opening a transfer: which two councils, and what the other one has asked for in general."""

from exchange.councils import Council, council
from exchange.errors import Refusal
from exchange.node.parts import Node
from exchange.store import Transaction
from exchange.transfer import Stage
from exchange.trust import TrustedEntity


def other_council(node: Node, gss: str) -> tuple[Council, Council]:
    """This council and the one with this code; refuses `council-unknown`, `not-social-services`, `same-council`."""
    try:
        other = council(gss, on=node.today())
    except Refusal as refusal:
        raise Refusal(refusal.code, "/to") from refusal
    if gss == node.settings.gss:
        raise Refusal("same-council", "/to")
    return council(node.settings.gss, on=node.today()), other


def open_transfer(node: Node, tx: Transaction, transfer: str, *, sending: str, receiving: str) -> None:
    """Remember a transfer that this council starts now."""
    now = node.now()
    tx.transfers.add(transfer, sending=sending, receiving=receiving, started_at=now, stage=Stage.NOTIFIED, at=now)


def standing_kinds(receiver: TrustedEntity) -> frozenset[str]:
    """The kinds of records that this council asks for in every transfer."""
    kinds = receiver.standing_request.get("kinds", [])
    return frozenset(kind for kind in kinds if isinstance(kind, str)) if isinstance(kinds, list) else frozenset()
