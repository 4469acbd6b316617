"""ID tokens that must not be believed, made by an independent hand."""

import hmac
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, b64u, dumps
from exchange.oidc import Identity, check_id_token

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
T = int(NOW.timestamp())
ISSUER, CLIENT, NONCE = "https://login.example/tenant-1/v2.0", "exchange", "n" * 43
RSA, OTHER = RSAKey.generate_key(2048, {"kid": "rsa"}), RSAKey.generate_key(2048, {"kid": "rsa"})
EC = ECKey.generate_key("P-256", {"kid": "ec"})
CLAIMS: JsonObject = {
    "iss": ISSUER, "sub": "s-1", "aud": CLIENT, "exp": T + 300, "iat": T, "nonce": NONCE,
    "name": "Non Evans", "roles": ["Social worker"],
}  # fmt: skip


def public(*keys: RSAKey | ECKey) -> JsonValue:
    return {"keys": [{name: str(value) for name, value in key.as_dict(private=False).items()} for key in keys]}


KEYS = public(RSA, EC)


def signed(claims: object = CLAIMS, *, key: RSAKey | ECKey = RSA, alg: str = "RS256", **header: object) -> str:
    made = {"alg": alg, "kid": "ec" if key is EC else "rsa", **header}
    return jws.serialize_compact(made, dumps(claims), key, algorithms=[alg])  # type: ignore[arg-type]


def check(token: str, keys: JsonValue = KEYS) -> Identity:
    return check_id_token(token, keys=keys, issuer=ISSUER, client_id=CLIENT, nonce=NONCE, roles_claim="roles", now=NOW)


def refused(token: str, keys: JsonValue = KEYS) -> str:
    with pytest.raises(Refusal, match="id-token-wrong") as caught:
        check(token, keys)
    return caught.value.at


@pytest.mark.parametrize(
    ("at", "claims"),
    [
        ("iss", {"iss": ISSUER + "/"}),
        ("iss", {"iss": None}),
        ("aud", {"aud": "another"}),
        ("aud", {"aud": [CLIENT, "another"]}),
        ("aud", {"aud": []}),
        ("azp", {"azp": "another"}),
        ("exp", {"exp": T - 60}),
        ("exp", {"exp": str(T + 300)}),
        ("exp", {"exp": None}),
        ("iat", {"iat": T + 60}),
        ("iat", {"iat": T - 600}),
        ("iat", {"iat": None}),
        ("nbf", {"nbf": T + 60}),
        ("nonce", {"nonce": "m" * 43}),
        ("nonce", {"nonce": None}),
        ("nonce", {"nonce": "ŵ"}),
        ("sub", {"sub": ""}),
        ("sub", {"sub": 1}),
    ],
)
def test_refuses_claims_that_are_not_for_us_here_and_now(at: str, claims: JsonObject) -> None:
    assert refused(signed({**CLAIMS, **claims})) == at


@pytest.mark.parametrize("name", ["iss", "sub", "aud", "exp", "iat", "nonce"])
def test_refuses_a_token_without_the_claim(name: str) -> None:
    assert refused(signed({key: value for key, value in CLAIMS.items() if key != name})) == name


def unsigned(alg: str) -> str:
    return f"{b64u(dumps({'alg': alg}))}.{b64u(dumps(CLAIMS))}"


def with_public_key_as_secret() -> str:
    token = unsigned("HS256")
    return f"{token}.{b64u(hmac.digest(RSA.as_pem(private=False), token.encode(), 'sha256'))}"


@pytest.mark.parametrize(
    "token",
    [
        "", ".", "..", "a.b.c", "x" * 1_000, "ŵ.ŵ.ŵ",
        *(f"{unsigned(alg)}{end}" for alg in ("none", "None", "NONE", "") for end in ("", ".", ".AAAA")),
        with_public_key_as_secret(),
        signed(key=OTHER),
        signed(key=OTHER, jwk=OTHER.as_dict(private=False)),
        signed(kid="unknown"),
        signed(alg="RS512"),
        signed(key=OTHER, kid="ec"),
        signed().rpartition(".")[0] + ".",
        signed()[:-6] + "AAAAAA",
        signed([]),
        signed("text"),
    ],
)  # fmt: skip
def test_refuses_what_no_key_of_the_service_has_signed(token: str) -> None:
    assert refused(token) in ("signature", "claims")


@pytest.mark.parametrize("keys", [None, [], {}, {"keys": {}}, {"keys": ["x", {}]}, {"keys": [{"kty": "RSA"}]}])
def test_refuses_everything_where_there_is_no_key(keys: JsonValue) -> None:
    assert refused(signed(), keys) == "signature"


def test_refuses_to_choose_between_keys_that_the_token_does_not_tell_apart() -> None:
    assert refused(signed(), public(RSA, OTHER)) == "signature"


@given(claims=st.dictionaries(st.sampled_from(sorted(CLAIMS)), st.none() | st.text() | st.integers(0, 2**53 - 1)))
@settings(max_examples=50)
def test_whatever_the_claims_are_they_are_refused_or_for_us(claims: JsonObject) -> None:
    try:
        identity = check(signed({**CLAIMS, **claims}, key=EC, alg="ES256"))
    except Refusal as refusal:
        assert refusal.code == "id-token-wrong"
    else:
        assert identity.account.startswith(f"{ISSUER} ")


@pytest.mark.parametrize(("key", "alg"), [(RSA, "RS256"), (RSA, "PS256"), (EC, "ES256")])
def test_believes_what_a_key_of_the_service_has_signed(key: RSAKey | ECKey, alg: str) -> None:
    identity = check(signed({**CLAIMS, "aud": [CLIENT], "azp": CLIENT}, key=key, alg=alg))
    assert identity == Identity(f"{ISSUER} s-1", "Non Evans", frozenset({"Social worker"}))


def test_with_entra_an_account_is_tenant_and_object_and_with_others_never() -> None:
    entra: JsonObject = {**CLAIMS, "tid": "tenant-1", "oid": "o-1", "email": "non@gwynedd.example"}
    assert check(signed(entra)).account == "tenant-1 o-1"
    assert check(signed({**entra, "tid": "tenant-2"})).account == f"{ISSUER} s-1"
    assert check(signed({**entra, "tid": "login.example"})).account == f"{ISSUER} s-1"


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": " Non\n\tEvans\u202e "}, "Non Evans"),
        ({"name": "", "preferred_username": "non"}, "non"),
        ({"name": 1}, "s-1"),
        ({"name": "x" * 200}, "x" * 100),
    ],
)
def test_a_name_is_one_line_of_text(claims: JsonObject, name: str) -> None:
    assert check(signed({**CLAIMS, **claims})).name == name


@pytest.mark.parametrize(("claim", "words"), [("a", {"a"}), (["a", 1, "b"], {"a", "b"}), (None, set()), ({}, set())])
def test_what_the_roles_claim_says_is_words(claim: JsonValue, words: set[str]) -> None:
    assert check(signed({**CLAIMS, "roles": claim})).claimed_roles == words
