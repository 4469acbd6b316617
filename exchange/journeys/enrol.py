"""Enrol: the federation operator makes a council a member, after its key's thumbprint was compared by another road."""

from exchange.councils import council
from exchange.errors import Refusal
from exchange.node import Node, state
from exchange.store import Transaction
from exchange.trust import check_origin, read_configuration, verify_chain


def enrol(node: Node, configuration: str, *, gss: str, origin: str, thumbprint: str) -> str:
    """State that the council with this configuration is `gss`, served at `origin`; returns its entity id.

    Refuses `kid-unknown` when the configuration is not signed with the key whose thumbprint was compared (that it lists
    that key proves nothing), `not-social-services` for an authority that does no social care, and whatever its peers
    would refuse later.
    """
    council(gss, on=node.today())
    check_origin(origin, "/origin")
    subject = read_configuration(configuration, now=node.now())
    if subject.kid != thumbprint:
        raise Refusal("kid-unknown")

    def step(tx: Transaction) -> str:
        statement = state(node, tx, subject.sub, keys=subject.keys, gss=gss, origin=origin)
        return verify_chain([configuration, statement], anchors=node.anchors, now=node.now()).entity_id

    return node.store.write(step)
