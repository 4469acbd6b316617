"""Signing in by the council's own sign-in service: a real one, and what must not let anybody in."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from exchange.app import open_node, utc_now
from exchange.errors import Refusal
from exchange.journeys.sign_in import recognise_person, sign_out
from exchange.journeys.sign_in_oidc import Return, send_to_service, sign_in_oidc
from exchange.node import Node, Role, hash_of
from exchange.outbound import Transport
from tests.people.browser import CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, go, running_service


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    with running_service() as issuer:
        yield issuer


def settings_for(issuer: str) -> str:
    told = {"issuer": issuer, "client_id": CLIENT_ID, "client_secret": "env:SIGN_IN_SECRET"}
    lines = ["[sign_in]", *(f"{name} = {json.dumps(value)}" for name, value in told.items())]
    return "\n".join([*lines, '[sign_in.roles]\n"Social worker" = "caseworker"\n"Boss" = "operator"', ""])


@pytest.fixture
def node(folders: Path, issuer: str) -> Iterator[Node]:
    """Gwynedd, by the real clock, which is the service's too."""
    with (folders / "gwynedd/exchange.toml").open("a", encoding="utf-8") as settings:
        settings.write(settings_for(issuer))
    with open_node(folders / "gwynedd", environment={"SIGN_IN_SECRET": CLIENT_SECRET}) as node:
        yield node


def refused(node: Node, back: Return, *, redirect_uri: str = REDIRECT_URI) -> str:
    with pytest.raises(Refusal) as caught:
        sign_in_oidc(node, back, redirect_uri=redirect_uri)
    assert node.store.read(lambda tx: tx.trail.page()) == []
    return caught.value.code


def test_who_has_a_role_is_let_in(node: Node, issuer: str) -> None:
    departure = send_to_service(node, redirect_uri=REDIRECT_URI)
    secret = sign_in_oidc(node, go(departure, login="non"), redirect_uri=REDIRECT_URI)
    who = recognise_person(node, secret)
    assert (who.account, who.name, who.via) == (f"{issuer} non", "non Evans", "oidc")
    assert who.roles == {Role.CASEWORKER}
    assert secret != departure.secret
    sign_out(node, secret)
    with pytest.raises(Refusal, match="session-ended"):
        recognise_person(node, secret)
    assert [step.act for step in node.store.read(lambda tx: tx.trail.page())] == ["signed-in", "signed-out"]


def test_a_session_ends_with_the_service_that_began_it(node: Node) -> None:
    secret = sign_in_oidc(
        node, go(send_to_service(node, redirect_uri=REDIRECT_URI), login="non"), redirect_uri=REDIRECT_URI
    )
    without = replace(node, settings=node.settings.model_copy(update={"sign_in": type(node.settings.sign_in)()}))
    with pytest.raises(Refusal, match="session-ended"):
        recognise_person(without, secret)


@pytest.mark.parametrize("login", ["alun", "gwen"])
def test_refuses_who_has_no_role(node: Node, login: str) -> None:
    back = go(send_to_service(node, redirect_uri=REDIRECT_URI), login=login)
    assert refused(node, back) == "role-missing"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda back, _: replace(back, state="A" * 43), "sign-in-strayed"),
        (lambda back, _: replace(back, state=""), "sign-in-strayed"),
        (lambda back, _: replace(back, state="\ud800"), "sign-in-strayed"),
        (lambda back, _: replace(back, secret=""), "sign-in-strayed"),
        (lambda back, _: replace(back, secret="\ud800"), "sign-in-strayed"),
        (lambda back, other: replace(back, secret=other.secret), "sign-in-strayed"),  # another browser
        (lambda back, other: replace(back, state=other.state), "sign-in-strayed"),
        (lambda back, _: replace(back, iss="https://other.example"), "sign-in-strayed"),
        (lambda back, _: replace(back, iss=None), "sign-in-strayed"),
        (lambda back, _: replace(back, code=""), "sign-in-refused"),
        (lambda back, _: replace(back, code="x"), "sign-in-refused"),
        (lambda back, _: replace(back, error="access_denied"), "sign-in-refused"),
        (lambda back, other: replace(back, code=other.code), "sign-in-refused"),  # of another hop: PKCE
    ],
)
def test_refuses_what_a_browser_should_not_bring(
    node: Node, change: Callable[[Return, Return], Return], code: str
) -> None:
    back, other = (go(send_to_service(node, redirect_uri=REDIRECT_URI), login="non") for _ in range(2))
    assert refused(node, change(back, other)) == code


def test_refuses_to_come_back_twice_or_late_or_where_nobody_left(node: Node) -> None:
    back = go(send_to_service(node, redirect_uri=REDIRECT_URI), login="non")
    assert refused(replace(node, clock=lambda: utc_now() + timedelta(minutes=11)), back) == "sign-in-strayed"
    sign_in_oidc(node, back, redirect_uri=REDIRECT_URI)
    with pytest.raises(Refusal, match="sign-in-strayed"):
        sign_in_oidc(node, back, redirect_uri=REDIRECT_URI)


def test_a_code_is_redeemed_once_even_with_a_hop_that_is_put_back(node: Node) -> None:
    back = go(send_to_service(node, redirect_uri=REDIRECT_URI), login="non")
    sign_in_oidc(node, back, redirect_uri=REDIRECT_URI)
    node.store.write(lambda tx: tx.hops.add(hash_of(back.secret), at=node.now()))
    with pytest.raises(Refusal, match="sign-in-refused"):
        sign_in_oidc(node, back, redirect_uri=REDIRECT_URI)


def test_refuses_another_address_to_come_back_to(node: Node) -> None:
    back = go(send_to_service(node, redirect_uri=REDIRECT_URI), login="non")
    assert refused(node, back, redirect_uri=REDIRECT_URI + "/x") == "sign-in-refused"


def test_refuses_where_the_service_does_not_know_our_secret(node: Node) -> None:
    assert node.sign_in_service is not None
    wrong = replace(node, sign_in_service=replace(node.sign_in_service, client_secret="wrong"))
    assert refused(wrong, go(send_to_service(wrong, redirect_uri=REDIRECT_URI), login="non")) == "sign-in-refused"


def test_there_is_nothing_without_a_service(folders: Path) -> None:
    with open_node(folders / "gwynedd") as node:
        with pytest.raises(Refusal, match="not-found"):
            send_to_service(node, redirect_uri=REDIRECT_URI)
        assert refused(node, Return("x", "x", "x")) == "not-found"


def test_refuses_to_start_without_the_secret(folders: Path) -> None:
    with (folders / "gwynedd/exchange.toml").open("a", encoding="utf-8") as settings:
        settings.write(settings_for("https://login.example"))
    with pytest.raises(Refusal, match="key-absent") as caught, open_node(folders / "gwynedd", environment={}):
        pass
    assert caught.value.at == "sign_in.client_secret"


def test_neither_what_the_browser_holds_nor_the_clients_secret_is_kept(node: Node, folders: Path) -> None:
    departure = send_to_service(node, redirect_uri=REDIRECT_URI)
    data = b"".join(path.read_bytes() for path in (folders / "gwynedd").glob("store.db*"))
    assert departure.secret.encode() not in data
    assert departure.secret not in departure.url + repr(departure)
    assert CLIENT_SECRET not in repr(node.sign_in_service)


# A service that lies or is broken

DESCRIBED = {
    "issuer": "https://login.example",
    "authorization_endpoint": "https://login.example/authorize",
    "token_endpoint": "https://login.example/token",
    "jwks_uri": "https://login.example/keys",
}


def lying(described: object, *, status: int = 200, token: object = None) -> Transport:
    def answer(request: httpx.Request) -> httpx.Response:
        told: object = {"/token": token, "/keys": {"keys": []}}.get(request.url.path, described)
        data = told if isinstance(told, bytes) else json.dumps(told).encode()
        return httpx.Response(status, stream=httpx.ByteStream(data))

    return httpx.MockTransport(answer)


@pytest.mark.parametrize(
    ("described", "status"),
    [
        (DESCRIBED, 500),
        (DESCRIBED, 302),
        (b"not JSON", 200),
        ([], 200),
        (b"{" + b" " * 300_000 + b"}", 200),
        ({**DESCRIBED, "issuer": "https://login.example/"}, 200),
        ({**DESCRIBED, "authorization_endpoint": "http://login.example/authorize"}, 200),
        ({**DESCRIBED, "authorization_endpoint": "javascript:alert(1)"}, 200),
        ({**DESCRIBED, "authorization_endpoint": 1}, 200),
    ],
)
def test_refuses_a_service_that_says_nonsense_of_itself(folders: Path, described: object, status: int) -> None:
    with (folders / "gwynedd/exchange.toml").open("a", encoding="utf-8") as settings:
        settings.write(settings_for("https://login.example"))
    with (
        open_node(
            folders / "gwynedd", environment={"SIGN_IN_SECRET": "x"}, transport=lying(described, status=status)
        ) as node,
        pytest.raises(Refusal, match="sign-in-unavailable"),
    ):
        send_to_service(node, redirect_uri=REDIRECT_URI)


@pytest.mark.parametrize("token", [{}, {"id_token": 1}, {"id_token": "x"}, {"id_token": "e30.e30."}])
def test_refuses_an_answer_without_a_token_that_is_one(folders: Path, token: object) -> None:
    with (folders / "gwynedd/exchange.toml").open("a", encoding="utf-8") as settings:
        settings.write(settings_for("https://login.example"))
    with open_node(
        folders / "gwynedd", environment={"SIGN_IN_SECRET": "x"}, transport=lying(DESCRIBED, token=token)
    ) as node:
        departure = send_to_service(node, redirect_uri=REDIRECT_URI)
        state = httpx.URL(departure.url).params["state"]
        assert refused(node, Return(departure.secret, state, "code")) == "id-token-wrong"


def test_refuses_when_nobody_answers(node: Node) -> None:
    assert node.sign_in_service is not None
    gone = replace(node, sign_in_service=replace(node.sign_in_service, issuer="http://127.0.0.1:9"))
    with pytest.raises(Refusal, match="sign-in-unavailable"):
        send_to_service(gone, redirect_uri=REDIRECT_URI)
