"""What a token's header may not do: choose the algorithm, bring its own key, or send the reader somewhere."""

import hmac
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from exchange.jose import JsonObject, JsonValue, PrivateKey, VerifiedJws, b64u, dumps, parse_jws, unb64u, verify_jws
from tests.jose.codes import code_of

KEY = PrivateKey.generate()
STRANGER = PrivateKey.generate()
TYP = "receipt+jwt"
HEADER: JsonObject = {"alg": "ES256", "kid": KEY.kid, "typ": TYP}
PAYLOAD = b'{"iss":"https://a.example"}'


def accept(token: str) -> VerifiedJws:
    return verify_jws(parse_jws(token, typ=TYP), keys={KEY.kid: KEY.public})


def signed(header: JsonObject | bytes, *, key: PrivateKey = KEY) -> str:
    """A token with any header at all, and a signature of this key that fits it."""
    raw = header if isinstance(header, bytes) else dumps(header)
    signing_input = f"{b64u(raw)}.{b64u(PAYLOAD)}"
    return f"{signing_input}.{b64u(key.sign(signing_input.encode()))}"


@pytest.mark.parametrize(
    "alg",
    [
        *("none", "None", "NONE", "nOnE", "none ", " none", "none\x00", "", "null", "no", "plain"),
        *("HS256", "HS384", "HS512", "hs256", "RS256", "RS384", "RS512", "RS1", "PS256", "PS384", "PS512"),
        *("ES384", "ES512", "ES256K", "EdDSA", "Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"),
        *("es256", "Es256", "eS256", "ES256 ", " ES256", "ES256\n", "ES256\x00", "ES-256", "ES256,none"),
        *("ＥＳ256", "ΕS256", "ES２56", "ES256\u200b"),  # look-alikes
        *("ECDSA", "SHA256withECDSA", "ecdsa-p256-sha256", "dir", "A256KW", "ECDH-ES", "RSA-OAEP"),
        *(None, True, False, 0, -7, 256, [], ["ES256"], {}, {"alg": "ES256"}),
    ],
)
def test_refuses_every_algorithm_but_one(alg: JsonValue) -> None:
    token = signed({**HEADER, "alg": alg})
    unsigned = token[: token.rindex(".") + 1]
    assert code_of(accept, token) == code_of(accept, unsigned) == "alg-wrong"


def test_refuses_a_header_that_names_no_algorithm_or_two() -> None:
    assert code_of(accept, signed({"kid": KEY.kid, "typ": TYP})) == "alg-wrong"
    assert code_of(accept, signed({"Alg": "ES256", "ALG": "ES256", "kid": KEY.kid, "typ": TYP})) == "alg-wrong"
    twice = f'{{"alg":"none","alg":"ES256","kid":"{KEY.kid}","typ":"{TYP}"}}'
    assert code_of(accept, signed(twice.encode())) == "json-duplicate-member"


def public_forms() -> Iterator[bytes]:
    """The public key in every form in which a program may have it at hand."""
    public = KEY.public._key
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    yield from (pem, pem.strip(), pem.replace(b"\n", b"\r\n"), b"".join(pem.splitlines()[1:-1]), der, b64encode(der))
    for point in (PublicFormat.UncompressedPoint, PublicFormat.CompressedPoint):
        yield public.public_bytes(Encoding.X962, point)
    yield from (dumps(KEY.public.jwk), dumps({"keys": [KEY.public.jwk]}), KEY.public.x.encode(), unb64u(KEY.public.x))
    yield from (KEY.kid.encode(), unb64u(KEY.kid), b"")


@pytest.mark.parametrize("size", [256, 384, 512])
def test_refuses_the_public_key_used_as_a_shared_secret(size: int) -> None:
    for secret in public_forms():
        for alg, code in ((f"HS{size}", "alg-wrong"), ("ES256", "signature-wrong")):
            signing_input = f"{b64u(dumps({**HEADER, 'alg': alg}))}.{b64u(PAYLOAD)}"
            mac = hmac.digest(secret, signing_input.encode(), f"sha{size}")
            assert code_of(accept, f"{signing_input}.{b64u(mac)}") == code


@pytest.mark.parametrize(
    "extra",
    [
        *({"jwk": key.public.jwk} for key in (KEY, STRANGER)),
        *({name: "https://attacker.example/"} for name in ("jku", "x5u", "url", "iss", "kid2", "Kid", "Alg", "")),
        *({name: "AAAA"} for name in ("x5t", "x5t#S256", "zip", "cty", "enc", "apu", "nonce", "__proto__", "vctm")),
        *({"x5c": ["MIIB"]}, {"trust_chain": []}, {"epk": STRANGER.public.jwk}, {"iat": 1}),
        *({"crit": crit} for crit in ([], ["b64"], ["alg"], ["kid", "kid"], ["bork"], "alg", None, 1)),
        *({"crit": ["exp"], "exp": 1}, {"crit": ["bork"], "bork": True}, {"crit": ["b64"], "b64": False}),
        *({"b64": False}, {"b64": True}, {"b64": None}),
    ],
)
def test_refuses_every_member_it_does_not_know(extra: JsonObject) -> None:
    assert code_of(accept, signed({**HEADER, **extra})) == "jws-header"
    assert code_of(accept, signed({**extra, **HEADER})) == "jws-header"


def test_refuses_a_payload_that_was_signed_without_encoding_it() -> None:
    # RFC 7797: with "b64": false the payload stands in the token, or beside it, as it is.
    header = b64u(dumps({**HEADER, "b64": False, "crit": ["b64"]}))
    signature = b64u(KEY.sign(header.encode() + b"." + PAYLOAD))
    assert code_of(accept, f"{header}..{signature}") == "jws-header"
    assert code_of(accept, f"{header}.{b64u(PAYLOAD)}.{signature}") == "jws-header"


def test_refuses_a_stranger_who_brings_a_key_of_their_own() -> None:
    theirs: JsonObject = {**HEADER, "kid": STRANGER.kid}
    assert code_of(accept, signed({**theirs, "jwk": STRANGER.public.jwk}, key=STRANGER)) == "jws-header"
    assert code_of(accept, signed(theirs, key=STRANGER)) == "kid-unknown"
    assert code_of(accept, signed(HEADER, key=STRANGER)) == "signature-wrong"
    assert code_of(accept, signed(theirs)) == "kid-unknown"


@pytest.mark.parametrize("kid", [None, "", 1, True, [], [KEY.kid], {}, {"kid": "x"}])
def test_refuses_a_key_name_that_is_no_text(kid: JsonValue) -> None:
    assert code_of(accept, signed({**HEADER, "kid": kid})) == "jws-header"


def test_refuses_a_header_without_a_key_name_or_too_large_to_be_one() -> None:
    assert code_of(accept, signed({"alg": "ES256", "typ": TYP})) == "jws-header"
    assert code_of(accept, signed({**HEADER, "kid": "k" * 400})) == "jws-header"
    assert code_of(accept, signed(dumps(HEADER)[:-1] + b" " * 400 + b"}")) == "jws-header"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        *((header, "json-malformed") for header in (b"", b"[]", b'"ES256"', b"null", b"{" * 99, b"[" * 99, b"\xff{}")),
        (b'{"alg":' + b"[" * 40 + b"]" * 40 + b"}", "json-too-deep"),
        (b'{"alg":"ES256","v":1.5}', "json-number"),
        (b'{"alg":"\\ud800"}', "json-surrogate"),
    ],
)
def test_refuses_a_header_that_is_not_strict_json(header: bytes, code: str) -> None:
    assert code_of(accept, signed(header)) == code


HOSTILE_NAMES = (
    *("/etc/passwd", "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/dev/zero", "~/.ssh/authorized_keys"),
    *("file:///etc/passwd", "http://127.0.0.1:1/", "https://attacker.example/key", "http://169.254.169.254/latest/"),
    *("//attacker.example/share", "\\\\attacker.example\\share", "ldap://127.0.0.1/a", "gopher://127.0.0.1:6379/_x"),
    *("data:application/json,{}", "pkcs11:object=key", "env:HOME", "urn:ietf:params:oauth:jwk-thumbprint", "localhost"),
    *("' OR '1'='1", "'; DROP TABLE keys; --", '" OR 1=1 --', "1; SELECT pg_sleep(9)", "x' UNION SELECT 'secret"),
    *("$(id)", "`id`", "| cat /etc/passwd", "; sleep 9", "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "%s%n", "%00"),
    *(
        "\x00",
        "key\x00.pem",
        "key\n",
        "\r\nSet-Cookie: a=b",
        "\u202egnp.key",
        "ＫＥＹ",
        "*",
        ".",
        "-",
        "-h",
        "__proto__",
    ),
    *(KEY.kid[:-1], KEY.kid + "=", KEY.kid + " ", KEY.kid.swapcase(), KEY.kid + "\x00", f"{KEY.kid},{STRANGER.kid}"),
)


class Watch:
    """Sees every file, connection, program, database and module that Python opens while it is on."""

    KINDS = ("open", "os.", "socket.", "subprocess.", "sqlite3.", "urllib.", "http.", "import", "ctypes.", "glob.")

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []

    def __call__(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self.on and event.startswith(self.KINDS):
            self.seen.append(event)

    @contextmanager
    def watching(self) -> Iterator[list[str]]:
        self.seen, self.on = [], True
        try:
            yield self.seen
        finally:
            self.on = False


WATCH = Watch()
sys.addaudithook(WATCH)  # there is no way to take one away again, so there is one for this file


def test_refuses_hostile_key_names_and_touches_nothing(tmp_path: Path) -> None:
    tokens = [signed({**HEADER, "kid": name}) for name in HOSTILE_NAMES]
    assert code_of(accept, tokens[0]) == "kid-unknown"
    with WATCH.watching() as seen:
        codes = [code_of(accept, token) for token in tokens]
    assert (codes, seen) == (["kid-unknown"] * len(tokens), [])
    with WATCH.watching() as seen:
        (tmp_path / "file").write_text("the watch itself works")
    assert "open" in seen
