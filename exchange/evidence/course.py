"""What the signed statements show: the stage, who held the duty on each day that matters, and what was put right."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from exchange.errors import Refusal
from exchange.evidence.report import Findings
from exchange.evidence.signers import Signers
from exchange.evidence.words import Coded, Said, Value
from exchange.transfer import (
    AnyBody,
    Arrived,
    Cancelled,
    Completed,
    Conversation,
    Disputed,
    Held,
    Nobody,
    Notification,
    Request,
    Resolved,
    Rule,
    Update,
    WrongPerson,
    duty_holder,
    effective,
    london_day,
    stage_of,
)

_SUBJECT = Said("the transfer")
EXPECTED = ", by the day that was expected"
NOT_SEEN = "; the text was not seen"
_DAY = timedelta(days=1)
WHY: Mapping[str, str] = {
    "died": ": the person's death was stated",
    "joined": ": both councils go on in another transfer",
    "no-match": ": the council that was asked does not know the person",
    "no-duty": ": the needs were met under a power, not a duty",
    "nothing-passes": ": the law moves none with this person",
}


def report_course(conversation: Conversation, *, signers: Signers, findings: Findings) -> None:
    """Say the stage, and for each key day the duty holder with the rule it follows from."""
    if not conversation.messages:
        return
    try:
        stage = stage_of(conversation.messages, conversation.receipts)
        findings.note("stage-reached", _SUBJECT, stage=Coded("stages", stage))
        for day in sorted(set(_key_days(conversation))):
            _report_day(day, conversation, signers, findings)
        _report_corrections(conversation, signers, findings)
    except Refusal as refusal:
        findings.fail(_SUBJECT, refusal)


def _key_days(conversation: Conversation) -> Iterator[date]:
    """The days on which something was signed, and those from which on, as stated, somebody else may lead."""
    for message in conversation.messages:
        yield london_day(message.issued_at)
        yield from _stated_days(message.body)


def _stated_days(body: AnyBody) -> Iterator[date]:
    match body:
        case Notification(day=day) | Arrived(day=day) | Completed(day=day):
            yield day
        case Request(move=move) if move is not None:
            yield move.day
        case Update(about="date", day=day) | Resolved(starts_on=day) if day is not None:
            yield day
        case Cancelled(day=day) if day is not None:
            yield from (day, day + _DAY)
        case _:
            pass


def _report_corrections(conversation: Conversation, signers: Signers, findings: Findings) -> None:
    """A wrong link, and its correction, are shown to whoever reads the evidence, and not only to those who erred."""
    for message in effective(conversation.messages, conversation.receipts):
        if isinstance(message.body, WrongPerson):
            day = message.body.noticed_on
            facts: dict[str, Value] = {"council": signers.name(message.iss), "day": day}
            findings.note("link-undone", _SUBJECT, **facts)


def _report_day(day: date, conversation: Conversation, signers: Signers, findings: Findings) -> None:
    duty = duty_holder(conversation.messages, conversation.receipts, day=day)
    match duty:
        case Held():
            expected = Said(EXPECTED) if duty.expected else ""
            facts: dict[str, Value] = {"council": signers.name(duty.council), "expected": expected, **_rule(duty.basis)}
            findings.note("duty-held", _SUBJECT, day=day, **facts)
        case Disputed():
            findings.note("duty-disputed", _SUBJECT, day=day, council=signers.name(duty.lead), **_rule(duty.basis))
        case Nobody():
            findings.note("duty-nobody", _SUBJECT, day=day, why=Said(WHY[duty.reason]) if duty.reason in WHY else "")


def _rule(rule: Rule) -> dict[str, Value]:
    reading = "" if rule.verified else Said(NOT_SEEN)
    return {"rule": Said(rule.sentence), "citation": Said(rule.citation), "reading": reading}
