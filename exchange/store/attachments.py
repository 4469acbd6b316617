"""What travels with messages: presentations, each a signed statement and the record with the disclosures it makes.

An attachment belongs to its message and is never shared between messages: what one message carried, good or bad, says
nothing about another. It is named by its message and its place there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, null, select, update

from exchange.errors import Refusal
from exchange.store.bodies import WRAPPED, Bodies, Body, with_key
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding
from exchange.store.tables import AttachmentRow

_PLACE = "attachments"


@dataclass(frozen=True)
class Attachment:
    """One presentation: digests of record and statement, the statement's JWS, the record's SD-JWT."""

    record: str
    presentation: str
    statement: str
    token: str = field(repr=False)  # no trace of an error may print it


_ATTACHMENTS = table_of(AttachmentRow)
_ADD = adding(_ATTACHMENTS)
_COLUMNS = [_ATTACHMENTS.c[name] for name in ("name", "record", "presentation", "statement", "signed", "concealed")]
_FULL = (
    select(*_COLUMNS, WRAPPED)
    .select_from(with_key(_ATTACHMENTS, _ATTACHMENTS.c.name))
    .where(_ATTACHMENTS.c.message == bindparam("of_message"))
    .order_by(_ATTACHMENTS.c.position)
)
_ONE = _FULL.where(_ATTACHMENTS.c.record == bindparam("of_record")).limit(1)
_NAMES_OF_MESSAGE = select(_ATTACHMENTS.c.name).where(
    _ATTACHMENTS.c.message == bindparam("of"), _ATTACHMENTS.c.erased_at.is_(None)
)
_NAMES_OF_RECORD = select(_ATTACHMENTS.c.name).where(
    _ATTACHMENTS.c.record == bindparam("of"), _ATTACHMENTS.c.erased_at.is_(None)
)
_COPY = (
    select(_ATTACHMENTS.c.message)
    .where(_ATTACHMENTS.c.record == bindparam("of"), _ATTACHMENTS.c.erased_at.is_(None))
    .order_by(_ATTACHMENTS.c.position.desc())
    .limit(1)
)
_WITH_RECORD = (
    select(_ATTACHMENTS.c.message)
    .where(_ATTACHMENTS.c.record == bindparam("of_record"))
    .order_by(_ATTACHMENTS.c.position)
)
_NAMES_OF_COPY = _NAMES_OF_RECORD.where(_ATTACHMENTS.c.message == bindparam("of_message"))
_ERASE = (
    update(_ATTACHMENTS)
    .where(_ATTACHMENTS.c.name == bindparam("of"))
    .values(concealed=null(), erased_at=bindparam("now"))
)


class Attachments:
    """The attachments of one store; written together with their message."""

    def __init__(self, sql: Sql, bodies: Bodies) -> None:
        self._sql = sql
        self._bodies = bodies

    def add(self, message: str, attachments: Sequence[Attachment]) -> None:
        """Store what came, or goes, with a message, in its order."""
        for number, attachment in enumerate(attachments, 1):
            name = f"{message}/{number}"
            body = self._bodies.conceal(attachment.token, place=_PLACE, name=name)
            self._sql.add(
                _ATTACHMENTS,
                _ADD,
                name=name,
                message=message,
                record=attachment.record,
                presentation=attachment.presentation,
                statement=attachment.statement,
                erased_at=None,
                signed=body.signed,
                concealed=body.concealed,
            )
            self._bodies.keep(body, place=_PLACE, name=name)

    def of_message(self, message: str) -> list[Attachment]:
        """What came with a message, in its order."""
        return [self._attachment(*row) for row in self._sql.all(_FULL, of_message=message)]

    def token_of(self, record: str, *, message: str) -> str:
        """The SD-JWT of a record as it came with a message."""
        row = self._sql.one(_ONE, of_message=message, of_record=record)
        if row is None:
            raise Refusal("store-damaged", _PLACE)
        return self._attachment(*row).token

    def erase_message(self, message: str, *, at: datetime) -> None:
        """Destroy the keys to everything that came with a message."""
        self._erase([row[0] for row in self._sql.all(_NAMES_OF_MESSAGE, of=message)], at)

    def erase_record(self, record: str, *, at: datetime) -> None:
        """Destroy the keys to every attached copy of a record."""
        self._erase([row[0] for row in self._sql.all(_NAMES_OF_RECORD, of=record)], at)

    def copy_of(self, record: str) -> str | None:
        """The newest message with which a copy of this record came that is not erased."""
        row = self._sql.one(_COPY, of=record)
        return None if row is None else row[0]

    def messages_with(self, record: str) -> list[str]:
        """The messages with which a copy of this record ever came or went, erased or not, the oldest first."""
        return list(dict.fromkeys(row[0] for row in self._sql.all(_WITH_RECORD, of_record=record)))

    def erase_copy(self, record: str, *, message: str, at: datetime) -> None:
        """Destroy the keys to the copy of a record that came with a message."""
        self._erase([row[0] for row in self._sql.all(_NAMES_OF_COPY, of=record, of_message=message)], at)

    def _erase(self, names: Sequence[str], at: datetime) -> None:
        for name in names:
            self._sql.run(_ERASE, of=name, now=at)
            self._bodies.forget(place=_PLACE, name=name)

    def _attachment(
        self,
        name: str,
        record: str,
        presentation: str,
        statement: str,
        signed: str,
        concealed: bytes | None,
        wrapped: bytes | None,
    ) -> Attachment:
        token = self._bodies.reveal(Body(signed, concealed, wrapped), place=_PLACE, name=name)
        return Attachment(record, presentation, statement, token)
