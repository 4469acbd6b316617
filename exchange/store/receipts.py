"""Receipts: the one answer to each message, ours to theirs and theirs to ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from exchange.store.chains import Chains
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding, columns_for
from exchange.store.tables import ReceiptRow


@dataclass(frozen=True)
class StoredReceipt:
    """A receipt: `of` is the digest of the message it answers, `iss` the council that signed it."""

    position: int
    of: str
    iss: str
    aud: str
    transfer: str
    outcome: str
    code: str | None
    chain: str | None
    at: datetime
    token: str


_RECEIPTS = table_of(ReceiptRow)
_ADD = adding(_RECEIPTS)
_FULL = select(*columns_for(StoredReceipt, _RECEIPTS))
_OF_MESSAGE = _FULL.where(_RECEIPTS.c.of == bindparam("message"))
_OF_TRANSFER = _FULL.where(_RECEIPTS.c.transfer == bindparam("transfer_id")).order_by(_RECEIPTS.c.position)


class Receipts:
    """The receipts of one store, at most one for a message: the same message gets the same receipt for ever."""

    def __init__(self, sql: Sql, chains: Chains) -> None:
        self._sql = sql
        self._chains = chains

    def add(
        self,
        of: str,
        *,
        iss: str,
        aud: str,
        transfer: str,
        token: str,
        outcome: str,
        at: datetime,
        code: str | None = None,
        chain: Sequence[str] = (),
    ) -> None:
        """Store the receipt of a message (which itself need not be stored: it may have been rejected)."""
        self._sql.add(
            _RECEIPTS,
            _ADD,
            of=of,
            iss=iss,
            aud=aud,
            transfer=transfer,
            outcome=outcome,
            code=code,
            chain=self._chains.put(chain),
            at=at,
            token=token,
        )

    def of_message(self, digest: str) -> StoredReceipt | None:
        """The receipt that answers this message."""
        return self._sql.one_as(StoredReceipt, _OF_MESSAGE, message=digest)

    def of_transfer(self, transfer: str) -> list[StoredReceipt]:
        """Every receipt of a transfer, in the order in which they were stored."""
        return self._sql.all_as(StoredReceipt, _OF_TRANSFER, transfer_id=transfer)
