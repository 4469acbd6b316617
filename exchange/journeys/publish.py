"""Publish: a case system's assessment or plan becomes a sealed record of this council."""

from collections.abc import Sequence

from exchange.errors import Finding, Refusal
from exchange.node import Node, Once, enter, find_record_by, newest_status_list, once, own_chain, own_status
from exchange.record import (
    KINDS,
    Assessment,
    Citation,
    Content,
    Status,
    StatusRef,
    Unfit,
    check_citations,
    check_combined,
    parse_record,
    read_content,
    recall_record,
    seal,
)
from exchange.record.envelope import is_section_name
from exchange.store import Transaction
from exchange.wire import NewRecord

VCT = "urn:assessment-exchange"
CONTENT = "/content"


def publish(node: Node, new: NewRecord, *, once_as: Once) -> str:
    """Seal, log and keep a record; returns its digest.

    Refuses `schema-failed` or `links-broken` with every finding, `vct-unknown`, `too-large`, for a superseding record
    `record-unknown` or `record-changed`, `citation-wrong` for a basis that is not held here, and `not-combined` for
    what holds the data of the other half of a combined assessment.
    """
    vct = f"{VCT}:{new.kind}:{new.version}"
    content, basis = _read(new, vct), new.basis or ()

    def act(tx: Transaction) -> str:
        chain = own_chain(node, tx)
        _supersede(node, tx, new.supersedes)
        _check_basis(tx, basis)
        _check_halves(tx, content)
        status_uri = f"{node.entity_id}/status/{newest_status_list(tx)}"
        idx = tx.status.allocate(status_uri, pick=node.pick)
        record = seal(
            content,
            iss=node.entity_id,
            jti=node.fresh_id(),
            issued_at=node.now(),
            status=StatusRef(status_uri, idx),
            signer=node.keyring.record,
            salts=node.salt,
            supersedes=new.supersedes,
            basis=basis,
        )
        parse_record(record.token)  # too large for a reader: not to be kept
        enter(node, tx, record.digest, kind="record")
        tx.records.add(
            record.digest,
            jti=record.jti,
            iss=record.iss,
            vct=record.vct,
            kind=record.kind,
            issued_at=record.issued_at,
            own=True,
            at=node.now(),
            token=record.token,
            chain=chain,
            status_uri=status_uri,
            status_idx=idx,
            supersedes=new.supersedes,
        )
        find_record_by(tx, record.digest, recall_record(record.token))
        tx.events.add("record.published", transfer=None, data={"record": record.digest}, at=node.now())
        return record.digest

    return node.store.write(lambda tx: once(node, tx, once_as, lambda: act(tx)))


def _read(new: NewRecord, vct: str) -> Content:
    """The content; what is wrong is named as a place in the request."""
    if vct not in KINDS:  # what we seal is of a version that we know whole
        raise Refusal("vct-unknown", "/version")
    try:
        content = read_content(new.content, vct=vct)
        if not all(is_section_name(name) for name in new.content):  # a skeleton stays readable for ever
            raise Refusal("schema-failed", findings=(Finding("schema-failed", "", "section-name"),))
    except Refusal as refusal:
        about = new.content.get("about")
        named = about.get("jurisdiction") if isinstance(about, dict) else None
        raise Unfit(refusal.moved("", CONTENT), jurisdiction=named) from None  # the cause would hold what was sent
    return content


def _check_halves(tx: Transaction, content: Content) -> None:
    """Where an assessment names the other half of a combined one, and it is held here, each holds its own data only."""
    half = content.about.combined_with if isinstance(content, Assessment) else None
    stored = tx.records.find(half.record) if half is not None and half.record is not None else None
    if stored is None or stored.erased_at is not None or not stored.own:
        return
    other = read_content(recall_record(stored.token).plain(), vct=stored.vct)
    if isinstance(content, Assessment) and isinstance(other, Assessment):
        try:
            check_combined(content, other)
        except Refusal as refusal:
            raise refusal.moved("", CONTENT) from None


def _check_basis(tx: Transaction, basis: Sequence[Citation]) -> None:
    """What is cited is held here, and shows these needs: neither erased, nor withheld from us."""
    held = {each.record: tx.records.find(each.record) for each in basis}
    needs = {digest: recall_record(stored.token).need_ids for digest, stored in held.items() if stored is not None}
    check_citations(basis, needs=needs)


def _supersede(node: Node, tx: Transaction, digest: str | None) -> None:
    if digest is None:
        return
    stored = tx.records.find(digest)
    if stored is None or stored.iss != node.entity_id:
        raise Refusal("record-unknown", "/supersedes")
    if tx.records.successor_of(digest) is not None:
        raise Refusal("record-changed", "/supersedes")
    if own_status(tx, stored) is Status.ENTERED_IN_ERROR:
        return  # a corrected record takes its place, and withdrawn it stays
    if stored.status_uri is not None and stored.status_idx is not None:
        tx.status.set_value(stored.status_uri, stored.status_idx, Status.SUPERSEDED)
