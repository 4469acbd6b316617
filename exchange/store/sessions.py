"""Sessions, and hops to a sign-in service: only hashes of what browsers hold; whoever reads them is not let in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from exchange.store.columns import table_of
from exchange.store.sql import Result, Sql, adding, columns_for
from exchange.store.staff import HopRow, SessionRow


@dataclass(frozen=True)
class Session:
    """Somebody who signed in: account, name and roles as they were then, and by which way."""

    hash: str
    account: str
    name: str
    roles: frozenset[str]
    via: str
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None


_SESSIONS, _HOPS = table_of(SessionRow), table_of(HopRow)
_ADD, _ADD_HOP = adding(_SESSIONS), adding(_HOPS)
_FIND = select(*columns_for(Session, _SESSIONS)).where(_SESSIONS.c.hash == bindparam("of"))
_TOUCH = (
    update(_SESSIONS)
    .where(_SESSIONS.c.hash == bindparam("of"), _SESSIONS.c.ended_at.is_(None))
    .values(seen_at=bindparam("now"))
)
_END = (
    update(_SESSIONS)
    .where(_SESSIONS.c.hash == bindparam("of"), _SESSIONS.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_END_OF = (
    update(_SESSIONS)
    .where(_SESSIONS.c.account == bindparam("of"), _SESSIONS.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_FORGET = delete(_SESSIONS).where(_SESSIONS.c.started_at < bindparam("before"))
_TAKE_HOP = delete(_HOPS).where(_HOPS.c.hash == bindparam("of"), _HOPS.c.at >= bindparam("since"))
_FORGET_HOPS = delete(_HOPS).where(_HOPS.c.at < bindparam("before"))


class Sessions:
    """The sessions of one store."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(
        self,
        hash: str,  # noqa: A002
        *,
        account: str,
        name: str,
        roles: Collection[str],
        via: str,
        at: datetime,
    ) -> None:
        """Store a session that starts now; raises `Conflict` if it is there already."""
        self._sql.add(
            _SESSIONS,
            _ADD,
            hash=hash,
            account=account,
            name=name,
            roles=" ".join(sorted(roles)),
            via=via,
            started_at=at,
            seen_at=at,
            ended_at=None,
        )

    def find(self, hash: str) -> Session | None:  # noqa: A002
        """The session of this hash; whether it is over is for the caller to judge."""
        row = self._sql.one(_FIND, of=hash)
        return None if row is None else _session(row)

    def touch(self, hash: str, *, at: datetime) -> None:  # noqa: A002
        """Remember that its holder was here; one that was ended stays as it is."""
        self._sql.run(_TOUCH, of=hash, now=at)

    def end(self, hash: str, *, at: datetime) -> None:  # noqa: A002
        """End one session."""
        self._sql.run(_END, of=hash, now=at)

    def end_of(self, account: str, *, at: datetime) -> int:
        """End every session of an account, and say how many that were."""
        return self._sql.run(_END_OF, of=account, now=at)

    def forget(self, *, before: datetime) -> int:
        """Drop the sessions that started before this, and say how many."""
        return self._sql.run(_FORGET, before=before)


class Hops:
    """The hops of one store: browsers that are expected back."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, hash: str, *, at: datetime) -> None:  # noqa: A002
        """Remember a browser, by the hash of what it holds."""
        self._sql.add(_HOPS, _ADD_HOP, hash=hash, at=at)

    def take(self, hash: str, *, since: datetime) -> bool:  # noqa: A002
        """Whether this browser was sent off at or after a time, and is back for the first time."""
        return self._sql.run(_TAKE_HOP, of=hash, since=since) == 1

    def forget(self, *, before: datetime) -> int:
        """Drop those that were sent off before this, and say how many."""
        return self._sql.run(_FORGET_HOPS, before=before)


def _session(row: Result) -> Session:
    hash_, account, name, roles, via, started_at, seen_at, ended_at = row
    return Session(hash_, account, name, frozenset(roles.split()), via, started_at, seen_at, ended_at)
