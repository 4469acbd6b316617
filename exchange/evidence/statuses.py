"""Whether the records still stood when the file was gathered, as far as their councils' status lists in it say."""

from collections.abc import Mapping, Sequence

from exchange.errors import Refusal
from exchange.evidence.records import PassedOn
from exchange.evidence.report import Findings
from exchange.evidence.signers import Role, Signature, Signers, claimed_time
from exchange.evidence.words import numbered
from exchange.jose import UnverifiedJws, parse_jws
from exchange.record.status import TYP, Status, read_status

_WARNINGS: Mapping[Status, str] = {
    Status.ENTERED_IN_ERROR: "status-entered-in-error",
    Status.SUSPENDED: "status-suspended",
    Status.SUPERSEDED: "status-superseded",
}


def check_statuses(tokens: Sequence[str], records: Sequence[PassedOn], *, signers: Signers, findings: Findings) -> None:
    """Read each list as of the day it was signed, for the records that point to it."""
    told: set[str] = set()
    for number, token in enumerate(tokens, 1):
        subject = numbered("status list %(number)s of %(count)s", number, tokens)
        try:
            unverified = parse_jws(token, typ=TYP)
            listed = [each for each in records if each.record.status.uri == unverified.unverified_claims.get("sub")]
            if not listed:
                raise Refusal("evidence-unneeded")
            for each in listed:
                _tell(each, unverified, subject, signers, findings)
                told.add(each.subject)
        except Refusal as refusal:
            findings.fail(subject, refusal)
    for each in records:
        if each.subject not in told:
            findings.warn("status-absent", each.subject)


def _tell(each: PassedOn, unverified: UnverifiedJws, subject: str, signers: Signers, findings: Findings) -> None:
    at = claimed_time(unverified.unverified_claims)
    keys = signers.keys(Signature(each.record.iss, unverified.kid, at, Role.MESSAGE), subject=subject)
    ref = each.record.status
    status = read_status(unverified.token, keys=keys, uri=ref.uri, idx=ref.idx, now=at)
    if status is Status.VALID:
        findings.ok("status-valid", each.subject, at=at)
    else:
        findings.warn(_WARNINGS[status], each.subject)
