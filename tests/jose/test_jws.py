import random
import tracemalloc

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from joserfc import jws as other_jws
from joserfc.jwk import ECKey

from exchange.jose import (
    MAX_BYTES,
    JsonObject,
    JsonValue,
    PrivateKey,
    VerifiedJws,
    b64u,
    digest_of,
    dumps,
    loads,
    parse_jws,
    sign_jws,
    unb64u,
    verify_jws,
)
from tests.jose.codes import code_of

KEY = PrivateKey.generate()
THEIR_KEY = ECKey.import_key(KEY.pem())  # the same key, as the other library holds it
TYP = "receipt+jwt"
TYPS = (
    *("dc+sd-jwt", "transfer-message+sd-jwt", "presentation+jwt", "attestation+jwt", "receipt+jwt"),
    *("entity-statement+jwt", "trust-mark+jwt", "statuslist+jwt", "jwk-set+jwt", "keys-notice+jwt", "suspensions+jwt"),
)
CLAIMS: JsonObject = {"iss": "https://a.example", "outcome": "delivered", "iat": 1_790_000_000, "note": "Llŷn 𝄞"}
TOKEN = sign_jws(CLAIMS, typ=TYP, signer=KEY)
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def accept(token: str, typ: str = TYP, limit: int = MAX_BYTES) -> VerifiedJws:
    return verify_jws(parse_jws(token, typ=typ, limit=limit), keys={KEY.kid: KEY.public})


def with_payload(payload: bytes) -> str:
    signing_input = f"{TOKEN.split('.')[0]}.{b64u(payload)}"
    return f"{signing_input}.{b64u(KEY.sign(signing_input.encode()))}"


@pytest.mark.parametrize("made_as", TYPS)
@pytest.mark.parametrize("read_as", TYPS)
def test_refuses_a_token_of_one_type_in_the_place_of_another(made_as: str, read_as: str) -> None:
    token = sign_jws(CLAIMS, typ=made_as, signer=KEY)
    if made_as == read_as:
        assert accept(token, read_as).typ == made_as
    else:
        assert code_of(accept, token, read_as) == "typ-wrong"


@pytest.mark.parametrize(
    "typ", ["", "JWT", "jwt", "at+jwt", TYP.upper(), f"application/{TYP}", f"{TYP} ", "receipt+sd-jwt", None, 1, [TYP]]
)
def test_refuses_a_type_that_only_resembles_the_one_expected(typ: JsonValue) -> None:
    header = b64u(dumps({"alg": "ES256", "kid": KEY.kid, "typ": typ}))
    assert code_of(accept, header + TOKEN[TOKEN.index(".") :]) == "typ-wrong"


def test_refuses_a_token_without_a_type() -> None:
    header = b64u(dumps({"alg": "ES256", "kid": KEY.kid}))
    assert code_of(accept, header + TOKEN[TOKEN.index(".") :]) == "typ-wrong"


@pytest.mark.parametrize(
    "form",
    [
        *("", "a", "{0}.{1}", "{0}.{1}.{2}.", ".{0}.{1}.{2}", "{0}.{1}.{2}.{2}", "{0}..{1}.{2}", "{0}.{1}.{2}~"),
        *(" {0}.{1}.{2}", "{0}.{1}.{2}\n", "Bearer {0}.{1}.{2}", "{0}.{1}.{2}\x00", "{0}.{1}=.{2}", "{0}.{1}.{2}=="),
        *("{0}.{1}.{2}é", "{0}․{1}․{2}", "\ufeff{0}.{1}.{2}", "{0}.{1}\n.{2}", "..", "{0}..{2}", ".{1}.{2}"),
        '{{"protected":"{0}","payload":"{1}","signature":"{2}"}}',
        '{{"payload":"{1}","signatures":[{{"protected":"{0}","signature":"{2}"}}]}}',
    ],
)
def test_refuses_every_other_form_of_a_token(form: str) -> None:
    codes = {"jws-malformed", "base64url-malformed", "json-malformed"}
    assert code_of(accept, form.format(*TOKEN.split("."))) in codes


@pytest.mark.parametrize("form", ["{0}.{1}", "{0}.{1}.{2}.", '{{"protected":"{0}"}}', "{0}.{1}.{2}é", ""])
def test_refuses_a_token_of_fewer_or_more_than_three_parts_as_malformed(form: str) -> None:
    assert code_of(accept, form.format(*TOKEN.split("."))) == "jws-malformed"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        *((payload, "json-malformed") for payload in (b"", b"[]", b'"text"', b"1", b"null", b"{", b"\xef\xbb\xbf{}")),
        *((payload, "json-number") for payload in (b'{"a":1.0}', b'{"a":NaN}', b'{"a":-0}', b'{"a":9007199254740992}')),
        (b'{"a":1,"a":1}', "json-duplicate-member"),
        (b'{"a":"\\udead"}', "json-surrogate"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "json-too-deep"),
    ],
)
def test_refuses_a_payload_that_is_not_strict_json_though_it_is_signed(payload: bytes, code: str) -> None:
    assert code_of(accept, with_payload(payload)) == code


@pytest.mark.parametrize(
    ("claim", "code"),
    [(0.5, "json-number"), (2**53, "json-number"), (-(2**60), "json-number"), ("\ud800", "json-malformed")],
)
def test_refuses_to_sign_what_no_reader_would_take(claim: JsonValue, code: str) -> None:
    assert code_of(sign_jws, {"a": [claim]}, typ=TYP, signer=KEY) == code


def test_refuses_to_sign_claims_that_are_too_deep() -> None:
    deep: JsonValue = "the thirty-second level is one too many inside the claims"
    for _ in range(32):
        deep = [deep]
    assert code_of(sign_jws, {"a": deep}, typ=TYP, signer=KEY) == "json-too-deep"


def test_refuses_a_token_above_the_limit_before_anything_is_copied() -> None:
    large = [f"{'A' * 32_000_000}.e30.AA", f"e30.{'A' * 32_000_000}.AA", "." * 32_000_000]
    within = ["." * MAX_BYTES, "A." * (MAX_BYTES // 2)]
    tracemalloc.start()
    try:
        assert [code_of(accept, token) for token in large] == ["too-large"] * 3
        assert [code_of(accept, token) for token in within] == ["jws-malformed"] * 2
        assert tracemalloc.get_traced_memory()[1] < 4 * MAX_BYTES
    finally:
        tracemalloc.stop()
    assert accept(TOKEN, limit=len(TOKEN)).claims == CLAIMS
    assert code_of(accept, TOKEN, limit=len(TOKEN) - 1) == "too-large"


def test_refuses_signatures_of_every_other_length() -> None:
    signing_input, _, signature = TOKEN.rpartition(".")
    raw = unb64u(signature)
    for wrong in (
        b"",
        raw[:-1],
        raw[1:],
        raw + b"\0",
        b"\0" + raw,
        raw[:32] + b"\0" + raw[32:],
        raw * 2,
        bytes(64),
        b"\xff" * 64,
    ):
        assert code_of(accept, f"{signing_input}.{b64u(wrong)}") == "signature-wrong"


def test_every_character_matters() -> None:
    for place, letter in enumerate(TOKEN):
        for other in {BASE64URL[(BASE64URL.find(letter) + step) % 64] for step in (1, 2, 16)} | {"=", "."} - {letter}:
            code_of(accept, TOKEN[:place] + other + TOKEN[place + 1 :])
        code_of(accept, TOKEN[:place] + TOKEN[place + 1 :])


@given(st.integers(0, len(TOKEN)), st.integers(0, 3), st.text(max_size=3))
def test_refuses_a_token_with_any_small_change(place: int, cut: int, put: str) -> None:
    changed = TOKEN[:place] + put + TOKEN[place + cut :]
    assume(changed != TOKEN)
    code_of(accept, changed)


def test_a_second_signature_that_fits_makes_a_second_token_but_no_second_thing() -> None:
    # ECDSA: whoever sees (r, s) can write (r, n - s), which is just as valid. Hence the digest leaves signatures out.
    signing_input, _, signature = TOKEN.rpartition(".")
    raw = unb64u(signature)
    mirrored = raw[:32] + (ORDER - int.from_bytes(raw[32:])).to_bytes(32)
    token = f"{signing_input}.{b64u(mirrored)}"
    assert token != TOKEN
    assert accept(token).digest == accept(TOKEN).digest == digest_of(signing_input)
    assert accept(sign_jws(CLAIMS, typ=TYP, signer=KEY)).digest == accept(TOKEN).digest


def test_the_spare_bits_of_a_part_name_no_second_token() -> None:
    signature = TOKEN.rpartition(".")[2]
    assert len(signature) == 86
    for letter in BASE64URL:
        if letter != signature[-1]:
            code = code_of(accept, TOKEN[:-1] + letter)
            assert code == ("signature-wrong" if letter in "AQgw" else "base64url-malformed")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4), st.sampled_from(TYPS))
def test_what_is_signed_is_what_is_read_here_and_elsewhere(claims: JsonObject, typ: str) -> None:
    token = sign_jws(claims, typ=typ, signer=KEY)
    verified = accept(token, typ)
    assert (verified.claims, verified.typ, verified.kid, verified.token) == (claims, typ, KEY.kid, token)
    assert verified.digest == digest_of(token.rpartition(".")[0])
    read = other_jws.deserialize_compact(token, THEIR_KEY, algorithms=["ES256"])
    assert loads(read.payload) == claims
    assert read.headers() == {"alg": "ES256", "kid": KEY.kid, "typ": typ}


@given(st.dictionaries(st.text(max_size=8), JSON, max_size=4), st.randoms(use_true_random=False))
def test_what_another_library_signs_is_read_here(claims: JsonObject, chance: random.Random) -> None:
    members = [("alg", "ES256"), ("kid", KEY.kid), ("typ", TYP)]
    chance.shuffle(members)
    token = other_jws.serialize_compact(dict(members), dumps(claims), THEIR_KEY, algorithms=["ES256"])
    assert accept(token).claims == claims


def test_nothing_is_believed_before_it_is_verified() -> None:
    unverified = parse_jws(TOKEN, typ=TYP)
    assert unverified.unverified_claims == CLAIMS
    assert not hasattr(unverified, "claims")
    assert code_of(verify_jws, unverified, keys={}) == "kid-unknown"
    assert code_of(verify_jws, unverified, keys={KEY.kid: PrivateKey.generate().public}) == "signature-wrong"
