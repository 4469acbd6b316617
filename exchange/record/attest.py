"""Attestations: who stands behind a record, beside the council that sealed it.

An attestation is a signed statement over a record's digest: this person assessed, that manager authorised, this
provider gives the care. There are two ways to make one, and a reader is never left in doubt which it is:

- by the `signer`: an enrolled entity (a health board, a provider, a council) signs for itself;
- `stated`: the council that sealed the record says who attested, and how that person signed in. No other council can.
  A provider that is not enrolled comes in this way: its document is attached by digest, as stated by the council.

What is permanent holds codes, days and digests. Who it was (name, registration, sign-in) is one concealed member, so
that it can be erased and the signature still holds (RFC 9901): the type is `attestation+sd-jwt`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, Keys, Signer, digest_of
from exchange.jose.sdjwt import Concealer, ProcessedSdJwt, Salts, UnverifiedSdJwt, parse_sdjwt, sign_sdjwt, verify_sdjwt
from exchange.record import envelope
from exchange.record.attested import ATTESTED, ROLES, Who
from exchange.record.verify import VerifiedRecord

ATTESTATION_TYP: Final = "attestation+sd-jwt"
_REQUIRED: Final = frozenset({"iss", "iat", "jti", "record", "says", "role", "by", "on", "attester"})
_VISIBLE: Final = _REQUIRED | {"document"}
_MAX: Final = 8_192  # a name of the greatest length allowed fits
_CODE: Final = "attestation-claims"


@dataclass(frozen=True)
class SealedAttestation:
    """An attestation as it was signed. `digest` names it."""

    token: str
    digest: str


@dataclass(frozen=True)
class UnverifiedAttestation:
    """An attestation in the right form that nobody has checked: `issuer` is who it says it is from."""

    sdjwt: UnverifiedSdJwt
    issuer: str


@dataclass(frozen=True)
class Attestation:
    """An attestation whose signature was checked, over a record that was verified.

    `who` is None where an entity speaks for itself and names nobody, and after erasure (`erased`).
    """

    digest: str
    kid: str
    iss: str
    jti: str
    issued_at: datetime
    record: str
    says: str
    role: str
    stated: bool
    on: date
    document: str | None
    who: Who | None
    erased: bool


def attest(
    record: str,
    *,
    says: str,
    role: str,
    on: date,
    iss: str,
    jti: str,
    issued_at: datetime,
    signer: Signer,
    salts: Salts,
    stated: Who | None = None,
    who: Who | None = None,
    document: str | None = None,
) -> SealedAttestation:
    """Sign an attestation over the record of this digest; refuses `attestation-claims` for what no reader would take.

    With `stated` the council says that somebody else attested; without, the signer attests itself, and `who` may say
    which of its people did. `document` is the digest of a file that is attached.
    """
    claims: JsonObject = {
        "iss": iss,
        "iat": int(issued_at.timestamp()),
        "jti": jti,
        "record": record,
        "says": says,
        "role": role,
        "by": "signer" if stated is None else "stated",
        "on": on.isoformat(),
        **({} if document is None else {"document": document}),
    }
    named, concealer = stated or who, Concealer(salts)
    attester: JsonObject = {}
    if named is not None:
        concealer.member(attester, "who", named.claim())
    claims["attester"] = attester
    _read(claims, named, erased=False, digest="", kid="")  # what a reader would refuse is not signed
    token = sign_sdjwt(claims, disclosures=concealer.disclosures, typ=ATTESTATION_TYP, signer=signer)
    return SealedAttestation(token, digest_of(token.partition("~")[0].rpartition(".")[0]))


def parse_attestation(token: str) -> UnverifiedAttestation:
    """Take an attestation apart without trusting it."""
    unverified = parse_sdjwt(token, typ=ATTESTATION_TYP, limit=_MAX)
    return UnverifiedAttestation(unverified, envelope.text(unverified.jws.unverified_claims, "iss", code=_CODE))


def read_attestation(token: str | UnverifiedAttestation, *, keys: Keys, record: VerifiedRecord) -> Attestation:
    """Check an attestation with its issuer's keys, together with the record it is about.

    Refuses `attestation-claims`, `attestation-foreign` for one of another record, and `attestation-hearsay` where a
    council that did not seal the record states what somebody else attested.
    """
    unverified = parse_attestation(token) if isinstance(token, str) else token
    processed = verify_sdjwt(unverified.sdjwt, keys=keys, visible=_VISIBLE)
    if not _REQUIRED <= processed.claims.keys() <= _VISIBLE:
        raise Refusal(_CODE)
    attestation = _read_processed(processed, unverified.sdjwt.jws.unverified_claims["attester"])
    if attestation.record != record.digest:
        raise Refusal("attestation-foreign", "/record")
    if attestation.stated and attestation.iss != record.iss:
        raise Refusal("attestation-hearsay", "/iss")
    if attestation.issued_at < record.issued_at:  # nobody can know a digest before it is there
        raise Refusal(_CODE, "/iat")
    return attestation


def _read_processed(processed: ProcessedSdJwt, skeleton: JsonValue) -> Attestation:
    """`skeleton` is the attester as it was signed: whatever stands there in the clear could never be erased."""
    attester = processed.claims["attester"]
    if not isinstance(skeleton, dict) or not skeleton.keys() <= {"_sd"} or not isinstance(attester, dict):
        raise Refusal(_CODE, "/attester")
    if not attester.keys() <= {"who"} or len(attester) + len(processed.concealed) > 1:
        raise Refusal(_CODE, "/attester")
    who = Who.read(attester["who"]) if attester else None
    erased = bool(processed.concealed)
    return _read(processed.claims, who, erased=erased, digest=processed.digest, kid=processed.kid)


def _read(claims: JsonObject, who: Who | None, *, erased: bool, digest: str, kid: str) -> Attestation:
    if not _REQUIRED <= claims.keys() <= _VISIBLE:
        raise Refusal(_CODE)
    says = _one_of(claims, "says", ATTESTED.codes)
    stated = _one_of(claims, "by", ("signer", "stated")) == "stated"
    if stated and who is None and not erased:
        raise Refusal(_CODE, "/who")
    if says == "document" and "document" not in claims:
        raise Refusal(_CODE, "/document")
    return Attestation(
        digest,
        kid,
        envelope.text(claims, "iss", code=_CODE),
        envelope.uuid(claims, "jti", code=_CODE),
        envelope.moment(claims, "iat", code=_CODE),
        envelope.digest(claims, "record", code=_CODE),
        says,
        _one_of(claims, "role", ROLES.codes),
        stated,
        envelope.day(claims, "on", code=_CODE),
        envelope.digest(claims, "document", code=_CODE) if "document" in claims else None,
        who,
        erased,
    )


def _one_of(claims: JsonObject, name: str, codes: Collection[str]) -> str:
    value = envelope.text(claims, name, code=_CODE)
    if value not in codes:
        raise Refusal(_CODE, f"/{name}")
    return value
