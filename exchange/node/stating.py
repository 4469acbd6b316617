"""What the federation operator states about a member: which council it is, where it is served, which keys it has."""

from datetime import timedelta

from exchange.jose import Keys, jwks
from exchange.node.acts import enter
from exchange.node.parts import Node
from exchange.store import Transaction
from exchange.trust import enrolment_metadata, parse_statement, subordinate_statement

LIFETIME = timedelta(days=30)


def state(node: Node, tx: Transaction, subject_id: str, *, keys: Keys, gss: str, origin: str) -> str:
    """Sign, log and keep a statement about a member, in place of an older one."""
    expires_at = node.now() + LIFETIME
    token = subordinate_statement(
        anchor_id=node.entity_id,
        subject_id=subject_id,
        subject_keys=keys.values(),
        metadata=enrolment_metadata(gss=gss, origin=origin),
        issued_at=node.now(),
        expires_at=expires_at,
        signer=node.keyring.federation,
    )
    enter(node, tx, parse_statement(token).jws.digest, kind="statement")
    tx.statements.put(subject_id, gss=gss, origin=origin, keys=jwks(keys.values()), token=token, expires_at=expires_at)
    return token
