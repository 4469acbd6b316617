"""The attestations of a file: each genuine, and over a record that is in the file too."""

from collections.abc import Mapping, Sequence

from exchange.errors import Refusal
from exchange.evidence.messages import Signed
from exchange.evidence.records import PassedOn
from exchange.evidence.report import Findings
from exchange.evidence.signers import Role, Signature, Signers, claimed_time
from exchange.evidence.words import Both, Value, numbered
from exchange.record.attest import UnverifiedAttestation, parse_attestation, read_attestation
from exchange.record.attested import sentence


def read_attestations(
    tokens: Sequence[str], records: Sequence[PassedOn], *, signers: Signers, findings: Findings
) -> list[Signed]:
    """Verify each attestation with the record that it is over, and say who attested what, and in which role."""
    by_digest = {each.record.digest: each for each in records}
    signed: list[Signed] = []
    for number, token in enumerate(tokens, 1):
        subject = numbered("attestation %(number)s of %(count)s", number, tokens)
        try:
            unverified = parse_attestation(token)
            signed.append(Signed(unverified.sdjwt.digest, subject, unverified.issuer))
            findings.ok("attestation-genuine", subject, **_verify(unverified, by_digest, subject, signers))
        except Refusal as refusal:
            findings.fail(subject, refusal)
    return signed


def _verify(
    unverified: UnverifiedAttestation, records: Mapping[str, PassedOn], subject: str, signers: Signers
) -> dict[str, Value]:
    """The facts of an attestation that holds."""
    jws = unverified.sdjwt.jws
    about = records.get(str(jws.unverified_claims.get("record")))
    if about is None:
        raise Refusal("evidence-unneeded", "/record")
    signature = Signature(unverified.issuer, jws.kid, claimed_time(jws.unverified_claims), Role.MESSAGE)
    made = read_attestation(unverified, keys=signers.keys(signature, subject=subject), record=about.record)
    issuer = signers.name(made.iss)
    words = Both(sentence(made, issuer=issuer, language="en"), sentence(made, issuer=issuer.welsh, language="cy"))
    return {"record": about.subject, "words": words, "on": made.on, "at": made.issued_at.date()}
