"""Who may not be believed cannot make a council call anybody: not by a URL, not by a name, not by a token."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from exchange.jose import JsonObject, JsonValue, PrivateKey, b64u, dumps, encrypt, sign_jws
from exchange.journeys.look_up_members import look_up_members
from tests.api.asking import Asking
from tests.api.test_callers import NEEDED
from tests.world import ANCHOR

EVIL = "https://evil.example"
PLACES = ("", "/x", "@gwynedd.example", ":8101/", "/.well-known/openid-federation", "#", "?a=b")
WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
_seen: list[object] = []
_watching = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event in WATCHED:
        _seen.append((event, arguments[1:]))


sys.addaudithook(_watch)


@contextmanager
def watching() -> Iterator[list[object]]:
    """What this process connects to, or looks up, meanwhile."""
    global _watching
    _seen.clear()
    _watching = True
    try:
        yield _seen
    finally:
        _watching = False


def tokens(asking: Asking) -> Iterator[str]:
    """Envelopes that anybody can make, naming whoever they like as the sender, with a signed message inside."""
    key = PrivateKey.generate()
    ours = asking.gwynedd.node
    for iss in (*(EVIL + place for place in PLACES), asking.ceredigion.entity_id, ANCHOR, "file:///etc/passwd", "x"):
        claims: JsonObject = {"iss": iss, "aud": ours.entity_id, "transfer": "t", "seq": 1, "jku": EVIL}
        jws = sign_jws({**claims}, typ="transfer-message+sd-jwt", signer=key)
        yield encrypt(f"{jws}~".encode(), to=ours.keyring.encryption.public, iss=iss, aud=ours.entity_id)
        head = b64u(dumps({"alg": "ES256", "typ": "JWT", "kid": EVIL, "jku": EVIL, "x5u": EVIL}))
        yield f"{head}.{b64u(dumps({**claims}))}.{b64u(bytes(64))}"


def corpus(asking: Asking) -> Iterator[tuple[str, str, JsonValue]]:
    """Everything that a stranger may ask, with addresses wherever they fit."""
    for place in PLACES:
        for path in ("/federation/fetch?sub=", "/.well-known/openid-federation?iss=", "/docs?url=", "/"):
            yield "GET", f"{path}{EVIL}{place}", None
        yield "POST", "/log/proofs", {"digests": [EVIL + place]}
    for method, path in NEEDED:
        yield method, path.format(digest="A" * 43, transfer=EVIL), {"to": EVIL, "records": [EVIL]}
    yield "POST", "/federation/messages", {"messages": list(tokens(asking))}
    for path in ("/federation/historical-keys", "/status/0", "/log/checkpoint", "/readyz", "/openapi.json"):
        yield "GET", path, None


def test_no_request_of_a_stranger_leads_to_a_connection(asking: Asking) -> None:
    headers = {
        "content-type": "application/json", "host": "evil.example", "x-forwarded-host": "evil.example",
        "forwarded": f"host={EVIL}", "referer": EVIL, "origin": EVIL, "link": f"<{EVIL}>",
    }  # fmt: skip
    requests = list(corpus(asking))
    with httpx.Client(base_url=asking.gwynedd.url, trust_env=False, timeout=30) as client:
        client.get("/livez")  # one connection, used by all that follows
        called = len(asking.network.called)
        with watching() as seen:
            answers = [
                client.request(method, path, content=b"" if body is None else dumps(body), headers=headers)
                for method, path, body in requests
            ]
        ours = ("socket.connect", (("127.0.0.1", asking.gwynedd.port),))  # refused bodies end the client's connection
        assert [each for each in seen if each != ours and "getaddrinfo" not in str(each)] == []
        assert [each for each in seen if "evil" in str(each)] == []
    assert len(asking.network.called) == called
    assert all(answer.status_code < 500 for answer in answers)


def test_the_worker_then_asks_nobody_but_the_pinned_anchor(asking: Asking) -> None:
    asking.ask("POST", "/federation/messages", {"messages": list(tokens(asking))}, authorization="")
    assert asking.changes() <= {"wanted"}
    called = len(asking.network.called)
    look_up_members(asking.gwynedd.node)
    anchor = asking.world.anchor.url
    after = asking.network.called[called:]
    known = (f"{anchor}/federation/", f"{asking.ceredigion.url}/.well-known/")
    assert after
    assert [url for url in after if not url.startswith(known)] == []
    assert "evil" not in " ".join(after)
