"""What the receiving council made of it: its new records, without their content, cite what it had decided to keep."""

from collections.abc import Sequence

from exchange.errors import Refusal
from exchange.evidence.messages import Signed
from exchange.evidence.report import Findings
from exchange.evidence.signers import Role, Signature, Signers, claimed_time
from exchange.evidence.words import Coded, Said, numbered
from exchange.record.verify import VerifiedRecord, parse_record, verify_record
from exchange.transfer import Adopted, Completed, Conversation, check_adopted, decision_of, documents_of, effective

_SUBJECT = Said("the new records")


def read_new_records(
    tokens: Sequence[str], *, signers: Signers, findings: Findings
) -> tuple[list[VerifiedRecord], list[Signed]]:
    """Verify each new record as far as it is there: who sealed it, when, and what it cites."""
    records: list[VerifiedRecord] = []
    signed: list[Signed] = []
    for number, token in enumerate(tokens, 1):
        subject = numbered("new record %(number)s of %(count)s", number, tokens)
        try:
            unverified = parse_record(token)
            jws = unverified.sdjwt.jws
            signed.append(Signed(unverified.sdjwt.digest, subject, unverified.issuer))
            signature = Signature(unverified.issuer, jws.kid, claimed_time(jws.unverified_claims), Role.RECORD)
            record = verify_record(unverified, issuer_keys=signers.keys(signature, subject=subject))
            records.append(record)
            council, kind = signers.name(record.iss), Coded("kinds", record.kind)
            findings.ok("new-record-genuine", subject, council=council, kind=kind, at=record.issued_at)
        except Refusal as refusal:
            findings.fail(subject, refusal)
    return records, signed


def check_adoption(records: Sequence[VerifiedRecord], conversation: Conversation, *, findings: Findings) -> None:
    """Tie new records to the message that names them, and what they cite to the decision it rests on."""
    try:
        _check(records, conversation, findings)
    except Refusal as refusal:
        findings.fail(_SUBJECT, refusal)


def _check(records: Sequence[VerifiedRecord], conversation: Conversation, findings: Findings) -> None:
    counting = effective(conversation.messages, conversation.receipts)
    named = {
        (each.iss, digest) for each in counting if isinstance(each.body, Completed) for digest in each.body.records
    }
    if any((record.iss, record.digest) not in named for record in records):
        raise Refusal("evidence-unneeded", "/newRecords")
    cited = cited_by(records, shown={each.record for said in counting for each in documents_of(said.body)})
    if not cited or {digest for _, digest in named} != {record.digest for record in records}:
        return  # nothing is cited, or not all of it is here: neither holds nor breaks
    decision = decision_of(conversation.messages, conversation.receipts)
    if decision is None:
        raise Refusal("citation-wrong", "/basis")
    check_adopted(cited, decision=decision)
    carried = sum(len(places.get("carried", ())) for places in cited.values())
    findings.ok("adoption-fits", _SUBJECT, carried=str(carried), shown=str(len(decision.needs)))


def cited_by(records: Sequence[VerifiedRecord], *, shown: set[str]) -> Adopted:
    """What these records together cite of those that were shown: need ids by record and by what became of them."""
    cited: dict[str, dict[str, frozenset[str]]] = {}
    for record in records:
        for citation in record.basis:
            if citation.record in shown:
                places = cited.setdefault(citation.record, {})
                for place, needs in citation.needs.items():
                    places[place] = places.get(place, frozenset()) | set(needs)
    return cited
