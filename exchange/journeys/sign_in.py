"""Sign in with a login and a password, be recognised at each request, sign out.

Guessing is slow and teaches nothing: an attempt is counted before the password is looked at, so that many at once are
no more than one after the other; and a login that nobody has is counted, locked and checked for as long as any other.
"""

from datetime import timedelta
from typing import Final

from exchange.errors import Refusal
from exchange.node import (
    Node,
    SignedIn,
    begin_session,
    hash_of,
    is_over,
    knows_password,
    login_of,
    roles_among,
    trace,
)
from exchange.store import Account, Attempts, Session, Transaction

FREE_FAILURES: Final = 5
FIRST_LOCK: Final = timedelta(minutes=15)
LONGEST_LOCK: Final = timedelta(days=1)
_TOUCH_AFTER: Final = timedelta(minutes=1)  # a page costs no write that says what the last one said
_REMEMBERED: Final = 2 * LONGEST_LOCK


def sign_in(node: Node, *, login: str, password: str) -> str:
    """The secret of a new session; refuses `sign-in-wrong`, or `sign-in-locked` also to who knows the password.

    Refuses `not-found` where this council has no accounts of its own, and `busy` while too many try at once.
    """
    if not node.settings.sign_in.local:
        raise Refusal("not-found")
    login = _login(login)
    node.store.write(lambda tx: _count(node, tx, login))
    account = node.store.read(lambda tx: tx.accounts.with_login(login))
    knows = knows_password(password, secret=account.secret if account else None)
    if account is None or not knows:
        raise Refusal("sign-in-wrong")
    return node.store.write(lambda tx: _let_in(node, tx, account))


def sign_out(node: Node, secret: str) -> None:
    """End this session; one that is over, or never was, is left as it is."""

    def end(tx: Transaction) -> None:
        session, now = tx.sessions.find(hash_of(secret)), node.now()
        if session is None or is_over(node, session, now=now):
            return
        tx.sessions.end(session.hash, at=now)
        who = _who(node, tx, session)
        trace(tx, who, purpose="sign-in", act="signed-out", of_kind="account", of=who.account, at=now)

    node.store.write(end)


def recognise_person(node: Node, secret: str) -> SignedIn:
    """Who holds this session, with the roles that the account has now; refuses `not-signed-in` or `session-ended`.

    Its idle end moves on, to the minute.
    """
    now = node.now()

    def recognise(tx: Transaction) -> tuple[Session, SignedIn]:
        session = tx.sessions.find(hash_of(secret))
        if session is None:
            raise Refusal("not-signed-in")
        if is_over(node, session, now=now):
            raise Refusal("session-ended")
        return session, _who(node, tx, session)

    session, who = node.store.read(recognise)
    if now >= session.seen_at + _TOUCH_AFTER:
        node.store.write(lambda tx: tx.sessions.touch(session.hash, at=now))
    return who


def _login(text: str) -> str:
    try:
        return login_of(text)
    except Refusal as refusal:  # nobody can have this one
        raise Refusal("sign-in-wrong") from refusal


def _count(node: Node, tx: Transaction, login: str) -> None:
    """Count an attempt as failed until it has succeeded; refuses `sign-in-locked`."""
    key, now = hash_of(login), node.now()
    tx.accounts.forget_attempts(before=now - _REMEMBERED)
    before = tx.accounts.attempts(key)
    if before.locked_until is not None and now < before.locked_until:
        raise Refusal("sign-in-locked")
    failures = before.failures + 1
    locked_until = now + _lock(failures) if failures >= FREE_FAILURES else None
    tx.accounts.put_attempts(key, Attempts(failures, locked_until), at=now)


def _lock(failures: int) -> timedelta:
    """A quarter of an hour, and twice as long after each further failure, up to a day."""
    doublings = min(failures - FREE_FAILURES, 10)
    return min(FIRST_LOCK * (1 << doublings), LONGEST_LOCK)


def _let_in(node: Node, tx: Transaction, checked: Account) -> str:
    """Begin the session, if the account is still as it was when the password was checked."""
    account = tx.accounts.find(checked.id)
    if account is None or account.disabled_at is not None or account.secret != checked.secret:
        raise Refusal("sign-in-wrong")
    tx.accounts.clear_attempts(hash_of(account.login))
    return begin_session(node, tx, _holder(node, account))


def _who(node: Node, tx: Transaction, session: Session) -> SignedIn:
    """Who holds a session: as the account says now, or else as the council's sign-in service said when it began."""
    if session.via == "local":
        if not node.settings.sign_in.local:
            raise Refusal("session-ended")
        account = tx.accounts.find(session.account)
        if account is None or account.disabled_at is not None:
            raise Refusal("session-ended")
        return _holder(node, account)
    if not node.settings.sign_in.issuer:
        raise Refusal("session-ended")
    roles = roles_among(session.roles, kind=node.settings.role)
    return SignedIn(session.account, session.name, roles, via="oidc")


def _holder(node: Node, account: Account) -> SignedIn:
    return SignedIn(account.id, account.name, roles_among(account.roles, kind=node.settings.role), via="local")
