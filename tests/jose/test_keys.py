import base64
from pathlib import Path
from typing import TypedDict, cast

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, PublicKey, b64u, digest_of, jwks, loads, parse_jwks
from exchange.jose import thumbprint as thumbprint_of
from tests.jose.codes import code_of, verdict_of

KEY = PrivateKey.generate()
OTHER = PrivateKey.generate()
JWK: JsonObject = {name: value for name, value in KEY.public.jwk.items() if name != "kid"}
# The field, the coefficient b and the order of P-256 (SP 800-186 §3.2.1.3).
FIELD = 2**256 - 2**224 + 2**192 + 2**96 - 1
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Case(TypedDict):
    tcId: int
    comment: str
    msg: str
    sig: str
    result: str


class Point(TypedDict):
    wx: str
    wy: str


class Group(TypedDict):
    publicKey: Point
    tests: list[Case]


def jwk_of(x: int, y: int) -> JsonObject:
    return {"kty": "EC", "crv": "P-256", "x": b64u(x.to_bytes(32)), "y": b64u(y.to_bytes(32))}


def root_of_curve(x: int) -> int:
    """The y of a point with this x, if there is one: otherwise the answer belongs to the curve's twist."""
    return pow(x**3 - 3 * x + B, (FIELD + 1) // 4, FIELD)


@pytest.mark.parametrize(
    "changed",
    [
        *({"kty": kty} for kty in ("OKP", "RSA", "oct", "ec", "", None, 1, ["EC"])),
        *({"crv": crv} for crv in ("P-384", "P-521", "secp256k1", "Ed25519", "p-256", "", None, 256, ["P-256"])),
        *({"x": x} for x in ("", "AA", None, 1, ["AA"], b64u(bytes(32)), b64u(bytes(31)), b64u(bytes(33)), "é" * 43)),
        *({"y": y} for y in ("", None, 1, b64u(bytes(32)), b64u(b"\xff" * 32), str(JWK["y"]) + "=", "A" * 42 + "B")),
        *({"kid": kid} for kid in ("", "key-1", None, 1, OTHER.kid, KEY.kid + "=", KEY.kid.swapcase())),
        *({"alg": alg} for alg in ("none", "HS256", "ES384", "es256", "", None, 7, ["ES256"], "ECDH-ES+A256KW")),
        *({"use": use} for use in ("SIG", "both", "", None, 1, ["sig"])),
        *({"use": use, "alg": alg} for use, alg in (("sig", "ECDH-ES"), ("enc", "ES256"))),  # two roles at once
        *(
            {name: "A"}
            for name in ("d", "k", "n", "e", "p", "oth", "x5c", "x5u", "x5t", "jku", "iat", "key_ops", "ext")
        ),
    ],
)
def test_refuses_a_jwk_of_another_form(changed: JsonObject) -> None:
    assert code_of(PublicKey.from_jwk, {**JWK, **changed}) == "key-malformed"


@pytest.mark.parametrize("missing", ["kty", "crv", "x", "y"])
def test_refuses_a_jwk_that_lacks_a_member(missing: str) -> None:
    assert code_of(PublicKey.from_jwk, {k: v for k, v in JWK.items() if k != missing}) == "key-malformed"


@pytest.mark.parametrize("value", [None, True, 1, "text", [], [JWK], {}])
def test_refuses_what_is_not_a_jwk_at_all(value: JsonValue) -> None:
    assert code_of(PublicKey.from_jwk, value) == "key-malformed"


def test_refuses_a_private_key_where_a_public_one_is_due() -> None:
    private = ECKey.import_key(KEY.pem()).as_dict(private=True)
    assert "d" in private
    assert code_of(PublicKey.from_jwk, cast(JsonObject, private)) == "key-malformed"


def test_refuses_points_that_are_not_on_the_curve() -> None:
    on_curve = [x for x in range(1, 60) if pow(root_of_curve(x), 2, FIELD) == (x**3 - 3 * x + B) % FIELD]
    for x in range(1, 60):
        y = root_of_curve(x)
        verdicts = {verdict_of(PublicKey.from_jwk, jwk_of(x, y)) for y in (y, FIELD - y)}
        assert verdicts == {"accepted" if x in on_curve else "key-malformed"}, x
        assert code_of(PublicKey.from_jwk, jwk_of(x, y ^ 1)) == "key-malformed"
    assert 10 < len(on_curve) < 50


def test_refuses_a_second_spelling_of_the_same_point() -> None:
    # 5 and 5 + p are one number in the field. Two spellings would have two thumbprints: one key under two names.
    for y in (root_of_curve(5), FIELD - root_of_curve(5)):
        assert PublicKey.from_jwk(jwk_of(5, y)).x == b64u((5).to_bytes(32))
        assert code_of(PublicKey.from_jwk, jwk_of(5 + FIELD, y)) == "key-malformed"


@pytest.mark.parametrize(
    ("value", "at"),
    [
        (None, "/jwks"),
        ([], "/jwks"),
        ({}, "/jwks"),
        ({"keys": []}, "/jwks"),
        ({"keys": {}}, "/jwks"),
        ({"keys": None}, "/jwks"),
        ({"keys": [KEY.public.jwk], "more": 1}, "/jwks"),
        ({"keys": [KEY.public.jwk, KEY.public.jwk]}, "/jwks"),
        ({"keys": [KEY.public.jwk, JWK]}, "/jwks"),  # one without a name
        ({"keys": ["kid"]}, "/jwks"),
        ({"keys": [KEY.public.jwk, {**OTHER.public.jwk, "crv": "P-384"}]}, "/jwks/keys/1"),
        ({"keys": [{**KEY.public.jwk, "kid": OTHER.kid}]}, "/jwks/keys/0"),
    ],
)
def test_refuses_a_set_of_keys_that_is_empty_doubled_or_holds_a_wrong_one(value: JsonValue, at: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_jwks(value, "/jwks")
    assert (caught.value.code, caught.value.at) == ("key-malformed", at)


def pem_of(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey, secret: bytes = b""
) -> bytes:
    encryption = serialization.BestAvailableEncryption(secret) if secret else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)


def renamed_curve(pem: bytes, curve: str) -> bytes:
    """The same PEM, naming another curve of the same length of name."""
    der = base64.b64decode(b"".join(pem.splitlines()[1:-1]))
    der = der.replace(bytes.fromhex("06082a8648ce3d030107"), bytes.fromhex(curve))
    return b"\n".join((pem.splitlines()[0], base64.b64encode(der), pem.splitlines()[-1]))


def test_refuses_a_pem_that_is_not_an_open_p256_private_key() -> None:
    public = KEY.public._key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    for pem in (
        b"",
        b"not a key",
        KEY.pem()[:-40],
        public,
        pem_of(rsa.generate_private_key(65537, 1024)),
        pem_of(ed25519.Ed25519PrivateKey.generate()),
        pem_of(ec.generate_private_key(ec.SECP384R1())),
        pem_of(ec.generate_private_key(ec.SECP256K1())),
        pem_of(ec.generate_private_key(ec.SECP256R1()), b"passphrase"),
        renamed_curve(KEY.pem(), "06082a8648ce3d030106"),  # one that this machine has never heard of
        KEY.pem().replace(b"MIG", b"MIH"),
    ):
        assert code_of(PrivateKey.from_pem, pem) == "key-malformed", pem


def test_a_private_key_goes_round_and_shows_nothing_of_itself() -> None:
    again = PrivateKey.from_pem(KEY.pem())
    assert (again.kid, again.public) == (KEY.kid, KEY.public)
    KEY.public.verify(again.sign(b"data"), b"data")
    secret = KEY._key.private_numbers().private_value
    assert str(secret) not in repr(KEY)
    assert b64u(secret.to_bytes(32)) not in repr(KEY)


def raw(r: int, s: int) -> bytes:
    return r.to_bytes(32) + s.to_bytes(32)


def test_refuses_signatures_of_another_length_or_out_of_range() -> None:
    signature = KEY.sign(b"data")
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    der = encode_dss_signature(r, s)
    padded = signature[:32] + b"\0" + signature[32:]  # the same two numbers, a byte longer
    for wrong in (
        *(b"", signature[:-1], signature[:32], b"\0" + signature, signature + b"\0", signature * 2, der, padded),
        *(raw(0, 0), raw(r, 0), raw(0, s), raw(1, 1), raw(ORDER, ORDER), raw(ORDER, s), raw(r, ORDER), b"\xff" * 64),
        *(raw(s, r), raw(ORDER - r, s), signature[::-1], OTHER.sign(b"data"), KEY.sign(b"Data")),
    ):
        assert code_of(KEY.public.verify, wrong, b"data") == "signature-wrong", wrong.hex()
    assert code_of(OTHER.public.verify, signature, b"data") == "signature-wrong"


@given(st.binary(max_size=300), st.data())
def test_what_a_key_signs_only_that_key_verifies_and_no_bit_may_change(data: bytes, draw: st.DataObject) -> None:
    signature = KEY.sign(data)
    assert len(signature) == 64
    KEY.public.verify(signature, data)
    signed = signature + data
    place = draw.draw(st.integers(0, len(signed) * 8 - 1))
    flipped = bytearray(signed)
    flipped[place // 8] ^= 1 << place % 8
    assert code_of(KEY.public.verify, bytes(flipped[:64]), bytes(flipped[64:])) == "signature-wrong"
    assert code_of(OTHER.public.verify, signature, data) == "signature-wrong"


def test_every_published_signature_has_its_verdict(vectors: Path) -> None:
    text = (vectors / "wycheproof" / "ecdsa_secp256r1_sha256_p1363_test.json").read_bytes()
    groups = cast(list[Group], cast(JsonObject, loads(text))["testGroups"])
    count, wrong = 0, []
    for group in groups:
        point = group["publicKey"]
        key = PublicKey.from_jwk(jwk_of(int(point["wx"], 16), int(point["wy"], 16)))
        for case in group["tests"]:
            signature, data = bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"])
            verdict = verdict_of(key.verify, signature, data)
            count += 1
            if verdict != {"valid": "accepted", "invalid": "signature-wrong"}[case["result"]]:
                wrong.append((case["tcId"], case["comment"], verdict))
    assert (count, wrong) == (262, [])


def test_verifies_the_example_of_the_standard() -> None:
    # RFC 7515 appendix A.3
    key = PublicKey.from_jwk(
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }
    )
    signed = (
        b"eyJhbGciOiJFUzI1NiJ9."
        b"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    )
    signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    key.verify(base64.urlsafe_b64decode(signature + "=="), signed)


def test_names_a_key_as_the_standards_and_another_library_do() -> None:
    # RFC 9449 §6.1: an access token bound to this key by its thumbprint
    x, y = "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"
    key = PublicKey.from_jwk({"kty": "EC", "use": "sig", "crv": "P-256", "x": x, "y": y, "alg": "ES256"})
    assert key.kid == thumbprint_of(key.jwk) == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"
    assert ECKey.import_key(KEY.pem()).thumbprint() == KEY.kid
    assert digest_of("") == digest_of(b"") == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"


def test_a_set_of_keys_goes_round_under_their_names() -> None:
    keys = parse_jwks(jwks([KEY.public, OTHER.public]))
    assert keys == {KEY.kid: KEY.public, OTHER.kid: OTHER.public}
    assert {key.jwk["kid"] for key in keys.values()} == set(keys)
    assert all(key.jwk.keys() == {"kty", "crv", "x", "y", "kid"} for key in keys.values())


@pytest.mark.parametrize("role", [{}, {"use": "sig"}, {"alg": "ES256"}, {"use": "sig", "alg": "ES256"}, {"use": "enc"}])
def test_a_key_may_say_what_it_is_for(role: JsonObject) -> None:
    assert PublicKey.from_jwk({**JWK, **role, "kid": KEY.kid}) == KEY.public


def test_two_parties_agree_on_the_same_secret() -> None:
    assert KEY.agree(OTHER.public) == OTHER.agree(KEY.public)
    assert len(KEY.agree(OTHER.public)) == 32
