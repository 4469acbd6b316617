"""Accounts of the people of this council, and how often in a row nobody came in under a login.

Attempts are counted by the login's hash, whether or not there is such an account: who guesses learns nothing from it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from exchange.store.columns import table_of
from exchange.store.sql import Result, Sql, adding, columns_for, putting
from exchange.store.staff import AccountRow, AttemptRow


@dataclass(frozen=True)
class Account:
    """Somebody's account: a case-folded login, the name that others read, roles, and what scrypt made of a password."""

    id: str
    login: str
    name: str
    roles: frozenset[str]
    secret: str = field(repr=False)
    disabled_at: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class Attempts:
    """How often in a row nobody came in under a login, and until when nobody may try."""

    failures: int
    locked_until: datetime | None


_ACCOUNTS, _ATTEMPTS = table_of(AccountRow), table_of(AttemptRow)
_ADD = adding(_ACCOUNTS)
_FULL = select(*columns_for(Account, _ACCOUNTS))
_FIND = _FULL.where(_ACCOUNTS.c.id == bindparam("of"))
_WITH_LOGIN = _FULL.where(_ACCOUNTS.c.login == bindparam("of"))
_ALL = _FULL.order_by(_ACCOUNTS.c.login)
_DISABLE = (
    update(_ACCOUNTS)
    .where(_ACCOUNTS.c.id == bindparam("of"), _ACCOUNTS.c.disabled_at.is_(None))
    .values(disabled_at=bindparam("now"))
)
_SET_SECRET = update(_ACCOUNTS).where(_ACCOUNTS.c.id == bindparam("of")).values(secret=bindparam("new"))
_SET_ROLES = update(_ACCOUNTS).where(_ACCOUNTS.c.id == bindparam("of")).values(roles=bindparam("new"))

_PUT_ATTEMPTS = putting(_ATTEMPTS)
_ATTEMPTS_OF = select(*columns_for(Attempts, _ATTEMPTS)).where(_ATTEMPTS.c.login == bindparam("of"))
_CLEAR_ATTEMPTS = delete(_ATTEMPTS).where(_ATTEMPTS.c.login == bindparam("of"))
_FORGET_ATTEMPTS = delete(_ATTEMPTS).where(_ATTEMPTS.c.at < bindparam("before"))


class Accounts:
    """The accounts of one store, one for each login."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, id: str, *, login: str, name: str, roles: Collection[str], secret: str, at: datetime) -> None:  # noqa: A002
        """Store an account; raises `Conflict` where the login is taken."""
        words = " ".join(sorted(roles))
        self._sql.add(
            _ACCOUNTS, _ADD, id=id, login=login, name=name, roles=words, secret=secret, disabled_at=None, created_at=at
        )

    def find(self, id: str) -> Account | None:  # noqa: A002
        """The account with this id, disabled or not."""
        row = self._sql.one(_FIND, of=id)
        return None if row is None else _account(row)

    def with_login(self, login: str) -> Account | None:
        """The account with this case-folded login, disabled or not."""
        row = self._sql.one(_WITH_LOGIN, of=login)
        return None if row is None else _account(row)

    def all(self) -> list[Account]:
        """Every account, by login."""
        return [_account(row) for row in self._sql.all(_ALL)]

    def disable(self, id: str, *, at: datetime) -> None:  # noqa: A002
        """Let nobody in by this account any more; disabling twice changes nothing."""
        self._sql.run(_DISABLE, of=id, now=at)

    def set_secret(self, id: str, secret: str) -> None:  # noqa: A002
        """Replace the password."""
        self._sql.run(_SET_SECRET, of=id, new=secret)

    def set_roles(self, id: str, roles: Collection[str]) -> None:  # noqa: A002
        """Replace the roles."""
        self._sql.run(_SET_ROLES, of=id, new=" ".join(sorted(roles)))

    def attempts(self, login_hash: str) -> Attempts:
        """What is remembered of attempts under a login; none if nothing is."""
        return self._sql.one_as(Attempts, _ATTEMPTS_OF, of=login_hash) or Attempts(0, None)

    def put_attempts(self, login_hash: str, attempts: Attempts, *, at: datetime) -> None:
        """Remember another attempt."""
        self._sql.run(
            _PUT_ATTEMPTS, login=login_hash, failures=attempts.failures, locked_until=attempts.locked_until, at=at
        )

    def clear_attempts(self, login_hash: str) -> None:
        """Somebody came in: forget what was before."""
        self._sql.run(_CLEAR_ATTEMPTS, of=login_hash)

    def forget_attempts(self, *, before: datetime) -> int:
        """Drop what was last tried before this, and say how many logins that were."""
        return self._sql.run(_FORGET_ATTEMPTS, before=before)


def _account(row: Result) -> Account:
    id_, login, name, roles, secret, disabled_at, created_at = row
    return Account(id_, login, name, frozenset(roles.split()), secret, disabled_at, created_at)
