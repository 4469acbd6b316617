from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, dumps
from exchange.trust import LEEWAY, Anchor, AnchorKey, anchor_json, parse_anchor, pin

KEYS = [PrivateKey.generate() for _ in range(3)]
KEY: JsonObject = {"jwk": KEYS[0].public.jwk, "valid_from": "2026-11-01T00:00:00Z"}
FILE: JsonObject = {"entity_id": "https://federation.example", "keys": [KEY]}
FROM = datetime(2026, 11, 1, tzinfo=UTC)


def code_of(value: JsonValue) -> str:
    with pytest.raises(Refusal) as caught:
        parse_anchor(dumps(value))
    return caught.value.code


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"entity_id": "https://federation.example"},
        {"entity_id": "https://federation.example", "keys": []},
        {"entity_id": "https://federation.example", "keys": {}},
        {"entity_id": "http://federation.example", "keys": [KEY]},
        {"entity_id": None, "keys": [KEY]},
        {**FILE, "note": "x"},
        {**FILE, "keys": [KEY, KEY]},
        {**FILE, "keys": ["key"]},
        {**FILE, "keys": [{"jwk": KEYS[0].public.jwk}]},
        {**FILE, "keys": [{"valid_from": "2026-11-01T00:00:00Z"}]},
        {**FILE, "keys": [{**KEY, "note": "x"}]},
    ],
)
def test_refuses_an_anchor_file_of_another_form(value: JsonValue) -> None:
    assert code_of(value) == "anchor-malformed"


@pytest.mark.parametrize(
    "instant",
    [None, 1, "", "2026-11-01", "2026-11-01T00:00:00", "2026-11-01T00:00:00+00:00", "2026-02-30T00:00:00Z",
     "2026-11-01t00:00:00z", "2026-11-01T24:00:00Z", "\u0662026-11-01T00:00:00Z", "2026-11-01T00:00:00Z\n"],
)  # fmt: skip
def test_refuses_a_time_that_is_not_written_in_the_one_form(instant: JsonValue) -> None:
    assert code_of({**FILE, "keys": [{**KEY, "valid_from": instant}]}) == "anchor-malformed"
    assert code_of({**FILE, "keys": [{**KEY, "valid_to": instant}]}) == "anchor-malformed"


def test_refuses_a_key_that_ends_before_it_begins() -> None:
    assert code_of({**FILE, "keys": [{**KEY, "valid_to": KEY["valid_from"]}]}) == "anchor-malformed"


def test_refuses_a_private_key_and_other_keys_that_are_not_ours() -> None:
    for change in ({"d": "AQ"}, {"crv": "P-384"}, {"kid": "another"}):
        jwk: JsonObject = {**KEYS[0].public.jwk, **change}
        assert code_of({**FILE, "keys": [{**KEY, "jwk": jwk}]}) == "key-malformed"


def test_refuses_two_files_for_one_anchor() -> None:
    anchor = parse_anchor(dumps(FILE))
    assert pin([anchor]) == {"https://federation.example": anchor}
    with pytest.raises(Refusal, match="anchor-malformed"):
        pin([anchor, anchor])


def test_refuses_a_file_with_a_member_twice_or_that_is_no_object() -> None:
    for data, code in ((b'{"keys":[],"keys":[]}', "json-duplicate-member"), (b"[]", "json-malformed")):
        with pytest.raises(Refusal, match=code):
            parse_anchor(data)


def test_refuses_to_find_a_key_that_is_not_pinned() -> None:
    anchor = parse_anchor(dumps(FILE))
    assert anchor.pinned(KEYS[0].kid).valid_from == FROM
    with pytest.raises(Refusal, match="anchor-key-unpinned"):
        anchor.pinned(KEYS[1].kid)


SECONDS = st.integers(0, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
LIFETIMES = st.one_of(st.none(), st.integers(1, 10**9))


@given(st.lists(st.tuples(SECONDS, LIFETIMES), min_size=1, max_size=3))
def test_an_anchor_file_says_what_it_was_written_from(spans: list[tuple[datetime, int | None]]) -> None:
    keys = tuple(
        AnchorKey(key.public, start, None if lifetime is None else start + timedelta(seconds=lifetime))
        for key, (start, lifetime) in zip(KEYS, spans, strict=False)
    )
    anchor = Anchor("https://federation.example", keys)
    assert parse_anchor(dumps(anchor_json(anchor))) == anchor


def test_a_key_is_in_force_from_its_first_moment_until_before_its_last() -> None:
    ends = FROM + timedelta(days=700)
    anchor = Anchor("https://federation.example", (AnchorKey(KEYS[0].public, FROM, ends),))
    assert anchor.keys_at(FROM - LEEWAY - timedelta(seconds=1)) == {}
    assert anchor.keys_at(FROM - LEEWAY) == {KEYS[0].kid: KEYS[0].public}
    assert anchor.keys_at(ends - timedelta(seconds=1)).keys() == {KEYS[0].kid}
    assert anchor.keys_at(ends) == {}
