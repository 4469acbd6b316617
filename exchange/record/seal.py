"""Sealing: a council signs an assessment or a plan so that every part of it can be shown or withheld on its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from exchange.jose import JsonObject, JsonValue, Signer, digest_of
from exchange.jose.sdjwt import Concealer, Salts, sign_sdjwt
from exchange.record.assessment import Assessment
from exchange.record.citations import Citation, basis_claim
from exchange.record.envelope import TYP, read_envelope, section_name
from exchange.record.kinds import ASSESSMENT, PLAN, Content, Kind, plain, sections_of
from exchange.record.links import check_links
from exchange.record.rules import check_rules
from exchange.record.status import StatusRef


@dataclass(frozen=True)
class SealedRecord:
    """A record as it was signed, with everything disclosed. `digest` names it, whatever is shown of it later."""

    token: str
    digest: str
    jti: str
    iss: str
    vct: str
    kind: str
    issued_at: datetime


def seal(
    content: Content,
    *,
    iss: str,
    jti: str,
    issued_at: datetime,
    status: StatusRef,
    signer: Signer,
    salts: Salts,
    supersedes: str | None = None,
    basis: Sequence[Citation] = (),
) -> SealedRecord:
    """Check the whole document and sign it; refuses `schema-failed` or `links-broken` with every finding.

    `supersedes` is the digest of the record whose place it takes; `basis` cites the records that it rests on.
    `salts` gives a fresh salt of at least 128 random bits each time (RFC 9901 §9.3).
    """
    kind = _kind_of(content)
    _check(content, kind)
    concealer = Concealer(salts)
    iat = int(issued_at.timestamp())
    claims: JsonObject = {
        "iss": iss,
        "iat": iat,
        "jti": jti,
        "vct": kind.vct,
        "_sd_alg": "sha-256",
        "status": {"status_list": {"idx": status.idx, "uri": status.uri}},
        **({} if supersedes is None else {"supersedes": supersedes}),
        **({"basis": basis_claim(basis)} if basis else {}),
        "sections": list[JsonValue](_skeleton(content, kind, concealer)),
    }
    read_envelope(claims)  # what a reader would refuse is not signed
    token = sign_sdjwt(claims, disclosures=concealer.disclosures, typ=TYP, signer=signer)
    digest = digest_of(token.partition("~")[0].rpartition(".")[0])
    return SealedRecord(token, digest, jti, iss, kind.vct, kind.name, datetime.fromtimestamp(iat, UTC))


def _kind_of(content: Content) -> Kind:
    return ASSESSMENT if isinstance(content, Assessment) else PLAN


def _check(content: Content, kind: Kind) -> None:
    sections = sections_of(content)
    check_rules(sections, names=frozenset(spec.name for spec in kind.sections))
    check_links(sections)


def _skeleton(content: Content, kind: Kind, concealer: Concealer) -> Iterator[JsonObject]:
    """One entry for each section of the kind, an empty one too; then those of a newer version, kept as they came."""
    written = plain(content)
    for spec in kind.sections:
        body = written.pop(spec.name, [] if spec.is_list else None)
        if isinstance(body, list) and spec.is_list:
            body = [concealer.item(item) for item in body]
        yield _entry(spec.name, body, concealer)
    for name, body in written.items():
        yield _entry(section_name(name), body, concealer)


def _entry(name: str, body: JsonValue, concealer: Concealer) -> JsonObject:
    entry: JsonObject = {"id": name, "kind": name}
    concealer.member(entry, "body", body)
    return entry
