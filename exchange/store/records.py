"""Records, a council's own and those it received."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, null, select, update

from exchange.store.attachments import Attachments
from exchange.store.attestations import Attestations
from exchange.store.bodies import NO_BODY, WRAPPED, Bodies, Body, with_key
from exchange.store.chains import Chains
from exchange.store.columns import table_of
from exchange.store.sql import Sql, adding, columns_for
from exchange.store.tables import RecordRow

_PLACE = "records"


@dataclass(frozen=True)
class ListedRecord:
    """A record without its body.

    `chain` is the name of its issuer's trust chain (see `tx.chains`); `subject_key` is what the caller looks a person
    up by: a keyed digest, for anybody could try all numbers against a plain one.
    """

    position: int
    digest: str
    jti: str
    iss: str
    vct: str
    kind: str
    issued_at: datetime
    own: bool
    subject_key: str | None
    chain: str | None
    status_uri: str | None
    status_idx: int | None
    supersedes: str | None
    attached_to: str | None
    at: datetime
    erased_at: datetime | None


@dataclass(frozen=True)
class StoredRecord(ListedRecord):
    """A record with its SD-JWT, which after erasure carries no disclosures."""

    token: str = field(repr=False)  # no trace of an error may print it


_RECORDS = table_of(RecordRow)
_LISTED = columns_for(ListedRecord, _RECORDS)
_ADD = adding(_RECORDS)
_FIND = (
    select(*_LISTED, _RECORDS.c.signed, _RECORDS.c.concealed, WRAPPED)
    .select_from(with_key(_RECORDS, _RECORDS.c.digest))
    .where(_RECORDS.c.digest == bindparam("of"))
)
_FIND_LISTED = select(*_LISTED).where(_RECORDS.c.digest == bindparam("of"))
_PAGE = (
    select(*_LISTED)
    .where(_RECORDS.c.position > bindparam("after"))
    .order_by(_RECORDS.c.position)
    .limit(bindparam("limit"))
)
_PAGE_OF_OWNER = _PAGE.where(_RECORDS.c.own == bindparam("whose"))
_PAGE_OF_SUBJECT = _PAGE.where(_RECORDS.c.subject_key == bindparam("whose"))
_WITH_JTI = select(_RECORDS.c.digest).where(_RECORDS.c.iss == bindparam("by"), _RECORDS.c.jti == bindparam("id"))
_SUCCESSOR = (
    select(_RECORDS.c.digest)
    .where(_RECORDS.c.supersedes == bindparam("of"))
    .order_by(_RECORDS.c.position.desc())
    .limit(1)
)
_ERASE = (
    update(_RECORDS)
    .where(_RECORDS.c.digest == bindparam("of"), _RECORDS.c.erased_at.is_(None))
    .values(concealed=null(), subject_key=null(), erased_at=bindparam("now"))
)

_ERASE_COPY = _ERASE.where(_RECORDS.c.attached_to == bindparam("with_message"))

_ATTACH = (
    update(_RECORDS)
    .where(_RECORDS.c.digest == bindparam("of"), _RECORDS.c.own.is_(False), _RECORDS.c.erased_at.is_not(None))
    .values(attached_to=bindparam("with_message"), erased_at=null())
)


class Records:
    """The records of one store, each at most once: by digest, and by issuer and id."""

    def __init__(
        self, sql: Sql, bodies: Bodies, chains: Chains, attachments: Attachments, attestations: Attestations
    ) -> None:
        self._sql = sql
        self._bodies = bodies
        self._chains = chains
        self._attachments = attachments
        self._attestations = attestations

    def add(
        self,
        digest: str,
        *,
        jti: str,
        iss: str,
        vct: str,
        kind: str,
        issued_at: datetime,
        own: bool,
        at: datetime,
        token: str | None = None,
        attached_to: str | None = None,
        chain: Sequence[str] = (),
        subject_key: str | None = None,
        status_uri: str | None = None,
        status_idx: int | None = None,
        supersedes: str | None = None,
    ) -> None:
        """Store a record; raises `Conflict` where digest, (iss, jti) or, among own ones, the status index is taken.

        Either `token` is its SD-JWT, or `attached_to` names the message it came with, and its bytes stay there.
        """
        if (token is None) == (attached_to is None):
            raise ValueError("a record has either a token or a message it is attached to")
        body = self._bodies.conceal(token, place=_PLACE, name=digest) if token is not None else NO_BODY
        self._sql.add(
            _RECORDS,
            _ADD,
            digest=digest,
            jti=jti,
            iss=iss,
            vct=vct,
            kind=kind,
            issued_at=issued_at,
            own=own,
            subject_key=subject_key,
            chain=self._chains.put(chain),
            status_uri=status_uri,
            status_idx=status_idx,
            supersedes=supersedes,
            attached_to=attached_to,
            at=at,
            erased_at=None,
            signed=body.signed,
            concealed=body.concealed,
        )
        self._bodies.keep(body, place=_PLACE, name=digest)

    def find(self, digest: str) -> StoredRecord | None:
        """The record of this digest, with its token."""
        row = self._sql.one(_FIND, of=digest)
        if row is None:
            return None
        *listed, signed, concealed, wrapped = row
        record = ListedRecord(*listed)
        if record.attached_to is not None:
            token = self._attachments.token_of(digest, message=record.attached_to)
        else:
            token = self._bodies.reveal(Body(signed, concealed, wrapped), place=_PLACE, name=digest)
        return StoredRecord(*(*listed, token))

    def listed_as(self, digest: str) -> ListedRecord | None:
        """The record of this digest, without its body."""
        return self._sql.one_as(ListedRecord, _FIND_LISTED, of=digest)

    def with_jti(self, iss: str, jti: str) -> str | None:
        """The digest of the record to which its issuer gave this id."""
        row = self._sql.one(_WITH_JTI, by=iss, id=jti)
        return None if row is None else row[0]

    def successor_of(self, digest: str) -> str | None:
        """The digest of the newest record that says it supersedes this one."""
        row = self._sql.one(_SUCCESSOR, of=digest)
        return None if row is None else row[0]

    def page(self, *, after: int = 0, limit: int = 50, own: bool | None = None) -> list[ListedRecord]:
        """The next records after a position: all, or only own, or only received ones."""
        if own is None:
            return self._sql.all_as(ListedRecord, _PAGE, after=after, limit=limit)
        return self._sql.all_as(ListedRecord, _PAGE_OF_OWNER, after=after, limit=limit, whose=own)

    def of_subject(self, subject_key: str, *, after: int = 0, limit: int = 50) -> list[ListedRecord]:
        """The next records about one person after a position."""
        return self._sql.all_as(ListedRecord, _PAGE_OF_SUBJECT, after=after, limit=limit, whose=subject_key)

    def erase(self, digest: str, *, at: datetime) -> None:
        """Destroy the keys to every copy of this record's disclosures, who attested it, and what it is looked up by.

        What its issuer signed stays, so that what cites it can still be checked. Erasing twice changes nothing more.
        """
        self._sql.run(_ERASE, of=digest, now=at)
        self._bodies.forget(place=_PLACE, name=digest)
        self._attachments.erase_record(digest, at=at)
        self._attestations.erase_record(digest, at=at)

    def erase_copy(self, digest: str, *, message: str, at: datetime) -> None:
        """Destroy the keys to the copy of a record that came with this message, and to that one only.

        Where another copy is left, the record is shown as that one has it; where none is, what was attested of it goes
        as well.
        """
        self._attachments.erase_copy(digest, message=message, at=at)
        if self._sql.run(_ERASE_COPY, of=digest, with_message=message, now=at) == 0:
            return
        other = self._attachments.copy_of(digest)
        if other is not None:
            self.attach(digest, message=other)
        else:
            self._attestations.erase_record(digest, at=at)

    def attach(self, digest: str, *, message: str) -> None:
        """Take the copy that came with this message for a received record whose own copy was erased."""
        self._sql.run(_ATTACH, of=digest, with_message=message)
