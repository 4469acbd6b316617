"""Vouch: the federation operator's statement about a member, signed anew when half its life is over, and logged."""

from exchange.errors import Refusal
from exchange.jose import parse_jwks
from exchange.node import LIFETIME, Node, state


def vouch(node: Node, subject_id: str) -> str:
    """The statement about this member; refuses `entity-unknown` when there is none."""
    stored = node.store.read(lambda tx: tx.statements.find(subject_id))
    if stored is None:
        raise Refusal("entity-unknown")
    if stored.expires_at - node.now() > LIFETIME / 2:
        return stored.token
    keys = parse_jwks(stored.keys)
    return node.store.write(lambda tx: state(node, tx, stored.sub, keys=keys, gss=stored.gss, origin=stored.origin))


def list_subordinates(node: Node) -> list[str]:
    """The ids of all members."""
    return [statement.sub for statement in node.store.read(lambda tx: tx.statements.all())]
