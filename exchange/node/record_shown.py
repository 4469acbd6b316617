"""A record as it is shown: its content as plain JSON, what is withheld, and what was checked of it just now."""

from datetime import datetime

from exchange.councils import council
from exchange.errors import Refusal
from exchange.jose import loads_signed
from exchange.node.attesting import attestations_of
from exchange.node.naming import council_of
from exchange.node.parts import Node
from exchange.node.words import describe_attestation, describe_determinations, describe_refusals, is_logged
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
from exchange.store import ListedRecord, StoredRecord, Transaction
from exchange.tlog import InclusionProof
from exchange.trust import TrustedEntity
from exchange.wire import (
    ENGLISH,
    Council,
    Extended,
    Record,
    RecordStatus,
    RecordSummary,
    Verification,
    Withheld,
    say_genuine,
)


def find_record(tx: Transaction, digest: str) -> StoredRecord:
    """A record that is held here; refuses `record-unknown`."""
    stored = tx.records.find(digest)
    if stored is None:
        raise Refusal("record-unknown")
    return stored


def record_shown(node: Node, tx: Transaction, stored: StoredRecord) -> Record:
    """A record made or received here, verified anew; refuses what does not hold any more."""
    record, issuer = _verify(node, tx, stored)
    summary = record_listed(node, tx, stored)
    return Record(
        **dict(summary),
        superseded_by=tx.records.successor_of(stored.digest),
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
        verification=_verification(node, tx, record, issuer, stored, summary.issuer),
    )


def record_listed(node: Node, tx: Transaction, stored: ListedRecord) -> RecordSummary:
    """A record in a list."""
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


def _verify(node: Node, tx: Transaction, stored: StoredRecord) -> tuple[VerifiedRecord, TrustedEntity]:
    """Check the record against the chain that was kept with it, as of when it came here."""
    issuer = node.members.at_the_time(tx.chains.find(stored.chain), at=stored.at)
    if stored.attached_to is None:
        return verify_record(stored.token, issuer_keys=issuer.record_keys), issuer
    attached = (each for each in tx.messages.attachments(stored.attached_to) if each.record == stored.digest)
    attachment = next(attached, None)
    if attachment is None:
        raise Refusal("store-damaged", "attachments")
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


def _verification(
    node: Node,
    tx: Transaction,
    record: VerifiedRecord,
    issuer: TrustedEntity,
    stored: ListedRecord,
    signed_by: Council,
) -> Verification:
    status, fetched_at, said_then = _status(node, tx, record.status, issuer)
    logged, at = is_logged(tx, record.digest), record.issued_at
    entry, entered_at = _entry(tx, record.digest)
    return Verification(
        sentence=say_genuine(ENGLISH, signed_by=signed_by, signed_at=at, logged=logged, status=status),
        signed_by=signed_by,
        signed_at=at,
        key=record.kid,
        checked_at=node.now(),
        logged=logged,
        log_entry=entry,
        logged_at=entered_at,
        status=status,
        status_fetched_at=fetched_at,
        status_then=said_then,
        vouched_by=issuer.anchor_id,
        vouched_at=stored.at,
    )


def _entry(tx: Transaction, digest: str) -> tuple[int | None, datetime | None]:
    """The number of its entry, and when it was made; of another council's log only the number is known."""
    ours = tx.log.entry_of(digest)
    if ours is not None:
        return ours.idx, ours.at
    proof = tx.proofs.find(digest)
    return (InclusionProof.from_json(loads_signed(proof)).index, None) if proof is not None else (None, None)


def _status(
    node: Node, tx: Transaction, place: StatusRef, issuer: TrustedEntity
) -> tuple[RecordStatus, datetime | None, RecordStatus | None]:
    """What holds now; when the list was fetched, and what it said then, which is all that is known once it expired."""
    if issuer.entity_id == node.entity_id:
        ours = RecordStatus(Status(tx.status.value_at(place.uri, place.idx)).code)
        return ours, node.now(), ours
    token = tx.status_tokens.newest(place.uri)
    if token is None:
        return RecordStatus.NOT_FETCHED, None, None
    then = _read(token.token, place, issuer, token.at)
    now = _read(token.token, place, issuer, node.now())
    return now or RecordStatus.NOT_FETCHED, token.at, then


def _read(token: str, place: StatusRef, issuer: TrustedEntity, at: datetime) -> RecordStatus | None:
    try:
        status = read_status(token, keys=issuer.message_keys, uri=place.uri, idx=place.idx, now=at)
    except Refusal:
        return None
    return RecordStatus(status.code)
