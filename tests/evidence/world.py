"""A whole transfer between two councils, made in memory with the pure rooms: what honest evidence is gathered from."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from exchange.evidence import EvidenceParts, PresentedRecord, Report, Severity, assemble, check, schema_digests
from exchange.jose import JsonObject, PrivateKey, b64u, digest_of, dumps, loads_signed, parse_jws, sign_jws
from exchange.jose.sdjwt import with_disclosures
from exchange.record.attest import attest
from exchange.record.attested import Who
from exchange.record.choose import Withhold
from exchange.record.citations import Citation
from exchange.record.consent import Consent
from exchange.record.kinds import ASSESSMENT, PLAN, Kind, read_content
from exchange.record.present import Presentation, present
from exchange.record.seal import SealedRecord, seal
from exchange.record.status import Status, StatusRef, status_list_token
from exchange.tlog import (
    Checkpoint,
    Ed25519Key,
    InclusionProof,
    LogKey,
    entry_data,
    leaf_hash,
    nodes_added,
    prove,
    root_of,
    sign_checkpoint,
)
from exchange.transfer import (
    AnyBody,
    Arrived,
    Checked,
    Completed,
    Conversation,
    DayOne,
    Decision,
    Document,
    Entered,
    Identifier,
    LogHead,
    NeedDecision,
    Notification,
    Person,
    Place,
    Worker,
    compose,
    next_place,
    peek_message,
    read_message,
    sign_receipt,
)
from exchange.trust import (
    Anchor,
    AnchorKey,
    Anchors,
    council_metadata,
    enrolment_metadata,
    entity_configuration,
    pin,
    subordinate_statement,
)
from tests.record.sealed import assessment, plan

SEALED_AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
NOTIFIED_AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
DECIDED_AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
MOVED_ON = date(2026, 12, 1)
ARRIVED_AT = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ENTERED_AT = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
COMPLETED_AT = datetime(2026, 12, 2, 16, 0, tzinfo=UTC)
GATHERED_AT = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
NOW = datetime(2031, 5, 1, tzinfo=UTC)  # years later: every chain has long expired
TRANSFER = str(UUID(int=7))
ANCHOR_ID = "https://federation.example"
ANCHOR_KEY = PrivateKey.generate()
PINNED: Anchors = pin([Anchor(ANCHOR_ID, (AnchorKey(ANCHOR_KEY.public, SEALED_AT - timedelta(days=300)),))])
WORKER = Worker(name="Siân Ifans", role="social worker", contact="01286 000000")
ASSESSOR = Who("Ffion Haf Rees")
PERSON = Person(
    name="Mair Elin Prys",
    birth_date=date(1948, 3, 14),
    identifiers=(Identifier(system="https://fhir.nhs.uk/Id/nhs-number", value="9434765919"),),
)
NUMBERS = count(1000)


def fresh_id() -> str:
    return str(UUID(int=next(NUMBERS)))


def salts() -> Iterator[str]:
    return (b64u(hashlib.sha256(b"salt %d" % number).digest()[:16]) for number in NUMBERS)


@dataclass
class Council:
    """A council with its keys and its public log."""

    entity_id: str
    gss: str
    federation: PrivateKey = field(default_factory=PrivateKey.generate)
    record: PrivateKey = field(default_factory=PrivateKey.generate)
    message: PrivateKey = field(default_factory=PrivateKey.generate)
    encryption: PrivateKey = field(default_factory=PrivateKey.generate)
    log: Ed25519Key = field(default_factory=Ed25519Key.generate)
    nodes: dict[tuple[int, int], bytes] = field(default_factory=dict)
    entries: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    @property
    def log_key(self) -> LogKey:
        return LogKey(f"{self.entity_id.removeprefix('https://')}/log", self.log.public)

    def node(self, level: int, index: int) -> bytes:
        return self.nodes[level, index]

    def enter(self, digest: str) -> str:
        """Give a signature its entry in the log."""
        index, nonce = len(self.entries), hashlib.sha256(digest.encode()).digest()
        for level, place, reached in nodes_added(index, leaf_hash(entry_data(digest, nonce=nonce)), self.node):
            self.nodes[level, place] = reached
        self.entries[digest] = index, nonce
        return digest

    def head(self) -> LogHead:
        size = len(self.entries)
        return LogHead(origin=self.log_key.name, size=size, root=b64u(root_of(size, self.node)))

    def proof(self, digest: str, size: int | None = None) -> InclusionProof:
        size = len(self.entries) if size is None else size
        checkpoint = Checkpoint(self.log_key.name, size, root_of(size, self.node))
        note = sign_checkpoint(checkpoint, key=self.log_key, signer=self.log)
        index, nonce = self.entries[digest]
        key = self.log_key
        return prove(digest, nonce=nonce, index=index, note=note, origin=key.name, keys=[key], node=self.node)

    def metadata(self) -> JsonObject:
        return council_metadata(
            organization_name="A council",
            record_keys=[self.record.public],
            message_keys=[self.message.public],
            encryption_keys=[self.encryption.public],
            log_origin=self.log_key.name,
            log_vkeys=[self.log_key.vkey()],
            standing_request={"kinds": ["assessment"]},
        )

    def chain(self, start: datetime, days: int = 14) -> tuple[str, ...]:
        """The trust chain that was in force from `start` on."""
        end = start + timedelta(days=days)
        configuration = entity_configuration(
            entity_id=self.entity_id,
            signer=self.federation,
            federation_keys=[self.federation.public],
            metadata=self.metadata(),
            authority_hints=[ANCHOR_ID],
            issued_at=start,
            expires_at=end,
        )
        statement = subordinate_statement(
            anchor_id=ANCHOR_ID,
            subject_id=self.entity_id,
            subject_keys=[self.federation.public],
            metadata=enrolment_metadata(gss=self.gss, origin=self.entity_id),
            issued_at=start,
            expires_at=end,
            signer=ANCHOR_KEY,
        )
        return configuration, statement


@dataclass
class World:
    """Two councils, what they signed, and the evidence of it."""

    gwynedd: Council = field(default_factory=lambda: Council("https://gwynedd.example", "W06000002"))
    ceredigion: Council = field(default_factory=lambda: Council("https://ceredigion.example", "W06000008"))
    messages: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    records: list[Presentation] = field(default_factory=list)
    sealed: list[SealedRecord] = field(default_factory=list)
    attestations: list[str] = field(default_factory=list)
    new_records: list[str] = field(default_factory=list)
    conversation: Conversation = field(default_factory=lambda: Conversation(TRANSFER))

    def seal(
        self,
        kind: Kind,
        document: JsonObject,
        idx: int,
        *withhold: Withhold,
        vct: str | None = None,
        basis: Sequence[Citation] = (),
        consent: Consent | None = None,
    ) -> Document:
        """Gwynedd seals a record (of a newer version, where `vct` says so) and, later, presents it to Ceredigion."""
        council = self.gwynedd
        record = seal(
            read_content(document, vct=kind.vct),
            iss=council.entity_id,
            jti=fresh_id(),
            issued_at=SEALED_AT,
            status=StatusRef(f"{council.entity_id}/status/1", idx),
            signer=council.record,
            salts=salts().__next__,
            basis=basis,
        )
        if vct is not None:
            record = resealed(record, council.record, vct)
        shown = present(
            record.token,
            purpose="cross-border" if consent else "receiving-council",
            consent=consent,
            audience=self.ceredigion.entity_id,
            basis="wls-s56",
            withhold=withhold,
            iss=council.entity_id,
            jti=fresh_id(),
            issued_at=NOTIFIED_AT,
            signer=council.message,
        )
        council.enter(record.digest)
        council.enter(shown.digest)
        self.sealed.append(record)
        self.records.append(shown)
        return Document(record=record.digest, presentation=shown.digest, kind=record.kind, vct=record.vct)

    def rest(self, *basis: Citation, council: Council | None = None) -> str:
        """Ceredigion seals a plan of its own that rests on what it was shown; the file has it without its content."""
        maker = council or self.ceredigion
        record = seal(
            read_content(plan(), vct=PLAN.vct),
            iss=maker.entity_id,
            jti=fresh_id(),
            issued_at=COMPLETED_AT,
            status=StatusRef(f"{maker.entity_id}/status/1", len(self.new_records)),
            signer=maker.record,
            salts=salts().__next__,
            basis=basis,
        )
        maker.enter(record.digest)
        self.new_records.append(with_disclosures(record.token, keep=frozenset()))
        return record.digest

    def complete(self, *records: str) -> str:
        """Ceredigion says that its own steps are complete."""
        body = Completed(day=COMPLETED_AT.date(), assessment="proportionate", records=records)
        return self.say(self.ceredigion, body, COMPLETED_AT)

    def attest(self, record: str, signer: Council | None = None, *, stated: Who | None = ASSESSOR) -> str:
        """Gwynedd states who assessed, or another council signs for itself."""
        council = signer or self.gwynedd
        made = attest(
            record,
            says="assessed",
            role="assessor",
            on=SEALED_AT.date(),
            iss=council.entity_id,
            jti=fresh_id(),
            issued_at=NOTIFIED_AT,
            signer=council.message,
            salts=salts().__next__,
            stated=stated,
        )
        council.enter(made.digest)
        self.attestations.append(made.token)
        return made.token

    def say(
        self,
        sender: Council,
        body: AnyBody,
        at: datetime,
        *,
        checked: tuple[Checked, ...] = (),
        code: str | None = None,
        place: Place | None = None,
        head: LogHead | None = None,
    ) -> str:
        """One council says something, and the other signs that it arrived, or that it refuses it (`code`)."""
        receiver = self.ceredigion if sender is self.gwynedd else self.gwynedd
        token = compose(
            body,
            iss=sender.entity_id,
            aud=receiver.entity_id,
            transfer=TRANSFER,
            place=place or next_place(self.conversation, council=sender.entity_id),
            jti=fresh_id(),
            issued_at=at,
            log=head or sender.head(),
            signer=sender.message,
            salts=salts().__next__,
        )
        message = read_message(token, keys={sender.message.kid: sender.message.public}, audience=receiver.entity_id)
        self.conversation = self.conversation.with_message(message)
        sender.enter(message.digest)
        self.messages.append(token)
        self.receipts.append(self.answer(receiver, token, at + timedelta(minutes=1), checked=checked, code=code))
        return message.digest

    def answer(
        self,
        receiver: Council,
        token: str,
        at: datetime,
        *,
        checked: tuple[Checked, ...] = (),
        code: str | None = None,
    ) -> str:
        """The receipt for a message."""
        asked = peek_message(token)
        receipt = sign_receipt(
            iss=receiver.entity_id,
            aud=asked.iss,
            transfer=asked.transfer,
            of=asked.digest,
            outcome="rejected" if code else "delivered",
            code=code,
            issued_at=at,
            signer=receiver.message,
            checked=checked,
        )
        receiver.enter(digest_of_jws(receipt))
        return receipt

    def status_list(self, **statuses: Status) -> str:
        council = self.gwynedd
        marked = {int(idx.removeprefix("idx")): status for idx, status in statuses.items()}
        return status_list_token(
            f"{council.entity_id}/status/1",
            statuses=marked,
            size=100,
            issued_at=GATHERED_AT,
            expires_at=GATHERED_AT + timedelta(days=1),
            signer=council.message,
        )

    def proofs(self) -> tuple[InclusionProof, ...]:
        return tuple(council.proof(digest) for council in (self.gwynedd, self.ceredigion) for digest in council.entries)

    def parts(self) -> EvidenceParts:
        return EvidenceParts(
            transfer=TRANSFER,
            gathered_by=self.gwynedd.entity_id,
            gathered_at=GATHERED_AT,
            records=tuple(PresentedRecord(each.record, each.statement) for each in self.records),
            attestations=tuple(self.attestations),
            new_records=tuple(self.new_records),
            messages=tuple(self.messages),
            receipts=tuple(self.receipts),
            chains=(
                self.gwynedd.chain(SEALED_AT - timedelta(days=1)),
                self.gwynedd.chain(NOTIFIED_AT - timedelta(days=1)),
                self.ceredigion.chain(NOTIFIED_AT - timedelta(days=1)),
            ),
            status_lists=(self.status_list(),),
            proofs=self.proofs(),
            schemas={each.vct: schema_digests()[each.vct] for each in self.sealed if each.vct in schema_digests()},
        )


def resealed(record: SealedRecord, key: PrivateKey, vct: str) -> SealedRecord:
    """The same record as a newer version would seal it."""
    jws, tilde, disclosures = record.token.partition("~")
    claims = parse_jws(jws, typ="dc+sd-jwt").unverified_claims
    token = sign_jws({**claims, "vct": vct}, typ="dc+sd-jwt", signer=key) + tilde + disclosures
    return replace(record, token=token, digest=digest_of_jws(token), vct=vct)


def digest_of_jws(token: str) -> str:
    return digest_of(token.partition("~")[0].rpartition(".")[0])


def notified(world: World, *documents: Document, verdict: str = "genuine") -> None:
    """Gwynedd tells Ceredigion that the person is likely to move."""
    told = tuple(Checked(digest=document.record, verdict=verdict) for document in documents)
    notification = Notification(
        day=MOVED_ON, confidence="likely", basis="wls-s56", documents=documents, person=PERSON, worker=WORKER,
        note="Speaks Welsh at home.",
    )  # fmt: skip
    world.say(world.gwynedd, notification, NOTIFIED_AT, checked=told)


def whole_transfer() -> World:
    """A plan and an assessment go from Gwynedd to Ceredigion: notified, decided, arrived, entered."""
    world = World()
    moved(
        world,
        world.seal(PLAN, plan(), 17, Withhold("risks", ground="not-needed")),
        world.seal(ASSESSMENT, assessment(), 42, Withhold("contacts", "contact-2", "third-party")),
    )
    return world


def small_transfer() -> World:
    """The same with a plan only, which somebody attested."""
    world = World()
    moved(world, world.seal(PLAN, plan(), 17, Withhold("risks", ground="not-needed")))
    world.attest(world.sealed[0].digest)
    return world


def moved(world: World, *documents: Document) -> None:
    """All that two councils say about a move that goes well."""
    notified(world, *documents)
    decision = Decision(
        assessment="proportionate",
        needs=(
            NeedDecision(record=documents[0].record, need="need-1", outcome="accepted"),
            NeedDecision(record=documents[0].record, need="need-2", outcome="varied", reason="the bathroom is new"),
        ),
        day_one=(DayOne(need="need-1", starts_on=MOVED_ON, how="two calls a day", owner="S. Rees"),),
        worker=WORKER,
    )
    world.say(world.ceredigion, decision, DECIDED_AT)
    world.say(world.ceredigion, Arrived(day=MOVED_ON, note="settled in well"), ARRIVED_AT)
    entered = Entered(form="structured", documents=tuple(document.record for document in documents))
    world.say(world.ceredigion, entered, ENTERED_AT)


WORLD = whole_transfer()
PARTS = WORLD.parts()
DATA = assemble(PARTS)


def unsigned_spans(data: bytes) -> tuple[range, ...]:
    """The bytes of the file that its report names as unsigned (top-level members only)."""
    document = loads_signed(data)
    return tuple(
        _span_of(data, dumps(at[1:]), dumps(document[at[1:]])) for at in check(data, anchors=PINNED, now=NOW).unsigned
    )


def _span_of(data: bytes, name: bytes, value: bytes) -> range:
    start = data.index(name + b":" + value) + len(name) + 1
    return range(start, start + len(value))


def report_on(parts: EvidenceParts, *, anchors: Anchors = PINNED, now: datetime = NOW) -> Report:
    return check(assemble(parts), anchors=anchors, now=now)


def lines_of(report: Report, severity: Severity) -> list[tuple[str, str]]:
    """What the report says at this severity: codes, each with what it is about."""
    return [(line.code, line.subject) for line in report.lines if line.severity is severity]


def failures(report: Report) -> list[tuple[str, str]]:
    assert report.passed == (not lines_of(report, Severity.FAILED))
    return lines_of(report, Severity.FAILED)


def warnings(report: Report) -> list[tuple[str, str]]:
    return lines_of(report, Severity.WARNING)
