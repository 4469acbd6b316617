"""Sentences made of facts: English as a case system gets them, and Welsh without a word of English."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from exchange.errors import CODES, Finding, Refusal
from exchange.evidence import EvidenceParts
from exchange.jose import JsonObject, dumps
from exchange.pages.languages import Language, Voice
from exchange.pages.saying import (
    deadline_sentence,
    duty_sentence,
    genuine_sentence,
    line_words,
    refusal_words,
    waiting_sentence,
)
from exchange.transfer.laws import JURISDICTIONS, Rule
from exchange.transfer.silences import SILENCES
from exchange.wire import (
    ENGLISH,
    Council,
    Deadline,
    Delivery,
    DutyToday,
    Identity,
    Law,
    Record,
    RecordStatus,
    Transfer,
    Verification,
    Why,
    say_deadline,
    say_delivery,
    say_duty,
    say_genuine,
)
from exchange.wire.sentences import NOBODY
from tests.evidence.world import PARTS, report_on, small_transfer
from tests.pages.leftovers import leftovers_in
from tests.world import World, open_world

EN, CY = Voice(Language.EN), Voice(Language.CY)
DENBIGHSHIRE = Council(gss="W06000004", name="Denbighshire", welsh_name="Sir Ddinbych", entity_id="https://a.example")
CARDIFF = Council(gss="W06000015", name="Cardiff", welsh_name="Caerdydd", entity_id="https://b.example")
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)


def in_english(sentence: str) -> list[str]:
    """What of a Welsh sentence is English."""
    return list(leftovers_in(sentence, Language.CY, names={"Bearer", "Idempotency-Key"}))


def law_of(rule: Rule) -> Law:
    return Law(code=rule.code, sentence=rule.sentence, citation=rule.citation, verified=rule.verified, local=rule.local)


def laws() -> Iterator[Law]:
    for law in JURISDICTIONS.values():
        yield from (law_of(rule) for field in fields(law) if isinstance(rule := getattr(law, field.name), Rule))


def duties() -> Iterator[DutyToday]:
    for law, disputed in product(laws(), (False, True)):
        yield _duty(holder=DENBIGHSHIRE, disputed=disputed, law=law, reason=None)
    for reason in NOBODY:
        yield _duty(holder=None, disputed=False, law=None, reason=reason)


def _duty(*, holder: Council | None, disputed: bool, law: Law | None, reason: str | None) -> DutyToday:
    sentence = say_duty(ENGLISH, holder=holder, disputed=disputed, law=law, reason=reason)
    return DutyToday(
        day=DAY, holder=holder, disputed=disputed, expected=False, sentence=sentence, law=law, reason=reason
    )


def transfer_with(
    duty: DutyToday, *, delivery: Delivery | None = None, deadlines: tuple[Deadline, ...] = ()
) -> Transfer:
    """A transfer of which only these facts matter."""
    return Transfer(
        id="1", sending=DENBIGHSHIRE, receiving=CARDIFF, stage="notified", started_at=AT, duty=duty, records=(),
        identity=Identity(state="open", grade=None, factors=(), message=None), carried_over=None, deadlines=deadlines,
        closing=None, messages=(), possible=(), waiting="", delivery=delivery, moves_on=None,
    )  # fmt: skip


def deliveries() -> Iterator[Delivery]:
    reasons = [(why, None, behind) for why, behind in product(Why, (0, 1, 2))]
    for why, problem, behind in (*reasons, *((Why.PUT_OFF, code, 0) for code in CODES)):
        yield Delivery(code=why, council=CARDIFF, since=AT, due=AT, attempts=behind + 1, problem=problem, behind=behind)


def deadlines() -> Iterator[Deadline]:
    for (about, wait), waits_for in product(SILENCES.items(), ((CARDIFF,), (DENBIGHSHIRE, CARDIFF))):
        limit = law_of(wait.limit)
        yield Deadline(
            about=about, waits_for=waits_for, since=DAY, due=DAY, alarm_on=DAY, is_due=True, is_alarm=False,
            sentence=limit.sentence, limit=limit, law=None, message=None,
        )  # fmt: skip


def verifications() -> Iterator[Verification]:
    for status, logged in product(RecordStatus, (False, True)):
        sentence = say_genuine(ENGLISH, signed_by=CARDIFF, signed_at=AT, logged=logged, status=status)
        yield Verification(
            sentence=sentence, signed_by=CARDIFF, signed_at=AT, key="k", checked_at=AT, logged=logged, status=status,
            log_entry=7 if logged else None, logged_at=None, status_fetched_at=None, status_then=None,
            vouched_by="https://federation.example", vouched_at=AT,
        )  # fmt: skip


NOBODY_HOLDS = _duty(holder=None, disputed=False, law=None, reason="died")


def test_who_holds_the_duty_is_said_alike_in_english_and_wholly_in_welsh() -> None:
    for duty in duties():
        transfer = transfer_with(duty)
        assert duty_sentence(transfer, EN) == duty.sentence
        assert in_english(duty_sentence(transfer, CY)) == []
    held = transfer_with(
        _duty(holder=DENBIGHSHIRE, disputed=False, law=law_of(JURISDICTIONS["wls-s56"].from_move), reason=None)
    )
    assert duty_sentence(held, CY) == (
        "Cyngor Sir Ddinbych sy'n dal y ddyletswydd heddiw: O ddiwrnod y symud rhaid i'r cyngor derbyn ddiwallu "
        "anghenion y person yn unol â chynllun y cyngor anfon, hyd nes y bydd ei gamau ei hun wedi'u cwblhau. "
        "(Deddf Gwasanaethau Cymdeithasol a Llesiant (Cymru) 2014, adran 56(3))"
    )


def test_why_a_message_waits_is_said_alike_in_english_and_wholly_in_welsh() -> None:
    for delivery in deliveries():
        transfer = transfer_with(NOBODY_HOLDS, delivery=delivery, deadlines=tuple(deadlines()))
        assert waiting_sentence(transfer, EN) == say_delivery(delivery, ENGLISH)
        assert in_english(waiting_sentence(transfer, CY)) == []


def test_on_whom_a_transfer_waits_is_said_alike_in_english_and_wholly_in_welsh() -> None:
    for deadline in deadlines():
        assert deadline_sentence(deadline, EN) == say_deadline(deadline, ENGLISH)
        assert in_english(deadline_sentence(deadline, CY)) == []
        assert waiting_sentence(transfer_with(NOBODY_HOLDS, deadlines=(deadline,)), CY) == deadline_sentence(
            deadline, CY
        )
    assert "erbyn 20 Tachwedd 2026: " in deadline_sentence(next(deadlines()), CY)
    assert waiting_sentence(transfer_with(NOBODY_HOLDS), EN) == "Nothing is open: everything was said and received."


def test_whether_a_record_is_genuine_is_said_alike_in_english_and_wholly_in_welsh() -> None:
    for verification in verifications():
        assert genuine_sentence(verification, EN) == verification.sentence
        assert in_english(genuine_sentence(verification, CY)) == []


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_is_said_in_both_languages_with_what_to_do(code: str) -> None:
    refusal = Refusal(
        code, "/a", findings=(Finding(code, "/a"), Finding("need-twice", "/b"), Finding("need-twice", "/b"))
    )
    english, welsh = refusal_words(refusal, EN), refusal_words(refusal, CY)
    assert (english.sentence, english.remedy) == (CODES[code].sentence, CODES[code].remedy)
    assert english.findings == (("/b", CODES["need-twice"].sentence),)
    assert welsh.findings == (("/b", "Penderfynir ar yr un angen ddwywaith."),)
    assert in_english(welsh.sentence) == []
    assert welsh.sentence != english.sentence
    assert welsh.remedy != english.remedy


@pytest.mark.parametrize("parts", [PARTS, small_transfer().parts()], ids=["whole", "attested"])
def test_a_report_of_evidence_is_said_wholly_in_welsh(parts: EvidenceParts) -> None:
    for line in report_on(parts).lines:
        people = {"S. Rees", "Non Evans", "Dafydd Rhys Morgan"}
        assert list(leftovers_in(line_words(line.sentence, CY), Language.CY, names=people)) == []
        assert list(leftovers_in(line_words(line.subject, CY), Language.CY, names={"urn:assessment-exchange"})) == []
        assert "%(" not in line_words(line.sentence, CY)
    assert "neges 1 o 4" in {line_words(line.subject, CY) for line in report_on(PARTS).lines}


def test_a_report_of_evidence_in_english_calls_codes_by_their_names() -> None:
    said = [line_words(line.sentence, EN) for line in report_on(PARTS).lines]
    assert "The transfer stands at: Entered into the case record." in said
    plain = [
        line.sentence for line in report_on(PARTS).lines if line.code in ("file-read", "chain-verified", "duty-held")
    ]
    assert set(plain) <= set(said)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_world(tmp_path) as found:
        yield found


def test_what_a_node_answers_is_what_its_pages_say_in_english(world: World) -> None:
    gwynedd, ceredigion = world.councils[:2]
    plan = gwynedd.publish("megan-plan")
    transfer = gwynedd.notify(ceredigion, [plan])
    _compare(gwynedd.transfer(transfer))
    world.work(rounds=3)
    _compare(gwynedd.transfer(transfer))
    _compare(ceredigion.transfer(transfer))
    shown = Record.model_validate_json(dumps(ceredigion.client.read(f"/v1/records/{plan}"))).verification
    assert genuine_sentence(shown, EN) == shown.sentence


def _compare(answer: JsonObject) -> None:
    transfer = Transfer.model_validate_json(dumps(answer))
    assert duty_sentence(transfer, EN) == transfer.duty.sentence
    assert waiting_sentence(transfer, EN) == transfer.waiting
    assert in_english(duty_sentence(transfer, CY)) == in_english(waiting_sentence(transfer, CY)) == []
