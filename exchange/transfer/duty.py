"""Who holds the duty towards the person on a given day, as the signed statements show it under cited rules.

Not the law itself: a report of what two councils have said, with the rule it follows from. Exactly one answer for every
day, and the same for everyone who holds the same messages and receipts:

- before the day of the move, the sending council;
- from the start of that day, the receiving council, decided or not, once something it signed shows that it was told;
- the day of the move is the day stated as `arrived`; until one is, the day expected in the notification;
- between two days that the councils state differently, the duty is disputed, and one of them leads meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from exchange.transfer.bodies import Arrived, Notification
from exchange.transfer.days import london_day
from exchange.transfer.jurisdictions import JURISDICTIONS, Jurisdiction, Rule
from exchange.transfer.messages import Message
from exchange.transfer.moves import Parties, effective, parties_of
from exchange.transfer.receipts import Receipt


@dataclass(frozen=True)
class Held:
    """This council (an entity id) holds the duty. `expected`: by the day that is expected, no arrival is stated yet."""

    council: str
    basis: Rule
    expected: bool = False


@dataclass(frozen=True)
class Disputed:
    """The councils state different days; `lead` (an entity id) meets the needs meanwhile."""

    lead: str
    basis: Rule


@dataclass(frozen=True)
class Nobody:
    """No council of this transfer holds a duty, for this reason (a code)."""

    reason: str


Duty: TypeAlias = Held | Disputed | Nobody


@dataclass(frozen=True)
class _Facts:
    """What the statements show: the stated or expected days of the move, and the day the receiving council was told."""

    rules: Jurisdiction
    parties: Parties
    days: tuple[date, ...]
    expected: bool
    told_on: date | None


def duty_holder(messages: Iterable[Message], receipts: Iterable[Receipt], *, day: date) -> Duty:
    """Who holds the duty on this day (a calendar day in London)."""
    facts = _facts(tuple(messages), tuple(receipts))
    if facts is None:
        return Nobody("nothing-said")
    sending, rules = facts.parties.sending, facts.rules
    if not facts.days or day < min(facts.days):
        return Held(sending, rules.before_move, facts.expected)
    if facts.told_on is None or day < facts.told_on:
        return Held(sending, rules.not_told, facts.expected)
    if day < max(facts.days):
        return Disputed(sending, rules.days_differ)
    return Held(facts.parties.receiving, rules.from_move, facts.expected)


def _facts(messages: Sequence[Message], receipts: Sequence[Receipt]) -> _Facts | None:
    parties = parties_of(messages)
    counting = effective(messages, receipts)
    opening = _notification(counting) or _notification(messages)
    if parties is None or opening is None:
        return None
    rules = JURISDICTIONS[opening.basis]
    stated = _stated_days(counting)
    expected = (opening.day,) if counting and opening.confidence in rules.expected_at else ()
    told_on = _told_on(counting, receipts, receiving=parties.receiving)
    return _Facts(rules, parties, stated or expected, bool(expected and not stated), told_on)


def _notification(messages: Iterable[Message]) -> Notification | None:
    bodies = (message.body for message in sorted(messages, key=lambda each: each.seq))
    return next((body for body in bodies if isinstance(body, Notification)), None)


def _stated_days(counting: Iterable[Message]) -> tuple[date, ...]:
    """The newest day of arrival that each council states."""
    by_council: dict[str, date] = {}
    for message in sorted(counting, key=lambda each: each.seq):
        if isinstance(message.body, Arrived):
            by_council[message.iss] = message.body.day
    return tuple(by_council.values())


def _told_on(counting: Iterable[Message], receipts: Iterable[Receipt], *, receiving: str) -> date | None:
    """The first day on which something that the receiving council signed shows that it had the notification."""
    held = {message.digest: message for message in counting}
    signed = [message.issued_at for message in held.values() if message.iss == receiving]
    for receipt in receipts:
        message = held.get(receipt.of)
        if message and receipt.iss == receiving and receipt.outcome == "delivered" and receipt.answers(message):
            signed.append(receipt.issued_at)
    return london_day(min(signed)) if signed else None
