"""A federation to test with: an anchor, up to two intermediates, a council, and ways to tamper with what they say."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, parse_jws, sign_jws
from exchange.trust import (
    Anchor,
    AnchorKey,
    Anchors,
    TrustedEntity,
    authority_metadata,
    council_metadata,
    enrolment_metadata,
    entity_configuration,
    pin,
    subordinate_statement,
    verify_chain,
)

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
ISSUED = NOW - timedelta(hours=1)
EXPIRES = NOW + timedelta(days=14)
TYP = "entity-statement+jwt"
REMOVED = "a claim that is taken out"


@dataclass(frozen=True)
class Authority:
    """An anchor or an intermediate."""

    entity_id: str
    key: PrivateKey = field(default_factory=PrivateKey.generate)

    def states(
        self,
        subject_id: str,
        subject_key: PrivateKey,
        *,
        metadata: JsonObject | None = None,
        constraints: JsonObject | None = None,
    ) -> str:
        return subordinate_statement(
            anchor_id=self.entity_id,
            subject_id=subject_id,
            subject_keys=[subject_key.public],
            metadata=metadata or {},
            issued_at=ISSUED,
            expires_at=EXPIRES,
            signer=self.key,
            constraints=constraints,
        )

    @cached_property
    def configuration(self) -> str:
        return entity_configuration(
            entity_id=self.entity_id,
            signer=self.key,
            federation_keys=[self.key.public],
            metadata=authority_metadata(
                organization_name="Federation",
                fetch_endpoint=f"{self.entity_id}/federation/fetch",
                list_endpoint=f"{self.entity_id}/federation/list",
                historical_keys_endpoint=f"{self.entity_id}/federation/historical-keys",
            ),
            authority_hints=[],
            issued_at=ISSUED,
            expires_at=EXPIRES,
        )

    @cached_property
    def pinned(self) -> Anchor:
        return Anchor(self.entity_id, (AnchorKey(self.key.public, ISSUED - timedelta(days=30)),))


@dataclass(frozen=True)
class Member:
    """A council with a key for each role."""

    entity_id: str = "https://gwynedd.example"
    gss: str = "W06000002"
    origin: str = "https://gwynedd.example"
    federation: PrivateKey = field(default_factory=PrivateKey.generate)
    record: PrivateKey = field(default_factory=PrivateKey.generate)
    message: PrivateKey = field(default_factory=PrivateKey.generate)
    encryption: PrivateKey = field(default_factory=PrivateKey.generate)

    @property
    def metadata(self) -> JsonObject:
        return council_metadata(
            organization_name="Cyngor Gwynedd",
            record_keys=[self.record.public],
            message_keys=[self.message.public],
            encryption_keys=[self.encryption.public],
            log_origin="log.gwynedd.example",
            log_vkeys=["log.gwynedd.example+00000000+AQ"],
            standing_request={"kinds": ["assessment"]},
        )

    @property
    def enrolment(self) -> JsonObject:
        return enrolment_metadata(gss=self.gss, origin=self.origin)

    def configuration(self, *superior_ids: str) -> str:
        return entity_configuration(
            entity_id=self.entity_id,
            signer=self.federation,
            federation_keys=[self.federation.public],
            metadata=self.metadata,
            authority_hints=superior_ids,
            issued_at=ISSUED,
            expires_at=EXPIRES,
        )


ANCHOR = Authority("https://federation.example")
NORTH = Authority("https://north.example")
REGION = Authority("https://region.example")
FOREIGN = Authority("https://elsewhere.example")
GWYNEDD = Member()
PINNED: Anchors = pin([ANCHOR.pinned])


def authorities(intermediates: int) -> list[Authority]:
    """Who stands above the council, its immediate superior first."""
    return [*[NORTH, REGION][:intermediates], ANCHOR]


def chain_of(
    intermediates: int = 0,
    *,
    member: Member = GWYNEDD,
    with_anchor: bool = False,
    enrolment: JsonObject | None = None,
    constraints: Sequence[JsonObject] = (),
    policies: Sequence[JsonObject | None] = (),
) -> list[str]:
    """A good chain; `constraints` and `policies` are listed from the council's own superior upwards."""
    above = authorities(intermediates)
    chain = [member.configuration(above[0].entity_id)]
    subjects = [(member.entity_id, member.federation), *((who.entity_id, who.key) for who in above)]
    for place, authority in enumerate(above):
        subject_id, subject_key = subjects[place]
        statement = authority.states(
            subject_id,
            subject_key,
            metadata=(enrolment or member.enrolment) if place == 0 else {},
            constraints=constraints[place] if place < len(constraints) else {},
        )
        policy = policies[place] if place < len(policies) else None
        # Signed as it stands: `subordinate_statement` would refuse a policy that contradicts itself.
        chain.append(statement if policy is None else resigned(statement, authority.key, metadata_policy=policy))
    return [*chain, ANCHOR.configuration] if with_anchor else chain


def verify(chain: Sequence[str], *, anchors: Anchors = PINNED, now: datetime = NOW) -> TrustedEntity:
    return verify_chain(chain, anchors=anchors, now=now)


def refusal_of(chain: Sequence[str], *, anchors: Anchors = PINNED, now: datetime = NOW) -> tuple[str, str]:
    """The code and the place with which a chain is refused."""
    with pytest.raises(Refusal) as caught:
        verify(chain, anchors=anchors, now=now)
    return caught.value.code, caught.value.at


def claims_of(token: str) -> JsonObject:
    return parse_jws(token, typ=TYP).unverified_claims


def resigned(token: str, signer: PrivateKey, /, **changes: JsonValue) -> str:
    """The same statement with some claims changed, signed again."""
    claims: JsonObject = {**claims_of(token), **changes}
    return sign_jws({name: value for name, value in claims.items() if value != REMOVED}, typ=TYP, signer=signer)


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())
