import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, PrivateKey, decrypt, digest_of, parse_jwe, sign_jws
from exchange.transfer import (
    Document,
    Message,
    Parcel,
    Place,
    attestations_in,
    check_attachments,
    check_envelope,
    open_parcel,
    peek_message,
    read_message,
    seal_parcel,
    with_attestations,
)
from tests.transfer.said import KEYS, A, B, C, arrived, notification, stated, token

DOOR = PrivateKey.generate()
RECORDS = [sign_jws({"record": number}, typ="dc+sd-jwt", signer=KEYS[A]) + "~" for number in range(3)]
STATEMENTS = [sign_jws({"statement": number}, typ="presentation+jwt", signer=KEYS[A]) for number in range(3)]


def named(number: int) -> Document:
    return Document(
        record=digest_of(RECORDS[number][:-1].rpartition(".")[0]),
        presentation=digest_of(STATEMENTS[number].rpartition(".")[0]),
        kind="assessment",
        vct="urn:assessment-exchange:assessment:1.0",
    )


def telling(*numbers: int) -> Message:
    return stated(notification(documents=tuple(named(number) for number in numbers)), A, B, Place(1))


def parcel(*attachments: str) -> Parcel:
    return Parcel("message", attachments)


@pytest.mark.parametrize(
    "attachments",
    [
        (), (RECORDS[0],), (STATEMENTS[0], RECORDS[0]), (RECORDS[1], STATEMENTS[1], RECORDS[0], STATEMENTS[0]),
        (RECORDS[0], STATEMENTS[0], RECORDS[1]), (RECORDS[0], STATEMENTS[1], RECORDS[1], STATEMENTS[0]),
        (RECORDS[0], STATEMENTS[0], RECORDS[2], STATEMENTS[2]), (RECORDS[0], STATEMENTS[0], "no token", STATEMENTS[1]),
        (RECORDS[0], STATEMENTS[0], RECORDS[1], STATEMENTS[1], RECORDS[2], STATEMENTS[2]),
    ],
)  # fmt: skip
def test_refuses_attachments_that_are_not_those_the_message_names_in_its_order(attachments: tuple[str, ...]) -> None:
    with pytest.raises(Refusal, match="attachment-unnamed"):
        check_attachments(telling(0, 1), parcel(*attachments))


def test_refuses_attachments_to_a_message_that_names_none() -> None:
    with pytest.raises(Refusal, match="attachment-unnamed"):
        check_attachments(stated(arrived(), A, B, Place(1)), parcel(RECORDS[0], STATEMENTS[0]))


@pytest.mark.parametrize(
    "plaintext",
    [b"", b"\n", b"a\n", b"\na", b"a\n\nb", "Siân".encode(), b"\n".join([b"a"] * 242), b"a" + b"\n" * 9_999],
)
def test_refuses_a_parcel_that_is_not_tokens_on_lines(plaintext: bytes) -> None:
    with pytest.raises(Refusal, match="parcel-malformed"):
        open_parcel(plaintext)


def test_refuses_to_seal_what_could_not_be_opened() -> None:
    with pytest.raises(Refusal, match="parcel-malformed"):
        seal_parcel("message", ["two\nlines", ""], to=DOOR.public, iss=A, aud=B)


@pytest.mark.parametrize(("iss", "aud", "at"), [(C, B, "/iss"), (A, C, "/aud"), (B, A, "/iss")])
def test_refuses_an_envelope_that_says_something_else_than_the_message(iss: str, aud: str, at: str) -> None:
    sent = token(notification())
    outside = parse_jwe(seal_parcel(sent, (), to=DOOR.public, iss=iss, aud=aud))
    for inside in (peek_message(sent), read_message(sent, keys={KEYS[A].kid: KEYS[A].public}, audience=B)):
        with pytest.raises(Refusal) as caught:
            check_envelope(outside, inside)
        assert (caught.value.code, caught.value.at) == ("envelope-differs", at)


def test_a_parcel_that_was_sealed_opens_the_same() -> None:
    sent = token(notification(documents=(named(2), named(0))))
    attached = (RECORDS[2], STATEMENTS[2], RECORDS[0], STATEMENTS[0])
    outside = parse_jwe(seal_parcel(sent, attached, to=DOOR.public, iss=A, aud=B))
    opened = open_parcel(decrypt(outside, key=DOOR))
    message = read_message(opened.message, keys={KEYS[A].kid: KEYS[A].public}, audience=B)
    check_envelope(outside, message)
    pairs = check_attachments(message, opened)
    assert [(pair.record, pair.statement) for pair in pairs] == [attached[:2], attached[2:]]
    assert [pair.document for pair in pairs] == [named(2), named(0)]


@given(st.lists(st.text("abc.~-_09", min_size=1, max_size=20), min_size=1, max_size=41))
def test_whatever_tokens_go_into_a_parcel_come_out_of_it(tokens: list[str]) -> None:
    opened = open_parcel("\n".join(tokens).encode())
    assert [opened.message, *opened.attachments] == tokens


def test_a_record_with_fewer_disclosures_is_still_the_one_that_is_named() -> None:
    disclosed = RECORDS[0] + "WyJzYWx0IiwgMV0~"
    assert check_attachments(telling(0), parcel(disclosed, STATEMENTS[0]))[0].record == disclosed


def attesting(number: int, name: str = "") -> str:
    claims: JsonObject = {"record": named(number).record, "name": name, "_sd_alg": "sha-256"}
    return sign_jws(claims, typ="attestation+sd-jwt", signer=KEYS[A]) + "~"


def test_refuses_an_attestation_over_a_record_that_the_message_does_not_name() -> None:
    not_a_digest = sign_jws({"record": [named(0).record]}, typ="attestation+sd-jwt", signer=KEYS[A]) + "~"
    another_kind = sign_jws({"record": named(0).record}, typ="x", signer=KEYS[A])
    for further in (attesting(2), attesting(0)[:-1], another_kind, not_a_digest):
        with pytest.raises(Refusal, match="attachment-unnamed"):
            check_attachments(telling(0), parcel(RECORDS[0], STATEMENTS[0], attesting(0), further))


def test_attestations_follow_the_records() -> None:
    sent, attested = parcel(RECORDS[0], STATEMENTS[0], attesting(0), attesting(0, "again")), telling(0)
    assert len(check_attachments(attested, sent)) == 1
    assert attestations_in(sent, of=attested) == sent.attachments[2:]


def test_attestations_that_do_not_fit_keep_no_record_back() -> None:
    records, small, large = ("r" * 1_000_000,) * 5, "a" * 400, "b" * 500
    assert with_attestations("m" * 999_000, records, [small, large, small]) == (*records, small, large)
    assert with_attestations("m", ["r"], ["a"] * 500) == ("r", *["a"] * 239)
