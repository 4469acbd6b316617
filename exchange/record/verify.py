"""Verifying: from bytes that anyone may have sent to a record whose every shown part its council signed.

`parse` takes a presentation apart and trusts nothing; `verify` is the only way to a `VerifiedRecord`. It counts and
names what is not shown, and a presenter who left something out without saying so is refused. `verify_record` reads a
record that comes without a statement: what the council itself keeps, or the skeleton that is left after erasure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Final

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, Keys, UnverifiedJws, VerifiedJws, parse_jws, verify_jws
from exchange.jose.sdjwt import OpenSdJwt, UnverifiedSdJwt, open_sdjwt, open_unverified, parse_sdjwt
from exchange.record.choose import Withheld, name_concealed, name_disclosed
from exchange.record.citations import Citation
from exchange.record.consent import Consent, kept_back_by
from exchange.record.envelope import TYP, Entry, read_envelope, read_skeleton, text
from exchange.record.kinds import plain_section, read_section, unknown_members
from exchange.record.links import Section, check_links
from exchange.record.statement import STATEMENT_TYP, Statement, read_statement
from exchange.record.status import StatusRef
from exchange.record.subjects import Subject, subject_in

_MAX_RECORD: Final = 1_048_576


@dataclass(frozen=True)
class UnverifiedRecord:
    """A record in the right form that nobody has checked: what it says of itself is hearsay."""

    sdjwt: UnverifiedSdJwt
    issuer: str

    @property
    def digest(self) -> str:
        """The digest that names the record if its signature is good."""
        return self.sdjwt.digest

    @property
    def kid(self) -> str:
        """The key that is said to have signed it."""
        return self.sdjwt.jws.kid


@dataclass(frozen=True)
class UnverifiedPresentation:
    """A record and a statement about it that nobody has checked. `issuer` and `presenter` are who they say they are."""

    record: UnverifiedRecord
    statement: UnverifiedJws
    presenter: str

    @property
    def issuer(self) -> str:
        """Whose keys the record has to be checked with."""
        return self.record.issuer


@dataclass(frozen=True)
class Shown:
    """How a record came to be shown, as its presenter signed it."""

    purpose: str
    basis: str
    audience: str
    presented_by: str
    presented_at: datetime
    presentation_digest: str
    consent: Consent | None = None


@dataclass(frozen=True)
class VerifiedRecord:
    """A record whose signature, disclosures, form and links were checked. Only this room makes one.

    `sections` holds what is disclosed, by name, in the record's order; an optional section that is empty is not there.
    `extensions` holds disclosed sections that this version does not know. `withheld` names all that is not shown.
    """

    digest: str
    iss: str
    jti: str
    vct: str
    kind: str
    version: str
    issued_at: datetime
    kid: str
    status: StatusRef
    supersedes: str | None
    basis: tuple[Citation, ...]
    sections: Mapping[str, Section]
    extensions: Mapping[str, JsonValue]
    withheld: tuple[Withheld, ...]
    shown: Shown | None

    @property
    def purpose(self) -> str | None:
        """The purpose it was presented for."""
        return self.shown.purpose if self.shown else None

    @property
    def audience(self) -> str | None:
        """Whom it was presented to."""
        return self.shown.audience if self.shown else None

    @property
    def presented_by(self) -> str | None:
        """Who presented it."""
        return self.shown.presented_by if self.shown else None

    @property
    def presentation_digest(self) -> str | None:
        """The digest of the statement it was presented with."""
        return self.shown.presentation_digest if self.shown else None

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """JSON pointers of what is shown and not known to this version."""
        return (*(f"/{name}" for name in self.extensions), *unknown_members(self.sections))

    @property
    def subject(self) -> Subject | None:
        """Whom it is about, if the record shows it."""
        return subject_in(self.sections)

    @property
    def need_ids(self) -> frozenset[str]:
        """The ids of the needs that it shows."""
        needs = self.sections.get("needs", ())
        return frozenset(item.id for item in needs) if isinstance(needs, tuple) else frozenset()

    def plain(self) -> JsonObject:
        """What is shown of the content, as plain JSON, member for member as it was signed."""
        return {**{name: plain_section(section) for name, section in self.sections.items()}, **self.extensions}


def parse_record(token: str) -> UnverifiedRecord:
    """Take a record apart without trusting it; sizes are checked before anything is decoded."""
    unverified = parse_sdjwt(token, typ=TYP, limit=_MAX_RECORD)
    return UnverifiedRecord(unverified, text(unverified.jws.unverified_claims, "iss"))


def parse(record: str, statement: str) -> UnverifiedPresentation:
    """Take a presentation apart without trusting it."""
    said = parse_jws(statement, typ=STATEMENT_TYP)
    presenter = text(said.unverified_claims, "iss", code="presentation-claims")
    return UnverifiedPresentation(parse_record(record), said, presenter)


def verify(
    unverified: UnverifiedPresentation, *, issuer_keys: Keys, presenter_keys: Keys, audience: str | None
) -> VerifiedRecord:
    """Check a record with its council's keys and the statement with the presenter's.

    `audience` is who we are; None leaves unchecked to whom it is made out, for auditors.
    """
    jws = verify_jws(unverified.statement, keys=presenter_keys)
    said = read_statement(jws.claims)
    if audience is not None and said.aud != audience:
        raise Refusal("presentation-audience", "/aud")
    opened = open_sdjwt(unverified.record.sdjwt, keys=issuer_keys)
    if said.record != opened.digest:
        raise Refusal("presentation-claims", "/record")
    return _read(opened, said, jws)


def verify_record(record: str | UnverifiedRecord, *, issuer_keys: Keys) -> VerifiedRecord:
    """Check a record that comes without a statement; what is not shown is counted and named just the same."""
    unverified = parse_record(record) if isinstance(record, str) else record
    return _read(open_sdjwt(unverified.sdjwt, keys=issuer_keys), None, None)


def recall_record(token: str) -> VerifiedRecord:
    """Read a record out of one's own store, where only verified ones are kept, sealed against every change."""
    return _read(open_unverified(parse_record(token).sdjwt), None, None)


def _check_statement(said: Statement, entries: tuple[Entry, ...], withheld: tuple[Withheld, ...]) -> None:
    concealed = {part.digest for part in withheld}
    if not concealed <= said.withheld.keys():
        raise Refusal("withheld-unlisted", "/withheld")
    if said.withheld.keys() != concealed:
        raise Refusal("presentation-claims", "/withheld")
    if said.disclosed != frozenset(name_disclosed(entries)):
        raise Refusal("presentation-claims", "/disclosed")
    consent = said.consent
    if consent is not None and any(entry.disclosed and kept_back_by(consent, entry.name) for entry in entries):
        raise Refusal("consent-exceeded", "/disclosed")


def shown_as(said: Statement, *, digest: str) -> Shown:
    """How a record was shown, as the statement of this digest says."""
    return Shown(said.purpose, said.basis, said.aud, said.iss, said.issued_at, digest, said.consent)


def _read(opened: OpenSdJwt, said: Statement | None, jws: VerifiedJws | None) -> VerifiedRecord:
    envelope = read_envelope(opened.claims)
    entries = read_skeleton(opened, kind=envelope.kind)
    withheld = name_concealed(entries, said.withheld if said else {})
    if said:
        _check_statement(said, entries, withheld)
    sections = _read_sections(entries)
    check_links(sections, partial={part.section for part in withheld})
    shown = shown_as(said, digest=jws.digest) if said and jws else None
    return VerifiedRecord(
        opened.digest,
        envelope.iss,
        envelope.jti,
        envelope.vct,
        envelope.kind.name,
        envelope.version,
        envelope.issued_at,
        opened.kid,
        envelope.status,
        envelope.supersedes,
        envelope.basis,
        MappingProxyType(sections),
        MappingProxyType({entry.name: entry.body for entry in entries if entry.disclosed and entry.spec is None}),
        withheld,
        shown,
    )


def _read_sections(entries: tuple[Entry, ...]) -> dict[str, Section]:
    sections: dict[str, Section] = {}
    for entry in entries:
        if entry.disclosed and entry.spec:
            section = read_section(entry.body, spec=entry.spec)
            if section is not None:
                sections[entry.name] = section
    return sections
