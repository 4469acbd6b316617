"""What came attached to a message, judged record by record: one that is not genuine does not reject its message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from exchange.errors import Refusal
from exchange.node.members import looking_up
from exchange.node.parts import Node
from exchange.node.presenting import purpose_for
from exchange.record import Subject, VerifiedRecord, parse, same_subject, verify
from exchange.transfer import GENUINE, Attachment, Checked, Documents, Message, Notification
from exchange.trust import LEEWAY, TrustedEntity

Genuine: TypeAlias = Mapping[str, tuple[VerifiedRecord, TrustedEntity]]
"""Genuine records by digest, each with the council that sealed it."""


@dataclass(frozen=True)
class _Named:
    """Somebody whom a message names, to be compared with whom a record is about."""

    subject: Subject


def member(node: Node, entity_id: str) -> TrustedEntity:
    """A member of the federation; refuses `entity-unknown` or `chain-expired`."""
    return node.store.read(lambda tx: node.members.find(tx, entity_id, now=node.now()))


def judge_attached(
    node: Node, message: Message, attachments: Sequence[Attachment], *, sender: TrustedEntity
) -> tuple[Genuine, tuple[Checked, ...]]:
    """The genuine records, and a verdict on each in order. What may heal (an issuer not known yet) is refused."""
    genuine: dict[str, tuple[VerifiedRecord, TrustedEntity]] = {}
    verdicts = []
    for each in attachments:
        digest, verdict = each.document.record, GENUINE
        try:
            genuine[digest] = _genuine(node, message, each, sender, genuine)
        except Refusal as refusal:
            if refusal.heals:
                raise
            verdict = refusal.code
        verdicts.append(Checked(digest=digest, verdict=verdict))
    return genuine, tuple(verdicts)


def _genuine(
    node: Node, message: Message, attachment: Attachment, sender: TrustedEntity, others: Genuine
) -> tuple[VerifiedRecord, TrustedEntity]:
    unverified = parse(attachment.record, attachment.statement)
    with looking_up(unverified.issuer):
        issuer = sender if unverified.issuer == sender.entity_id else member(node, unverified.issuer)
        keys, audience = issuer.record_keys, node.entity_id
        record = verify(unverified, issuer_keys=keys, presenter_keys=sender.message_keys, audience=audience)
    _check_document(node, record, attachment, sender, issuer)
    _check_times(node, record)
    same_subject([record, *(known for known, _ in others.values())])
    if record.subject is not None:
        same_subject([record, *_named_in(message)])  # a plan under another person's name would be believed
    return record, issuer


def _check_document(
    node: Node, record: VerifiedRecord, attachment: Attachment, sender: TrustedEntity, issuer: TrustedEntity
) -> None:
    document = attachment.document
    if not record.status.uri.startswith(f"{issuer.origin}/"):  # only what the superior vouches for is ever fetched
        raise Refusal("record-claims", "/status")
    if (record.kind, record.vct) != (document.kind, document.vct) or record.presented_by != sender.entity_id:
        raise Refusal("presentation-claims")
    if record.purpose != purpose_for(node, sender):
        raise Refusal("presentation-claims", "/purpose")


def _check_times(node: Node, record: VerifiedRecord) -> None:
    shown_at = record.shown.presented_at if record.shown else record.issued_at
    if max(record.issued_at, shown_at) > node.now() + LEEWAY:
        raise Refusal("signed-in-future", "/iat")


def _named_in(message: Message) -> Iterator[_Named]:
    """The person whom the message names."""
    person = message.body.person if isinstance(message.body, Notification | Documents) else None
    if person is not None:
        identifiers = tuple((each.system, each.value) for each in person.identifiers)
        yield _Named(Subject(person.name, person.birth_date, identifiers))
