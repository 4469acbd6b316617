from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import CODES, Refusal
from exchange.jose import JsonObject, JsonValue, sign_jws
from exchange.transfer import (
    GENUINE,
    Checked,
    check_receipt,
    peek_receipt,
    read_message,
    read_receipt,
    recall_receipt,
    sign_receipt,
)
from exchange.transfer.receipts import TYP
from tests.transfer.said import KEYS, NOON, PLAN, TRANSFER, A, B, C, answer, arrived, desks, digest, notification, token

MESSAGE = read_message(token(notification()), keys={KEYS[A].kid: KEYS[A].public}, audience=B)
KEYS_OF_B = {KEYS[B].kid: KEYS[B].public}
CHECKED = (Checked(digest=PLAN.record, verdict=GENUINE), Checked(digest=digest("x"), verdict="signature-wrong"))


def receipt(**changes: object) -> str:
    told: JsonObject = {
        "iss": B, "aud": A, "iat": int(NOON.timestamp()), "transfer": TRANSFER, "of": MESSAGE.digest,
        "outcome": "delivered", "checked": [],
    }  # fmt: skip
    claims = {name: value for name, value in {**told, **changes}.items() if value is not ...}
    return sign_jws(claims, typ=TYP, signer=KEYS[B])  # type: ignore[arg-type]


def test_the_receipt_that_the_tests_spoil_reads_well_before() -> None:
    assert read_receipt(receipt(), keys=KEYS_OF_B, iss=B, aud=A, of=MESSAGE.digest).outcome == "delivered"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *product(("iss", "aud", "iat", "transfer", "of", "outcome"), (..., 5, [], True)),
        ("outcome", "accepted"), ("outcome", "rejected"), ("code", "forked"), ("code", None), ("jti", "1"), ("aud", B),
        ("checked", [{"digest": PLAN.record}]), ("checked", [{"digest": "d", "verdict": "genuine"}]),
        ("checked", [{"digest": PLAN.record, "verdict": "Mair Puw moved"}]), ("checked", None),
        ("checked", [{"digest": PLAN.record, "verdict": "genuine"}] * 2),
    ],
)  # fmt: skip
def test_refuses_a_receipt_with_a_claim_that_is_missing_or_not_of_its_form(name: str, value: JsonValue) -> None:
    if (name, value) == ("iat", 5):
        return
    with pytest.raises(Refusal, match="receipt-wrong"):
        read_receipt(receipt(**{name: value}), keys=KEYS_OF_B, iss=B)


def test_refuses_a_receipt_by_another_council() -> None:
    forged = sign_receipt(
        iss=C, aud=A, transfer=TRANSFER, of=MESSAGE.digest, outcome="delivered", issued_at=NOON, signer=KEYS[C]
    )
    with pytest.raises(Refusal, match="kid-unknown"):
        read_receipt(forged, keys=KEYS_OF_B, iss=B)
    with pytest.raises(Refusal, match="receipt-wrong at /iss"):
        read_receipt(forged, keys={KEYS[C].kid: KEYS[C].public}, iss=B)


def test_refuses_a_receipt_for_another_message_or_another_council() -> None:
    with pytest.raises(Refusal, match="receipt-wrong at /of"):
        read_receipt(receipt(of=digest("other")), keys=KEYS_OF_B, iss=B, of=MESSAGE.digest)
    with pytest.raises(Refusal, match="receipt-wrong at /aud"):
        read_receipt(receipt(aud=C), keys=KEYS_OF_B, iss=B, aud=A, of=MESSAGE.digest)


@pytest.mark.parametrize(
    "change", [{"of": digest("other")}, {"transfer": TRANSFER.replace("7", "8")}, {"aud": C}, {"iss": C}]
)
def test_refuses_a_receipt_that_does_not_answer_the_message(change: dict[str, JsonValue]) -> None:
    read = read_receipt(receipt(**change), keys=KEYS_OF_B, iss=str(change.get("iss", B)))
    with pytest.raises(Refusal, match="receipt-wrong"):
        check_receipt(read, message=MESSAGE)


def test_refuses_every_receipt_but_its_own_for_every_message() -> None:
    a, b = desks()
    said = [b.keep(a.say(notification())), b.say(arrived()), *(a.say(arrived()) for _ in range(3))]
    for message, other in product(said, said):
        if message is other:
            check_receipt(answer(other), message=message)
            continue
        with pytest.raises(Refusal, match="receipt-wrong"):
            check_receipt(answer(other), message=message)


def test_refuses_a_message_in_place_of_a_receipt() -> None:
    with pytest.raises(Refusal, match="typ-wrong"):
        peek_receipt(token(notification()).split("~")[0])


def test_refuses_to_peek_at_a_receipt_that_does_not_say_whose_it_is() -> None:
    with pytest.raises(Refusal, match="receipt-wrong at /iss"):
        peek_receipt(receipt(iss=5))


@pytest.mark.parametrize("code", [code for code in CODES if CODES[code].heals] + ["no-such-code", "Not a code"])
def test_refuses_to_reject_for_good_what_may_heal_or_has_no_code(code: str) -> None:
    with pytest.raises(Refusal, match="receipt-wrong"):
        sign_receipt(
            iss=B, aud=A, transfer=TRANSFER, of=MESSAGE.digest, outcome="rejected", code=code, issued_at=NOON,
            signer=KEYS[B],
        )  # fmt: skip


@pytest.mark.parametrize("position", range(0, 500, 7))
def test_refuses_a_receipt_with_any_character_changed(position: int) -> None:
    whole = receipt()
    place = position % len(whole)
    spoilt = whole[:place] + ("A" if whole[place] != "A" else "B") + whole[place + 1 :]
    with pytest.raises(Refusal):
        read_receipt(spoilt, keys=KEYS_OF_B, iss=B, aud=A, of=MESSAGE.digest)


@given(
    code=st.none() | st.sampled_from([code for code in CODES if not CODES[code].heals]),
    checked=st.sets(st.integers(0, 99), max_size=5),
    seconds=st.integers(0, 4_000_000_000),
)
def test_a_receipt_that_was_signed_reads_the_same(code: str | None, checked: set[int], seconds: int) -> None:
    verdicts = tuple(Checked(digest=digest(number), verdict=GENUINE) for number in checked)
    at = datetime.fromtimestamp(seconds, UTC)
    signed = sign_receipt(
        iss=B, aud=A, transfer=TRANSFER, of=MESSAGE.digest, outcome="rejected" if code else "delivered", code=code,
        checked=verdicts, issued_at=at, signer=KEYS[B],
    )  # fmt: skip
    read = read_receipt(peek_receipt(signed), keys=KEYS_OF_B, iss=B, aud=A, of=MESSAGE.digest)
    assert (read.code, read.checked, read.issued_at) == (code, verdicts, at)
    assert (peek_receipt(signed).iss, peek_receipt(signed).digest) == (B, read.digest)
    check_receipt(read, message=MESSAGE)


def test_a_refused_record_does_not_reject_its_message() -> None:
    signed = sign_receipt(
        iss=B, aud=A, transfer=TRANSFER, of=MESSAGE.digest, outcome="delivered", checked=CHECKED, issued_at=NOON,
        signer=KEYS[B],
    )  # fmt: skip
    assert read_receipt(signed, keys=KEYS_OF_B, iss=B).checked == CHECKED


def test_a_receipt_is_recalled_from_one_s_own_store_as_it_was_read() -> None:
    assert recall_receipt(receipt()) == read_receipt(receipt(), keys=KEYS_OF_B, iss=B)
