"""Inclusion proofs that were made and verified, ready to be handed out."""

from sqlalchemy import bindparam, select

from exchange.store.columns import table_of
from exchange.store.registers import ProofRow
from exchange.store.sql import Sql, putting

_PROOFS = table_of(ProofRow)
_PUT = putting(_PROOFS)
_FIND = select(_PROOFS.c.proof).where(_PROOFS.c.digest == bindparam("of"))


class Proofs:
    """The proofs of one store, the newest for each digest."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def put(self, digest: str, proof: str) -> None:
        """Keep a proof, as JSON text, in place of an older one."""
        self._sql.run(_PUT, digest=digest, proof=proof)

    def find(self, digest: str) -> str | None:
        """The newest proof for something signed, as JSON text."""
        row = self._sql.one(_FIND, of=digest)
        return None if row is None else row[0]
