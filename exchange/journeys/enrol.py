"""Enrol: the federation operator makes a council a member, after its key's thumbprint was compared by another road."""

from exchange.councils import council
from exchange.errors import Refusal
from exchange.node import Node, state
from exchange.trust import check_origin, read_configuration


def enrol(node: Node, configuration: str, *, gss: str, origin: str, thumbprint: str) -> str:
    """State that the council with this configuration is `gss`, served at `origin`; returns its entity id.

    Refuses `kid-unknown` when the configuration does not name the key whose thumbprint was compared, and
    `not-social-services` for an authority that does no social care.
    """
    council(gss, on=node.today())
    check_origin(origin, "/origin")
    subject = read_configuration(configuration, now=node.now())
    if thumbprint not in subject.keys:
        raise Refusal("kid-unknown")
    node.store.write(lambda tx: state(node, tx, subject.sub, keys=subject.keys, gss=gss, origin=origin))
    return subject.sub
