"""Messages that claimed a place that was taken: kept as proof, never acted on.

Two signed messages for one place prove that their issuer forked the conversation; a third adds nothing and is not kept,
so a hostile peer cannot fill the store with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, null, select, update

from exchange.store.bodies import WRAPPED, Bodies, Body, with_key
from exchange.store.chains import Chains
from exchange.store.columns import table_of
from exchange.store.sql import Result, Sql, adding
from exchange.store.tables import HeldMessageRow

_PLACE = "held_messages"


@dataclass(frozen=True)
class HeldMessage:
    """A message that was refused its place, the code of why, and its SD-JWT."""

    position: int
    digest: str
    transfer: str
    iss: str
    seq: int
    code: str
    chain: str | None
    at: datetime
    erased_at: datetime | None
    token: str = field(repr=False)  # no trace of an error may print it


_HELD = table_of(HeldMessageRow)
_ADD = adding(_HELD)
_OF_TRANSFER = (
    select(*_HELD.columns, WRAPPED)
    .select_from(with_key(_HELD, _HELD.c.digest))
    .where(_HELD.c.transfer == bindparam("of"))
    .order_by(_HELD.c.iss, _HELD.c.seq)
)
_ERASE = (
    update(_HELD)
    .where(_HELD.c.digest == bindparam("of"), _HELD.c.erased_at.is_(None))
    .values(concealed=null(), erased_at=bindparam("now"))
)


class Held:
    """The held messages of one store, one for each place."""

    def __init__(self, sql: Sql, bodies: Bodies, chains: Chains) -> None:
        self._sql = sql
        self._bodies = bodies
        self._chains = chains

    def add(
        self,
        digest: str,
        *,
        transfer: str,
        iss: str,
        seq: int,
        code: str,
        token: str,
        at: datetime,
        chain: Sequence[str] = (),
    ) -> None:
        """Keep a message aside; where one is kept for this place already, that one stays the only one."""
        body = self._bodies.conceal(token, place=_PLACE, name=digest)
        added = self._sql.run(
            _ADD,
            digest=digest,
            transfer=transfer,
            iss=iss,
            seq=seq,
            code=code,
            chain=self._chains.put(chain),
            at=at,
            erased_at=None,
            signed=body.signed,
            concealed=body.concealed,
        )
        if added:
            self._bodies.keep(body, place=_PLACE, name=digest)

    def of_transfer(self, transfer: str) -> list[HeldMessage]:
        """What is kept aside in a transfer, by issuer and place."""
        return [self._held(row) for row in self._sql.all(_OF_TRANSFER, of=transfer)]

    def erase(self, digest: str, *, at: datetime) -> None:
        """Destroy the key to a held message's disclosures."""
        self._sql.run(_ERASE, of=digest, now=at)
        self._bodies.forget(place=_PLACE, name=digest)

    def _held(self, row: Result) -> HeldMessage:
        *listed, signed, concealed, wrapped = row
        token = self._bodies.reveal(Body(signed, concealed, wrapped), place=_PLACE, name=row[1])
        return HeldMessage(*(*listed, token))
