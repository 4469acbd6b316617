"""The check of a whole file: every question is asked, whatever the answers to those before it."""

from collections.abc import Sequence
from datetime import datetime

from exchange.errors import Refusal
from exchange.evidence.adoptions import check_adoption, read_new_records
from exchange.evidence.attestations import read_attestations
from exchange.evidence.copy import AUDIENCE, is_copy, read_copy
from exchange.evidence.course import report_course
from exchange.evidence.file import UNSIGNED, EvidenceParts, read_file
from exchange.evidence.messages import Heard, converse, read_messages
from exchange.evidence.proofs import Logs, check_proofs
from exchange.evidence.records import PassedOn, check_documents, read_records
from exchange.evidence.report import Findings, Report
from exchange.evidence.schemas import check_schemas
from exchange.evidence.signers import Signers
from exchange.evidence.statuses import check_statuses
from exchange.evidence.words import Said
from exchange.transfer import Conversation, Decision, Entered, check_entered, check_needs
from exchange.trust import Anchors

_FILE = Said("the file")


def check(data: bytes, *, anchors: Anchors, now: datetime) -> Report:
    """Check an evidence file, or a person's copy, against pinned anchors.

    Never raises for what is in the file: the report says it all.
    `now` only serves to notice what claims to be signed later; everything else is judged at the time it was signed.
    """
    findings = Findings()
    of_person = is_copy(data)
    try:
        parts = read_copy(data) if of_person else read_file(data)
    except Refusal as refusal:
        findings.fail(_FILE, refusal)
        return findings.report()
    findings.ok("file-read", _FILE)
    signers = Signers(parts.chains, anchors=anchors, now=now, findings=findings)
    (_check_copy if of_person else _check_parts)(parts, signers, findings)
    return findings.report()


def _check_copy(parts: EvidenceParts, signers: Signers, findings: Findings) -> None:
    records, signed = read_records(parts.records, signers=signers, findings=findings)
    for each in records:
        if each.shown.audience != AUDIENCE:
            findings.fail(each.subject, Refusal("presentation-audience", "/aud"))
    logs = Logs(signers, findings)
    check_proofs(parts.proofs, signed, signers=signers, logs=logs, findings=findings)
    check_statuses(parts.status_lists, records, signers=signers, findings=findings)
    check_schemas(parts.schemas or {}, records, findings=findings)
    signers.warn_of_unneeded()
    for at in UNSIGNED:
        findings.unsigned(at, f"“{at[1:]}”")
    findings.note("later-unseen", _FILE)


def _check_parts(parts: EvidenceParts, signers: Signers, findings: Findings) -> None:
    records, signed = read_records(parts.records, signers=signers, findings=findings)
    new_records, sealed = read_new_records(parts.new_records, signers=signers, findings=findings)
    signed += sealed
    signed += read_attestations(parts.attestations, records, signers=signers, findings=findings)
    heard = read_messages(parts.messages, parts.receipts, signers=signers, findings=findings)
    conversation = converse(heard, transfer=parts.transfer, findings=findings)
    check_documents(records, heard.messages, findings=findings)
    _check_decisions(heard, records, findings)
    check_adoption(new_records, conversation, findings=findings)
    logs = Logs(signers, findings)
    for subject, message in heard.messages:
        logs.note_head(message.log, council=message.iss, subject=subject)
    check_proofs(parts.proofs, (*signed, *heard.signed), signers=signers, logs=logs, findings=findings)
    check_statuses(parts.status_lists, records, signers=signers, findings=findings)
    check_schemas(parts.schemas or {}, records, findings=findings)
    signers.warn_of_unneeded()
    report_course(conversation, signers=signers, findings=findings)
    _name_limits(conversation, findings)


def _check_decisions(heard: Heard, records: Sequence[PassedOn], findings: Findings) -> None:
    """What the receiving council says of records and needs must be about some that it was shown."""
    shown = {each.record.digest: each for each in records}
    for subject, message in heard.messages:
        try:
            if isinstance(message.body, Entered):
                check_entered(message.body, shown)
            elif isinstance(message.body, Decision) and all(each.has_content for each in records):
                check_needs(message.body, {digest: each.record.need_ids for digest, each in shown.items()})
                findings.ok("decisions-fit", subject)
        except Refusal as refusal:
            findings.fail(subject, refusal)


def _name_limits(conversation: Conversation, findings: Findings) -> None:
    """What the file cannot show: who gathered it and when, and what came after."""
    for at in UNSIGNED:
        findings.unsigned(at, f"“{at[1:]}”")
    if not conversation.messages:
        findings.unsigned("/transfer", "“transfer”")
    findings.note("later-unseen", _FILE)
