"""Lists in pages: each entry comes once, whatever is added meanwhile, and a slip in a parameter is never an answer."""

import re
from urllib.parse import urljoin

import pytest

from exchange.jose import b64u
from tests import canary
from tests.api.asking import Asking, problem_of

LISTS = {"/v1/records": "records", "/v1/transfers": "transfers", "/v1/events": "events"}
LINK = re.compile(r'^<(?P<url>[^>]+)>; rel="next"$')


def walk(asking: Asking, path: str, limit: int) -> list[list[dict[str, object]]]:
    """Every page, by following the `Link` header alone, until one is empty or names no next one."""
    pages = []
    url = f"{path}?limit={limit}"
    while True:
        answer = asking.ask("GET", url)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json()[LISTS[path]])
        link = LINK.match(answer.headers.get("link", ""))
        if link is None or not pages[-1]:
            return pages
        assert f"cursor={answer.json()['next']}" in link["url"]
        url = urljoin(url, link["url"])


def identity(entry: dict[str, object]) -> object:
    return entry.get("cursor") or entry.get("digest") or entry["id"]


@pytest.mark.parametrize("path", LISTS)
def test_every_entry_comes_once_and_in_order(asking: Asking, path: str) -> None:
    for _ in range(4):
        asking.publish(canary.small_plan())
        asking.start()
    one_by_one = walk(asking, path, 1)
    three = walk(asking, path, 3)
    assert max(map(len, one_by_one)) == 1
    assert max(map(len, three)) == 3
    flat = [identity(entry) for page in one_by_one for entry in page]
    assert len(set(flat)) == len(flat) > 0
    assert flat == [identity(entry) for page in three for entry in page]


def test_a_reader_who_follows_misses_nothing_that_is_added_meanwhile(asking: Asking) -> None:
    first = asking.ask("GET", "/v1/events?limit=200").json()
    assert asking.ask("GET", f"/v1/events?cursor={first['next']}").json() == {"events": [], "next": first["next"]}
    transfer = asking.start()
    [event] = asking.ask("GET", f"/v1/events?cursor={first['next']}").json()["events"]
    assert (event["type"], event["transfer"]) == ("message.said", transfer)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("limit=0", "query/limit"),
        ("limit=201", "query/limit"),
        ("limit=-1", "query/limit"),
        ("limit=1e1", "query/limit"),
        ("limit=", "query/limit"),
        ("limit=%D9%A1x", "query/limit"),
        ("cursor=x", "query/cursor"),
        ("cursor=" + "A" * 101, "query/cursor"),
        ("cursor=" + b64u(b"\xff" * 8), "query/cursor"),
        ("cursor=" + b64u(b"\x00" * 7), "query/cursor"),
        ("cursor=%00", "query/cursor"),
        ("limit=1&limit=2", "query"),
        ("curser=AAAAAAAAAAE", "query"),
        ("Limit=1", "query"),
    ],
)
def test_refuses_a_parameter_that_is_not_one(asking: Asking, path: str, query: str, place: str) -> None:
    answer = asking.ask("GET", f"{path}?{query}")
    problem = problem_of(answer)
    assert (answer.status_code, problem["code"], problem["at"]) == (400, "parameter-wrong", place)


def test_refuses_a_parameter_where_none_is_taken(asking: Asking) -> None:
    for method, path in (
        ("GET", f"/v1/records/{asking.plan}?fields=person"),
        ("POST", "/v1/transfers?dryRun=true"),
        ("GET", "/log/checkpoint?size=1"),
        ("GET", "/status/0?time=1"),
    ):
        assert problem_of(asking.ask(method, path, asking.order() if method == "POST" else b""))["at"] == "query"
        assert asking.changes() == set()
