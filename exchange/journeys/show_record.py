"""Show a record: its content as plain JSON, what is withheld, and what was checked of it just now."""

from exchange.councils import council
from exchange.errors import Refusal
from exchange.node import (
    Node,
    attestations_of,
    council_of,
    describe_attestation,
    describe_determinations,
    describe_refusals,
    is_logged,
)
from exchange.record import (
    Status,
    StatusRef,
    VerifiedRecord,
    extensions_among,
    parse,
    read_status,
    verify,
    verify_record,
)
from exchange.store import ListedRecord, StoredRecord, Transaction, cursor_of, position_of
from exchange.trust import TrustedEntity
from exchange.wire import (
    ENGLISH,
    Council,
    Extended,
    Record,
    RecordPage,
    RecordStatus,
    RecordSummary,
    Verification,
    Withheld,
    say_genuine,
)


def show_record(node: Node, digest: str) -> Record:
    """A record made or received here, verified anew; refuses `record-unknown`."""
    return node.store.read(lambda tx: _show(node, tx, digest))


def show_token(node: Node, digest: str) -> str:
    """The record as it was signed; refuses `record-unknown`."""
    return node.store.read(lambda tx: _find(tx, digest)).token


def list_records(node: Node, *, cursor: str, limit: int) -> RecordPage:
    """Records in the order in which they came here."""

    def page(tx: Transaction) -> RecordPage:
        found = tx.records.page(after=position_of(cursor), limit=limit)
        following = cursor_of(found[-1].position) if len(found) == limit else None
        return RecordPage(records=tuple(_summary(node, tx, each) for each in found), next=following)

    return node.store.read(page)


def _find(tx: Transaction, digest: str) -> StoredRecord:
    stored = tx.records.find(digest)
    if stored is None:
        raise Refusal("record-unknown")
    return stored


def _show(node: Node, tx: Transaction, digest: str) -> Record:
    stored = _find(tx, digest)
    record, issuer = _verify(node, tx, stored)
    summary = _summary(node, tx, stored)
    return Record(
        **dict(summary),
        superseded_by=tx.records.successor_of(digest),
        basis=record.basis,
        content=record.plain(),
        withheld=tuple(Withheld(section=part.section, at=part.at, ground=part.ground) for part in record.withheld),
        unknown=record.unknown,
        extensions=tuple(
            Extended(at=one.at, owner=one.owner, name=one.name) for one in extensions_among(record.unknown)
        ),
        determinations=tuple(describe_determinations(record, jurisdiction=_nation(node))),
        refusals=tuple(describe_refusals(record)),
        attestations=tuple(describe_attestation(node, tx, each) for each in attestations_of(node, tx, record)),
        verification=_verification(node, tx, record, issuer, summary.issuer),
    )


def _verify(node: Node, tx: Transaction, stored: StoredRecord) -> tuple[VerifiedRecord, TrustedEntity]:
    """Check the record against the chain that was kept with it, as of when it came here."""
    issuer = node.members.at_the_time(tx.chains.find(stored.chain), at=stored.at)
    if stored.attached_to is None:
        return verify_record(stored.token, issuer_keys=issuer.record_keys), issuer
    [attachment] = [each for each in tx.messages.attachments(stored.attached_to) if each.record == stored.digest]
    message = tx.messages.find(stored.attached_to)
    chain = tx.chains.find(message.chain if message else None)
    presenter = node.members.at_the_time(chain, at=stored.at)
    unverified = parse(attachment.token, attachment.statement)
    if stored.erased_at is not None:
        return verify_record(unverified.record, issuer_keys=issuer.record_keys), issuer
    keys = presenter.message_keys
    return verify(unverified, issuer_keys=issuer.record_keys, presenter_keys=keys, audience=node.entity_id), issuer


def _nation(node: Node) -> str:
    return council(node.settings.gss, on=node.today()).nation


def _summary(node: Node, tx: Transaction, stored: ListedRecord) -> RecordSummary:
    return RecordSummary(
        digest=stored.digest,
        id=stored.jti,
        kind=stored.kind,
        version=stored.vct.rpartition(":")[2],
        issuer=council_of(node, tx, stored.iss),
        issued_at=stored.issued_at,
        own=stored.own,
        supersedes=stored.supersedes,
    )


def _verification(
    node: Node, tx: Transaction, record: VerifiedRecord, issuer: TrustedEntity, signed_by: Council
) -> Verification:
    status = _status(node, tx, record.status, issuer)
    logged, at = is_logged(tx, record.digest), record.issued_at
    return Verification(
        sentence=say_genuine(ENGLISH, signed_by=signed_by, signed_at=at, logged=logged, status=status),
        signed_by=signed_by,
        signed_at=at,
        key=record.kid,
        checked_at=node.now(),
        logged=logged,
        status=status,
    )


def _status(node: Node, tx: Transaction, place: StatusRef, issuer: TrustedEntity) -> RecordStatus:
    if issuer.entity_id == node.entity_id:
        return RecordStatus(Status(tx.status.value_at(place.uri, place.idx)).code)
    token = tx.status_tokens.newest(place.uri)
    if token is None:
        return RecordStatus.NOT_FETCHED
    try:
        status = read_status(token.token, keys=issuer.message_keys, uri=place.uri, idx=place.idx, now=node.now())
    except Refusal:
        return RecordStatus.NOT_FETCHED
    return RecordStatus(status.code)
