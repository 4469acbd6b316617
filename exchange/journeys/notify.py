"""Notify: the sending council tells the receiving one that a move is likely, and presents the records (s.56(1))."""

from collections.abc import Iterator, Sequence

from exchange.councils import council
from exchange.errors import Finding, Refusal
from exchange.node import Node, Once, enter, once, own_status, say
from exchange.record import (
    PLAN,
    Presentation,
    Status,
    VerifiedRecord,
    Withhold,
    find_kind,
    find_purpose,
    present,
    same_subject,
    verify_record,
)
from exchange.record.purposes import find_ground
from exchange.store import Attachment, StoredRecord, Transaction
from exchange.transfer import Conversation, Document, Identifier, Notification, Person, Stage
from exchange.trust import TrustedEntity
from exchange.wire import NewTransfer

PURPOSE = "receiving-council"


def notify(node: Node, new: NewTransfer, *, once_as: Once) -> str:
    """Start a transfer; returns its id. The message is signed, logged and in the outbox when this returns."""
    _check_receiver(node, new.to)
    transfer = node.store.write(lambda tx: once(node, tx, once_as, lambda: _start(node, tx, new)))
    node.wake()
    return transfer


def _check_receiver(node: Node, gss: str) -> None:
    try:
        council(gss, on=node.today())
    except Refusal as refusal:
        raise Refusal(refusal.code, "/to") from refusal
    if gss == node.settings.gss:
        raise Refusal("same-council", "/to")


def _start(node: Node, tx: Transaction, new: NewTransfer) -> str:
    receiver = node.members.by_gss(tx, new.to, now=node.now())
    stored = [_own_record(node, tx, digest, place) for place, digest in enumerate(new.records)]
    own_keys = {node.keyring.record.kid: node.keyring.record.public}
    verified = [verify_record(each.token, issuer_keys=own_keys) for each in stored]
    same_subject(verified)
    _check_withheld(new, verified)
    presented = [_present(node, tx, each, new, receiver) for each in stored]
    transfer = node.fresh_id()
    tx.transfers.add(
        transfer,
        sending=node.entity_id,
        receiving=receiver.entity_id,
        started_at=node.now(),
        stage=Stage.NOTIFIED,
        at=node.now(),
    )
    _check_kinds({each.kind for each in verified}, receiver)
    body = _notification(new, verified, presented, receiver)
    attachments = [Attachment(each.record_digest, each.digest, each.statement, each.record) for each in presented]
    say(node, tx, body, to=receiver.entity_id, conversation=Conversation(transfer), attachments=attachments)
    return transfer


def _check_withheld(new: NewTransfer, records: Sequence[VerifiedRecord]) -> None:
    """Each thing to withhold is in a record of this transfer, and its ground counts for the receiving council."""
    parts = {each.digest: set(_parts_of(each)) for each in records}
    findings: list[Finding] = []
    for place, each in enumerate(new.withhold):
        if (each.section, each.item) not in parts.get(each.record, ()):
            findings.append(Finding("withhold-unknown", f"/withhold/{place}"))
        try:
            find_ground(each.ground, purpose=find_purpose(PURPOSE))
        except Refusal as refusal:
            findings.append(Finding(refusal.code, f"/withhold/{place}/ground"))
    if findings:
        raise Refusal(findings[0].code, findings[0].at, findings=tuple(findings))


def _parts_of(record: VerifiedRecord) -> Iterator[tuple[str, str | None]]:
    """What can be withheld of a record: sections, and entries of those that are lists."""
    yield from ((spec.name, None) for spec in find_kind(record.vct).sections)
    yield from ((name, None) for name in record.extensions)
    for name, section in record.sections.items():
        yield from ((name, item.id) for item in (section if isinstance(section, tuple) else ()))


def _check_kinds(kinds: set[str], receiver: TrustedEntity) -> None:
    """The plan always travels; anything else only on request (SSWA 2014 s.56(1)(b))."""
    if PLAN.name not in kinds:
        raise Refusal("plan-missing", "/records")
    requested = receiver.standing_request.get("kinds", [])
    if not isinstance(requested, list) or not kinds - {PLAN.name} <= set(requested):
        raise Refusal("not-requested", "/records")


def _own_record(node: Node, tx: Transaction, digest: str, place: int) -> StoredRecord:
    stored = tx.records.find(digest)
    if stored is None or stored.iss != node.entity_id or stored.erased_at is not None:
        raise Refusal("record-unknown", f"/records/{place}")
    if tx.records.successor_of(digest) is not None:
        raise Refusal("record-changed", f"/records/{place}")
    if own_status(tx, stored) is Status.ENTERED_IN_ERROR:
        raise Refusal("record-withdrawn", f"/records/{place}")
    return stored


def _present(
    node: Node, tx: Transaction, stored: StoredRecord, new: NewTransfer, receiver: TrustedEntity
) -> Presentation:
    withhold = [Withhold(each.section, each.item, each.ground) for each in new.withhold if each.record == stored.digest]
    presentation = present(
        stored.token,
        purpose=PURPOSE,
        audience=receiver.entity_id,
        basis=new.basis,
        withhold=withhold,
        iss=node.entity_id,
        jti=node.fresh_id(),
        issued_at=node.now(),
        signer=node.keyring.message,
    )
    enter(node, tx, presentation.digest, kind="presentation")
    return presentation


def _notification(
    new: NewTransfer, verified: Sequence[VerifiedRecord], presented: Sequence[Presentation], receiver: TrustedEntity
) -> Notification:
    pairs = zip(verified, presented, strict=True)
    documents = tuple(
        Document(record=record.digest, presentation=shown.digest, kind=record.kind, vct=record.vct)
        for record, shown in pairs
    )
    return Notification(
        day=new.day,
        confidence=new.confidence,
        basis=new.basis,
        documents=documents,
        standing_request=receiver.configuration_digest,
        person=_person(verified[0]),
        reason=new.reason,
        new_address=new.new_address,
        worker=new.worker,
        note=new.note,
    )


def _person(record: VerifiedRecord) -> Person:
    subject = record.subject
    if subject is None:
        raise Refusal("record-unknown", "/records/0")
    identifiers = tuple(Identifier(system=system, value=value) for system, value in subject.identifiers)
    return Person(name=subject.name, birth_date=subject.birth_date, identifiers=identifiers)
