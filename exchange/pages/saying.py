"""Sentences that hold names, days and counts, made of facts in the language of whoever reads.

English says the same, word for word, as the sentence that a case system gets: both come from one template.
"""

from dataclasses import dataclass

from exchange.errors import CODES, Refusal
from exchange.pages.languages import Voice
from exchange.wire import (
    Deadline,
    Transfer,
    Verification,
    say_deadline,
    say_duty,
    say_genuine,
    say_waiting,
)


@dataclass(frozen=True)
class RefusalWords:
    """What was refused and what to do next; under `findings` each further place, and what is wrong there."""

    sentence: str
    remedy: str
    findings: tuple[tuple[str, str], ...]


def duty_sentence(transfer: Transfer, _: Voice) -> str:
    """Who holds the duty today, and by which rule."""
    duty = transfer.duty
    return say_duty(_, holder=duty.holder, disputed=duty.disputed, law=duty.law, reason=duty.reason)


def waiting_sentence(transfer: Transfer, _: Voice) -> str:
    """What has to happen next, and who can make it happen."""
    return say_waiting(_, delivery=transfer.delivery, deadlines=transfer.deadlines)


def deadline_sentence(deadline: Deadline, _: Voice) -> str:
    """On whom a transfer waits, until when, and for what."""
    return say_deadline(deadline, _)


def genuine_sentence(verification: Verification, _: Voice) -> str:
    """Who signed a record and when, whether that stands in the public log, and whether the record is current."""
    said = verification
    return say_genuine(_, signed_by=said.signed_by, signed_at=said.signed_at, logged=said.logged, status=said.status)


def refusal_words(refusal: Refusal, _: Voice) -> RefusalWords:
    """What to tell a person who was refused something."""
    first = (refusal.code, refusal.at)
    findings = ((each.at, _(CODES[each.code].sentence)) for each in refusal.findings if (each.code, each.at) != first)
    return RefusalWords(_(refusal.meaning.sentence), _(refusal.meaning.remedy), tuple(dict.fromkeys(findings)))
