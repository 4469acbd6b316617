"""The records of a file: each genuine, passed on by a message that names it, and all about one person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.evidence.file import PresentedRecord
from exchange.evidence.messages import Signed
from exchange.evidence.report import Findings
from exchange.evidence.signers import Role, Signature, Signers, claimed_time
from exchange.evidence.words import Both, Coded, Said, Value, numbered
from exchange.jose import Keys, verify_jws
from exchange.record.choose import Withheld
from exchange.record.citations import Citation
from exchange.record.consent import CONSENT_BASES, Consent
from exchange.record.grounds import GROUNDS
from exchange.record.purposes import PURPOSES
from exchange.record.sections import TITLES
from exchange.record.statement import read_statement
from exchange.record.subjects import same_subject
from exchange.record.verify import (
    Shown,
    UnverifiedPresentation,
    UnverifiedRecord,
    VerifiedRecord,
    parse,
    shown_as,
    verify,
    verify_record,
)
from exchange.transfer import Document, Message, documents_of

WHOLE = "all of “%(title)s”"
ENTRY = "an entry of “%(title)s”"
COUNTED = "%(count)s × %(what)s"
COUNTED_WITH_GROUND = "%(count)s × %(what)s (%(ground)s)"
WITH_SOURCE = "%(words)s"
WITHOUT_SOURCE = "%(words)s; source not seen"


@dataclass(frozen=True)
class PassedOn:
    """A genuine record, how it was passed on, and its name in the report."""

    subject: str
    record: VerifiedRecord
    shown: Shown

    @property
    def has_content(self) -> bool:
        """Whether the file still holds what the record says."""
        return bool(self.record.sections or self.record.extensions)

    def is_what(self, document: Document, message: Message) -> bool:
        """Whether the message names this record, and its sender passed it on to its addressee."""
        record, shown = self.record, self.shown
        named = (document.record, document.presentation, document.kind, document.vct, message.iss, message.aud)
        here = (record.digest, shown.presentation_digest, record.kind, record.vct, shown.presented_by, shown.audience)
        return named == here


def read_records(
    presented: Sequence[PresentedRecord], *, signers: Signers, findings: Findings
) -> tuple[list[PassedOn], list[Signed]]:
    """Verify each record and each presentation by itself, then that all are about one person."""
    reader = _Reader(signers, findings)
    for number, each in enumerate(presented, 1):
        reader.read(numbered("record %(number)s of %(count)s", number, presented), each)
    _check_subjects(reader.records, findings)
    return reader.records, reader.signed


def check_documents(
    records: Sequence[PassedOn], messages: Sequence[tuple[str, Message]], *, findings: Findings
) -> None:
    """Tie records to messages: what a message names is there, and nothing is there that no message names."""
    named: set[str] = set()
    for subject, message in messages:
        documents = documents_of(message.body)
        found = {each.record.digest for each in records for document in documents if each.is_what(document, message)}
        named |= found
        if len(found) < len(documents):
            findings.warn("document-absent", subject)
        elif documents:
            findings.ok("documents-present", subject, count=str(len(documents)))
    for each in records:
        if each.record.digest not in named:
            findings.fail(each.subject, Refusal("attachment-unnamed"))


class _Reader:
    def __init__(self, signers: Signers, findings: Findings) -> None:
        self._signers = signers
        self._findings = findings
        self.records: list[PassedOn] = []
        self.signed: list[Signed] = []

    def read(self, subject: str, presented: PresentedRecord) -> None:
        try:
            unverified = parse(presented.record, presented.statement)
            self.signed.append(Signed(unverified.record.digest, subject, unverified.issuer))
            statement = Signed(
                unverified.statement.digest, Said("presentation of %(thing)s", thing=subject), unverified.presenter
            )
            self.signed.append(statement)
        except Refusal as refusal:
            self._findings.fail(subject, refusal)
            return
        try:
            passed_on = self._verify(unverified, subject, statement.subject)
        except Refusal as refusal:
            self._findings.fail(statement.subject if self._is_genuine(unverified.record, subject) else subject, refusal)
            return
        self.records.append(passed_on)
        self._describe(passed_on, statement.subject)

    def _is_genuine(self, record: UnverifiedRecord, subject: str) -> bool:
        """Whether a record that cannot be accepted as it was passed on is genuine by itself."""
        try:
            verify_record(record, issuer_keys=self._issuer_keys(record, subject))
        except Refusal:
            return False
        return True

    def _issuer_keys(self, record: UnverifiedRecord, subject: str) -> Keys:
        jws = record.sdjwt.jws
        at = claimed_time(jws.unverified_claims)
        return self._signers.keys(Signature(record.issuer, jws.kid, at, Role.RECORD), subject=subject)

    def _presenter_keys(self, unverified: UnverifiedPresentation, presentation: str) -> Keys:
        jws = unverified.statement
        at = claimed_time(jws.unverified_claims)
        return self._signers.keys(Signature(unverified.presenter, jws.kid, at, Role.MESSAGE), subject=presentation)

    def _verify(self, unverified: UnverifiedPresentation, subject: str, presentation: str) -> PassedOn:
        issuer_keys = self._issuer_keys(unverified.record, subject)
        presenter_keys = self._presenter_keys(unverified, presentation)
        if not unverified.record.sdjwt.disclosures:
            return _without_content(unverified, subject, issuer_keys, presenter_keys)
        record = verify(unverified, issuer_keys=issuer_keys, presenter_keys=presenter_keys, audience=None)
        assert record.shown is not None
        return PassedOn(subject, record, record.shown)

    def _describe(self, each: PassedOn, presentation: str) -> None:
        record, shown, name = each.record, each.shown, self._signers.name
        kind, at = Coded("kinds", record.kind), record.issued_at
        self._findings.ok("record-genuine", each.subject, council=name(record.iss), kind=kind, at=at)
        if not each.has_content:
            self._findings.warn("content-absent", each.subject)
        elif record.withheld:
            self._findings.note("record-withheld", each.subject, places=_places(record.withheld))
        if record.basis:
            self._findings.note("record-cites", each.subject, **_cited(record.basis))
        if record.unknown:
            self._findings.note("record-unknown-parts", each.subject, count=str(len(record.unknown)))
        facts = {"council": name(shown.presented_by), "audience": name(shown.audience)}
        purpose = Both(PURPOSES[shown.purpose].en, PURPOSES[shown.purpose].cy)
        self._findings.ok("presentation-genuine", presentation, **facts, purpose=purpose, at=shown.presented_at)
        if shown.consent is not None:
            self._findings.note("consent-stated", presentation, **_consented(shown.consent))


def _cited(basis: Sequence[Citation]) -> dict[str, str]:
    needs = {place: sum(len(each.needs[place]) for each in basis) for place in ("carried", "changed", "afresh")}
    return {"count": str(len(basis)), **{place: str(number) for place, number in needs.items()}}


def _consented(consent: Consent) -> dict[str, Value]:
    basis = CONSENT_BASES.codes[consent.capacity]
    words = Said(WITH_SOURCE if basis.verified else WITHOUT_SOURCE, words=Both(basis.en, basis.cy))
    return {"basis": words, "on": consent.taken_on, "by": consent.taken_by, "count": str(len(consent.scope))}


def _without_content(
    unverified: UnverifiedPresentation, subject: str, issuer_keys: Keys, presenter_keys: Keys
) -> PassedOn:
    """After erasure: the signed skeleton, and the statement that it was passed on, each by itself."""
    record = verify_record(unverified.record, issuer_keys=issuer_keys)
    jws = verify_jws(unverified.statement, keys=presenter_keys)
    said = read_statement(jws.claims)
    if said.record != record.digest:
        raise Refusal("presentation-claims", "/record")
    return PassedOn(subject, record, shown_as(said, digest=jws.digest))


def _check_subjects(records: Sequence[PassedOn], findings: Findings) -> None:
    with_content = [each.record for each in records if each.has_content]
    if len(with_content) < 2:
        return
    try:
        same_subject(with_content)
    except Refusal as refusal:
        findings.fail(Said("the records"), refusal)
    else:
        findings.ok("subjects-same", Said("the records"), count=str(len(with_content)))


def _places(withheld: Sequence[Withheld]) -> tuple[str, ...]:
    """Sections, and numbers of their entries, each with the ground where it was told."""
    counted = Counter((_title(part), part.ground) for part in withheld)
    return tuple(_counted(count, title, ground) for (title, ground), count in counted.items())


def _title(part: Withheld) -> Said:
    known = TITLES.get(part.section)
    title = Both(known.en, known.cy) if known else part.section
    return Said(WHOLE, title=title) if part.item is None else Said(ENTRY, title=title)


def _counted(count: int, title: Said, ground: str | None) -> Said:
    if ground is None:
        return Said(COUNTED, count=str(count), what=title)
    why = GROUNDS[ground]
    because = Said(WITH_SOURCE if why.verified else WITHOUT_SOURCE, words=Both(why.en, why.cy))
    return Said(COUNTED_WITH_GROUND, count=str(count), what=title, ground=because)
