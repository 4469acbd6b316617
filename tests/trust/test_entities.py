from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, jwks
from exchange.trust import Anchor, AnchorKey, pin
from tests.trust.federation import (
    ANCHOR,
    EXPIRES,
    GWYNEDD,
    NORTH,
    REMOVED,
    Member,
    chain_of,
    claims_of,
    refusal_of,
    resigned,
    seconds,
    verify,
)

COUNCIL = "care_council"
AT = "/0/metadata/care_council"


def declaring(parameters: JsonObject, *, kind: str = COUNCIL, chain: list[str] | None = None) -> list[str]:
    """A chain whose council says something else of itself, under one entity type."""
    good = chain or chain_of()
    metadata = claims_of(good[0])["metadata"]
    assert isinstance(metadata, dict)
    declared = metadata.get(kind, {})
    assert isinstance(declared, dict)
    members: JsonObject = {**declared, **parameters}
    changed: JsonObject = {**metadata, kind: {name: value for name, value in members.items() if value != REMOVED}}
    return [resigned(good[0], GWYNEDD.federation, metadata=changed), *good[1:]]


def test_takes_code_and_origin_from_the_superior_and_the_rest_from_the_council() -> None:
    entity = verify(chain_of())
    assert (entity.entity_id, entity.gss, entity.origin) == (GWYNEDD.entity_id, "W06000002", "https://gwynedd.example")
    assert entity.organization_name == "Cyngor Gwynedd"
    assert entity.record_keys == {GWYNEDD.record.kid: GWYNEDD.record.public}
    assert entity.message_keys == {GWYNEDD.message.kid: GWYNEDD.message.public}
    assert entity.encryption_keys == {GWYNEDD.encryption.kid: GWYNEDD.encryption.public}
    assert entity.federation_keys == {GWYNEDD.federation.kid: GWYNEDD.federation.public}
    assert (entity.log_origin, entity.log_vkeys) == ("log.gwynedd.example", ("log.gwynedd.example+00000000+AQ",))
    assert entity.standing_request == {"kinds": ["assessment"]}
    assert entity.expires_at == EXPIRES


@pytest.mark.parametrize("name", ["gss", "origin"])
def test_refuses_a_code_or_origin_that_only_the_council_states(name: str) -> None:
    enrolment: JsonObject = {COUNCIL: {"gss": "W06000002", "origin": GWYNEDD.entity_id}}
    stated = enrolment[COUNCIL]
    assert isinstance(stated, dict)
    own = {name: stated.pop(name)}
    assert refusal_of(declaring(own, chain=chain_of(enrolment=enrolment))) == ("statement-claims", f"{AT}/{name}")


def test_what_the_council_says_of_its_code_and_origin_never_counts() -> None:
    entity = verify(declaring({"gss": "W06000008", "origin": "https://ceredigion.example"}))
    assert (entity.gss, entity.origin) == ("W06000002", "https://gwynedd.example")


def test_a_superiors_policy_may_supply_the_code_too() -> None:
    policy: JsonObject = {COUNCIL: {"gss": {"value": "W06000002"}, "origin": {"default": "https://node.example"}}}
    chain = declaring({"gss": "W06000008"}, chain=chain_of(enrolment={COUNCIL: {}}, policies=[policy]))
    entity = verify(chain)
    assert (entity.gss, entity.origin) == ("W06000002", "https://node.example")


@pytest.mark.parametrize(
    ("gss", "code"),
    [
        ("E07000026", "not-social-services"),
        ("N09000003", "not-social-services"),
        ("W06000099", "council-unknown"),
        ("gwynedd", "council-unknown"),
    ],
)
def test_refuses_an_authority_that_does_no_social_care(gss: str, code: str) -> None:
    assert refusal_of(chain_of(member=Member(gss=gss))) == (code, f"{AT}/gss")


@pytest.mark.parametrize("gss", ["", 6, None, "W06000002\n"])
def test_refuses_a_code_that_is_not_a_plain_text(gss: JsonValue) -> None:
    chain = chain_of()
    superior = resigned(chain[1], ANCHOR.key, metadata={COUNCIL: {"gss": gss, "origin": GWYNEDD.entity_id}})
    assert refusal_of([chain[0], superior])[0] == "statement-claims"


@pytest.mark.parametrize(
    "origin",
    [
        "http://gwynedd.example",
        "https://gwynedd.example/",
        "https://gwynedd.example/node",
        "https://user@gwynedd.example",
        "https://gwynedd.example?x",
        "https://gwynedd.example#x",
        "https://Gwynedd.example",
        "gwynedd.example",
        ["https://gwynedd.example"],
    ],
)
def test_refuses_an_origin_that_is_not_an_https_origin(origin: JsonValue) -> None:
    chain = chain_of(enrolment={COUNCIL: {"gss": GWYNEDD.gss, "origin": origin}})
    assert refusal_of(chain) == ("statement-claims", f"{AT}/origin")


@pytest.mark.parametrize(
    ("parameters", "code", "at"),
    [
        ({"record_jwks": REMOVED}, "key-malformed", "/record_jwks"),
        ({"message_jwks": {"keys": []}}, "key-malformed", "/message_jwks"),
        ({"encryption_jwks": []}, "key-malformed", "/encryption_jwks"),
        ({"log": REMOVED}, "statement-claims", "/log"),
        ({"log": "log.gwynedd.example"}, "statement-claims", "/log"),
        ({"log": {"origin": "", "vkeys": ["+"]}}, "statement-claims", "/log/origin"),
        ({"log": {"origin": "a\nb", "vkeys": ["a\nb+"]}}, "statement-claims", "/log/origin"),
        ({"log": {"origin": "log.example", "vkeys": []}}, "statement-claims", "/log/vkeys"),
        ({"log": {"origin": "log.example", "vkeys": "log.example+"}}, "statement-claims", "/log/vkeys"),
        ({"log": {"origin": "log.example", "vkeys": ["other.example+00+AQ"]}}, "statement-claims", "/log/vkeys"),
        ({"standing_request": ["assessment"]}, "statement-claims", "/standing_request"),
    ],
)
def test_refuses_a_council_whose_metadata_is_not_complete(parameters: JsonObject, code: str, at: str) -> None:
    assert refusal_of(declaring(parameters)) == (code, AT + at)


def test_a_standing_request_and_a_name_may_be_absent() -> None:
    entity = verify(declaring({"organization_name": REMOVED}, kind="federation_entity"))
    assert entity.organization_name == ""
    assert verify(declaring({"standing_request": REMOVED})).standing_request == {}


@pytest.mark.parametrize(
    "parameters", [{"organization_name": 3}, {"federation_fetch_endpoint": "https://gwynedd.example/fetch"}]
)
def test_refuses_a_council_that_describes_itself_as_an_authority_or_without_a_text_as_name(
    parameters: JsonObject,
) -> None:
    code, at = refusal_of(declaring(parameters, kind="federation_entity"))
    assert (code, at) == ("statement-claims", f"/0/metadata/federation_entity/{next(iter(parameters))}")


def test_refuses_an_entity_that_is_no_council() -> None:
    chain = chain_of()
    bare = resigned(chain[0], GWYNEDD.federation, metadata={"federation_entity": {}})
    # What a superior says counts only for entity types that the entity claims for itself.
    assert refusal_of([bare, chain[1]]) == ("statement-claims", AT)
    silent = resigned(chain[0], GWYNEDD.federation, metadata=REMOVED)
    assert refusal_of([silent, chain[1]]) == ("statement-claims", AT)


@pytest.mark.parametrize(
    ("role", "key"),
    [
        ("message_jwks", GWYNEDD.record),
        ("encryption_jwks", GWYNEDD.message),
        ("record_jwks", GWYNEDD.federation),
        ("message_jwks", ANCHOR.key),
        ("encryption_jwks", NORTH.key),
    ],
)
def test_refuses_one_key_in_two_roles(role: str, key: PrivateKey) -> None:
    code, at = refusal_of(declaring({role: jwks([key.public])}, chain=chain_of(1)))
    assert code == "key-two-roles"
    assert at.startswith(AT)


def test_refuses_a_second_federation_key_that_has_another_role() -> None:
    """Named by the council alone, by its superior alone, or by the anchor of itself."""
    own = jwks([GWYNEDD.federation.public, GWYNEDD.record.public])
    anchors = jwks([ANCHOR.key.public, GWYNEDD.record.public])
    chain = chain_of(with_anchor=True)
    for changed in (
        [resigned(chain[0], GWYNEDD.federation, jwks=own), *chain[1:]],
        [chain[0], resigned(chain[1], ANCHOR.key, jwks=own), chain[2]],
        [*chain[:2], resigned(chain[2], ANCHOR.key, jwks=anchors)],
    ):
        assert refusal_of(changed) == ("key-two-roles", f"{AT}/record_jwks")


def test_refuses_a_federation_key_that_serves_two_entities() -> None:
    shared = Member(GWYNEDD.entity_id, federation=ANCHOR.key)
    assert refusal_of(chain_of(member=shared)) == ("key-two-roles", "/0/jwks")


def test_a_new_federation_key_counts_once_the_superior_names_it() -> None:
    chain = chain_of()
    new = PrivateKey.generate()
    both = jwks([GWYNEDD.federation.public, new.public])
    announced = resigned(chain[0], GWYNEDD.federation, jwks=both)
    assert verify([announced, chain[1]]).federation_keys.keys() == {GWYNEDD.federation.kid}
    confirmed = resigned(chain[1], ANCHOR.key, jwks=both)
    assert verify([announced, confirmed]).federation_keys.keys() == {GWYNEDD.federation.kid, new.kid}
    assert verify([resigned(chain[0], new, jwks=both), confirmed]).entity_id == GWYNEDD.entity_id


def test_a_superiors_metadata_overrides_the_councils() -> None:
    enrolment: JsonObject = {COUNCIL: {**_stated(), "standing_request": {"kinds": []}}}
    assert verify(chain_of(enrolment=enrolment)).standing_request == {"kinds": []}


def test_refuses_metadata_that_breaks_a_policy_and_policies_in_conflict() -> None:
    allowed: JsonObject = {COUNCIL: {"gss": {"one_of": ["W06000008"]}}}
    assert refusal_of(chain_of(1, policies=[None, allowed])) == ("metadata-policy", f"{AT}/gss")
    others: JsonObject = {COUNCIL: {"gss": {"one_of": ["W06000002"]}}}
    code, at = refusal_of(chain_of(1, policies=[others, allowed]))
    assert (code, at) == ("policy-conflict", "/1/metadata_policy/care_council/gss")


def _stated() -> JsonObject:
    stated = GWYNEDD.enrolment[COUNCIL]
    assert isinstance(stated, dict)
    return stated


CODES = st.sampled_from(["W06000001", "W06000002", "W06000008"])
OPERATORS = st.fixed_dictionaries(
    {},
    optional={
        "value": CODES,
        "default": CODES,
        "one_of": st.lists(CODES, unique=True),
        "essential": st.booleans(),
        "subset_of": st.lists(CODES, unique=True),
        "add": st.lists(CODES, unique=True),
    },
).filter(bool)


@given(st.lists(CODES, min_size=1, unique=True), CODES, st.lists(OPERATORS, min_size=2, max_size=2))
def test_no_intermediate_enrols_a_council_that_the_anchor_does_not_allow(
    allowed: list[str], gss: str, below: list[JsonObject]
) -> None:
    policies: list[JsonObject | None] = [{COUNCIL: {"gss": operators}} for operators in below]
    policies.append({COUNCIL: {"gss": {"one_of": [*allowed]}}})
    chain = chain_of(2, member=replace(GWYNEDD, gss=gss), policies=policies)
    try:
        enrolled = verify(chain).gss
    except Refusal as refusal:
        enrolled = refusal.code
    assert enrolled in {*allowed, "metadata-policy", "policy-conflict"}


def test_a_council_that_has_ended_counts_for_what_it_signed_before() -> None:
    """Cumbria (E10000006) ended on 31 March 2023: a chain is judged by the councils of its time."""
    chain = chain_of(member=replace(GWYNEDD, gss="E10000006"))
    then = datetime(2023, 3, 1, tzinfo=UTC)
    signers = (GWYNEDD.federation, ANCHOR.key)
    old = [resigned(token, key, iat=seconds(then)) for token, key in zip(chain, signers, strict=True)]
    pinned = pin([Anchor(ANCHOR.entity_id, (AnchorKey(ANCHOR.key.public, then),))])
    assert verify(old, anchors=pinned, now=then).gss == "E10000006"
    assert refusal_of(old, anchors=pinned) == ("not-social-services", f"{AT}/gss")
