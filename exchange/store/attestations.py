"""Attestations: who stands behind a record, beside the council that sealed it; as it was signed, each once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, null, select, update

from exchange.store.bodies import WRAPPED, Bodies, Body, with_key
from exchange.store.chains import Chains
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding
from exchange.store.tables import AttestationRow

_PLACE = "attestations"


@dataclass(frozen=True)
class StoredAttestation:
    """An attestation over a record, and the name of the trust chain by which its signer is judged."""

    digest: str
    record: str
    iss: str
    chain: str | None
    at: datetime
    token: str = field(repr=False)  # no trace of an error may print it


_ATTESTATIONS = table_of(AttestationRow)
_ADD = adding(_ATTESTATIONS)
_COLUMNS = [_ATTESTATIONS.c[name] for name in ("digest", "record", "iss", "chain", "at", "signed", "concealed")]
_OF_RECORD = (
    select(*_COLUMNS, WRAPPED)
    .select_from(with_key(_ATTESTATIONS, _ATTESTATIONS.c.digest))
    .where(_ATTESTATIONS.c.record == bindparam("of"))
    .order_by(_ATTESTATIONS.c.position)
)
_NAMES_OF_RECORD = select(_ATTESTATIONS.c.digest).where(
    _ATTESTATIONS.c.record == bindparam("of"), _ATTESTATIONS.c.erased_at.is_(None)
)
_ERASE = (
    update(_ATTESTATIONS)
    .where(_ATTESTATIONS.c.digest == bindparam("of"))
    .values(concealed=null(), erased_at=bindparam("now"))
)


class Attestations:
    """The attestations of one store."""

    def __init__(self, sql: Sql, bodies: Bodies, chains: Chains) -> None:
        self._sql = sql
        self._bodies = bodies
        self._chains = chains

    def add(self, digest: str, *, record: str, iss: str, token: str, at: datetime, chain: Sequence[str] = ()) -> None:
        """Store an attestation over a record that is kept here; raises `Conflict` where it is here already."""
        body = self._bodies.conceal(token, place=_PLACE, name=digest)
        self._sql.add(
            _ATTESTATIONS,
            _ADD,
            digest=digest,
            record=record,
            iss=iss,
            chain=self._chains.put(chain),
            at=at,
            erased_at=None,
            signed=body.signed,
            concealed=body.concealed,
        )
        self._bodies.keep(body, place=_PLACE, name=digest)

    def of_record(self, record: str) -> list[StoredAttestation]:
        """Every attestation over a record, the oldest first; after erasure they name nobody."""
        return [self._attestation(*row) for row in self._sql.all(_OF_RECORD, of=record)]

    def erase_record(self, record: str, *, at: datetime) -> None:
        """Destroy the keys to who attested a record."""
        for (digest,) in self._sql.all(_NAMES_OF_RECORD, of=record):
            self._sql.run(_ERASE, of=digest, now=at)
            self._bodies.forget(place=_PLACE, name=digest)

    def _attestation(
        self,
        digest: str,
        record: str,
        iss: str,
        chain: str | None,
        at: datetime,
        signed: str,
        concealed: bytes | None,
        wrapped: bytes | None,
    ) -> StoredAttestation:
        token = self._bodies.reveal(Body(signed, concealed, wrapped), place=_PLACE, name=digest)
        return StoredAttestation(digest, record, iss, chain, at, token)
