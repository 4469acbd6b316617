"""Our JOSE and SD-JWT against other people's, in both directions. Node comes from a Python wheel."""

from collections.abc import Callable
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.jose import (
    JsonObject,
    JsonValue,
    PrivateKey,
    PublicKey,
    b64u,
    decrypt,
    encrypt,
    parse_jwe,
    parse_jws,
    sign_jws,
    verify_jws,
)
from exchange.jose.sdjwt import Concealer, parse_sdjwt, sign_sdjwt, verify_sdjwt, with_disclosures
from tests.interop.node import Node

TYP = "dc+sd-jwt"
KEY = PrivateKey.generate()
KEYS = {KEY.kid: KEY.public}
PEM = KEY.pem().decode()
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

names = st.text(min_size=1).filter(lambda name: name not in {"_sd", "...", "_sd_alg", "__proto__"})
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(names, inside, max_size=3),
    max_leaves=8,
)
objects = st.dictionaries(names, values, max_size=5)


def public(key: PublicKey = KEY.public) -> JsonObject:
    return key.jwk


def header(typ: str) -> JsonObject:
    return {"alg": "ES256", "kid": KEY.kid, "typ": typ}


def salts() -> Callable[[], str]:
    numbers = count()
    return lambda: b64u(next(numbers).to_bytes(16))


def test_node_refuses_our_token_with_one_byte_changed(node: Node) -> None:
    head, body, signature = sign_jws({"iss": "https://a.example"}, typ="receipt+jwt", signer=KEY).split(".")
    other = sign_jws({"iss": "https://b.example"}, typ="receipt+jwt", signer=KEY).split(".")[1]
    assert body != other
    assert "signature" in node.refusal("verifyJws", token=f"{head}.{other}.{signature}", jwk=public())


def test_node_refuses_our_sd_jwt_signed_by_another_key(node: Node) -> None:
    token = sign_sdjwt({}, disclosures=[], typ=TYP, signer=PrivateKey.generate())
    assert node.refusal("verifySdJwt", token=token, jwk=public())


def test_node_refuses_to_decrypt_what_we_sealed_to_someone_else(node: Node) -> None:
    other = PrivateKey.generate().public
    assert node.refusal("decryptJwe", token=encrypt(b"x", to=other, iss="a", aud="b"), pem=PEM)


def test_a_key_has_the_same_thumbprint_on_both_sides(node: Node) -> None:
    assert node.answer("thumbprint", jwk=public()) == KEY.kid


@FEW
@given(claims=objects)
def test_what_we_sign_node_verifies(node: Node, claims: JsonObject) -> None:
    token = sign_jws(claims, typ="receipt+jwt", signer=KEY)
    assert node.answer("verifyJws", token=token, jwk=public()) == {"header": header("receipt+jwt"), "claims": claims}


@FEW
@given(claims=objects)
def test_what_node_signs_we_verify(node: Node, claims: JsonObject) -> None:
    token = node.answer("signJws", claims=claims, header=header("receipt+jwt"), pem=PEM)
    assert verify_jws(parse_jws(str(token), typ="receipt+jwt"), keys=KEYS).claims == claims


@FEW
@given(text=st.text())
def test_what_we_encrypt_node_decrypts(node: Node, text: str) -> None:
    token = encrypt(text.encode(), to=KEY.public, iss="https://a.example", aud="https://b.example")
    answer = node.answer("decryptJwe", token=token, pem=PEM)
    assert isinstance(answer, dict)
    assert answer["plaintext"] == text


@FEW
@given(text=st.text())
def test_what_node_encrypts_we_decrypt(node: Node, text: str) -> None:
    envelope: JsonObject = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": KEY.kid, "cty": "JWT", "iss": "a", "aud": "b"}
    token = str(node.answer("encryptJwe", plaintext=text, header=envelope, jwk=public()))
    unverified = parse_jwe(token)
    assert (unverified.iss, unverified.aud) == ("a", "b")
    assert decrypt(unverified, key=KEY).decode() == text


@FEW
@given(permanent=objects, inside=objects, items=st.lists(values, max_size=3), keep=st.sets(st.integers(0, 12)))
def test_what_we_conceal_node_unfolds_as_we_do(
    node: Node, permanent: JsonObject, inside: JsonObject, items: list[JsonValue], keep: set[int]
) -> None:
    concealer = Concealer(salts())
    section: JsonObject = {}
    for name, value in inside.items():
        concealer.member(section, name, value)
    claims: JsonObject = {"permanent": permanent, "items": [concealer.item(item) for item in items]}
    concealer.member(claims, "section", section)
    kept = [each for index, each in enumerate(concealer.disclosures[:-1]) if index in keep]
    token = sign_sdjwt(claims, disclosures=[*kept, concealer.disclosures[-1]], typ=TYP, signer=KEY)
    ours = verify_sdjwt(parse_sdjwt(token, typ=TYP), keys=KEYS, visible=frozenset({"permanent"}))
    assert node.answer("verifySdJwt", token=token, jwk=public()) == {"header": header(TYP), "claims": ours.claims}


@FEW
@given(claims=st.dictionaries(names, objects, min_size=1, max_size=4))
def test_what_node_conceals_we_unfold(node: Node, claims: dict[str, JsonObject]) -> None:
    frame: JsonObject = {name: {"_sd": list[JsonValue](inside)} for name, inside in claims.items()}
    plain: JsonObject = dict(claims)
    token = str(node.answer("issueSdJwt", claims=plain, frame=frame, header=header(TYP), pem=PEM))
    processed = verify_sdjwt(parse_sdjwt(token, typ=TYP), keys=KEYS, visible=frozenset())
    assert (processed.claims, processed.concealed) == (claims, ())
    bare = verify_sdjwt(parse_sdjwt(with_disclosures(token, keep=()), typ=TYP), keys=KEYS, visible=frozenset())
    assert bare.claims == {name: {} for name in claims}
    assert len(bare.concealed) == sum(map(len, claims.values()))
