"""Keep the accounts of the people who sign in here: add one, disable it, change its password or its roles, list all."""

from collections.abc import Collection

from exchange.errors import Refusal
from exchange.node import SALT_BYTES, Node, Role, keep_password, login_of, name_of
from exchange.store import Account, Conflict, Transaction


def add_account(node: Node, login: str, *, name: str, roles: Collection[Role], password: str) -> str:
    """Make an account and return its id; refuses `account-exists` and `password-weak`."""
    login, name = login_of(login), name_of(name)
    secret, id_ = keep_password(password, salt=node.random(SALT_BYTES)), node.fresh_id()

    def add(tx: Transaction) -> None:
        tx.accounts.add(id_, login=login, name=name, roles=roles, secret=secret, at=node.now())

    try:
        node.store.write(add)
    except Conflict as conflict:
        raise Refusal("account-exists", "login") from conflict
    return id_


def list_accounts(node: Node) -> list[Account]:
    """Every account, by login; disabled ones too."""
    return node.store.read(lambda tx: tx.accounts.all())


def disable_account(node: Node, login: str) -> int:
    """Let nobody in by this account any more; how many sessions ended with it. Refuses `account-unknown`."""

    def disable(tx: Transaction) -> int:
        account, now = _find(tx, login), node.now()
        tx.accounts.disable(account.id, at=now)
        return tx.sessions.end_of(account.id, at=now)

    return node.store.write(disable)


def change_password(node: Node, login: str, *, password: str) -> int:
    """Give an account another password; how many sessions ended with the old one.

    Refuses `account-unknown` and `password-weak`.
    """
    secret = keep_password(password, salt=node.random(SALT_BYTES))

    def change(tx: Transaction) -> int:
        account = _find(tx, login)
        tx.accounts.set_secret(account.id, secret)
        return tx.sessions.end_of(account.id, at=node.now())

    return node.store.write(change)


def change_roles(node: Node, login: str, *, roles: Collection[Role]) -> None:
    """Give an account other roles, which hold from the next request on; refuses `account-unknown`."""
    node.store.write(lambda tx: tx.accounts.set_roles(_find(tx, login).id, roles))


def _find(tx: Transaction, login: str) -> Account:
    account = tx.accounts.with_login(login_of(login))
    if account is None:
        raise Refusal("account-unknown", "login")
    return account
