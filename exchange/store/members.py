"""The councils of the federation that this one has verified, and those it should look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from exchange.store.chains import Chains
from exchange.store.columns import table_of
from exchange.store.registers import MemberRow, WantedRow
from exchange.store.sql import Result, Sql, adding, columns_for, putting

WANTED_LIMIT = 1_000  # strangers are named by tokens nobody has verified, so how many are remembered has an end


@dataclass(frozen=True)
class Member:
    """A verified council: its chain, leaf first, and when that expires."""

    entity_id: str
    gss: str
    chain: tuple[str, ...]
    expires_at: datetime
    configuration_digest: str
    at: datetime


_MEMBERS = table_of(MemberRow)
_WANTED = table_of(WantedRow)
_PUT = putting(_MEMBERS)
_FULL = select(*columns_for(Member, _MEMBERS))
_ALL = _FULL.order_by(_MEMBERS.c.entity_id)
_FIND = _FULL.where(_MEMBERS.c.entity_id == bindparam("of"))
_BY_GSS = _FULL.where(_MEMBERS.c.gss == bindparam("of")).limit(1)
_WANT = adding(_WANTED)
_HOW_MANY = select(func.count()).select_from(_WANTED)
_LOOK_UP = select(_WANTED.c.entity_id).order_by(_WANTED.c.position).limit(bindparam("limit"))
_FOUND = delete(_WANTED).where(_WANTED.c.entity_id == bindparam("of"))


class Members:
    """The members known to one store."""

    def __init__(self, sql: Sql, chains: Chains) -> None:
        self._sql = sql
        self._chains = chains

    def put(
        self,
        entity_id: str,
        *,
        gss: str,
        chain: Sequence[str],
        expires_at: datetime,
        configuration_digest: str,
        at: datetime,
    ) -> None:
        """Remember a council whose chain was verified, in place of what was known; it is wanted no longer."""
        self._sql.run(
            _PUT,
            entity_id=entity_id,
            gss=gss,
            chain=self._chains.put(chain),
            expires_at=expires_at,
            configuration_digest=configuration_digest,
            at=at,
        )
        self.unwanted(entity_id)

    def find(self, entity_id: str) -> Member | None:
        """The member of this entity id; whether its chain has expired is for the caller to judge."""
        return self._maybe(self._sql.one(_FIND, of=entity_id))

    def by_gss(self, gss: str) -> Member | None:
        """The member with this council code."""
        return self._maybe(self._sql.one(_BY_GSS, of=gss))

    def all(self) -> list[Member]:
        """Every member: as many as there are councils."""
        return [self._member(row) for row in self._sql.all(_ALL)]

    def wanted(self, entity_id: str, *, at: datetime) -> None:
        """Ask for an entity to be looked up; beyond a thousand, no more are remembered until some are found."""
        row = self._sql.one(_HOW_MANY)
        if row is not None and row[0] < WANTED_LIMIT:
            self._sql.run(_WANT, entity_id=entity_id, at=at)

    def wanted_list(self, *, limit: int = 50) -> list[str]:
        """Who should be looked up, longest waiting first."""
        return [row[0] for row in self._sql.all(_LOOK_UP, limit=limit)]

    def unwanted(self, entity_id: str) -> None:
        """Stop looking for an entity: it was found, or it is no member."""
        self._sql.run(_FOUND, of=entity_id)

    def _maybe(self, row: Result | None) -> Member | None:
        return None if row is None else self._member(row)

    def _member(self, row: Result) -> Member:
        entity_id, gss, chain, *rest = row
        return Member(entity_id, gss, self._chains.find(chain), *rest)
