"""What each type of message says: the refusal first, then what is concealed and what stays."""

from datetime import date

import pytest
from pydantic import ValidationError

from exchange.errors import Refusal
from exchange.jose import parse_jws
from exchange.jose.sdjwt import with_disclosures
from exchange.transfer import (
    AnyBody,
    Asked,
    Cancelled,
    Completed,
    Consent,
    Documents,
    LeftOut,
    Matched,
    MessageType,
    NeedDecision,
    Notification,
    Person,
    PlannedMove,
    Recall,
    Request,
    Resolved,
    Told,
    Update,
    documents_of,
    read_message,
)
from exchange.transfer.bodies import BODIES
from exchange.transfer.messages import TYP
from tests.transfer.said import (
    KEYS,
    MOVE,
    NOON,
    PERSON,
    PLAN,
    WORKER,
    A,
    asking,
    body_of,
    decision,
    digest,
    documents,
    notification,
    request,
    token,
    wrong_person,
)

KEYS_OF_A = {KEYS[A].kid: KEYS[A].public}
CONSENT = Consent(capacity="has-capacity", taken_on=date(2026, 11, 1), taken_by=WORKER)
ASKS = (Asked(kind="care-and-support-plan"),)
TOLD = Told(on=date(2026, 11, 19), by="person")


def crossing() -> PlannedMove:
    return PlannedMove(day=MOVE, confidence="likely", basis="cross-border")


@pytest.mark.parametrize(
    ("model", "members"),
    [
        (Notification, {"day": MOVE, "confidence": "likely", "basis": "wls-s99", "documents": (PLAN,)}),
        (Request, {"asks": ASKS, "move": crossing(), "told": TOLD}),
        (Request, {"asks": ASKS, "move": PlannedMove(day=MOVE, confidence="likely", basis="wls-s56")}),
        (Request, {"asks": ASKS, "told": TOLD}),
        (Request, {"asks": ()}),
        (Request, {"asks": ASKS * 2}),
        (Documents, {"outcome": "sent"}),
        (Documents, {"outcome": "no-match"}),
        (Documents, {"outcome": "no-match", "of": digest("r"), "documents": (PLAN,)}),
        (Documents, {"outcome": "refused", "of": digest("r")}),
        (Documents, {"outcome": "sent", "of": digest("r"), "documents": (PLAN,), "ground": "not-held"}),
        (Documents, {"outcome": "refused", "of": digest("r"), "ground": "other"}),
        (Update, {"about": "date"}),
        (Update, {"about": "date", "day": MOVE}),
        (Update, {"about": "contact", "day": MOVE, "confidence": "likely"}),
        (Update, {"about": "answer"}),
        (Update, {"about": "question", "of": digest("q")}),
        (Update, {"about": "joins"}),
        (Update, {"about": "consent"}),
        (Update, {"about": "consent", "consent": CONSENT, "withdrawn_on": MOVE}),
        (Update, {"about": "contact", "withdrawn_on": MOVE}),
        (Matched, {"grade": "strong", "factors": ("name",)}),
        (Matched, {"grade": "strong", "factors": ("name", "name")}),
        (Matched, {"grade": "weak", "factors": ("name", "birth-date")}),
        (Matched, {"grade": "weak", "factors": ("name", "birth-date"), "second_person": 1}),
        (Completed, {"day": MOVE, "assessment": "full"}),
        (Cancelled, {"ground": "died"}),
        (Cancelled, {"ground": "not-moving", "day": MOVE}),
        (Recall, {"scope": "documents", "ground": "misdirected"}),
        (Recall, {"scope": "transfer", "ground": "misdirected", "records": (digest("r"),)}),
        (Resolved, {"of": (), "how": "withdrawn"}),
        (Resolved, {"of": (digest("d"),), "how": "agreed"}),
        (Resolved, {"of": (digest("d"),), "how": "agreed", "holder": "sending"}),
        (Resolved, {"of": (digest("d"),), "how": "withdrawn", "holder": "sending", "starts_on": MOVE}),
    ],
)  # fmt: skip
def test_refuses_members_that_do_not_fit_together(model: type[AnyBody], members: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(members)


@pytest.mark.parametrize("person", [Person(name="Mair Puw"), None])
def test_refuses_a_request_that_does_not_name_the_person_by_two_factors(person: Person | None) -> None:
    with pytest.raises((ValidationError, Refusal)):
        token(Request.model_validate({**vars(request()), "person": person}))


@pytest.mark.parametrize(
    ("body", "at"),
    [
        (Update(about="question"), "/body/text"), (Update(about="contact"), "/body/worker"),
        (request(person=None), "/body/person"), (asking().model_copy(update={"worker": None}), "/body/worker"),
        (Matched(grade="weak", factors=("name", "address"), second_person=True, by=WORKER), "/body/second"),
        (request(consent=CONSENT.model_copy(update={"taken_by": None})), "/body/consent/takenBy"),
    ],
)  # fmt: skip
def test_refuses_to_compose_without_what_this_very_message_must_hold(body: AnyBody, at: str) -> None:
    with pytest.raises(Refusal) as caught:
        token(body)
    assert (caught.value.code, caught.value.at) == ("message-claims", at)


@pytest.mark.parametrize("outcome", ["varied", "afresh", "dropped"])
def test_refuses_a_need_that_is_not_accepted_as_it_stands_without_a_reason(outcome: str) -> None:
    need = NeedDecision.model_validate({"record": PLAN.record, "need": "need-1", "outcome": outcome})
    with pytest.raises(Refusal, match="message-claims at /body/needs/0/reason"):
        token(decision(needs=(need,)))


@pytest.mark.parametrize(
    ("body", "at"),
    [
        (request(move=PlannedMove(day=date(2030, 1, 1), confidence="likely", basis="wls-s56")), "/body/move/day"),
        (request(told=Told(on=date(2020, 1, 1), by="family")), "/body/told/on"),
        (request(consent=CONSENT.model_copy(update={"taken_on": date(2020, 1, 1)})), "/body/consent/takenOn"),
        (Update(about="consent", consent=CONSENT.model_copy(update={"taken_on": date(2020, 1, 1)})),
         "/body/consent/takenOn"),
        (Update(about="consent", withdrawn_on=date(2020, 1, 1)), "/body/withdrawnOn"),
        (Update(about="date", day=date(2030, 1, 1), confidence="likely"), "/body/day"),
        (Cancelled(ground="died", day=date(2026, 11, 21)), "/body/day"),
        (wrong_person(noticed_on=date(2020, 1, 1)), "/body/noticedOn"),
        (Resolved(of=(digest("d"),), how="agreed", holder="sending", starts_on=date(2020, 1, 1)), "/body/startsOn"),
    ],
)  # fmt: skip
def test_refuses_a_day_that_nobody_can_mean(body: AnyBody, at: str) -> None:
    with pytest.raises(Refusal) as caught:
        token(body)
    assert (caught.value.code, caught.value.at) == ("day-malformed", at)


@pytest.mark.parametrize("kind", list(MessageType))
def test_a_message_of_every_type_reads_as_it_was_written_and_keeps_no_name_in_what_is_signed(kind: MessageType) -> None:
    body = body_of(kind, NOON.date())
    whole = token(body)
    assert read_message(whole, keys=KEYS_OF_A, audience=None).body == body
    signed = str(parse_jws(whole.split("~")[0], typ=TYP).unverified_claims)
    told = (PERSON.name, "1942", "9434765919", "Siân", "01286", "shower", "Stryd", "sister", "Puw", "letter", "Evans")
    assert not [word for word in told if word in signed]


@pytest.mark.parametrize("kind", list(MessageType))
def test_after_erasure_the_permanent_part_of_every_type_still_reads(kind: MessageType) -> None:
    whole = token(body_of(kind, NOON.date()))
    erased = read_message(with_disclosures(whole, keep=()), keys=KEYS_OF_A, audience=None)
    assert erased.concealed == whole.count("~") - 1
    assert list(erased.body.days()) == list(body_of(kind, NOON.date()).days())
    assert (erased.body.topic, erased.body.opened_by) == (body_of(kind).topic, body_of(kind).opened_by)


def test_every_type_has_a_body_of_its_own() -> None:
    assert list(BODIES) == list(MessageType)
    assert len(set(BODIES.values())) == len(BODIES)


def test_the_first_four_types_are_written_as_they_always_were() -> None:
    """What is new in them is left out where it is not used."""
    members = {
        MessageType.NOTIFICATION: {"_sd", "day", "confidence", "basis", "documents"},
        MessageType.DECISION: {"_sd", "assessment", "needs", "dayOne"},
        MessageType.ARRIVED: {"_sd", "day"},
        MessageType.ENTERED: {"_sd", "form", "documents"},
    }
    for kind, written in members.items():
        claims = parse_jws(token(body_of(kind, NOON.date())).split("~")[0], typ=TYP).unverified_claims
        assert isinstance(claims["body"], dict)
        assert set(claims["body"]) == written


def test_records_travel_with_a_notification_and_with_documents_only() -> None:
    left = LeftOut(kind="assessment", ground="withheld")
    assert documents_of(notification()) == documents_of(documents(left_out=(left,))) == (PLAN,)
    assert [kind for kind in MessageType if documents_of(body_of(kind))] == ["notification", "documents"]


def test_a_request_across_the_border_states_its_consent() -> None:
    body = request(move=crossing(), consent=CONSENT)
    sent = read_message(token(body), keys=KEYS_OF_A, audience=None).body
    assert isinstance(sent, Request)
    assert sent.consent == CONSENT
