"""Who could sign what, and when: the trust chains of the file, judged at the time of what they vouch for.

For a thing signed at some time, a chain must hold at that time, whatever expired since. Where only a later chain names
the key (a receiver keeps the sender's chain of the day of receipt, and the record may be older), the signature stands
and the report says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from exchange.councils import council
from exchange.errors import Refusal
from exchange.evidence.file import MAX_TIME
from exchange.evidence.report import Findings
from exchange.evidence.words import Both, numbered
from exchange.jose import JsonObject, Keys
from exchange.tlog import LogKey, log_keys
from exchange.trust import Anchors, TrustedEntity, parse_statement, verify_chain

LEEWAY = timedelta(seconds=60)


class Role(StrEnum):
    """What a key is for: sealing records; or messages, receipts, presentations and status lists."""

    RECORD = "record"
    MESSAGE = "message"


@dataclass(frozen=True)
class Signature:
    """What a token claims of its own signature: who, with which key, when, in which role."""

    iss: str
    kid: str
    at: datetime
    role: Role


@dataclass
class _Chain:
    subject: str
    starts_at: datetime
    entity: TrustedEntity
    needed: bool = False

    def holds_at(self, at: datetime) -> bool:
        """Whether it would have been accepted then: a signer's clock may be ahead, an expiry has no leeway."""
        return self.starts_at - LEEWAY <= at < self.entity.expires_at and _in_force(self.entity, at)

    def use(self, role: Role) -> Keys:
        self.needed = True
        return _keys_of(self.entity, role)


class Signers:
    """The councils that the chains of a file vouch for."""

    def __init__(
        self, chains: Sequence[tuple[str, ...]], *, anchors: Anchors, now: datetime, findings: Findings
    ) -> None:
        self._anchors = anchors
        self._now = now
        self._findings = findings
        self._chains: list[_Chain] = []
        for place, tokens in enumerate(chains, 1):
            self._admit(numbered("chain %(number)s of %(count)s", place, chains), tokens)

    def keys(self, signature: Signature, *, subject: str) -> Keys:
        """The keys that the signer had for this role at that time; refuses `kid-unknown`, or why no chain will do."""
        if signature.at > self._now + LEEWAY:
            raise Refusal("signed-in-future")
        chains = [chain for chain in self._chains if chain.entity.entity_id == signature.iss]
        naming = [chain for chain in chains if signature.kid in _keys_of(chain.entity, signature.role)]
        for chain in naming:
            if chain.holds_at(signature.at):
                return chain.use(signature.role)
        for chain in naming:
            if chain.starts_at > signature.at:
                self._findings.warn("chain-later", subject)
                return chain.use(signature.role)
        raise Refusal("chain-expired" if naming else "kid-unknown" if chains else "entity-unknown")

    def logs(self, entity_id: str) -> Iterator[tuple[str, tuple[LogKey, ...]]]:
        """The logs of a council, by origin and keys, as its chains name them."""
        for chain in self._chains:
            if chain.entity.entity_id == entity_id:
                yield chain.entity.log_origin, log_keys(chain.entity.log_vkeys)

    def name(self, entity_id: str) -> Both:
        """The names of a council with its code; its entity id where no chain vouches for it."""
        for chain in self._chains:
            if chain.entity.entity_id == entity_id:
                return _name(chain.entity, chain.starts_at)
        return Both(entity_id, entity_id)

    def warn_of_unneeded(self) -> None:
        """Say which chains nothing in the file needed; call it after everything else was checked."""
        for chain in self._chains:
            if not chain.needed:
                self._findings.warn("evidence-unneeded", chain.subject)

    def _admit(self, subject: str, tokens: tuple[str, ...]) -> None:
        """Judge a chain by itself, at the moment from which all of it is in force."""
        try:
            starts_at = max(time for token in tokens for time in _times(token))
            if starts_at > self._now + LEEWAY:
                raise Refusal("signed-in-future")
            entity = verify_chain(tokens, anchors=self._anchors, now=starts_at)
            log_keys(entity.log_vkeys)
        except Refusal as refusal:
            self._findings.fail(subject, refusal)
            return
        self._chains.append(_Chain(subject, starts_at, entity))
        days = {"start": starts_at.date(), "end": entity.expires_at.date()}
        name = _name(entity, starts_at)
        self._findings.ok("chain-verified", subject, council=name, anchor=entity.anchor_id, **days)


def claimed_time(claims: JsonObject, name: str = "iat") -> datetime:
    """The time that a token claims to be signed at; refuses (`evidence-malformed`) what is not whole seconds."""
    seconds = claims.get(name)
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 0 <= seconds <= MAX_TIME:
        raise Refusal("evidence-malformed", f"/{name}")
    return datetime.fromtimestamp(seconds, UTC)


def _times(token: str) -> Iterator[datetime]:
    claims = parse_statement(token).jws.unverified_claims
    yield claimed_time(claims)
    if "nbf" in claims:
        yield claimed_time(claims, "nbf")


def _keys_of(entity: TrustedEntity, role: Role) -> Keys:
    return entity.record_keys if role is Role.RECORD else entity.message_keys


def _in_force(entity: TrustedEntity, at: datetime) -> bool:
    try:
        council(entity.gss, on=at.date())
    except Refusal:
        return False
    return True


def _name(entity: TrustedEntity, at: datetime) -> Both:
    named = council(entity.gss, on=at.date())
    return Both(f"{named.english} ({entity.gss})", f"{named.welsh} ({entity.gss})")
