"""SD-JWT: each rejection of RFC 9901 §7.1, the published tokens, and that nothing is lost or added on the way."""

import json
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypedDict, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import (
    JsonObject,
    JsonValue,
    PrivateKey,
    PublicKey,
    b64u,
    digest_of,
    dumps,
    loads_any_signed,
    parse_jws,
    sign_jws,
    unb64u,
    verify_jws,
)
from exchange.jose.sdjwt import (
    Concealer,
    ProcessedSdJwt,
    Salts,
    parse_sdjwt,
    sign_sdjwt,
    unfold_unverified,
    verify_sdjwt,
    with_disclosures,
)

TYP = "example+sd-jwt"
KEY = PrivateKey.generate()
KEYS = {KEY.kid: KEY.public}
SALT = "AAAAAAAAAAAAAAAAAAAAAA"
OTHER = digest_of("a digest that nobody discloses")


def disclosure(*parts: JsonValue) -> str:
    return b64u(dumps(list(parts)))


def token_of(claims: JsonObject, *disclosures: str) -> str:
    return "~".join((sign_jws(claims, typ=TYP, signer=KEY), *disclosures, ""))


def parse_and_verify(token: str, typ: str) -> ProcessedSdJwt:
    return verify_sdjwt(parse_sdjwt(token, typ=typ), keys=KEYS, visible=frozenset())


def verified(token: str, visible: frozenset[str] = frozenset()) -> ProcessedSdJwt:
    return verify_sdjwt(parse_sdjwt(token, typ=TYP), keys=KEYS, visible=visible)


def refusal_of(action: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value


def code_of(token: str, visible: frozenset[str] = frozenset()) -> str:
    return refusal_of(lambda: verified(token, visible)).code


def outcome_of(action: Callable[[], object]) -> object:
    try:
        return action()
    except Refusal as refusal:
        return refusal


def numbered() -> Salts:
    numbers = count()
    return lambda: b64u(next(numbers).to_bytes(16))


NAME = disclosure(SALT, "name", "Mair")
ITEM = disclosure(SALT, "an item")


class TestStep1Form:
    def test_refuses_a_token_without_a_tilde(self) -> None:
        assert code_of(token_of({}).rstrip("~")) == "sd-jwt-malformed"

    def test_refuses_a_key_binding_token_at_the_end(self) -> None:
        binding = sign_jws({"nonce": "1"}, typ="kb+jwt", signer=KEY)
        assert code_of(token_of({"_sd": [digest_of(NAME)]}, NAME) + binding) == "sd-jwt-malformed"

    def test_refuses_a_disclosure_that_is_not_followed_by_a_tilde(self) -> None:
        assert code_of(token_of({"_sd": [digest_of(NAME)]}, NAME).rstrip("~")) == "sd-jwt-malformed"

    def test_refuses_an_empty_disclosure(self) -> None:
        assert code_of(token_of({}, "")) == "json-malformed"

    def test_refuses_text_that_is_not_ascii(self) -> None:
        assert code_of(token_of({}, "ŵ")) == "sd-jwt-malformed"

    def test_cannot_be_thinned_out_when_it_has_no_tilde_at_the_end(self) -> None:
        assert refusal_of(lambda: with_disclosures("a.b.c~d", keep=())).code == "sd-jwt-malformed"


class TestStep2Signature:
    def test_refuses_claims_that_were_changed(self) -> None:
        header, _, signature = token_of({"a": 1}).split(".")
        assert code_of(f"{header}.{b64u(dumps({'a': 2}))}.{signature}") == "signature-wrong"

    def test_refuses_a_key_that_is_not_the_issuers(self) -> None:
        stranger = PrivateKey.generate()
        assert code_of(sign_jws({}, typ=TYP, signer=stranger) + "~") == "kid-unknown"

    def test_refuses_another_type(self) -> None:
        assert code_of(sign_jws({}, typ="receipt+jwt", signer=KEY) + "~") == "typ-wrong"

    def test_refuses_a_token_that_is_not_signed(self) -> None:
        _, payload, _ = token_of({}).split(".")
        assert code_of(f"{b64u(dumps({'alg': 'none', 'kid': KEY.kid, 'typ': TYP}))}.{payload}.~") == "alg-wrong"

    @pytest.mark.parametrize("algorithm", ["sha-512", "SHA-256", "", None, 256, ["sha-256"]])
    def test_refuses_another_digest_algorithm(self, algorithm: JsonValue) -> None:
        assert code_of(token_of({"_sd_alg": algorithm})) == "sd-alg-unknown"

    def test_checks_the_signature_before_it_looks_at_a_disclosure(self) -> None:
        header, payload, _ = token_of({}).split(".")
        assert code_of(f"{header}.{payload}.{b64u(bytes(64))}~not*base64~") == "signature-wrong"


class TestStep3Disclosures:
    @pytest.mark.parametrize(
        "parts",
        [
            (SALT, "an item"),
            (SALT, "name", "value", "more"),
            (SALT,),
            (),
            (1, "name", "value"),
            (SALT, 1, "value"),
            (SALT, None, "value"),
        ],
    )
    def test_refuses_a_member_that_is_not_salt_name_value(self, parts: tuple[JsonValue, ...]) -> None:
        wrong = disclosure(*parts)
        assert code_of(token_of({"_sd": [digest_of(wrong)]}, wrong)) == "disclosure-malformed"

    @pytest.mark.parametrize("parts", [(SALT, "name", "value"), (SALT,), (None, "value")])
    def test_refuses_an_item_that_is_not_salt_value(self, parts: tuple[JsonValue, ...]) -> None:
        wrong = disclosure(*parts)
        assert code_of(token_of({"a": [{"...": digest_of(wrong)}]}, wrong)) == "disclosure-malformed"

    @pytest.mark.parametrize("value", [{"0": SALT}, "text", None, 7])
    def test_refuses_a_disclosure_that_is_not_an_array(self, value: JsonValue) -> None:
        wrong = b64u(dumps(value))
        assert code_of(token_of({"_sd": [digest_of(wrong)]}, wrong)) == "disclosure-malformed"

    @pytest.mark.parametrize("name", ["_sd", "...", "_sd_alg"])
    def test_refuses_a_reserved_name(self, name: str) -> None:
        wrong = disclosure(SALT, name, "value")
        assert code_of(token_of({"_sd": [digest_of(wrong)]}, wrong)) == "disclosure-name"

    def test_refuses_a_name_that_the_object_already_has(self) -> None:
        assert code_of(token_of({"a": {"name": "Nia", "_sd": [digest_of(NAME)]}}, NAME)) == "disclosure-name"

    def test_refuses_a_name_that_another_disclosure_brought(self) -> None:
        twin = disclosure(SALT, "name", "Nia")
        assert code_of(token_of({"_sd": [digest_of(NAME), digest_of(twin)]}, NAME, twin)) == "disclosure-name"

    def test_refuses_to_conceal_a_name_that_the_object_already_has(self) -> None:
        assert refusal_of(lambda: Concealer(numbered()).member({"a": 1}, "a", 2)).code == "disclosure-name"


class TestStep4Digests:
    @pytest.mark.parametrize(
        "claims",
        [
            {"_sd": [OTHER, OTHER]},
            {"_sd": [OTHER], "a": {"_sd": [OTHER]}},
            {"_sd": [OTHER], "a": [{"...": OTHER}]},
            {"a": [{"...": OTHER}, {"...": OTHER}]},
        ],
    )
    def test_refuses_a_digest_that_comes_twice_without_a_disclosure(self, claims: JsonObject) -> None:
        assert code_of(token_of(claims)) == "digest-twice"

    def test_refuses_a_digest_that_comes_twice_with_its_disclosure(self) -> None:
        digest = digest_of(ITEM)
        assert code_of(token_of({"a": [{"...": digest}, {"...": digest}]}, ITEM)) == "digest-twice"

    def test_refuses_a_digest_that_comes_again_within_a_disclosure(self) -> None:
        outer = disclosure(SALT, "outer", {"_sd": [OTHER]})
        assert code_of(token_of({"_sd": [OTHER, digest_of(outer)]}, outer)) == "digest-twice"

    @pytest.mark.parametrize(
        "claims",
        [
            {"_sd": OTHER},
            {"_sd": {OTHER: 1}},
            {"_sd": None},
            {"_sd": [1]},
            {"_sd": ["not a digest"]},
            {"_sd": [OTHER + "A"]},
            {"_sd": [OTHER[:-1] + "B"]},
            {"a": [{"...": None}]},
            {"a": [{"...": OTHER, "more": 1}]},
            {"a": [{"...": OTHER, "_sd": [OTHER]}]},
            {"a": {"...": OTHER}},
            {"...": OTHER},
            {"a": {"_sd_alg": "sha-256"}},
        ],
    )
    def test_refuses_a_digest_where_none_belongs(self, claims: JsonObject) -> None:
        assert code_of(token_of(claims)) == "digest-misplaced"

    def test_refuses_a_misplaced_digest_within_a_disclosure(self) -> None:
        outer = disclosure(SALT, {"...": OTHER})
        assert code_of(token_of({"a": [{"...": digest_of(outer)}]}, outer)) == "digest-misplaced"


class TestStep5Unused:
    def test_refuses_a_disclosure_no_digest_mentions(self) -> None:
        assert code_of(token_of({"_sd": [OTHER]}, NAME)) == "disclosure-unused"

    def test_refuses_a_disclosure_that_comes_twice(self) -> None:
        assert code_of(token_of({"_sd": [digest_of(NAME)]}, NAME, NAME)) == "disclosure-unused"

    def test_refuses_a_part_whose_whole_is_withheld(self) -> None:
        outer = disclosure(SALT, "outer", {"_sd": [digest_of(NAME)]})
        token = token_of({"_sd": [digest_of(outer)]}, outer, NAME)
        assert verified(token).claims == {"outer": {"name": "Mair"}}
        assert code_of(with_disclosures(token, keep={digest_of(NAME)})) == "disclosure-unused"


class TestStep6VisibleClaims:
    @pytest.mark.parametrize("name", ["iss", "aud", "exp", "nbf", "cnf"])
    def test_refuses_a_concealed_claim_that_says_for_whom_or_when(self, name: str) -> None:
        hidden = disclosure(SALT, name, 1)
        assert code_of(token_of({"_sd": [digest_of(hidden)]}, hidden)) == "claim-concealed"

    def test_refuses_a_concealed_claim_that_the_reader_wants_visible(self) -> None:
        hidden = disclosure(SALT, "vct", "urn:x")
        assert code_of(token_of({"_sd": [digest_of(hidden)]}, hidden), frozenset({"vct"})) == "claim-concealed"

    def test_refuses_a_digest_behind_which_a_visible_claim_may_hide(self) -> None:
        assert code_of(token_of({"_sd": [OTHER]}), frozenset({"supersedes"})) == "claim-concealed"
        assert verified(token_of({"supersedes": "x", "_sd": [OTHER]}), frozenset({"supersedes"})).concealed

    def test_the_same_name_further_down_may_be_concealed(self) -> None:
        hidden = disclosure(SALT, "iss", "inner")
        claims: JsonObject = {"iss": "outer", "a": {"_sd": [digest_of(hidden)]}}
        assert verified(token_of(claims, hidden), frozenset({"iss"})).claims == {"iss": "outer", "a": {"iss": "inner"}}


class TestText:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            (b'["s","n",{"a":1,"a":2}]', "json-duplicate-member"),
            (b'["s","n",1.5]', "json-number"),
            (b'["s","n",1E2]', "json-number"),
            (b'["s","n",NaN]', "json-number"),
            (b'["s","n",9007199254740992]', "json-number"),
            (b'["s","n",' + b"9" * 5000 + b"]", "json-number"),
            (b'["s","n","\\ud800"]', "json-surrogate"),
            (b'["s","n","\xff"]', "json-malformed"),
            (b'\xef\xbb\xbf["s","n",1]', "json-malformed"),
            (b'["s","n",1]]', "json-malformed"),
            (b'["s","n",1],["t","m",2]', "json-malformed"),
            (b'["s","n",' + b"[" * 32 + b"]" * 32 + b"]", "json-too-deep"),
        ],
    )
    def test_refuses_json_with_two_readings(self, text: bytes, code: str) -> None:
        wrong = b64u(text)
        assert code_of(token_of({"_sd": [digest_of(wrong)]}, wrong)) == code

    @pytest.mark.parametrize(
        "wrong", ["WyJzIiwibiIsMV0=", "WyJzIiwibiIsMV1", "WyJzIiwibiIs MV0", "WyJzIiwibiIsMV0*", "W"]
    )
    def test_refuses_base64url_that_is_not_canonical(self, wrong: str) -> None:
        assert unb64u("WyJzIiwibiIsMV0") == b'["s","n",1]'
        assert code_of(token_of({"_sd": [digest_of(wrong)]}, wrong)) == "base64url-malformed"

    def test_takes_spaces_and_escapes_as_they_come(self) -> None:
        spaced = b64u(b' [ "s" , "n\\u00e2m" , { "a" : [ 1 , "\\ud83d\\ude00" ] } ] ')
        assert verified(token_of({"_sd": [digest_of(spaced)]}, spaced)).claims == {"nâm": {"a": [1, "😀"]}}

    @pytest.mark.parametrize("name", [b'"_sd"', b'"\\u005fsd"', b'"_\\u0073\\u0064"'])
    def test_finds_nested_digests_however_they_are_spelled(self, name: bytes) -> None:
        outer = b64u(b'["s","outer",{' + name + b':["' + digest_of(NAME).encode() + b'"]}]')
        assert verified(token_of({"_sd": [digest_of(outer)]}, outer, NAME)).claims == {"outer": {"name": "Mair"}}
        assert [each.at for each in verified(token_of({"_sd": [digest_of(outer)]}, outer)).concealed] == ["/outer"]

    @given(st.one_of(st.binary(max_size=30), st.text(max_size=30).map(str.encode)), st.booleans())
    def test_reads_a_disclosure_just_as_the_strict_reader_does(self, inner: bytes, quoted: bool) -> None:
        text = b'["s","n",' + (dumps(inner.decode(errors="replace")) if quoted else inner) + b"]"
        self.check_same_reading(text)

    @given(st.data())
    def test_reads_damaged_json_just_as_the_strict_reader_does(self, data: st.DataObject) -> None:
        text = bytearray(dumps(["s", "n", data.draw(JSON)]))
        for _ in range(data.draw(st.integers(0, 3))):
            text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.sampled_from(b' "\\,:[]{}019.-eEu_sd\xc3'))
        self.check_same_reading(bytes(text))

    def check_same_reading(self, text: bytes) -> None:
        sent = b64u(text)
        read, unfolded = outcome_of(lambda: loads_any_signed(text)), self.outcome_of_disclosing(sent)
        if isinstance(read, Refusal):
            assert isinstance(unfolded, Refusal)
            assert unfolded.code == read.code
        elif isinstance(unfolded, Refusal):
            assert unfolded.code in {"disclosure-malformed", "disclosure-name", "digest-misplaced"}
        else:
            assert isinstance(read, list)
            assert unfolded == {"a": {read[1]: read[2]}}

    def outcome_of_disclosing(self, sent: str) -> object:
        token = token_of({"a": {"_sd": [digest_of(sent)]}}, sent)
        return outcome_of(lambda: verified(token).claims)


class TestSize:
    def test_refuses_more_than_two_thousand_disclosures_before_it_looks_at_one(self) -> None:
        assert code_of("not.a.token" + "~" * 2_002) == "too-large"

    def test_refuses_a_disclosure_of_more_than_256_kib_before_decoding_it(self) -> None:
        assert code_of(f"not.a.token~{'*' * 262_145}~") == "too-large"

    def test_refuses_a_token_of_more_than_one_mib(self) -> None:
        assert code_of("x" * 1_048_577) == "too-large"

    def test_refuses_a_token_beyond_the_callers_limit(self) -> None:
        assert refusal_of(lambda: parse_sdjwt("x" * 101, typ=TYP, limit=100)).code == "too-large"

    def test_refuses_disclosures_that_nest_too_deep(self) -> None:
        chain = [disclosure(SALT, "leaf", 1)]
        for _ in range(40):
            chain.append(disclosure(SALT, "a", {"_sd": [digest_of(chain[-1])]}))
        assert code_of(token_of({"_sd": [digest_of(chain[-1])]}, *chain)) == "json-too-deep"

    def test_takes_two_thousand_disclosures(self) -> None:
        items = [disclosure(b64u(number.to_bytes(16)), number) for number in range(2_000)]
        claims: JsonObject = {"a": [{"...": digest_of(each)} for each in items]}
        assert verified(token_of(claims, *items)).claims == {"a": list(range(2_000))}


class TestPlaces:
    def test_says_where_things_are_concealed(self) -> None:
        claims: JsonObject = {"a/b": {"_sd": [OTHER]}, "c": ["x", {"...": digest_of(ITEM)}], "d": {"~": 1}}
        processed = verified(token_of(claims))
        assert [(each.digest, each.at, each.kind) for each in processed.concealed] == [
            (OTHER, "/a~1b", "member"),
            (digest_of(ITEM), "/c/1", "item"),
        ]
        assert processed.claims == {"a/b": {}, "c": ["x"], "d": {"~": 1}}

    def test_says_where_each_disclosure_went(self) -> None:
        claims: JsonObject = {"a": {"_sd": [digest_of(NAME)]}, "c": ["x", {"...": digest_of(ITEM)}]}
        assert verified(token_of(claims, ITEM, NAME)).disclosed == {
            digest_of(NAME): ("a", "name"),
            digest_of(ITEM): ("c", 1),
        }

    def test_the_digest_and_the_signature_do_not_depend_on_what_is_disclosed(self) -> None:
        token = token_of({"_sd": [digest_of(NAME)]}, NAME)
        bare = with_disclosures(token, keep=())
        assert parse_sdjwt(bare, typ=TYP).digest == parse_sdjwt(token, typ=TYP).digest == verified(bare).digest
        assert verified(bare).kid == KEY.kid

    def test_digests_are_sorted_so_that_the_order_of_members_does_not_show(self) -> None:
        concealer, claims = Concealer(numbered()), dict[str, JsonValue]()
        for name in "abcdefgh":
            concealer.member(claims, name, 1)
        digests = cast(list[str], claims["_sd"])
        assert digests == sorted(digests)
        assert len(digests) == len(concealer.disclosures) == 8

    def test_what_was_verified_before_can_be_unfolded_without_keys(self) -> None:
        token = token_of({"_sd": [digest_of(NAME)]}, NAME)
        assert unfold_unverified(parse_sdjwt(token, typ=TYP)).claims == verified(token).claims


NAMES = st.text(max_size=4).filter(lambda name: name not in {"_sd", "...", "_sd_alg"})
SCALARS: st.SearchStrategy[JsonValue] = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), st.text(max_size=12)
)
JSON: st.SearchStrategy[JsonValue] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)


class Veil:
    """Conceals parts of a value as chance has it, and remembers which disclosure contains which."""

    def __init__(self, data: st.DataObject) -> None:
        self.concealer = Concealer(numbered())
        self.children: dict[str, list[str]] = {}
        self._chance = data

    def over(self, value: JsonValue) -> tuple[JsonValue, list[str]]:
        """The value with digests in it, and the digests that stand directly in it."""
        if isinstance(value, dict):
            return self._over_object(value)
        return self._over_array(value) if isinstance(value, list) else (value, [])

    def _over_object(self, value: JsonObject) -> tuple[JsonValue, list[str]]:
        written: JsonObject = {}
        parts = {name: self.over(inner) for name, inner in value.items()}
        hidden = {name for name in value if self._chance.draw(st.booleans())}
        directly = [digest for name in value if name not in hidden for digest in parts[name][1]]
        written.update({name: parts[name][0] for name in value if name not in hidden})
        for name in hidden:
            self.concealer.member(written, name, parts[name][0])
            directly.append(self._note(parts[name][1]))
        return written, directly

    def _over_array(self, items: list[JsonValue]) -> tuple[JsonValue, list[str]]:
        written: list[JsonValue] = []
        directly: list[str] = []
        for item in items:
            inner, digests = self.over(item)
            if self._chance.draw(st.booleans()):
                written.append(self.concealer.item(inner))
                directly.append(self._note(digests))
            else:
                written.append(inner)
                directly.extend(digests)
        return written, directly

    def _note(self, within: list[str]) -> str:
        digest = digest_of(self.concealer.disclosures[-1])
        self.children[digest] = within
        return digest


@given(st.dictionaries(NAMES, JSON, max_size=4), st.data())
def test_whatever_is_concealed_comes_back_as_it_was(content: JsonObject, data: st.DataObject) -> None:
    veil = Veil(data)
    claims, _ = veil.over(dict(content))
    body: JsonObject = {"content": claims}
    token = sign_sdjwt(body, disclosures=veil.concealer.disclosures, typ=TYP, signer=KEY)
    processed = verified(token)
    assert processed.claims == {"content": content}
    assert processed.disclosed.keys() == veil.children.keys()
    assert processed.concealed == ()


@settings(max_examples=60)
@given(st.dictionaries(NAMES, JSON, min_size=1, max_size=4), st.data())
def test_whatever_is_left_out_is_counted_exactly(content: JsonObject, data: st.DataObject) -> None:
    veil = Veil(data)
    claims, directly = veil.over(dict(content))
    token = sign_sdjwt({"content": claims}, disclosures=veil.concealer.disclosures, typ=TYP, signer=KEY)
    kept, missing, reachable = set[str](), set[str](), list(directly)
    while reachable:
        digest = reachable.pop()
        if data.draw(st.booleans()):
            kept.add(digest)
            reachable.extend(veil.children[digest])
        else:
            missing.add(digest)
    processed = verified(with_disclosures(token, keep=kept))
    assert processed.disclosed.keys() == kept
    assert sorted(each.digest for each in processed.concealed) == sorted(missing)


class Vector(TypedDict):
    kind: str
    typ: str
    token: str
    payload: JsonObject


class Published(TypedDict):
    issuer_jwk: JsonObject
    vectors: list[Vector]


def published(vectors: Path, name: str) -> Published:
    return cast(Published, json.loads((vectors / name).read_text("utf-8")))


FILES = ["sd-jwt/examples.json", "sd-jwt/rfc-published.json", "sd-jwt-vc/examples.json"]


@pytest.mark.parametrize("name", FILES)
def test_published_tokens_give_the_published_payload(vectors: Path, name: str) -> None:
    """Their headers name no key, or a nickname: once the signature is checked, the payload is signed again."""
    examples = published(vectors, name)
    issuer = PublicKey.from_jwk(examples["issuer_jwk"])
    accepted = [each for each in examples["vectors"] if each["kind"] == "sd-jwt"]
    for each in accepted:
        jws, *disclosures, _ = each["token"].split("~")
        signing_input, _, signature = jws.rpartition(".")
        issuer.verify(unb64u(signature), signing_input.encode())
        claims = cast(JsonObject, loads_any_signed(unb64u(jws.split(".")[1])))
        again = "~".join((sign_jws(claims, typ=each["typ"], signer=KEY), *disclosures, ""))
        processed = verify_sdjwt(
            parse_sdjwt(again, typ=each["typ"]), keys=KEYS, visible=frozenset({"iss"} & set(claims))
        )
        assert processed.claims == each["payload"]
        assert len(processed.disclosed) == len(disclosures)
    assert accepted


@pytest.mark.parametrize("name", FILES)
def test_refuses_published_tokens_as_they_stand(vectors: Path, name: str) -> None:
    """Key binding is not used here, and a header without our `kid` names no key."""
    for each in published(vectors, name)["vectors"]:
        expected = {"sd-jwt": {"jws-header", "kid-unknown"}, "sd-jwt+kb": {"sd-jwt-malformed"}}
        if each["kind"] in expected:
            refusal = outcome_of(partial(parse_and_verify, each["token"], each["typ"]))
            assert isinstance(refusal, Refusal)
            assert refusal.code in expected[each["kind"]]


def test_refuses_published_tokens_in_the_json_form(vectors: Path) -> None:
    examples = json.loads((vectors / "sd-jwt/json-serialization.json").read_text("utf-8"))["vectors"]
    refusals = [outcome_of(partial(parse_sdjwt, json.dumps(each["json"]), typ=TYP)) for each in examples]
    assert [each.code for each in refusals if isinstance(each, Refusal)] == ["sd-jwt-malformed"] * 3


def test_the_published_signed_part_alone_is_no_sd_jwt(vectors: Path) -> None:
    [alone] = [each for each in published(vectors, FILES[0])["vectors"] if each["kind"] == "jws"]
    assert refusal_of(lambda: parse_sdjwt(alone["token"], typ=alone["typ"])).code == "sd-jwt-malformed"


def test_another_reader_of_signed_tokens_agrees_on_the_signed_part() -> None:
    token = token_of({"_sd": [digest_of(NAME)]}, NAME)
    jws = verify_jws(parse_jws(token.split("~")[0], typ=TYP), keys=KEYS)
    assert jws.claims == {"_sd": [digest_of(NAME)]}


class TestWriting:
    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (1.5, "json-number"),
            ([0, -2.5], "json-number"),
            ({"a": {"b": 1e300}}, "json-number"),
            ([1, float("nan")], "json-number"),
            (float("-inf"), "json-number"),
            (2**53, "json-number"),
            (-(2**53), "json-number"),
            ("\ud800", "json-surrogate"),
        ],
    )
    def test_refuses_to_write_what_no_reader_would_take(self, value: JsonValue, code: str) -> None:
        for conceal in (
            lambda: Concealer(numbered()).item(value),
            lambda: Concealer(numbered()).member({}, "a", value),
        ):
            assert refusal_of(conceal).code == code

    @pytest.mark.parametrize(
        "value", [{"_sd": []}, {"_sd": [OTHER]}, [{"...": OTHER}], {"a": {"_sd_alg": "sha-256"}}, [[{"_sd": "x"}]]]
    )
    def test_refuses_to_conceal_a_value_that_would_be_read_as_digests(self, value: JsonValue) -> None:
        assert refusal_of(lambda: Concealer(numbered()).item(value)).code in {"disclosure-name", "digest-misplaced"}

    @given(JSON)
    def test_writes_whatever_can_be_read(self, value: JsonValue) -> None:
        concealer = Concealer(numbered())
        item = concealer.item(value)
        token = sign_sdjwt({"a": [item]}, disclosures=concealer.disclosures, typ=TYP, signer=KEY)
        assert verified(token).claims == {"a": [value]}
