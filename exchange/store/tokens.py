"""Access tokens of case systems: only their hashes, so that whoever reads the store can use none of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from exchange.store.columns import table_of
from exchange.store.registers import TokenRow
from exchange.store.sql import Result, Sql, adding, columns_for


@dataclass(frozen=True)
class AccessToken:
    """A token's hash, who holds it, what it may do and until when."""

    hash: str
    name: str
    scopes: frozenset[str]
    expires_at: datetime
    revoked_at: datetime | None


_TOKENS = table_of(TokenRow)
_ADD = adding(_TOKENS)
_FULL = select(*columns_for(AccessToken, _TOKENS))
_FIND = _FULL.where(_TOKENS.c.hash == bindparam("of"))
_PAGE = _FULL.where(_TOKENS.c.hash > bindparam("after")).order_by(_TOKENS.c.hash).limit(bindparam("limit"))
_REVOKE = (
    update(_TOKENS)
    .where(_TOKENS.c.name == bindparam("of_name"), _TOKENS.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)


class Tokens:
    """The access tokens of one store."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, hash: str, *, name: str, scopes: Collection[str], expires_at: datetime) -> None:  # noqa: A002
        """Store a token by its hash; raises `Conflict` if it is there already."""
        words = " ".join(sorted(scopes))
        self._sql.add(_TOKENS, _ADD, hash=hash, name=name, scopes=words, expires_at=expires_at, revoked_at=None)

    def find(self, hash: str) -> AccessToken | None:  # noqa: A002
        """The token of this hash; whether it has expired or was revoked is for the caller to judge."""
        row = self._sql.one(_FIND, of=hash)
        return None if row is None else _token(row)

    def page(self, *, after: str = "", limit: int = 50) -> list[AccessToken]:
        """The next tokens after a hash."""
        return [_token(row) for row in self._sql.all(_PAGE, after=after, limit=limit)]

    def revoke(self, name: str, *, at: datetime) -> int:
        """Revoke every token of this name, and say how many that were."""
        return self._sql.run(_REVOKE, of_name=name, now=at)


def _token(row: Result) -> AccessToken:
    hash_, name, scopes, expires_at, revoked_at = row
    return AccessToken(hash_, name, frozenset(scopes.split()), expires_at, revoked_at)
