"""Who holds the duty towards the person on a given day, as the signed statements show it under cited rules.

Not the law itself: a report of what two councils have said, with the rule it follows from. Exactly one answer for every
day, and the same for everyone who holds the same messages and receipts:

- before the day of the move, the sending council;
- from the start of that day, the receiving council, decided or not, once something it signed shows that it was told
  (in England: that it is satisfied);
- the day of the move is the day stated as `arrived`; until one is, the day that is expected;
- between two days that the councils state differently, and while a dispute is open, the duty is disputed, and one of
  them leads meanwhile;
- what was agreed or determined holds from the day it names; after a death, and where no duty passes, nobody holds one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from exchange.transfer.bodies import Documents
from exchange.transfer.course import Course, course_of
from exchange.transfer.disputes import Quarrel, Settlement, offered_lead, quarrels_of, settled_for, settlements_of
from exchange.transfer.laws import Jurisdiction, Rule
from exchange.transfer.messages import Message
from exchange.transfer.moving import bound_on, completed_on, died_on, expected_day, joined_on, stated_days
from exchange.transfer.parties import Parties
from exchange.transfer.receipts import Receipt


@dataclass(frozen=True)
class Held:
    """This council (an entity id) holds the duty. `expected`: by the day that is expected, no arrival is stated yet."""

    council: str
    basis: Rule
    expected: bool = False


@dataclass(frozen=True)
class Disputed:
    """The councils differ; `lead` (an entity id) meets the needs meanwhile."""

    lead: str
    basis: Rule


@dataclass(frozen=True)
class Nobody:
    """No council of this transfer holds a duty, for this reason (a code), and by this rule if there is one.

    The reasons: `nothing-said`, `died`, `joined` (the other transfer answers), `no-match` (the council that was asked
    does not know the person), `no-duty` and `nothing-passes` (the law moves none).
    """

    reason: str
    basis: Rule | None = None


Duty: TypeAlias = Held | Disputed | Nobody


@dataclass(frozen=True)
class Reckoning:
    """All that decides who holds the duty on a day, read once from the course of a transfer."""

    parties: Parties
    rules: Jurisdiction
    answer: Documents | None
    stated: tuple[date, ...]
    hoped: date | None
    bound_on: date | None
    completed_on: date | None
    died_on: date | None
    joined_on: date | None
    quarrels: tuple[Quarrel, ...]
    settlements: tuple[Settlement, ...]


def duty_holder(messages: Iterable[Message], receipts: Iterable[Receipt], *, day: date) -> Duty:
    """Who holds the duty on this day (a calendar day in London)."""
    course = course_of(messages, receipts)
    return Nobody("nothing-said") if course is None else duty_on(reckon(course), day=day)


def reckon(course: Course) -> Reckoning:
    """Read what decides about the duty, for asking about many days."""
    return Reckoning(
        course.parties, course.rules, course.unanswered_opening(), stated_days(course),
        expected_day(course, at=course.rules.expected_at), bound_on(course), completed_on(course), died_on(course),
        joined_on(course), tuple(quarrels_of(course)), tuple(settlements_of(course)),
    )  # fmt: skip


def duty_on(known: Reckoning, *, day: date) -> Duty:
    """Who holds the duty on this day, as far as this is known."""
    if known.died_on is not None and day > known.died_on:
        return Nobody("died")
    if known.joined_on is not None and day >= known.joined_on:
        return Nobody("joined")
    quarrels = [each for each in known.quarrels if each.covers(day)]
    if not quarrels:
        return _undisputed(known, day)
    lead = offered_lead(quarrels) or _holder(_undisputed(known, _day_of_lead(known, quarrels[0].since, day)))
    return Disputed(lead or known.parties.sending, known.rules.lead)


def _day_of_lead(known: Reckoning, since: date, day: date) -> date:
    """Who was meeting the needs when the dispute arose goes on; in Scotland, the council where the person is."""
    return day if known.rules.lead_by == "presence" else since


def _undisputed(known: Reckoning, day: date) -> Duty:
    settled = settled_for(known.settlements, day=day)
    if settled is not None:
        return Held(known.parties.council_of(settled), known.rules.resolved)
    ground = known.answer.ground if known.answer else None
    if ground == "outside-s56":
        return Held(known.parties.sending, known.rules.outside)
    if ground == "no-duty":
        return Nobody("no-duty", known.rules.before_move)
    return _by_day(known, day)


def _by_day(known: Reckoning, day: date) -> Duty:
    rules, sending = known.rules, known.parties.sending
    days = known.stated or ((known.hoped,) if known.hoped else ())
    expected = bool(days and not known.stated)
    if not days or day < min(days):
        return _before(known, expected=expected)
    if not rules.held_before:
        return _after(known, day, expected=expected)  # there is no duty that could stay with the sending council
    if known.bound_on is None or day < known.bound_on:
        return Held(sending, rules.not_told, expected)
    if day < max(days):
        return Disputed(sending, rules.days_differ)
    return _after(known, day, expected=expected)


def _before(known: Reckoning, *, expected: bool) -> Duty:
    if not known.rules.held_before:
        return Nobody("no-duty", known.rules.before_move)
    if known.answer is not None and known.answer.outcome == "no-match":
        return Nobody("no-match")
    return Held(known.parties.sending, known.rules.before_move, expected)


def _after(known: Reckoning, day: date, *, expected: bool) -> Duty:
    rules, completed = known.rules, known.completed_on
    if not rules.passes:
        return Nobody("nothing-passes", rules.from_move)
    own = completed is not None and completed <= day
    return Held(known.parties.receiving, rules.own_plan if own else rules.from_move, expected)


def _holder(duty: Duty) -> str | None:
    match duty:
        case Held(council=council):
            return council
        case Disputed(lead=lead):
            return lead
        case Nobody():
            return None
