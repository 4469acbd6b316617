"""Showing our records to another council: which may go, what is left out of them, and the signed presentations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exchange.councils import COUNCILS
from exchange.errors import Finding, Refusal
from exchange.node.acts import enter, own_status
from exchange.node.parts import Node
from exchange.record import (
    Presentation,
    Status,
    VerifiedRecord,
    Withheld,
    Withhold,
    choose_shown,
    find_kind,
    find_purpose,
    present,
    same_subject,
    verify_record,
)
from exchange.record.consent import Consent
from exchange.record.grounds import COUNCIL, CROSS_BORDER
from exchange.record.purposes import find_ground
from exchange.store import Attachment, StoredRecord, Transaction
from exchange.transfer import Document, Identifier, Person
from exchange.trust import TrustedEntity
from exchange.wire import ConsentToShow, Shown


@dataclass(frozen=True)
class Own:
    """A record of ours: as it is kept, and what it says."""

    token: str = field(repr=False)
    record: VerifiedRecord


@dataclass(frozen=True)
class ToShow:
    """Our records, verified, all about one person, and each with its signed presentation."""

    records: tuple[VerifiedRecord, ...]
    presentations: tuple[Presentation, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The records as a message names them."""
        return tuple(
            Document(record=record.digest, presentation=shown.digest, kind=record.kind, vct=record.vct)
            for record, shown in zip(self.records, self.presentations, strict=True)
        )

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The records as they travel with a message."""
        return tuple(
            Attachment(each.record_digest, each.digest, each.statement, each.record) for each in self.presentations
        )

    @property
    def person(self) -> Person:
        """Whom they are about, as the first one says; refuses `record-unknown` where it does not."""
        subject = self.records[0].subject
        if subject is None:
            raise Refusal("record-unknown", "/records/0")
        identifiers = tuple(Identifier(system=system, value=value) for system, value in subject.identifiers)
        return Person(name=subject.name, birth_date=subject.birth_date, identifiers=identifiers)


def find_own(node: Node, tx: Transaction, digests: Sequence[str]) -> tuple[Own, ...]:
    """Our own current records, all about one person; refuses `record-unknown`, `record-changed`, `record-withdrawn`
    and `subjects-differ`.
    """
    keys = {node.keyring.record.kid: node.keyring.record.public}
    stored = [_own(node, tx, digest, place) for place, digest in enumerate(digests)]
    found = tuple(Own(each.token, verify_record(each.token, issuer_keys=keys)) for each in stored)
    same_subject([each.record for each in found])
    return found


def present_to(
    node: Node, tx: Transaction, receiver: TrustedEntity, *, records: Sequence[Own], shown: Shown, basis: str
) -> ToShow:
    """Sign and log a presentation of each record for this council, for the purpose that the border between asks for.

    Refuses `withhold-unknown` and `ground-unknown` with every finding, and what `present` refuses.
    """
    purpose = purpose_for(node, receiver)
    verified = tuple(each.record for each in records)
    _check_withheld(shown, verified, purpose)
    presentations = []
    for each in records:
        presentation = present(
            each.token,
            purpose=purpose,
            audience=receiver.entity_id,
            basis=basis,
            withhold=_withheld_of(shown, each.record.digest),
            iss=node.entity_id,
            jti=node.fresh_id(),
            issued_at=node.now(),
            signer=node.keyring.message,
            cleared=shown.cleared,
            consent=_consent(shown.consent),
        )
        enter(node, tx, presentation.digest, kind="presentation")
        presentations.append(presentation)
    return ToShow(verified, tuple(presentations))


@dataclass(frozen=True)
class Foretold:
    """A record of ours as the other council would read it, and what it would not see, each part with its ground."""

    record: VerifiedRecord
    withheld: tuple[Withheld, ...]


def foretell_to(node: Node, receiver: TrustedEntity, *, records: Sequence[Own], shown: Shown) -> tuple[Foretold, ...]:
    """What `present_to` would show this council; nothing is signed, logged or stored. Refuses the same."""
    purpose, keys = purpose_for(node, receiver), {node.keyring.record.kid: node.keyring.record.public}
    _check_withheld(shown, tuple(each.record for each in records), purpose)
    foreseen = (
        choose_shown(
            each.token,
            purpose=purpose,
            withhold=_withheld_of(shown, each.record.digest),
            cleared=shown.cleared,
            consent=_consent(shown.consent),
        )
        for each in records
    )
    return tuple(Foretold(verify_record(each.record, issuer_keys=keys), each.withheld) for each in foreseen)


def purpose_for(node: Node, other: TrustedEntity) -> str:
    """For which purpose a record is shown between this council and another one."""
    return COUNCIL if COUNCILS[other.gss].nation is COUNCILS[node.settings.gss].nation else CROSS_BORDER


def _own(node: Node, tx: Transaction, digest: str, place: int) -> StoredRecord:
    stored = tx.records.find(digest)
    if stored is None or stored.iss != node.entity_id or stored.erased_at is not None:
        raise Refusal("record-unknown", f"/records/{place}")
    if tx.records.successor_of(digest) is not None:
        raise Refusal("record-changed", f"/records/{place}")
    if own_status(tx, stored) is Status.ENTERED_IN_ERROR:
        raise Refusal("record-withdrawn", f"/records/{place}")
    return stored


def _withheld_of(shown: Shown, record: str) -> list[Withhold]:
    """What of one record is withheld by hand."""
    return [Withhold(part.section, part.item, part.ground) for part in shown.withhold if part.record == record]


def _consent(given: ConsentToShow | None) -> Consent | None:
    if given is None:
        return None
    return Consent(frozenset(given.scope), given.capacity, given.taken_on, given.taken_by, given.attestation)


def _check_withheld(shown: Shown, records: Sequence[VerifiedRecord], purpose: str) -> None:
    """Each thing to withhold is in a record that is sent, and its ground counts for this purpose."""
    parts = {each.digest: set(_parts_of(each)) for each in records}
    findings: list[Finding] = []
    for place, each in enumerate(shown.withhold):
        if (each.section, each.item) not in parts.get(each.record, ()):
            findings.append(Finding("withhold-unknown", f"/withhold/{place}"))
        try:
            find_ground(each.ground, purpose=find_purpose(purpose))
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
