"""Bodies: what no strict reader takes is refused at every door, before anybody looks inside."""

import json
import time
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.api.limits import MAX_BODY, MAX_PARCELS, MAX_QUESTION
from exchange.jose import JsonObject, JsonValue, dumps
from tests import canary
from tests.api.asking import Asking, problem_of

MIB = 1_048_576
DOORS = {
    "/v1/records": MAX_BODY,
    "/v1/records/{plan}/withdraw": MAX_BODY,
    "/v1/records/{plan}/attestations": MAX_BODY,
    "/v1/transfers": MAX_BODY,
    "/v1/transfers/{transfer}/decision": MAX_BODY,
    "/v1/transfers/{transfer}/arrived": MAX_BODY,
    "/v1/transfers/{transfer}/entered": MAX_BODY,
    "/federation/messages": MAX_PARCELS,
    "/log/proofs": MAX_QUESTION,
}
WORD = canary.WORD.encode()
BAD = {
    b"": "json-malformed",
    b"\xef\xbb\xbf{}": "json-malformed",
    '{"a": 1}'.encode("utf-16"): "json-malformed",
    b'{"a": "' + WORD + b'\xff"}': "json-malformed",
    b'{"a": 1} ' + WORD: "json-malformed",
    b'{"a": 1,}': "json-malformed",
    b"{'a': 1}": "json-malformed",
    b'{"' + WORD + b'": 1, "' + WORD + b'": 2}': "json-duplicate-member",
    b'{"a": [{"b": {"c": 1, "\\u0063": 2}}]}': "json-duplicate-member",
    b'{"a": NaN}': "json-number",
    b'{"a": -Infinity}': "json-number",
    b'{"a": 1e400}': "json-number",
    b'{"a": 9007199254740992}': "json-number",
    b'{"a": ' + b"9" * 5_000 + b"}": "json-number",
    b'{"a": "\\ud83d ' + WORD + b'"}': "json-surrogate",
    b'{"a": "\\ude00\\ud83d"}': "json-surrogate",
    b'{"a":' * 33 + b"1" + b"}" * 33: "json-too-deep",
    b"[" * 60_000 + b"]" * 100: "json-too-deep",
    b"[]": "schema-failed",
    b"null": "schema-failed",
    b'"' + WORD + b'"': "schema-failed",
    b"1.5": "schema-failed",
    b"{}": "schema-failed",
    b'{"' + WORD + b'": "' + WORD + b'"}': "schema-failed",
}


def at(asking: Asking, door: str) -> str:
    return door.format(transfer=asking.transfer, plan=asking.plan)


@pytest.mark.parametrize("door", DOORS)
def test_refuses_a_body_with_two_meanings_or_none(asking: Asking, door: str) -> None:
    for body, code in BAD.items():
        answer = asking.ask("POST", at(asking, door), body)
        assert (body[:40], problem_of(answer)["code"]) == (body[:40], code)
        assert answer.status_code == (422 if code == "schema-failed" else 400)
        assert canary.found_in(answer.content) == []
        assert asking.changes() == set()


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": ""},
        {"content_type": "text/plain"},
        {"content_type": "application/xml"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": "application/json-patch+json"},
        {"content_encoding": "gzip"},
        {"content_encoding": "identity, br"},
    ],
    ids=str,
)
@pytest.mark.parametrize("door", DOORS)
def test_refuses_another_media_type_or_coding(asking: Asking, door: str, headers: dict[str, str]) -> None:
    answer = asking.ask("POST", at(asking, door), b"{}", to=None, token=None, **headers)
    assert (answer.status_code, problem_of(answer)["code"]) == (415, "media-type")


def test_takes_json_with_a_charset(asking: Asking) -> None:
    answer = asking.ask("POST", "/log/proofs", b"{}", content_type="Application/JSON; charset=UTF-8")
    assert problem_of(answer)["code"] == "schema-failed"


@pytest.mark.parametrize("door", DOORS)
def test_refuses_a_body_that_is_one_byte_too_large(asking: Asking, door: str) -> None:
    limit = DOORS[door]
    for size, code in ((limit + 1, "too-large"), (limit, "json-malformed")):
        answer = asking.ask("POST", at(asking, door), b" " * size)
        assert problem_of(answer)["code"] == code


@pytest.mark.parametrize("part", [b"0,", b"{},", b'"x":0,', b'{"a":0},'])
@pytest.mark.parametrize("door", DOORS)
def test_refuses_a_body_of_very_many_small_parts_without_effort(asking: Asking, door: str, part: bytes) -> None:
    body = b'{"digests": [' + part * ((DOORS[door] - 100) // len(part)) + b"0]}"
    started = time.process_time()
    answer = asking.ask("POST", at(asking, door), body)
    assert time.process_time() - started < 2
    assert problem_of(answer)["code"] in {"too-large", "json-malformed", "schema-failed"}
    assert len(answer.content) < 200_000


def test_a_content_of_very_many_wrong_parts_is_answered_by_few_findings(asking: Asking) -> None:
    content: JsonObject = {"needs": [{} for _ in range(20_000)]}
    answer = asking.ask("POST", "/v1/records", {"kind": "assessment", "content": content})
    assert problem_of(answer)["code"] == "schema-failed"
    assert len(answer.content) < 200_000


def test_refuses_a_record_too_large_to_be_read_again(asking: Asking) -> None:
    content = canary.small_plan() | {"extra": [f"{canary.WORD} " * 10_000] * 12}
    answer = asking.ask("POST", "/v1/records", {"kind": "care-and-support-plan", "content": content})
    assert (answer.status_code, problem_of(answer)["code"]) == (413, "too-large")
    assert asking.changes() == set()


def test_members_have_one_name_only(asking: Asking) -> None:
    answer = asking.ask("POST", "/v1/transfers", asking.order(new_address="Aberaeron"))
    findings = cast("list[dict[str, str]]", problem_of(answer)["findings"])
    assert [(found["at"], found["rule"]) for found in findings] == [("", "unknown-member")]


def test_a_null_counts_as_absent(asking: Asking) -> None:
    answer = asking.ask("POST", "/v1/transfers", asking.order(newAddress=None, reason=None, withhold=[]))
    assert answer.status_code == 201
    assert "reason" not in answer.json()["messages"][0]["body"]


def test_every_wrong_place_is_named_at_once_as_a_place_in_the_request(asking: Asking) -> None:
    wrong = asking.order(
        day="1 December", records=["x", asking.plan], withhold=[{"record": asking.plan}], worker={"name": "A"}
    )
    findings = cast("list[dict[str, str]]", problem_of(asking.ask("POST", "/v1/transfers", wrong))["findings"])
    assert [found["at"] for found in findings] == [
        "/records/0", "/withhold/0/section", "/day", "/worker/role", "/worker/contact",
    ]  # fmt: skip
    content = canary.small_plan() | {"person": {}}
    body: JsonObject = {"kind": "care-and-support-plan", "content": content}
    findings = cast("list[dict[str, str]]", problem_of(asking.ask("POST", "/v1/records", body))["findings"])
    assert {found["at"].rpartition("/")[0] for found in findings} == {"/content/person"}
    withhold: list[JsonValue] = [
        {"record": asking.plan, "section": "risks", "item": "risk-1", "ground": "not-needed"},
        {"record": asking.plan, "section": "risks", "item": "risk-99", "ground": "gossip"},
        {"record": "A" * 43, "section": "risks", "ground": "not-needed"},
    ]
    problem = problem_of(asking.ask("POST", "/v1/transfers", asking.order(withhold=withhold)))
    findings = cast("list[dict[str, str]]", problem["findings"])
    assert [(found["code"], found["at"]) for found in findings] == [
        ("withhold-unknown", "/withhold/1"), ("ground-unknown", "/withhold/1/ground"),
        ("withhold-unknown", "/withhold/2"),
    ]  # fmt: skip


def test_what_only_erasure_may_take_out_of_a_message_must_be_in_the_request(asking: Asking) -> None:
    body: JsonObject = {"assessment": "full", "dayOne": [{"startsOn": asking.world.clock.today}]}
    answer = asking.ask("POST", f"/v1/transfers/{asking.transfer}/decision", body, to=asking.ceredigion)
    findings = cast("list[dict[str, str]]", problem_of(answer)["findings"])
    assert {(found["at"], found["rule"]) for found in findings} == {
        ("/worker", "required"), ("/dayOne/0/how", "required"), ("/dayOne/0/owner", "required"),
    }  # fmt: skip


SMALL = canary.small_plan()
STRANGE = st.sampled_from([canary.WORD, 7, 1.5, None, True, [], {}, [canary.WORD], {canary.WORD: canary.NHS_NUMBER}])


def places(value: JsonValue, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, each in inner for place in places(each, (*path, step)))]


def replaced(path: tuple[str | int, ...], strange: JsonValue, *, as_name: bool) -> JsonValue:
    """The plan with something strange at one place: as the value there, or as the name of the member."""
    content = json.loads(dumps(SMALL))
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    if as_name and isinstance(inner, dict):
        inner[canary.WORD] = inner.pop(path[-1])
    else:
        inner[path[-1]] = strange
    return cast(JsonValue, content)


def test_no_answer_repeats_what_was_sent(asking: Asking) -> None:
    @settings(max_examples=40)
    @given(st.sampled_from([place for place in places(SMALL) if place]), STRANGE, st.booleans())
    def check(path: tuple[str | int, ...], strange: JsonValue, as_name: bool) -> None:
        body: JsonObject = {"kind": "care-and-support-plan", "content": replaced(path, strange, as_name=as_name)}
        answer = asking.ask("POST", "/v1/records", body)
        if answer.status_code != 201:
            assert problem_of(answer)["code"] in {"schema-failed", "links-broken"}
            assert canary.found_in(answer.content) == []

    check()
