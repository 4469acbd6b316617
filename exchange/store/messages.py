"""Messages, those this council said and those it was told, each in its one place in its conversation."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, null, select, update

from exchange.store.attachments import Attachment, Attachments
from exchange.store.bodies import WRAPPED, Bodies, Body, with_key
from exchange.store.chains import Chains
from exchange.store.columns import table_of
from exchange.store.sql import Result, Sql, adding, columns_for
from exchange.store.tables import MessageRow

_PLACE = "messages"


@dataclass(frozen=True)
class ListedMessage:
    """A message without its body. `chain` is the name of its issuer's trust chain (see `tx.chains`)."""

    position: int
    digest: str
    transfer: str
    iss: str
    aud: str
    seq: int
    jti: str
    type: str
    issued_at: datetime
    chain: str | None
    at: datetime
    erased_at: datetime | None


@dataclass(frozen=True)
class StoredMessage(ListedMessage):
    """A message with its SD-JWT, which after erasure carries no disclosures."""

    token: str = field(repr=False)  # no trace of an error may print it


_MESSAGES = table_of(MessageRow)
_ADD = adding(_MESSAGES)
_FULL = select(*columns_for(ListedMessage, _MESSAGES), _MESSAGES.c.signed, _MESSAGES.c.concealed, WRAPPED).select_from(
    with_key(_MESSAGES, _MESSAGES.c.digest)
)
_FIND = _FULL.where(_MESSAGES.c.digest == bindparam("of"))
_WITH_JTI = _FULL.where(_MESSAGES.c.iss == bindparam("by"), _MESSAGES.c.jti == bindparam("id"))
_IN_TRANSFER = _FULL.where(_MESSAGES.c.transfer == bindparam("of"))
_AT_PLACE = _IN_TRANSFER.where(_MESSAGES.c.iss == bindparam("by"), _MESSAGES.c.seq == bindparam("place"))
_OF_TRANSFER = _IN_TRANSFER.order_by(_MESSAGES.c.position)
_SIGNED = select(_MESSAGES.c.signed).where(_MESSAGES.c.transfer == bindparam("of")).order_by(_MESSAGES.c.position)
_NEWEST_FROM = (
    select(_MESSAGES.c.signed, _MESSAGES.c.at)
    .where(_MESSAGES.c.iss == bindparam("by"))
    .order_by(_MESSAGES.c.position.desc())
    .limit(1)
)
_ERASE = (
    update(_MESSAGES)
    .where(_MESSAGES.c.digest == bindparam("of"), _MESSAGES.c.erased_at.is_(None))
    .values(concealed=null(), erased_at=bindparam("now"))
)


class Messages:
    """The messages of one store, unique by digest, by (issuer, id) and by (transfer, issuer, seq)."""

    def __init__(self, sql: Sql, bodies: Bodies, chains: Chains, attachments: Attachments) -> None:
        self._sql = sql
        self._bodies = bodies
        self._chains = chains
        self._attachments = attachments

    def add(
        self,
        digest: str,
        *,
        transfer: str,
        iss: str,
        aud: str,
        seq: int,
        jti: str,
        type: str,  # noqa: A002 - the claim's own name
        issued_at: datetime,
        token: str,
        at: datetime,
        attachments: Sequence[Attachment] = (),
        chain: Sequence[str] = (),
    ) -> None:
        """Store a message of a known transfer with what is attached; raises `Conflict` naming the key that is taken."""
        body = self._bodies.conceal(token, place=_PLACE, name=digest)
        self._sql.add(
            _MESSAGES,
            _ADD,
            digest=digest,
            transfer=transfer,
            iss=iss,
            aud=aud,
            seq=seq,
            jti=jti,
            type=type,
            issued_at=issued_at,
            chain=self._chains.put(chain),
            at=at,
            erased_at=None,
            signed=body.signed,
            concealed=body.concealed,
        )
        self._bodies.keep(body, place=_PLACE, name=digest)
        self._attachments.add(digest, attachments)

    def find(self, digest: str) -> StoredMessage | None:
        """The message of this digest."""
        return self._maybe(self._sql.one(_FIND, of=digest))

    def with_jti(self, iss: str, jti: str) -> StoredMessage | None:
        """The message to which its issuer gave this id."""
        return self._maybe(self._sql.one(_WITH_JTI, by=iss, id=jti))

    def at_place(self, transfer: str, iss: str, seq: int) -> StoredMessage | None:
        """The message that stands at this place of the issuer's side of the conversation."""
        return self._maybe(self._sql.one(_AT_PLACE, of=transfer, by=iss, place=seq))

    def of_transfer(self, transfer: str) -> list[StoredMessage]:
        """The whole conversation, both sides, in the order in which it was stored."""
        return [self._stored(row) for row in self._sql.all(_OF_TRANSFER, of=transfer)]

    def signed_of_transfer(self, transfer: str) -> list[str]:
        """The permanent part of a conversation, as after erasure: days, codes and digests, and nobody's data."""
        return [row[0] for row in self._sql.all(_SIGNED, of=transfer)]

    def newest_from(self, iss: str) -> tuple[str, datetime] | None:
        """The permanent part of the newest message of a council, and when it was stored."""
        row = self._sql.one(_NEWEST_FROM, by=iss)
        return None if row is None else (row[0], row[1])

    def attachments(self, digest: str) -> list[Attachment]:
        """What came, or went, with a message, in its order."""
        return self._attachments.of_message(digest)

    def with_record(self, record: str) -> list[StoredMessage]:
        """The messages with which a copy of this record ever came or went, erased or not, the oldest first."""
        found = (self.find(digest) for digest in self._attachments.messages_with(record))
        return [message for message in found if message is not None]

    def erase(self, digest: str, *, at: datetime) -> None:
        """Destroy the keys to a message's disclosures and to everything attached; what was signed stays."""
        self._sql.run(_ERASE, of=digest, now=at)
        self._bodies.forget(place=_PLACE, name=digest)
        self._attachments.erase_message(digest, at=at)

    def _maybe(self, row: Result | None) -> StoredMessage | None:
        return None if row is None else self._stored(row)

    def _stored(self, row: Result) -> StoredMessage:
        *listed, signed, concealed, wrapped = row
        token = self._bodies.reveal(Body(signed, concealed, wrapped), place=_PLACE, name=row[1])
        return StoredMessage(*(*listed, token))
