"""Disputes: on which days a duty is disputed, who leads meanwhile, and who holds it once the dispute is resolved."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exchange.transfer.bodies import Dispute, MessageType, NotOurs, Resolved, Side
from exchange.transfer.course import Course
from exchange.transfer.days import london_day
from exchange.transfer.messages import Message


@dataclass(frozen=True)
class Quarrel:
    """One dispute: who raised it, since when, until when (None: it is open), and who offers to lead."""

    raised_by: str
    since: date
    until: date | None
    offered_by: str | None

    def covers(self, day: date) -> bool:
        """Whether the duty was disputed on this day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Settlement:
    """Who holds the duty since when, as agreed or determined; `earlier` are the digests of those it replaces."""

    message: str
    holder: Side
    since: date
    determined: bool
    earlier: frozenset[str]


def quarrels_of(course: Course) -> list[Quarrel]:
    """All disputes, the oldest first; `not-ours` opens one."""
    raised = (*course.past.all(MessageType.DISPUTE), *course.past.all(MessageType.NOT_OURS))
    resolutions = tuple(course.past.all(MessageType.RESOLVED))
    return sorted((_quarrel(course, each, resolutions) for each in raised), key=lambda each: each.since)


def settlements_of(course: Course) -> Iterator[Settlement]:
    """What was agreed or determined, each with those that its sender knew and that it takes the place of."""
    said = list(course.past.all(MessageType.RESOLVED))
    for message in said:
        match message.body:
            case Resolved(how=how, holder=holder, starts_on=since) if holder is not None and since is not None:
                earlier = frozenset(
                    each.digest for each in said if each is not message and course.past.knew(message, each)
                )
                yield Settlement(message.digest, holder, since, how == "determined", earlier)
            case _:
                pass


def settled_for(settlements: Sequence[Settlement], *, day: date) -> Side | None:
    """Who holds the duty on this day as agreed or determined; None if nothing was, for that day.

    The newest counts. Of two that crossed, a determination counts before an agreement, and then what the receiving
    council took upon itself.
    """
    found = [each for each in settlements if each.since <= day]
    replaced = {digest for each in found for digest in each.earlier}
    newest = [each for each in found if each.message not in replaced]
    best = max(newest, key=lambda each: (each.determined, each.holder == "receiving"), default=None)
    return best.holder if best is not None else None


def offered_lead(quarrels: Iterable[Quarrel]) -> str | None:
    """The one council that offers to lead meanwhile; None if neither does, or both."""
    offers = {each.offered_by for each in quarrels if each.offered_by is not None}
    return offers.pop() if len(offers) == 1 else None


def _quarrel(course: Course, raised: Message, resolutions: Sequence[Message]) -> Quarrel:
    ends = [
        each.body.starts_on or london_day(each.issued_at)
        for each in resolutions
        if isinstance(each.body, Resolved) and raised.digest in each.body.of
    ]
    lead = raised.body.lead if isinstance(raised.body, Dispute | NotOurs) else None
    offers = lead is not None and course.parties.council_of(lead) == raised.iss
    return Quarrel(raised.iss, london_day(raised.issued_at), min(ends, default=None), raised.iss if offers else None)
