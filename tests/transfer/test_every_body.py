"""Every type of message, whatever its texts, digests and lists: it reads as it was written, kept whole or not."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exchange.errors import Refusal
from exchange.jose import parse_jws
from exchange.transfer import JURISDICTIONS, AnyBody, Consent, MessageType, PlannedMove, Request, read_message, type_of
from exchange.transfer.bodies import Basis
from exchange.transfer.messages import TYP
from exchange.transfer.strict import Model
from tests.transfer.alphabet import CONSENT, FIXED
from tests.transfer.said import KEYS, MOVE, NOON, A, B, body_of, destroyed, digest, documents, refused, request, token

MARK = "¶"  # in every text that is generated, and nowhere else
PRINTABLE = st.text(max_size=30)
LATER = NOON + timedelta(days=30)
SAMPLES: tuple[AnyBody, ...] = (
    *(body_of(kind, MOVE) for kind in MessageType),
    *FIXED.values(),
    destroyed(digest("recall"), MOVE),
    documents(digest("request")),
    refused(digest("request")),
)


def varied(draw: st.DrawFn, value: object, *, like: str = "") -> object:
    """A value like this one, with other texts and digests in it, and lists of other lengths."""
    match value:
        case Model():
            members = {name: varied(draw, getattr(value, name), like=name) for name in type(value).model_fields}
            return type(value)(**members)
        case tuple() if value and isinstance(value[0], Model):
            return tuple(varied(draw, each, like=like) for each in [*value, *value][: draw(st.integers(1, 3))])
        case str() if like in TEXTS:
            return MARK + draw(PRINTABLE)
        case str() if like in DIGESTS:
            return digest(draw(st.integers(0, 2**40)))
        case _:
            return value


TEXTS = {"name", "role", "contact", "reason", "note", "text", "new_address", "how", "owner", "provider", "statement",
         "local_reference", "reference", "received_by", "value"}  # fmt: skip
DIGESTS = {"record", "presentation", "of", "undoes"}


@st.composite
def bodies(draw: st.DrawFn) -> AnyBody:
    sample = draw(st.sampled_from(SAMPLES))
    try:
        body = varied(draw, sample)
    except ValidationError:
        reject()  # two that have to differ came out the same
    assert isinstance(body, type(sample))
    return body


def written(body: AnyBody, at: datetime = LATER) -> str:
    return token(body, iss=A, issued_at=at)


def read(message: str, *, audience: str | None) -> AnyBody:
    return read_message(message, keys={KEYS[A].kid: KEYS[A].public}, audience=audience).body


def part_of(message: str, kept: Sequence[int]) -> str:
    jws, *disclosures = message.split("~")[:-1]
    return "~".join((jws, *(each for number, each in enumerate(disclosures) if number in kept), ""))


def test_there_is_a_sample_of_every_type() -> None:
    assert {type_of(each) for each in SAMPLES} == set(MessageType)


@settings(max_examples=300, deadline=None)
@given(body=bodies())
def test_a_body_reads_as_it_was_written_and_no_text_of_it_is_in_what_stays_for_ever(body: AnyBody) -> None:
    message = written(body)
    assert read(message, audience=B) == body
    signed = json.dumps(parse_jws(message.split("~")[0], typ=TYP).unverified_claims, ensure_ascii=False)
    assert MARK not in signed


@settings(max_examples=150, deadline=None)
@given(body=bodies(), kept=st.lists(st.integers(0, 9), max_size=6))
def test_what_is_left_after_erasure_keeps_every_day_code_and_digest(body: AnyBody, kept: list[int]) -> None:
    whole = written(body)
    part = part_of(whole, kept)
    if part != whole:
        with pytest.raises(Refusal, match="message-claims"):
            read(part, audience=B)  # as it arrives, a message is whole
    left, erased = read(part, audience=None), read(part_of(whole, ()), audience=None)
    assert read(part_of(part, ()), audience=None) == erased
    assert (list(left.days()), left.topic, left.opened_by) == (list(body.days()), body.topic, body.opened_by)
    assert MARK not in repr(erased)


@settings(max_examples=100, deadline=None)
@given(body=bodies(), number=st.integers(0, 9))
def test_refuses_a_disclosure_that_stands_twice(body: AnyBody, number: int) -> None:
    whole = written(body)
    disclosures = whole.split("~")[1:-1]
    if disclosures:
        with pytest.raises(Refusal):
            read(whole + disclosures[number % len(disclosures)] + "~", audience=None)


@pytest.mark.parametrize("basis", JURISDICTIONS)
@pytest.mark.parametrize("consent", [CONSENT, None])
def test_a_request_states_a_consent_where_the_law_requires_one(basis: Basis, consent: Consent | None) -> None:
    move = PlannedMove(day=MOVE, confidence="likely", basis=basis)
    members = {**vars(request()), "move": move, "consent": consent}
    if JURISDICTIONS[basis].consent_required and consent is None:
        with pytest.raises(ValidationError):
            Request.model_validate(members)
    else:
        asked = read(token(Request.model_validate(members), iss=A), audience=B)
        assert isinstance(asked, Request)
        assert asked.consent == consent
