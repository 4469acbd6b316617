from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, parse_jws, sign_jws
from exchange.trust import (
    COMPROMISED,
    HISTORICAL_KEYS_TYP,
    LEEWAY,
    SUPERSEDED,
    UNSPECIFIED,
    HistoricalKey,
    Revocation,
    historical_keys,
    read_historical_keys,
)
from tests.trust.federation import GWYNEDD, NOW, REMOVED, seconds

OLD = [PrivateKey.generate() for _ in range(3)]
ENDED = NOW - timedelta(days=100)
BEGUN = NOW - timedelta(days=800)
FORMER = HistoricalKey(OLD[0].public, ENDED, BEGUN, Revocation(ENDED, SUPERSEDED))
HELD = {GWYNEDD.federation.kid: GWYNEDD.federation.public}


def written(*keys: HistoricalKey) -> str:
    return historical_keys(entity_id=GWYNEDD.entity_id, keys=keys, issued_at=NOW, signer=GWYNEDD.federation)


def read(token: str, *, keys: Mapping[str, object] = HELD) -> tuple[HistoricalKey, ...]:
    held = {kid: key for kid, key in HELD.items() if kid in keys}
    return read_historical_keys(token, entity_id=GWYNEDD.entity_id, keys=held, now=NOW)


def refusal_of(claims: JsonObject, *, typ: str = HISTORICAL_KEYS_TYP) -> tuple[str, str]:
    present = {name: value for name, value in claims.items() if value != REMOVED}
    with pytest.raises(Refusal) as caught:
        read(sign_jws(present, typ=typ, signer=GWYNEDD.federation))
    return caught.value.code, caught.value.at


def claims_with(**changes: JsonValue) -> JsonObject:
    return {**parse_jws(written(FORMER), typ=HISTORICAL_KEYS_TYP).unverified_claims, **changes}


def with_key(**changes: JsonValue) -> JsonObject:
    listed = claims_with()["keys"]
    assert isinstance(listed, list)
    assert isinstance(listed[0], dict)
    members: JsonObject = {**listed[0], **changes}
    return claims_with(keys=[{name: value for name, value in members.items() if value != REMOVED}])


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"iss": "https://ceredigion.example"}, "/iss"),
        ({"iss": REMOVED}, "/iss"),
        ({"sub": "https://ceredigion.example"}, "/iss"),
        ({"iat": REMOVED}, "/iat"),
        ({"iat": "now"}, "/iat"),
        ({"keys": REMOVED}, "/keys"),
        ({"keys": {}}, "/keys"),
        ({"keys": ["key"]}, "/keys/0"),
    ],
)
def test_refuses_a_list_of_historical_keys_of_another_form(changes: JsonObject, place: str) -> None:
    assert refusal_of(claims_with(**changes)) == ("statement-claims", place)


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"kid": REMOVED}, "statement-claims", "/keys/0"),
        ({"kid": "another"}, "key-malformed", "/keys/0"),
        ({"d": "AQ"}, "key-malformed", "/keys/0"),
        ({"exp": REMOVED}, "statement-claims", "/keys/0/exp"),
        ({"iat": None}, "statement-claims", "/keys/0/iat"),
        ({"nbf": "x"}, "statement-claims", "/keys/0/nbf"),
        ({"revoked": None}, "statement-claims", "/keys/0/revoked"),
        ({"revoked": {}}, "statement-claims", "/keys/0/revoked/revoked_at"),
        ({"revoked": {"revoked_at": 1, "reason": None}}, "statement-claims", "/keys/0/revoked/reason"),
    ],
)
def test_refuses_a_historical_key_of_another_form(changes: JsonObject, code: str, place: str) -> None:
    assert refusal_of(with_key(**changes)) == (code, place)


def test_refuses_a_key_listed_twice() -> None:
    assert refusal_of(claims_with(keys=[FORMER.key.jwk | {"exp": 1}] * 2)) == ("statement-claims", "/keys")


def test_refuses_another_type_another_signer_and_a_date_in_the_future() -> None:
    assert refusal_of(claims_with(), typ="entity-statement+jwt") == ("typ-wrong", "")
    late = claims_with(iat=seconds(NOW + LEEWAY) + 1)
    assert refusal_of(late) == ("statement-from-future", "/iat")
    with pytest.raises(Refusal, match="kid-unknown"):
        read(written(FORMER), keys={})
    with pytest.raises(Refusal, match="statement-claims"):
        historical_keys(entity_id="gwynedd", keys=[], issued_at=NOW, signer=GWYNEDD.federation)


def test_a_list_may_be_empty_and_may_hold_what_the_standard_does_not_define() -> None:
    assert read(written()) == ()
    claims = with_key(revoked={"revoked_at": seconds(ENDED), "note": "x"}, nbf=seconds(BEGUN) + 1, use="sig")
    claims["sub"] = REMOVED
    token = sign_jws(
        {k: v for k, v in claims.items() if v != REMOVED}, typ=HISTORICAL_KEYS_TYP, signer=GWYNEDD.federation
    )
    begun = BEGUN + timedelta(seconds=1)
    assert read(token) == (HistoricalKey(OLD[0].public, ENDED, begun, Revocation(ENDED, UNSPECIFIED)),)


def test_a_key_counts_within_its_life_and_before_its_revocation() -> None:
    stolen_at = ENDED - timedelta(days=50)
    stolen = HistoricalKey(OLD[0].public, ENDED, BEGUN, Revocation(stolen_at, COMPROMISED))
    second = timedelta(seconds=1)
    assert [FORMER.in_force(at) for at in (BEGUN - second, BEGUN, ENDED - second, ENDED)] == [False, True, True, False]
    assert [stolen.in_force(at) for at in (stolen_at - second, stolen_at)] == [True, False]
    after = HistoricalKey(OLD[0].public, ENDED, revocation=Revocation(ENDED + second))
    assert [after.in_force(at) for at in (BEGUN - second, ENDED - second, ENDED)] == [True, True, False]


TIMES = st.integers(0, 4 * 10**9).map(lambda number: datetime.fromtimestamp(number, UTC))
REVOCATIONS = st.builds(Revocation, TIMES, st.sampled_from([UNSPECIFIED, COMPROMISED, SUPERSEDED, "closed"]))


@given(st.lists(st.tuples(TIMES, st.none() | TIMES, st.none() | REVOCATIONS), max_size=3))
def test_a_list_says_what_it_was_written_from(
    lives: list[tuple[datetime, datetime | None, Revocation | None]],
) -> None:
    keys = tuple(HistoricalKey(key.public, *life) for key, life in zip(OLD, lives, strict=False))
    assert read(written(*keys)) == keys
