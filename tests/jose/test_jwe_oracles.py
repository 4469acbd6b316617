"""What others say about the same bytes: the standard's example, published vectors, another library."""

from dataclasses import replace
from pathlib import Path
from typing import TypedDict, cast

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwe as other_jwe
from joserfc.jwk import ECKey

from exchange.jose import (
    JsonObject,
    PrivateKey,
    PublicKey,
    UnverifiedJwe,
    b64u,
    decrypt,
    encrypt,
    loads,
    loads_signed,
    parse_jwe,
    unb64u,
)
from tests.jose.codes import code_of, verdict_of
from tests.jose.concat_kdf import derived

KEY = PrivateKey.generate()
THEIR_KEY = ECKey.import_key(KEY.pem())  # the same key, as the other library holds it
ISS, AUD = "https://a.example/council", "https://b.example/council"
ELSEWHERE = other_jwe.JWERegistry(algorithms=["ECDH-ES", "A256GCM"], strict_check_header=False)


class Case(TypedDict, total=False):
    tcId: int
    jwe: str
    pt: str
    result: str


class Group(TypedDict):
    private: dict[str, str]
    tests: list[Case]


def read(token: str) -> bytes:
    return decrypt(parse_jwe(token), key=KEY)


def test_every_published_token_is_of_another_profile_and_refused(vectors: Path) -> None:
    cases = [case for group in published(vectors) for case in group["tests"]]
    verdicts = {case["tcId"]: verdict_of(parse_jwe, case["jwe"]) for case in cases}
    assert len(verdicts) == 139
    assert set(verdicts.values()) <= {"jwe-malformed", "base64url-malformed", "json-malformed"}


def test_decrypts_what_is_inside_the_published_token_of_our_algorithms(vectors: Path) -> None:
    ours = 0
    for group in published(vectors):
        for case in group["tests"]:
            key, unverified = taken_apart(group, case)
            if key is not None and unverified is not None:
                assert case["result"] == "valid"
                assert decrypt(unverified, key=key) == bytes.fromhex(case["pt"])
                assert code_of(decrypt, replace(unverified, aad=b""), key=key) == "decryption-failed"
                ours += 1
    assert ours == 1


def test_derives_the_key_of_the_standard_s_example(vectors: Path) -> None:
    # RFC 7518 appendix C. Its private key is read from the vectors, where the same one serves.
    alice = PublicKey.from_jwk(
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
            "y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
        }
    )
    bob = next(
        key_of(group["private"])
        for group in published(vectors)
        if group["private"].get("x") == "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ"
    )
    secret = bob.agree(alice)
    assert list(secret[:8]) == [158, 86, 217, 29, 129, 113, 53, 211]
    assert b64u(derived(secret, b"A128GCM", 128, (b"Alice", b"Bob"))) == "VqqN6vgjbSBcIijNcacQGg"


def published(vectors: Path) -> list[Group]:
    text = (vectors / "wycheproof" / "json_web_encryption_test.json").read_bytes()
    return cast(list[Group], cast(JsonObject, loads(text))["testGroups"])


def key_of(jwk: dict[str, str]) -> PrivateKey:
    key = ec.derive_private_key(int.from_bytes(unb64u(jwk["d"])), ec.SECP256R1())
    return PrivateKey.from_pem(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def taken_apart(group: Group, case: Case) -> tuple[PrivateKey, UnverifiedJwe] | tuple[None, None]:
    """The parts of a published token, where it is ECDH-ES with A256GCM on P-256: our algorithms, not our envelope."""
    parts = case["jwe"].split(".")
    if case["result"] != "valid" or len(parts) != 5:
        return None, None
    header = loads_signed(unb64u(parts[0]))
    if (header["alg"], header["enc"], group["private"].get("crv")) != ("ECDH-ES", "A256GCM", "P-256"):
        return None, None
    key = key_of(group["private"])
    iv, ciphertext, tag = map(unb64u, parts[2:])
    epk = PublicKey.from_jwk(header["epk"])
    return key, UnverifiedJwe(key.kid, ISS, AUD, epk, parts[0].encode(), iv, ciphertext + tag)


@given(st.binary(max_size=3_000))
def test_whatever_is_encrypted_comes_out_here_and_elsewhere(plain: bytes) -> None:
    token = encrypt(plain, to=KEY.public, iss=ISS, aud=AUD)
    assert read(token) == plain
    assert other_jwe.decrypt_compact(token, THEIR_KEY, registry=ELSEWHERE).plaintext == plain


@given(st.binary(min_size=1, max_size=3_000))
def test_what_another_library_encrypts_is_read_here(plain: bytes) -> None:
    header: dict[str, object] = {
        "alg": "ECDH-ES",
        "enc": "A256GCM",
        "kid": KEY.kid,
        "cty": "JWT",
        "iss": ISS,
        "aud": AUD,
    }
    token = other_jwe.encrypt_compact(header, plain, THEIR_KEY, registry=ELSEWHERE)
    assert read(token) == plain


def test_derives_its_key_as_the_standard_says() -> None:
    parts = encrypt(b"plain", to=KEY.public, iss=ISS, aud=AUD).split(".")
    secret = KEY.agree(PublicKey.from_jwk(loads_signed(unb64u(parts[0]))["epk"]))
    content_key = AESGCM(derived(secret, b"A256GCM", 256))
    assert content_key.decrypt(unb64u(parts[2]), unb64u(parts[3]) + unb64u(parts[4]), parts[0].encode()) == b"plain"
