from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, parse_jws, sign_jws
from exchange.jose.sdjwt import Concealer, sign_sdjwt, with_disclosures
from exchange.transfer import (
    Arrived,
    Message,
    MessageType,
    Notification,
    Person,
    Place,
    compose,
    peek_message,
    read_message,
    recall_message,
)
from exchange.transfer.conceal import conceal
from exchange.transfer.messages import TYP
from exchange.transfer.strict import Model
from tests.transfer.said import (
    KEYS,
    LOG,
    MOVE,
    NOON,
    PERSON,
    PLAN,
    TRANSFER,
    A,
    B,
    C,
    arrived,
    body_of,
    decision,
    digest,
    notification,
    salts,
    token,
)

KEYS_OF_A = {KEYS[A].kid: KEYS[A].public}
KEYS_OF_B = {KEYS[B].kid: KEYS[B].public}


def claims_of(body: JsonObject | None = None) -> JsonObject:
    """Claims of an `arrived` that reads well, for spoiling; nothing of it is concealed."""
    return {
        "iss": A, "aud": B, "iat": int(NOON.timestamp()), "jti": "00000000-0000-0000-0000-000000000001",
        "transfer": TRANSFER, "seq": 1, "type": "arrived", "body": {"day": "2026-11-20"} if body is None else body,
        "log": {"origin": LOG.origin, "size": LOG.size, "root": LOG.root},
    }  # fmt: skip


def signed(claims: JsonObject, concealer: Concealer | None = None) -> str:
    return sign_sdjwt(claims, disclosures=concealer.disclosures if concealer else (), typ=TYP, signer=KEYS[A])


def refusal_of(message: str, *, audience: str | None = B) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_message(message, keys=KEYS_OF_A, audience=audience)
    return caught.value


def test_the_claims_that_the_tests_spoil_read_well_before() -> None:
    assert read_message(signed(claims_of()), keys=KEYS_OF_A, audience=B).body == Arrived(day=date(2026, 11, 20))


@pytest.mark.parametrize("name", ["iss", "aud", "iat", "jti", "transfer", "seq", "type", "body", "log"])
def test_refuses_a_message_without_a_claim(name: str) -> None:
    claims = claims_of()
    del claims[name]
    assert refusal_of(signed(claims)).code == "message-claims"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iat", "1"), ("iat", True), ("iat", -1), ("iat", 253_402_300_800), ("seq", 0), ("seq", True), ("seq", "1"),
        ("seq", 10_001), ("jti", "1"), ("jti", "00000000-0000-0000-0000-00000000000A"), ("transfer", "x" * 36),
        ("prev", None), ("prev", digest("p")), ("seen", "short"), ("seen", digest("s")[:-1] + "_"), ("iss", ""),
        ("aud", [B]), ("type", 5), ("body", []), ("body", None), ("log", {}), ("extra", 1), ("exp", 1),
        ("log", {"origin": "o", "size": -1, "root": digest("r")}),
        ("log", {"origin": "o", "size": 1, "root": digest("r"), "note": "n"}),
    ],
)  # fmt: skip
def test_refuses_a_claim_that_is_not_of_its_form(name: str, value: JsonValue) -> None:
    assert refusal_of(signed({**claims_of(), name: value})).code == "message-claims"


@pytest.mark.parametrize("name", ["iss", "aud", "transfer", "seq"])
def test_refuses_to_peek_at_a_message_that_does_not_say_whose_it_is(name: str) -> None:
    values: tuple[JsonValue, ...] = (True, None, ["x"])
    for value in values:
        with pytest.raises(Refusal, match="message-claims"):
            peek_message(signed({**claims_of(), name: value}))


def test_refuses_a_first_message_with_a_predecessor_and_a_later_one_without() -> None:
    assert refusal_of(signed({**claims_of(), "prev": digest("p")})).at == "/prev"
    assert refusal_of(signed({**claims_of(), "seq": 2})).at == "/prev"


def test_refuses_a_message_to_oneself() -> None:
    assert refusal_of(signed({**claims_of(), "aud": A}), audience=A).code == "same-council"


def test_refuses_a_type_of_a_later_version_as_something_that_heals() -> None:
    refusal = refusal_of(signed({**claims_of(), "type": "telepathy"}))
    assert (refusal.code, refusal.heals) == ("message-type-unknown", True)


@pytest.mark.parametrize("audience", [A, C, B + "/", B.upper()])
def test_refuses_a_message_to_another_council(audience: str) -> None:
    assert refusal_of(token(notification()), audience=audience).code == "audience-wrong"


def test_refuses_a_message_by_another_council_s_key() -> None:
    with pytest.raises(Refusal, match="kid-unknown"):
        read_message(token(notification()), keys=KEYS_OF_B, audience=B)


def test_refuses_another_signed_thing_in_place_of_a_message() -> None:
    receipt = sign_jws(claims_of(), typ="receipt+jwt", signer=KEYS[A]) + "~"
    assert refusal_of(receipt).code == "typ-wrong"


@pytest.mark.parametrize(
    "body",
    [
        {}, {"day": "2026-11-20", "secret": "Mair"}, {"day": None}, {"day": 20261120},
        *({"day": "2026-11-20", "note": note} for note in ("", None, 5, "in the clear")),
        {"day": "2026-11-20", "note": "x" * 10_001},
    ],
)  # fmt: skip
def test_refuses_a_body_that_is_not_of_its_form_without_repeating_it(body: JsonObject) -> None:
    refusal = refusal_of(signed(claims_of(body)))
    assert refusal.code == "message-claims"
    assert not any("Mair" in part or "secret" in part for part in (str(refusal), repr(refusal.findings)))


@pytest.mark.parametrize(
    "day", ["2026-11-21", "2024-11-18", "2026-13-01", "20261120", "2026-W47-5", "2026-11-20T00:00", "soon"]
)
def test_refuses_a_day_of_arrival_that_is_no_day_or_lies_ahead_or_too_far_back(day: str) -> None:
    assert refusal_of(signed(claims_of({"day": day}))).code == "day-malformed"


@pytest.mark.parametrize("day", [date(2028, 11, 21), date(2025, 11, 18), date(2106, 11, 20)])
def test_refuses_to_compose_a_notification_of_a_day_that_nobody_can_mean(day: date) -> None:
    with pytest.raises(Refusal, match="day-malformed at /body/day"):
        token(notification(day=day))


def test_refuses_to_compose_a_decision_with_a_day_that_nobody_can_mean() -> None:
    arrangement = decision().day_one[0].model_copy(update={"starts_on": date(2036, 1, 1)})
    with pytest.raises(Refusal, match="day-malformed at /body/dayOne/0/startsOn"):
        token(decision(day_one=(arrangement,)), iss=B)


def test_refuses_to_compose_without_what_only_erasure_may_take_away() -> None:
    with pytest.raises(Refusal) as caught:
        token(notification(person=None, worker=None))
    assert [(found.code, found.at) for found in caught.value.findings] == [
        ("message-claims", "/body/person"), ("message-claims", "/body/worker"),
    ]  # fmt: skip


@pytest.mark.parametrize("place", [Place(2), Place(1, prev=digest("p")), Place(0), Place(2, prev="p")])
def test_refuses_to_compose_a_message_in_no_possible_place(place: Place) -> None:
    with pytest.raises(Refusal, match="message-claims"):
        token(notification(), place=place)


def test_refuses_to_compose_a_message_to_oneself() -> None:
    with pytest.raises(Refusal, match="same-council"):
        compose(
            arrived(), iss=A, aud=A, transfer=TRANSFER, place=Place(1), jti=TRANSFER, issued_at=NOON, log=LOG,
            signer=KEYS[A], salts=salts().__next__,
        )  # fmt: skip


def test_refuses_a_message_that_arrives_with_something_kept_back() -> None:
    bare = with_disclosures(token(notification()), keep=())
    refusal = refusal_of(bare)
    assert (refusal.code, refusal.at) == ("message-claims", "/body")


def test_refuses_a_message_that_conceals_what_must_stay() -> None:
    concealer = Concealer(salts().__next__)
    body: JsonObject = {}
    concealer.member(body, "day", "2026-11-20")
    assert refusal_of(signed(claims_of(body), concealer), audience=None).code == "message-claims"


def test_refuses_a_message_that_conceals_an_optional_member_that_must_stay() -> None:
    concealer = Concealer(salts().__next__)
    body: JsonObject = {"assessment": "full"}
    concealer.member(body, "needs", [])
    concealer.member(body, "worker", {"name": "n", "role": "r", "contact": "c"})
    assert refusal_of(signed({**claims_of(body), "type": "decision"}, concealer)).code == "message-claims"


def test_refuses_a_message_that_conceals_a_claim() -> None:
    concealer = Concealer(salts().__next__)
    claims = claims_of()
    concealer.member(claims, "seen", digest("s"))
    assert refusal_of(signed(claims, concealer)).code == "claim-concealed"


def test_refuses_documents_that_are_named_twice() -> None:
    with pytest.raises(ValidationError, match="twice"):
        Notification(day=MOVE, confidence="certain", basis="wls-s56", documents=(PLAN, PLAN))


def test_a_message_that_was_composed_reads_the_same() -> None:
    sent = notification()
    message = read_message(token(sent, place=Place(1, seen=digest("s"))), keys=KEYS_OF_A, audience=B)
    assert message.body == sent
    assert (message.iss, message.aud, message.seq, message.prev, message.seen) == (A, B, 1, None, digest("s"))
    assert (message.type, message.concealed, message.issued_at, message.log) == (MessageType.NOTIFICATION, 0, NOON, LOG)


def test_peeking_names_the_message_as_reading_does() -> None:
    seen = peek_message(token(notification()))
    message = read_message(seen, keys=KEYS_OF_A, audience=B)
    assert (seen.digest, seen.kid, seen.iss, seen.aud, seen.transfer, seen.seq) == (
        message.digest, message.kid, A, B, TRANSFER, 1,
    )  # fmt: skip


def erased(message: str) -> Message:
    return read_message(with_disclosures(message, keep=()), keys=KEYS_OF_A, audience=None)


def test_an_erased_message_still_verifies_and_counts_what_is_gone() -> None:
    message = erased(token(notification()))
    assert isinstance(message.body, Notification)
    assert message.concealed == 5
    assert message.body == notification(person=None, reason=None, new_address=None, worker=None, note=None)
    assert message.digest == peek_message(token(notification())).digest


def test_nothing_of_the_person_is_in_the_signed_part() -> None:
    for body in (notification(), decision(), arrived(date(2026, 11, 20))):
        payload = str(parse_jws(token(body).split("~")[0], typ=TYP).unverified_claims)
        told = (PERSON.name, "1942", "9434765919", "daughter", "Stryd", "Siân", "01286", "shower", "calls", "settled")
        assert not [word for word in told if word in payload]


@given(
    kind=st.sampled_from(MessageType),
    days=st.integers(0, 30),
    kept=st.sets(st.integers(0, 6)),
)
def test_whatever_is_kept_of_a_message_its_permanent_part_reads_the_same(
    kind: MessageType, days: int, kept: set[int]
) -> None:
    issued = datetime(2026, 12, 2, tzinfo=UTC) + timedelta(days=days)
    whole = token(body_of(kind), issued_at=issued)
    full = read_message(whole, keys=KEYS_OF_A, audience=B)
    jws, *disclosures = whole.split("~")[:-1]
    part = "~".join((jws, *(each for number, each in enumerate(disclosures) if number in kept), ""))
    message = read_message(part, keys=KEYS_OF_A, audience=None)
    assert message.concealed == len(disclosures) - len(kept & set(range(len(disclosures))))
    assert erased(whole).body == erased(part).body
    assert (message.digest, message.type, message.issued_at) == (full.digest, full.type, issued)
    assert list(message.body.days()) == list(full.body.days())


@given(position=st.integers(0, 10_000), change=st.integers(1, 255))
def test_refuses_a_message_with_any_character_changed(position: int, change: int) -> None:
    whole = token(arrived(date(2026, 11, 20))).encode()
    place = position % len(whole)
    spoilt = whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :]
    with pytest.raises(Refusal):
        read_message(spoilt.decode("latin-1"), keys=KEYS_OF_A, audience=B)


def test_the_day_of_arrival_is_judged_by_the_day_in_london() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert token(arrived(date(2026, 7, 2)), issued_at=late)
    with pytest.raises(Refusal, match="day-malformed"):
        token(arrived(date(2026, 7, 2)), issued_at=late - timedelta(hours=1))


def test_refuses_a_message_that_never_held_what_must_be_there_even_if_read_as_kept() -> None:
    claims = {**claims_of({"assessment": "full"}), "type": "decision"}
    refusal = refusal_of(signed(claims), audience=None)
    assert (refusal.code, refusal.at) == ("message-claims", "/body/worker")


def test_refuses_to_write_a_body_with_a_field_that_has_no_one_written_form() -> None:
    class Odd(Model):
        weight: float

    with pytest.raises(TypeError):
        conceal(Odd(weight=0.1), Concealer(salts().__next__))


def test_refuses_a_member_by_its_name_in_python_and_an_identifier_that_stands_twice() -> None:
    worker: JsonObject = {"name": "n", "role": "r", "contact": "c"}
    bodies: tuple[JsonObject, ...] = (
        {"assessment": "full", "day_one": []},
        {"assessment": "full", "worker": worker, "day_one": []},
    )
    for body in bodies:
        assert refusal_of(signed({**claims_of(body), "type": "decision"})).findings[0].rule == "extra_forbidden"
    with pytest.raises(ValidationError, match="twice"):
        Person(name="Mair Puw", birth_date=PERSON.birth_date, identifiers=PERSON.identifiers * 2)


def test_a_message_is_recalled_from_one_s_own_store_as_it_was_read() -> None:
    whole = token(notification())
    for kept in (whole, with_disclosures(whole, keep=())):
        assert recall_message(kept) == read_message(kept, keys=KEYS_OF_A, audience=None)
