"""Enrol: the federation operator makes a council a member, after its key's thumbprint was compared by another road.

What a council hands over for it is its card. Nothing in one is secret or believed.
"""

from dataclasses import dataclass

from exchange.councils import council
from exchange.errors import Refusal
from exchange.jose import jwks, loads_signed
from exchange.node import Node, SignedIn, state, trace
from exchange.store import Transaction
from exchange.trust import Statement, check_origin, read_configuration, verify_chain


@dataclass(frozen=True)
class Card:
    """Whom the card says it is from, and the configuration that its key signed."""

    gss: str
    entity_id: str
    configuration: str


def read_card(data: bytes | str) -> Card:
    """Read what `exchange card` made; refuses `card-malformed`."""
    try:
        told = loads_signed(data)
    except Refusal as refusal:
        raise Refusal("card-malformed") from refusal
    match told:
        case {"gss": str(gss), "entity_id": str(entity_id), "configuration": str(configuration)}:
            return Card(gss, entity_id, configuration)
        case _:
            raise Refusal("card-malformed")


def check_enrolment(node: Node, configuration: str, *, gss: str, origin: str, thumbprint: str) -> Statement:
    """What the configuration says, if its council could be made a member with it; refuses as `enrol` does."""
    council(gss, on=node.today())
    check_origin(origin, "/origin")
    subject = read_configuration(configuration, now=node.now())
    if subject.kid != thumbprint:
        raise Refusal("kid-unknown")
    return subject


def enrol(node: Node, configuration: str, *, gss: str, origin: str, thumbprint: str, by: SignedIn | None = None) -> str:
    """State that the council with this configuration is `gss`, served at `origin`; returns its entity id.

    Refuses `kid-unknown` when the configuration is not signed with the key whose thumbprint was compared (that it lists
    that key proves nothing), `not-social-services` for an authority that does no social care, and whatever its peers
    would refuse later. Whoever did it in the pages is on the trail. Doing it twice changes nothing.
    """
    subject = check_enrolment(node, configuration, gss=gss, origin=origin, thumbprint=thumbprint)
    keys = jwks(subject.keys.values())

    def step(tx: Transaction) -> str:
        stored = tx.statements.find(subject.sub)
        if (
            stored
            and (stored.gss, stored.origin, stored.keys) == (gss, origin, keys)
            and stored.expires_at > node.now()
        ):
            return subject.sub  # sent twice: what is stated already is the same
        statement = state(node, tx, subject.sub, keys=subject.keys, gss=gss, origin=origin)
        entity_id = verify_chain([configuration, statement], anchors=node.anchors, now=node.now()).entity_id
        if by is not None:
            trace(tx, by, purpose="federation", act="enrolled", of_kind="member", of=entity_id, at=node.now())
        return entity_id

    return node.store.write(step)
