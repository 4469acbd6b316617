"""Sessions: begun with a fresh secret that is kept nowhere, and over when any of several ends is reached."""

from datetime import datetime, timedelta

from exchange.jose import b64u
from exchange.node.parts import Node
from exchange.node.people import SignedIn, hash_of
from exchange.node.trail import trace
from exchange.store import Session, Transaction

SECRET_BYTES = 32
_KEPT = timedelta(days=2)  # longer than any may last


def begin_session(node: Node, tx: Transaction, who: SignedIn) -> str:
    """Sign somebody in and return the session's secret: a fresh one each time, so that none can be set beforehand."""
    secret, now = b64u(node.random(SECRET_BYTES)), node.now()
    tx.sessions.forget(before=now - _KEPT)
    tx.sessions.add(hash_of(secret), account=who.account, name=who.name, roles=who.roles, via=who.via, at=now)
    trace(tx, who, purpose="sign-in", act="signed-in", of_kind="account", of=who.account, at=now)
    return secret


def is_over(node: Node, session: Session, *, now: datetime) -> bool:
    """Whether it was ended, or nothing was heard for too long, or it has lasted too long."""
    limits = node.settings.sign_in
    return (
        session.ended_at is not None
        or now >= session.seen_at + timedelta(minutes=limits.idle_minutes)
        or now >= session.started_at + timedelta(hours=limits.longest_hours)
    )
