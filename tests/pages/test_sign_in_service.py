"""Signing in by the council's own service, page by page: a real service, a real council, somebody with a browser."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from tests.pages.staging import Stage, Visitor, text_of
from tests.people.browser import CLIENT_ID, CLIENT_SECRET, running_service
from tests.world import Clock, Running


class Wall(Clock):
    """The clock on the wall, which is the service's too."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture(scope="module")
def council(stage: Stage) -> Iterator[Running]:
    """Ceredigion, with a sign-in service of its own."""
    council = stage.ceredigion
    council.stop()
    with running_service(f"{council.url}/cy/sign-in/return") as issuer:
        told = {"issuer": issuer, "client_id": CLIENT_ID, "client_secret": "file:sign-in.secret"}
        lines = ["[sign_in]", *(f"{name} = {json.dumps(value)}" for name, value in told.items())]
        with (council.folder / "exchange.toml").open("a", encoding="utf-8") as settings:
            settings.write("\n".join([*lines, '[sign_in.roles]\n"Social worker" = "auditor"', ""]))
        secret = council.folder / "sign-in.secret"
        secret.write_text(CLIENT_SECRET, encoding="utf-8")
        secret.chmod(0o600)
        council.clock = Wall()
        yield council.start()


def sign_in(visitor: Visitor, *, login: str, start: str = "/cy/sign-in/service") -> httpx.Response:
    """Press the button, and do at the service what it asks, until we are back."""
    answer = visitor.open(start)
    while not str(answer.url).startswith(visitor.url):
        assert answer.status_code == 200, answer.text
        prompt = "login" if 'name="login"' in answer.text else "consent"
        answer = visitor.http.post(answer.url, data={"prompt": prompt, "login": login, "password": "any"})
    return answer


def test_there_is_no_such_way_where_there_is_no_service(stage: Stage) -> None:
    answer = stage.visitor(stage.gwynedd).open("/en/sign-in/service")
    assert answer.status_code == 404
    assert "/sign-in/service" not in stage.visitor(stage.gwynedd).open("/en/sign-in").text


def test_refuses_who_comes_back_without_having_left(stage: Stage, council: Running) -> None:
    answer = stage.visitor(council).open("/cy/sign-in/return?state=x&code=y")
    assert answer.status_code == 422
    assert "sign-in-strayed" in answer.text
    assert not answer.cookies


def test_refuses_who_comes_back_in_another_browser(stage: Stage, council: Running) -> None:
    left, other = stage.visitor(council), stage.visitor(council)
    state = left.http.get(f"{council.url}/cy/sign-in/service", follow_redirects=False).headers["location"]
    other.http.get(f"{council.url}/cy/sign-in/service", follow_redirects=False)
    answer = other.open(f"/cy/sign-in/return?code=y&state={httpx.URL(state).params['state']}")
    assert (answer.status_code, "sign-in-strayed" in answer.text) == (422, True)


def test_refuses_who_has_no_role_here_in_plain_words(stage: Stage, council: Running) -> None:
    answer = sign_in(stage.visitor(council), login="gwen")
    assert answer.status_code == 403
    assert "role-missing" in answer.text
    assert not answer.cookies


def test_lets_in_who_has_one_and_leads_on_to_where_they_wanted_to_go(stage: Stage, council: Running) -> None:
    visitor = stage.visitor(council)
    asked = visitor.open("/cy/audit/trail")
    assert "/cy/sign-in/service?to=/audit/trail" in asked.text
    answer = sign_in(visitor, login="non", start="/cy/sign-in/service?to=/audit/trail")
    assert (answer.status_code, answer.url.path) == (200, "/cy/audit/trail")
    assert "non Evans" in text_of(answer.text)
    assert [each for each in visitor.http.cookies if each.endswith("-hop")] == []


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_leads_to_no_other_site(stage: Stage, council: Running, to: str) -> None:
    visitor = stage.visitor(council)
    visitor.http.get(f"{council.url}/cy/sign-in/service", params={"to": to}, follow_redirects=False)
    assert all("evil" not in (each.value or "") for each in visitor.http.cookies.jar)


def test_the_hop_is_kept_for_minutes_and_read_by_no_script(stage: Stage, council: Running) -> None:
    answer = stage.visitor(council).http.get(f"{council.url}/cy/sign-in/service", follow_redirects=False)
    kept = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303
    assert all(each in kept for each in ("httponly", "samesite=lax", "max-age=600", "path=/"))
