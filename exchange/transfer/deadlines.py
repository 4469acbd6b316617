"""Deadlines: who is silent about what, since when, until when, and from which day both councils see an alarm.

A function of what was said and of one day. The alarm depends on nothing that a council sets for itself, so that two
councils that hold the same messages and receipts see the same alarms on the same day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from exchange.transfer.course import Course, course_of
from exchange.transfer.laws import Rule
from exchange.transfer.messages import Message
from exchange.transfer.receipts import Receipt
from exchange.transfer.silences import CARE_REMIND_DAYS, SILENCES, Settings, Silence
from exchange.transfer.waits import Open, waits_in

DEFAULT = Settings()


@dataclass(frozen=True)
class Deadline:
    """One silence. `waits_for` are entity ids; `of` is the message that waits for an answer, where it is one.

    `limit` says where the number of days comes from (a cited law, or a local setting); `law` is the rule that asks for
    the answer, where one does. `is_due` and `is_alarm` hold on the day that was asked about.
    """

    about: Silence
    waits_for: tuple[str, ...]
    since: date
    due: date
    alarm_on: date
    limit: Rule
    law: Rule | None
    of: str | None
    is_due: bool
    is_alarm: bool


def deadlines(
    messages: Iterable[Message], receipts: Iterable[Receipt], *, on: date, settings: Settings = DEFAULT
) -> tuple[Deadline, ...]:
    """Every silence of a transfer, the first alarm first; nothing where nobody opened it."""
    course = course_of(messages, receipts)
    return () if course is None else deadlines_in(course, on=on, settings=settings)


def deadlines_in(course: Course, *, on: date, settings: Settings = DEFAULT) -> tuple[Deadline, ...]:
    """Every silence in the course of this transfer, the first alarm first."""
    found = (_deadline(about, wait, on, settings) for about, wait in waits_in(course))
    return tuple(sorted(found, key=lambda each: (each.alarm_on, each.about, each.of or "", each.waits_for)))


def _deadline(about: Silence, wait: Open, on: date, settings: Settings) -> Deadline:
    row = SILENCES[about]
    alarm_on = wait.alarm_on or wait.since + timedelta(days=row.alarm_days)
    due = min(alarm_on, _due(about, wait, alarm_on, settings))
    return Deadline(
        about=about, waits_for=wait.waits_for, since=wait.since, due=due, alarm_on=alarm_on,
        limit=wait.limit or row.limit, law=wait.law, of=wait.of, is_due=on >= due, is_alarm=on >= alarm_on,
    )  # fmt: skip


def _due(about: Silence, wait: Open, alarm_on: date, settings: Settings) -> date:
    """When to remind: so many days into the silence; for care, so many days before the alarm that the move sets."""
    if about is Silence.CARE:
        ahead = settings.remind_days.get(about, CARE_REMIND_DAYS)
        return max(wait.since, alarm_on - timedelta(days=ahead))
    return wait.since + timedelta(days=settings.days(about))
