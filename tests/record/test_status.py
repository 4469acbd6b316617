"""Status lists: what is not exactly this council's list in date is refused, and each entry is read as it was set."""

import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, b64u, sign_jws
from exchange.record.status import Status, entry, read_status, status_list_token, unpack

KEY = PrivateKey.generate()
KEYS = {KEY.kid: KEY.public}
URI = "https://gwynedd.example/status/1"
NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
TYP = "statuslist+jwt"


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def token_of(statuses: bytes | dict[int, Status], size: int = 64) -> str:
    return status_list_token(
        URI, statuses=statuses, size=size, issued_at=NOW, expires_at=NOW + timedelta(days=1), signer=KEY
    )


def status_in(token: str, idx: int = 0, uri: str = URI, now: datetime = NOW) -> Status:
    return read_status(token, keys=KEYS, uri=uri, idx=idx, now=now)


def claims_with(**changed: JsonValue) -> JsonObject:
    lst = b64u(zlib.compress(bytes(16)))
    sound: JsonObject = {
        "sub": URI,
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 60,
        "status_list": {"bits": 2, "lst": lst},
    }
    return {name: value for name, value in {**sound, **changed}.items() if value != "absent"}


def list_of(raw: bytes, **more: JsonValue) -> JsonObject:
    return {"bits": 2, "lst": b64u(raw), **more}


@pytest.mark.parametrize(
    "changed",
    [
        {"sub": "https://gwynedd.example/status/2"},
        {"sub": "absent"},
        {"iat": "absent"},
        {"exp": "absent"},
        {"exp": "2026-12-02"},
        {"exp": True},
        {"exp": -1},
        {"exp": 10**15},
        {"iat": int(NOW.timestamp()) + 61},
        {"status_list": "absent"},
        {"status_list": []},
        {"status_list": {"lst": "eNpjAAAAAQAB"}},
        {"status_list": {"bits": 1, "lst": "eNpjAAAAAQAB"}},
        {"status_list": {"bits": True, "lst": "eNpjAAAAAQAB"}},
        {"status_list": {"bits": 2, "lst": 7}},
        {"status_list": list_of(zlib.compress(bytes(16)), more=1)},
        {"more": 1},
    ],
)
def test_refuses_a_list_that_is_not_in_the_agreed_form(changed: JsonObject) -> None:
    assert status_in(sign_jws(claims_with(), typ=TYP, signer=KEY)) is Status.VALID
    token = sign_jws(claims_with(**changed), typ=TYP, signer=KEY)
    assert code_of(lambda: status_in(token)) == "status-list-malformed"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not packed at all",
        zlib.compress(bytes(16))[:-1],
        zlib.compress(bytes(16)) + b"\0",
        zlib.compress(bytes(16)) + zlib.compress(bytes(16)),
        zlib.compress(bytes(16))[2:-4],
    ],
)
def test_refuses_a_list_that_is_not_packed_soundly(raw: bytes) -> None:
    assert code_of(lambda: unpack(b64u(raw))) == "status-list-malformed"


def test_refuses_a_list_that_is_not_canonical_base64url() -> None:
    assert code_of(lambda: unpack(b64u(zlib.compress(bytes(16))) + "=")) == "base64url-malformed"


def test_refuses_a_list_that_unpacks_to_more_than_the_limit() -> None:
    bomb = b64u(zlib.compress(bytes(100 * 1_048_576), 9))
    assert len(bomb) < 150_000
    assert code_of(lambda: unpack(bomb)) == "status-list-malformed"


def test_the_limit_is_exact() -> None:
    packed = b64u(zlib.compress(bytes(1_000)))
    assert unpack(packed, limit=1_000) == bytes(1_000)
    assert code_of(lambda: unpack(packed, limit=999)) == "status-list-malformed"


def test_refuses_a_list_that_is_out_of_date() -> None:
    token = token_of({})
    assert status_in(token, now=NOW + timedelta(days=1, seconds=-1)) is Status.VALID
    assert code_of(lambda: status_in(token, now=NOW + timedelta(days=1))) == "status-list-expired"


@pytest.mark.parametrize("idx", [-1, 64, 2**40])
def test_refuses_a_place_outside_the_list(idx: int) -> None:
    assert code_of(lambda: status_in(token_of({}), idx)) == "status-list-malformed"
    assert code_of(lambda: token_of({idx: Status.SUSPENDED})) == "status-list-malformed"


@pytest.mark.parametrize(("statuses", "size"), [(bytes(15), 64), (bytes(17), 64), (b"", 0), ({}, 0), ({}, -4)])
def test_refuses_to_sign_a_list_of_another_size(statuses: bytes | dict[int, Status], size: int) -> None:
    assert code_of(lambda: token_of(statuses, size)) == "status-list-malformed"


def test_refuses_a_list_signed_by_someone_else() -> None:
    stranger = PrivateKey.generate()
    token = sign_jws(claims_with(), typ=TYP, signer=stranger)
    assert code_of(lambda: status_in(token)) == "kid-unknown"


def test_refuses_another_kind_of_token() -> None:
    token = sign_jws(claims_with(), typ="receipt+jwt", signer=KEY)
    assert code_of(lambda: status_in(token)) == "typ-wrong"


def test_names_each_status_on_the_wire() -> None:
    assert [status.code for status in Status] == ["valid", "entered-in-error", "suspended", "superseded"]


def test_the_issuer_may_be_named() -> None:
    token = status_list_token(
        URI,
        statuses={},
        size=4,
        issued_at=NOW,
        expires_at=NOW + timedelta(hours=1),
        signer=KEY,
        iss="https://g.example",
    )
    assert status_in(token) is Status.VALID


@given(st.integers(1, 40), st.data())
def test_every_entry_is_read_as_it_was_set(size: int, data: st.DataObject) -> None:
    statuses = data.draw(st.dictionaries(st.integers(0, size - 1), st.sampled_from(Status)))
    token = token_of(statuses, size)
    assert [status_in(token, idx) for idx in range(size)] == [statuses.get(idx, Status.VALID) for idx in range(size)]


def test_bytes_that_are_packed_already_are_signed_as_they_are() -> None:
    token = token_of(bytes.fromhex("c944f9"), 12)
    assert [int(status_in(token, idx)) for idx in range(12)] == [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]


class Small(TypedDict):
    bytes: str
    bits: int
    lst: str


class Large(TypedDict):
    bits: int
    entries: int
    lst: str
    statuses: dict[str, int]


def test_published_small_lists_unpack_to_the_published_bytes(vectors: Path) -> None:
    published = cast(list[Small], json.loads((vectors / "token-status-list/small.json").read_text("utf-8")))
    for each in published:
        assert unpack(each["lst"]) == bytes.fromhex(each["bytes"])
        assert b64u(zlib.compress(bytes.fromhex(each["bytes"]), 9)) == each["lst"]
    assert published


def test_published_lists_of_a_million_entries_hold_the_published_statuses(vectors: Path) -> None:
    published = cast(list[Large], json.loads((vectors / "token-status-list/vectors.json").read_text("utf-8")))
    for each in published:
        bits, packed = each["bits"], unpack(each["lst"])
        assert len(packed) == each["entries"] * bits // 8
        assert {idx: entry(packed, bits=bits, idx=int(idx)) for idx in each["statuses"]} == each["statuses"]
        set_bytes = {int(idx) * bits // 8 for idx, status in each["statuses"].items() if status}
        assert {place for place, byte in enumerate(packed) if byte} == set_bytes
    assert {each["bits"] for each in published} == {1, 2, 4, 8}
