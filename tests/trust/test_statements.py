from datetime import datetime

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, b64u, dumps, jwks, parse_jws, sign_jws
from exchange.trust import (
    MAX_STATEMENT,
    configuration_url,
    entity_configuration,
    parse_statement,
    read_configuration,
    subordinate_statement,
)
from tests.trust.federation import (
    ANCHOR,
    EXPIRES,
    GWYNEDD,
    ISSUED,
    NOW,
    REMOVED,
    TYP,
    chain_of,
    claims_of,
    refusal_of,
    resigned,
    seconds,
    verify,
)

CONFIGURATION = GWYNEDD.configuration(ANCHOR.entity_id)
STRANGER = PrivateKey.generate()


def mark(kind: str) -> str:
    return sign_jws({"trust_mark_type": kind}, typ="trust-mark+jwt", signer=STRANGER)


def configuration_code(**changes: JsonValue) -> tuple[str, str]:
    """How the council's configuration is refused, once some claims are changed."""
    with pytest.raises(Refusal) as caught:
        read_configuration(resigned(CONFIGURATION, GWYNEDD.federation, **changes), now=NOW)
    return caught.value.code, caught.value.at


def subordinate_code(**changes: JsonValue) -> tuple[str, str]:
    """How a chain is refused, once some claims of the superior's statement are changed."""
    chain = chain_of()
    return refusal_of([chain[0], resigned(chain[1], ANCHOR.key, **changes)])


@pytest.mark.parametrize("claim", ["iss", "sub", "iat", "exp", "jwks"])
def test_refuses_a_statement_without_a_required_claim(claim: str) -> None:
    assert subordinate_code(**{claim: REMOVED}) == ("statement-claims", f"/1/{claim}")
    expected = "key-malformed" if claim == "jwks" else "statement-claims"
    assert configuration_code(**{claim: REMOVED}) == (expected, f"/{claim}")


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("constraints", {}),
        ("metadata_policy", {"care_council": {"gss": {"essential": True}}}),
        ("metadata_policy_crit", ["regexp"]),
        ("source_endpoint", "https://federation.example/federation/fetch"),
        ("aud", ANCHOR.entity_id),
        ("trust_anchor", ANCHOR.entity_id),
    ],
)
def test_refuses_a_claim_that_a_configuration_may_not_have(claim: str, value: JsonValue) -> None:
    assert configuration_code(**{claim: value}) == ("statement-claims", f"/{claim}")


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("authority_hints", [ANCHOR.entity_id]),
        ("trust_anchor_hints", [ANCHOR.entity_id]),
        ("trust_marks", []),
        ("trust_mark_issuers", {}),
        ("trust_mark_owners", {}),
        ("aud", GWYNEDD.entity_id),
        ("trust_anchor", ANCHOR.entity_id),
    ],
)
def test_refuses_a_claim_that_a_statement_about_a_subordinate_may_not_have(claim: str, value: JsonValue) -> None:
    assert subordinate_code(**{claim: value}) == ("statement-claims", f"/1/{claim}")


@pytest.mark.parametrize("crit", [["jti"], ["exp"], [], "jti", None])
def test_refuses_every_critical_extension_since_none_is_understood(crit: JsonValue) -> None:
    assert configuration_code(crit=crit, jti="1") == ("statement-claims", "/crit")
    assert subordinate_code(crit=crit, jti="1") == ("statement-claims", "/1/crit")


@pytest.mark.parametrize("critical", [["regexp"], ["value"], [], "regexp", None])
def test_refuses_every_critical_policy_operator_since_none_but_the_standard_ones_are_understood(
    critical: JsonValue,
) -> None:
    policy: JsonObject = {"care_council": {"gss": {"regexp": "^W"}}}
    refused = subordinate_code(metadata_policy=policy, metadata_policy_crit=critical)
    assert refused == ("statement-claims", "/1/metadata_policy_crit")


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iat", True),
        ("iat", "1790000000"),
        ("iat", -1),
        ("iat", None),
        ("exp", 253_402_300_800),
        ("exp", [1]),
        ("exp", seconds(ISSUED)),
        ("nbf", "now"),
        ("authority_hints", []),
        ("authority_hints", ANCHOR.entity_id),
        ("authority_hints", None),
        ("authority_hints", ["federation.example"]),
        ("trust_anchor_hints", []),
        ("trust_marks", {}),
        ("trust_marks", ["mark"]),
        ("trust_marks", [{"trust_mark_type": "a"}]),
        ("trust_marks", [{"trust_mark_type": "a", "trust_mark": mark("b")}]),
        ("trust_mark_issuers", []),
        ("trust_mark_issuers", {"a": ANCHOR.entity_id}),
        ("trust_mark_issuers", {"a": ["federation.example"]}),
        ("trust_mark_owners", []),
        ("trust_mark_owners", {"a": {"sub": "x", "jwks": jwks([STRANGER.public])}}),
        ("metadata", None),
        ("metadata", ["care_council"]),
        ("metadata", {"care_council": None}),
        ("metadata", {"care_council": {"log": None}}),
        ("metadata", {"federation_entity": {"jwks": jwks([STRANGER.public])}}),
        ("metadata", {"federation_entity": {"federation_fetch_endpoint": "http://gwynedd.example/fetch"}}),
        ("metadata", {"federation_entity": {"federation_list_endpoint": "https://gwynedd.example/list#all"}}),
    ],
)
def test_refuses_a_claim_of_the_wrong_form(claim: str, value: JsonValue) -> None:
    code, at = configuration_code(**{claim: value})
    assert code == "statement-claims"
    assert at.startswith(f"/{claim}")


def test_refuses_keys_of_the_wrong_form() -> None:
    values: list[JsonValue] = [None, [], {"keys": []}, {"keys": [{}]}, jwks([STRANGER.public, STRANGER.public])]
    for value in values:
        assert subordinate_code(jwks=value)[0] == "key-malformed"
    assert configuration_code(trust_mark_owners={"a": {"sub": ANCHOR.entity_id}})[0] == "key-malformed"


@pytest.mark.parametrize("value", [None, "x", {"gss": {"essential": True}}, {"care_council": {"gss": {"value": None}}}])
def test_refuses_a_policy_of_the_wrong_form_or_one_that_takes_the_code_away(value: JsonValue) -> None:
    code, at = subordinate_code(metadata_policy=value)
    assert (code, at.split("/")[1]) in {("policy-conflict", "1"), ("statement-claims", "0")}


def test_refuses_a_fetch_address_that_is_not_https() -> None:
    assert subordinate_code(source_endpoint="http://federation.example/fetch") == (
        "statement-claims",
        "/1/source_endpoint",
    )


@pytest.mark.parametrize(
    "entity_id",
    [
        "",
        "gwynedd.example",
        "http://gwynedd.example",
        "HTTPS://gwynedd.example",
        "https://",
        "https:///path",
        "https://Gwynedd.example",
        "https://gwynedd.example.",
        "https://gwynedd..example",
        "https://-gwynedd.example",
        "https://gwynedd_.example",
        "https://gwynedd.example:",
        "https://gwynedd.example:0",
        "https://gwynedd.example:123456",
        "https://[::1]",
        "https://user@gwynedd.example",
        "https://gwynedd.example@evil.test",
        "https://gwynedd.example?sub=1",
        "https://gwynedd.example#x",
        "https://gwynedd.example/../x",
        "https://gwynedd.example/./x",
        "https://gwynedd.example/a%2",
        "https://gwynedd.example/a b",
        "https://gwynedd.example/\u00e9",
        "https://gwyn\u00e9dd.example",
        "https://gwynedd.example\n",
        " https://gwynedd.example",
        "https://gwynedd.example/" + "a" * 512,
        7,
        None,
        ["https://gwynedd.example"],
    ],
)
def test_refuses_a_name_that_is_not_an_entity_id(entity_id: JsonValue) -> None:
    token = resigned(CONFIGURATION, GWYNEDD.federation, iss=entity_id, sub=entity_id)
    with pytest.raises(Refusal) as caught:
        parse_statement(token)
    assert (caught.value.code, caught.value.at) == ("statement-claims", "/iss")
    assert configuration_code(sub=entity_id) == ("statement-claims", "/sub")


def test_an_entity_publishes_its_configuration_below_its_id() -> None:
    for entity_id, url in (
        ("https://a.example", "https://a.example/.well-known/openid-federation"),
        ("https://a.example:8443/b/", "https://a.example:8443/b/.well-known/openid-federation"),
    ):
        assert configuration_url(entity_id) == url


@pytest.mark.parametrize("typ", ["JWT", "trust-mark+jwt", "receipt+jwt", "application/entity-statement+jwt", ""])
def test_refuses_a_token_of_another_type(typ: str) -> None:
    with pytest.raises(Refusal, match="typ-wrong"):
        parse_statement(sign_jws(claims_of(CONFIGURATION), typ=typ, signer=GWYNEDD.federation))


@pytest.mark.parametrize("extra", ["trust_chain", "peer_trust_chain", "jwk", "jku", "x5c", "crit"])
def test_refuses_a_header_that_brings_anything_along(extra: str) -> None:
    header: JsonObject = {"alg": "ES256", "kid": GWYNEDD.federation.kid, "typ": TYP, extra: []}
    signing_input = f"{b64u(dumps(header))}.{CONFIGURATION.split('.')[1]}"
    token = f"{signing_input}.{b64u(GWYNEDD.federation.sign(signing_input.encode()))}"
    with pytest.raises(Refusal, match="jws-header"):
        parse_statement(token)


def test_refuses_a_statement_beyond_the_size_limit_before_it_is_decoded() -> None:
    with pytest.raises(Refusal, match="too-large"):
        parse_statement("A" * (MAX_STATEMENT + 1))


def test_reading_a_configuration_proves_that_its_keys_are_held_and_no_more() -> None:
    statement = read_configuration(CONFIGURATION, now=NOW)
    assert (statement.iss, statement.sub) == (GWYNEDD.entity_id, GWYNEDD.entity_id)
    assert statement.authority_hints == (ANCHOR.entity_id,)
    assert statement.keys == {GWYNEDD.federation.kid: GWYNEDD.federation.public}
    assert (statement.issued_at, statement.expires_at) == (ISSUED, EXPIRES)
    assert statement.digest == parse_jws(CONFIGURATION, typ=TYP).digest
    for token, code in (
        (resigned(CONFIGURATION, STRANGER), "kid-unknown"),
        (chain_of()[1], "statement-claims"),
        (CONFIGURATION[:-4] + "AAAA", "signature-wrong"),
    ):
        with pytest.raises(Refusal, match=code):
            read_configuration(token, now=NOW)


def test_claims_that_the_standard_does_not_define_are_ignored() -> None:
    token = resigned(
        CONFIGURATION,
        GWYNEDD.federation,
        jti="1",
        note={"any": "thing"},
        trust_anchor_hints=[ANCHOR.entity_id],
        trust_marks=[{"trust_mark_type": "a", "trust_mark": mark("a")}],
        trust_mark_issuers={"a": [], "b": [ANCHOR.entity_id]},
        trust_mark_owners={"a": {"sub": ANCHOR.entity_id, "jwks": jwks([STRANGER.public])}},
    )
    assert verify([token, chain_of()[1]]).gss == GWYNEDD.gss


def test_what_is_signed_here_is_first_read_by_the_rules_for_others() -> None:
    unfit: list[tuple[JsonObject, str]] = [
        ({"care_council": {"log": None}}, "statement-claims"),
        ({"note": {"text": "a" * MAX_STATEMENT}}, "too-large"),
    ]
    for metadata, code in unfit:
        with pytest.raises(Refusal, match=code):
            _configuration(metadata=metadata)
    with pytest.raises(Refusal, match="kid-unknown"):
        _configuration(signer=STRANGER)
    with pytest.raises(Refusal, match="statement-claims at /exp"):
        _configuration(expires_at=ISSUED)
    with pytest.raises(Refusal, match="statement-claims at /constraints/max_path_length"):
        _subordinate(constraints={"max_path_length": -1})
    with pytest.raises(Refusal, match="policy-conflict at /metadata_policy"):
        _subordinate(metadata_policy={})
    for subject_id in (ANCHOR.entity_id, "ceredigion"):
        with pytest.raises(Refusal, match="statement-claims at /sub"):
            _subordinate(subject_id=subject_id)


def test_an_anchor_has_no_hints_and_a_subordinate_may_enrol_no_one_unless_told() -> None:
    assert "authority_hints" not in claims_of(ANCHOR.configuration)
    assert claims_of(_subordinate())["constraints"] == {"max_path_length": 0}
    assert claims_of(_subordinate(constraints={}))["constraints"] == {}


def _configuration(
    *, metadata: JsonObject | None = None, signer: PrivateKey = GWYNEDD.federation, expires_at: datetime = EXPIRES
) -> str:
    return entity_configuration(
        entity_id=GWYNEDD.entity_id,
        signer=signer,
        federation_keys=[GWYNEDD.federation.public],
        metadata=metadata or {},
        authority_hints=[ANCHOR.entity_id],
        issued_at=ISSUED,
        expires_at=expires_at,
    )


def _subordinate(
    *,
    subject_id: str = GWYNEDD.entity_id,
    constraints: JsonObject | None = None,
    metadata_policy: JsonObject | None = None,
) -> str:
    return subordinate_statement(
        anchor_id=ANCHOR.entity_id,
        subject_id=subject_id,
        subject_keys=[GWYNEDD.federation.public],
        metadata=GWYNEDD.enrolment,
        issued_at=ISSUED,
        expires_at=EXPIRES,
        signer=ANCHOR.key,
        constraints=constraints,
        metadata_policy=metadata_policy,
    )
