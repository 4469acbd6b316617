import tracemalloc
from dataclasses import replace
from typing import cast

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import assume, given
from hypothesis import strategies as st

from exchange.errors import CODES
from exchange.jose import (
    MAX_JWE,
    JsonObject,
    JsonValue,
    PrivateKey,
    PublicKey,
    b64u,
    decrypt,
    dumps,
    encrypt,
    loads_signed,
    parse_jwe,
    unb64u,
)
from tests.jose.codes import code_of
from tests.jose.concat_kdf import derived

KEY = PrivateKey.generate()
OTHER = PrivateKey.generate()
ISS, AUD = "https://a.example/council", "https://b.example/council"
PLAIN = b"the compact tokens, one a line"
TOKEN = encrypt(PLAIN, to=KEY.public, iss=ISS, aud=AUD)
HEADER = loads_signed(unb64u(TOKEN.split(".")[0]))
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def read(token: str, key: PrivateKey = KEY) -> bytes:
    return decrypt(parse_jwe(token), key=key)


def sealed(header: JsonObject | bytes, *, to: PublicKey = KEY.public, plain: bytes = PLAIN, middle: str = "") -> str:
    """A token that decrypts, under any header at all (`epk` is filled in where it stands)."""
    ephemeral = PrivateKey.generate()
    if isinstance(header, dict) and header.get("epk") == "fresh":
        header = {**header, "epk": {name: ephemeral.public.jwk[name] for name in ("kty", "crv", "x", "y")}}
    aad = b64u(dumps(header) if isinstance(header, dict) else header)
    box = AESGCM(derived(ephemeral.agree(to), b"A256GCM", 256)).encrypt(bytes(12), plain, aad.encode())
    return f"{aad}.{middle}.{b64u(bytes(12))}.{b64u(box[:-16])}.{b64u(box[-16:])}"


FRESH: JsonObject = {**HEADER, "epk": "fresh"}


def test_the_tokens_made_for_these_tests_would_decrypt() -> None:
    assert read(sealed(FRESH)) == PLAIN


@pytest.mark.parametrize(
    "changed",
    [
        *(
            {"alg": alg}
            for alg in ("ECDH-ES+A256KW", "ECDH-1PU", "RSA-OAEP", "RSA-OAEP-256", "RSA1_5", "dir", "A256KW")
        ),
        *({"alg": alg} for alg in ("PBES2-HS256+A128KW", "none", "ecdh-es", "ECDH-ES ", "", None, 1, ["ECDH-ES"])),
        *(
            {"enc": enc}
            for enc in ("A128GCM", "A192GCM", "A256CBC-HS512", "A128CBC-HS256", "C20P", "a256gcm", "", None)
        ),
        *({"cty": cty} for cty in ("jwt", "", "application/jwt", "dc+sd-jwt", None)),
        *({name: wrong} for name in ("kid", "iss", "aud") for wrong in ("", None, 1, ["x"], True)),
        *({"zip": "DEF"}, {"zip": "none"}, {"zip": ""}, {"apu": "QQ"}, {"apv": "QQ"}, {"apu": ""}, {"typ": "JWE"}),
        *(
            {"crit": ["exp"], "exp": 1},
            {"crit": []},
            {"b64": False},
            {"p2c": 2**31, "p2s": "AAAA"},
            {"iv": "A", "tag": "A"},
        ),
        *({name: "https://attacker.example"} for name in ("jku", "x5u", "x5c", "sub")),
        {"jwk": OTHER.public.jwk},
    ],
)
def test_refuses_every_other_algorithm_and_every_member_it_does_not_know(changed: JsonObject) -> None:
    assert code_of(read, sealed({**FRESH, **changed})) == "jwe-malformed"


@pytest.mark.parametrize("missing", sorted(HEADER))
def test_refuses_an_envelope_that_lacks_a_member(missing: str) -> None:
    assert code_of(read, sealed({name: FRESH[name] for name in FRESH if name != missing})) == "jwe-malformed"


def test_refuses_an_envelope_that_says_something_twice_or_too_much() -> None:
    twice = dumps(HEADER)[:-1] + b',"aud":"https://c.example"}'
    assert code_of(read, sealed(twice)) == "json-duplicate-member"
    assert code_of(read, sealed(b"[]")) == code_of(read, sealed(b"{")) == "json-malformed"
    assert code_of(read, sealed({**FRESH, "iss": "https://a.example/" + "a" * 2_000})) == "jwe-malformed"


X, Y = KEY.public.x, KEY.public.y
POINT: JsonObject = {"kty": "EC", "crv": "P-256", "x": X, "y": Y}
NO_POINTS: tuple[JsonValue, ...] = (
    # From Wycheproof's vectors for JWE: a point of another curve, whose small order would give the key away bit by bit
    {**POINT, "x": "gTli65eTQ7z-Bh147ff8K3m7k2UiDiG2LpYkWAaFJCc", "y": "cLAnjKa4bzjD7DJVPwa9EPrRzMG7rONgsiUD-kf30Fs"},
    {**POINT, "x": Y, "y": X},
    {**POINT, "y": X},
    {**POINT, "x": b64u(bytes(32)), "y": b64u(bytes(32))},
    {**POINT, "x": b64u(bytes(31)), "y": b64u(bytes(33))},
    {**POINT, "crv": "P-384"},
    {**POINT, "kty": "OKP"},
    {**POINT, "d": X},
    {"kty": "OKP", "crv": "X25519", "x": b64u(bytes(32))},
    {},
    [],
    [POINT],
    *(None, "epk", b64u(bytes(65))),
)


@pytest.mark.parametrize("epk", NO_POINTS)
def test_refuses_an_ephemeral_key_that_is_no_point_of_the_curve(epk: JsonValue) -> None:
    assert code_of(parse_jwe, sealed({**HEADER, "epk": epk})) == "key-malformed"


@pytest.mark.parametrize(
    "form",
    [
        *("", ".", "....", "{0}", "{0}..{2}.{3}", "{0}..{2}.{3}.{4}.", ".{0}..{2}.{3}.{4}", "{0}.{2}.{3}.{4}"),
        *("{0}.AA.{2}.{3}.{4}", "{0}.{2}.{2}.{3}.{4}", "{0}..{2}.{3}.{4}\n", " {0}..{2}.{3}.{4}", "{0}..{2}.{3}.{4}é"),
        *("{0}...{3}.{4}", "{0}..{2}.{3}.", "{0}..{3}.{2}.{4}", "{0}..{2}AAAA.{3}.{4}", "{0}..{2}.{3}.{4}AAAA"),
        *("{0}..{2}.{3}={4}", "{0}..{2}.{3}=.{4}", "{0}..{2}.+{3}.{4}", "{0}..{2}.{3}.{4}=="),
        '{{"protected":"{0}","iv":"{2}","ciphertext":"{3}","tag":"{4}"}}',
    ],
)
def test_refuses_every_other_form_of_a_token(form: str) -> None:
    codes = {"jwe-malformed", "base64url-malformed", "json-malformed"}
    assert code_of(read, form.format(*TOKEN.split("."))) in codes


@pytest.mark.parametrize("form", ["", "{0}..{2}.{3}", "{0}.AA.{2}.{3}.{4}", "{0}..{2}.{3}.{4}.", "{0}..{2}.{3}.{4}é"])
def test_refuses_a_token_of_other_parts_as_malformed(form: str) -> None:
    assert code_of(read, form.format(*TOKEN.split("."))) == "jwe-malformed"


@pytest.mark.parametrize(
    ("place", "size"), [(2, 0), (2, 11), (2, 13), (2, 16), (4, 0), (4, 4), (4, 12), (4, 15), (4, 17)]
)
def test_refuses_a_nonce_or_tag_of_another_size(place: int, size: int) -> None:
    parts = TOKEN.split(".")
    parts[place] = b64u((unb64u(parts[place]) * 2)[:size])
    assert code_of(read, ".".join(parts)) == "jwe-malformed"


def test_refuses_a_token_above_the_limit_before_anything_is_copied() -> None:
    large, dots = "A" * (4 * MAX_JWE), "." * MAX_JWE
    tracemalloc.start()
    try:
        assert code_of(parse_jwe, large) == "too-large"
        assert code_of(parse_jwe, dots) == "jwe-malformed"
        assert tracemalloc.get_traced_memory()[1] < 2 * MAX_JWE
    finally:
        tracemalloc.stop()
    assert parse_jwe(TOKEN, limit=len(TOKEN)).kid == KEY.kid
    assert code_of(parse_jwe, TOKEN, limit=len(TOKEN) - 1) == "too-large"


def test_refuses_to_read_what_is_for_someone_else() -> None:
    assert code_of(read, TOKEN, OTHER) == "decryption-key-unknown"
    assert CODES["decryption-key-unknown"].heals
    assert not CODES["decryption-failed"].heals
    claimed = sealed({**FRESH, "kid": OTHER.kid})  # encrypted to one key, naming another
    assert code_of(read, claimed) == "decryption-key-unknown"
    assert code_of(read, claimed, OTHER) == "decryption-failed"


def test_refuses_parts_of_two_tokens_put_together() -> None:
    again = encrypt(PLAIN, to=KEY.public, iss=ISS, aud=AUD).split(".")
    parts = TOKEN.split(".")
    for place in (0, 2, 3, 4):
        mixed = [*parts[:place], again[place], *parts[place + 1 :]]
        assert code_of(read, ".".join(mixed)) == "decryption-failed"


@pytest.mark.parametrize("member", ["iss", "aud", "kid"])
def test_refuses_an_envelope_that_was_addressed_anew(member: str) -> None:
    header = b64u(dumps({**HEADER, member: OTHER.kid}))
    changed = header + TOKEN[TOKEN.index(".") :]
    assert code_of(read, changed, OTHER if member == "kid" else KEY) == "decryption-failed"


def test_says_the_same_whatever_was_changed_inside() -> None:
    unverified = parse_jwe(TOKEN)
    for changed in (
        replace(unverified, iv=bytes(12)),
        replace(unverified, aad=b"A" + unverified.aad),
        replace(unverified, epk=OTHER.public),
        replace(unverified, ciphertext=unverified.ciphertext[:-1] + b"\0"),
        replace(unverified, ciphertext=b"\0" + unverified.ciphertext[1:]),
        replace(unverified, ciphertext=unverified.ciphertext[:16]),
        replace(unverified, ciphertext=b""),
    ):
        assert code_of(decrypt, changed, key=KEY) == "decryption-failed"


def test_every_character_matters() -> None:
    for place, letter in enumerate(TOKEN):
        for other in {BASE64URL[(BASE64URL.find(letter) + step) % 64] for step in (1, 16)} | {"=", "."} - {letter}:
            code_of(read, TOKEN[:place] + other + TOKEN[place + 1 :])
        code_of(read, TOKEN[:place] + TOKEN[place + 1 :])


@given(st.integers(0, len(TOKEN)), st.integers(0, 3), st.text(max_size=3))
def test_refuses_a_token_with_any_small_change(place: int, cut: int, put: str) -> None:
    changed = TOKEN[:place] + put + TOKEN[place + cut :]
    assume(changed != TOKEN)
    code_of(read, changed)


def test_every_envelope_has_a_fresh_key_and_nonce_and_exactly_the_agreed_members() -> None:
    tokens = [encrypt(PLAIN, to=KEY.public, iss=ISS, aud=AUD) for _ in range(20)]
    assert len({parse_jwe(token).epk.kid for token in tokens} | {KEY.kid}) == 21
    assert len({parse_jwe(token).iv for token in tokens}) == 20
    assert {name: HEADER[name] for name in HEADER if name != "epk"} == {
        "alg": "ECDH-ES", "enc": "A256GCM", "kid": KEY.kid, "cty": "JWT", "iss": ISS, "aud": AUD,
    }  # fmt: skip
    assert cast(JsonObject, HEADER["epk"]).keys() == {"kty", "crv", "x", "y"}
    assert (parse_jwe(TOKEN).iss, parse_jwe(TOKEN).aud) == (ISS, AUD)


def test_a_key_that_never_leaves_its_module_can_decrypt_too() -> None:
    class Module:
        kid = KEY.kid

        def agree(self, public: PublicKey) -> bytes:
            return KEY.agree(public)

    assert decrypt(parse_jwe(TOKEN), key=Module()) == PLAIN


def test_a_large_message_goes_round() -> None:
    plain = bytes(range(256)) * 16_000
    assert read(encrypt(plain, to=KEY.public, iss=ISS, aud=AUD)) == plain
