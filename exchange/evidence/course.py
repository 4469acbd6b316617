"""What the signed statements show: the stage of the transfer, and who held the duty on each day that matters."""

from collections.abc import Iterator
from datetime import date

from exchange.errors import Refusal
from exchange.evidence.report import Findings
from exchange.evidence.signers import Signers
from exchange.transfer import (
    Arrived,
    Conversation,
    Disputed,
    Held,
    Nobody,
    Notification,
    Rule,
    duty_holder,
    london_day,
    stage_of,
)

_SUBJECT = "the transfer"


def report_course(conversation: Conversation, *, signers: Signers, findings: Findings) -> None:
    """Say the stage, and for each key day the duty holder with the rule it follows from."""
    if not conversation.messages:
        return
    try:
        stage = stage_of(conversation.messages, conversation.receipts)
        findings.note("stage-reached", _SUBJECT, stage=stage)
        for day in sorted(set(_key_days(conversation))):
            _report_day(day, conversation, signers, findings)
    except Refusal as refusal:
        findings.fail(_SUBJECT, refusal)


def _key_days(conversation: Conversation) -> Iterator[date]:
    """The days on which something was signed, and the days of the move as expected or stated."""
    for message in conversation.messages:
        yield london_day(message.issued_at)
        if isinstance(message.body, Notification | Arrived):
            yield message.body.day


def _report_day(day: date, conversation: Conversation, signers: Signers, findings: Findings) -> None:
    duty = duty_holder(conversation.messages, conversation.receipts, day=day)
    said = f"{day.day} {day:%B %Y}"
    match duty:
        case Held():
            expected = ", by the day that was expected" if duty.expected else ""
            facts = {"council": signers.name(duty.council), "expected": expected, **_rule(duty.basis)}
            findings.note("duty-held", _SUBJECT, day=said, **facts)
        case Disputed():
            findings.note("duty-disputed", _SUBJECT, day=said, council=signers.name(duty.lead), **_rule(duty.basis))
        case Nobody():
            findings.note("duty-nobody", _SUBJECT, day=said)


def _rule(rule: Rule) -> dict[str, str]:
    reading = "" if rule.verified else "; the text was not seen"
    return {"rule": rule.sentence, "citation": rule.citation, "reading": reading}
