"""Sign in by the council's own sign-in service: send a browser there, and let in who comes back with it.

The hop is bound to the browser that began it by a secret in its cookie, of which only the hash is kept; it can be used
once, for ten minutes. No network call is made inside a transaction: the hop is taken before the code is redeemed, so
that a code is redeemed for it once, whatever happens then.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from exchange.errors import Refusal
from exchange.jose import b64u
from exchange.node import SECRET_BYTES, Node, Role, SignedIn, begin_session, hash_of, roles_at
from exchange.oidc import Hop, Identity, SignInService
from exchange.store import Transaction

HOP_LASTS: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Departure:
    """Where to send the browser, and the secret that it has to keep until it is back."""

    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Return:
    """What a browser brings back: its secret, and the parameters with which the service sent it."""

    secret: str = field(repr=False)
    state: str = field(repr=False)
    code: str = field(default="", repr=False)
    iss: str | None = None
    error: str = ""


def send_to_service(node: Node, *, redirect_uri: str) -> Departure:
    """Begin a hop; refuses `not-found` where there is no sign-in service, and `sign-in-unavailable`."""
    service, hop, now = _service(node), Hop(b64u(node.random(SECRET_BYTES))), node.now()
    departure = Departure(service.ask(hop, redirect_uri=redirect_uri), hop.secret)

    def begin(tx: Transaction) -> None:
        tx.hops.forget(before=now - HOP_LASTS)
        tx.hops.add(hash_of(hop.secret), at=now)

    node.store.write(begin)
    return departure


def sign_in_oidc(node: Node, back: Return, *, redirect_uri: str) -> str:
    """The secret of a new session for who came back; refuses `sign-in-strayed`, `sign-in-refused`, `role-missing`,
    `id-token-wrong` and `sign-in-unavailable`. `redirect_uri` is the one with which the hop was begun.
    """
    service, hop = _service(node), Hop(back.secret)
    hop.check_state(back.state)
    if not node.store.write(lambda tx: tx.hops.take(hash_of(hop.secret), since=node.now() - HOP_LASTS)):
        raise Refusal("sign-in-strayed")
    if back.error or not back.code:
        raise Refusal("sign-in-refused")
    identity = service.redeem(back.code, hop=hop, iss=back.iss, redirect_uri=redirect_uri, now=node.now())
    roles = _roles(node, identity)
    who = SignedIn(identity.account, identity.name, roles, via="oidc")
    return node.store.write(lambda tx: begin_session(node, tx, who))


def _service(node: Node) -> SignInService:
    if node.sign_in_service is None:
        raise Refusal("not-found")
    return node.sign_in_service


def _roles(node: Node, identity: Identity) -> frozenset[Role]:
    """The roles here that the service's words stand for; refuses `role-missing` where they stand for none."""
    told = node.settings.sign_in.roles
    roles = frozenset(told[word] for word in identity.claimed_roles if word in told) & roles_at(node.settings.role)
    if not roles:
        raise Refusal("role-missing")
    return roles
