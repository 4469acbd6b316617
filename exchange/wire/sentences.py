"""The sentences of `/v1` that hold a council, a day or a count, said from the very facts that stand beside them.

Each is a template, and whoever speaks fills it in (`Speech`). Case systems are told in English (`ENGLISH`); the pages
say the same, from the same facts, in the language of whoever reads.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from exchange.errors import CODES
from exchange.transfer.days import london_day
from exchange.wire.parts import Council
from exchange.wire.records import RecordStatus
from exchange.wire.transfers import Deadline, Delivery, Law, Why

HELD: Final = "%(council)s holds the duty today: %(rule)s (%(citation)s)"
DISPUTED: Final = "The two councils differ; %(council)s leads meanwhile: %(rule)s (%(citation)s)"
NOBODY: Final[Mapping[str, str]] = {
    "nothing-said": "Nothing has been said yet.",
    "died": "The person has died: no council of this transfer holds a duty.",
    "joined": "Another transfer of the same move answers this.",
    "no-match": "The council that was asked does not know the person; no duty follows from this transfer.",
    "no-duty": "The needs are met under a power only: no council of this transfer holds a duty.",
    "nothing-passes": "No duty passes with this move; the law of the new home applies.",
}

NOTHING_OPEN: Final = "Nothing is open: everything was said and received."
WAITING_FOR_ONE: Final = "Waiting for %(council)s, by %(day)s: %(sentence)s"
WAITING_FOR_BOTH: Final = "Waiting for %(first)s and %(second)s, by %(day)s: %(sentence)s"

DELIVERY: Final[Mapping[Why, str]] = {
    Why.TO_BE_SENT: "A message to %(council)s is on its way: it is sent within seconds.",
    Why.BEING_SENT: "A message to %(council)s is being sent just now.",
    Why.SENT_AGAIN: "A message to %(council)s was being sent when the program stopped; it is sent again by itself.",
    Why.PUT_OFF: "A message to %(council)s is waiting: %(reason)s It is tried again by itself on %(due)s.",
    Why.LEFT_ALONE: "A message to %(council)s is waiting: %(reason)s It is sent by itself on %(due)s.",
    Why.LOOKED_UP: "A message to %(council)s is waiting: %(reason)s The council is looked up, and it is tried again by "
    "itself on %(due)s.",
    Why.SET_ASIDE: "A message to %(council)s is set aside: %(reason)s It is tried again by itself on %(due)s, and "
    "keeps nothing else back; tell your operator if this stays.",
    Why.WITH_OTHERS: "A message to %(council)s is waiting with others: %(reason)s The next try is on %(due)s.",
    Why.NO_WORKER: "A message to %(council)s should have been sent on %(due)s, but nothing here has tried: your "
    "operator has to see to it that a worker runs.",
    Why.GIVEN_UP: "Delivery to %(council)s was given up: %(reason)s Your operator has to look at it.",
}
NOTHING_KNOWN: Final = "Nothing is known yet."
ONE_BEHIND: Final = "One more message waits behind it."
MORE_BEHIND: Final = "%(count)s more messages wait behind it."
ONE_TRY: Final = "It was tried once."
MORE_TRIES: Final = "It was tried %(count)s times."

SIGNED: Final = "Signed by %(council)s on %(day)s; nothing was changed since."
LOGGED: Final = "It stands in the council's public log."
NOT_LOGGED: Final = "Its entry in the council's log is not proven yet."
STATUSES: Final[Mapping[RecordStatus, str]] = {
    RecordStatus.VALID: "It is current.",
    RecordStatus.ENTERED_IN_ERROR: "The council has withdrawn it as entered in error: do not rely on it.",
    RecordStatus.SUSPENDED: "The council has suspended it while something in it is disputed.",
    RecordStatus.SUPERSEDED: "A newer version exists: ask for that one.",
    RecordStatus.NOT_FETCHED: "Whether it is still current could not be looked up yet.",
}


class Speech(Protocol):
    """Somebody who says things in one language."""

    def __call__(self, sentence: str, /, **values: str) -> str:
        """This sentence, with these values in their places."""

    def plural(self, one: str, many: str, /, *, count: int) -> str:
        """The sentence for one, or for so many (`%(count)s`)."""

    def council(self, council: Council, /) -> str:
        """The name of a council."""

    def day(self, day: date, /) -> str:
        """A day, such as 20 November 2026."""

    def moment(self, at: datetime, /) -> str:
        """A moment, by the clocks of London, such as 20 November 2026 at 09:30."""


class English:
    """How the doors for programs speak."""

    def __call__(self, sentence: str, /, **values: str) -> str:
        """This sentence, with these values in their places."""
        return sentence % values if values else sentence

    def plural(self, one: str, many: str, /, *, count: int) -> str:
        """The sentence for one, or for so many."""
        return one if count == 1 else many % {"count": str(count)}

    def council(self, council: Council, /) -> str:
        """The name of a council."""
        return council.name

    def day(self, day: date, /) -> str:
        """A day in words."""
        return f"{day.day} {day:%B %Y}"

    def moment(self, at: datetime, /) -> str:
        """A moment in words."""
        return f"{at.astimezone(_LONDON):%-d %B %Y at %H:%M}"


_LONDON = ZoneInfo("Europe/London")
ENGLISH: Final[Speech] = English()


def say_duty(_: Speech, *, holder: Council | None, disputed: bool, law: Law | None, reason: str | None) -> str:
    """Who holds the duty today, and by which rule; or, by `reason`, that nobody does."""
    if holder is None or law is None:
        return _(NOBODY[reason or "nothing-said"])
    rule, citation = _(law.sentence), _(law.citation)
    return _(DISPUTED if disputed else HELD, council=_.council(holder), rule=rule, citation=citation)


def say_waiting(_: Speech, *, delivery: Delivery | None, deadlines: Sequence[Deadline]) -> str:
    """What has to happen next, and who can make it happen."""
    if delivery is not None:
        return say_delivery(delivery, _)
    return say_deadline(deadlines[0], _) if deadlines else _(NOTHING_OPEN)


def say_deadline(deadline: Deadline, _: Speech) -> str:
    """On whom a transfer waits, until when, and for what."""
    day, sentence = _.day(deadline.due), _(deadline.sentence)
    names = [_.council(each) for each in deadline.waits_for]
    if len(names) == 1:
        return _(WAITING_FOR_ONE, council=names[0], day=day, sentence=sentence)
    return _(WAITING_FOR_BOTH, first=names[0], second=names[1], day=day, sentence=sentence)


def say_delivery(delivery: Delivery, _: Speech) -> str:
    """Why the first message that is on its way has not arrived, and what happens next."""
    said = [
        _(
            DELIVERY[delivery.code],
            council=_.council(delivery.council),
            reason=_reason(delivery.problem, _),
            due=_.moment(delivery.due),
        )
    ]
    if delivery.code is Why.GIVEN_UP:
        said.append(_.plural(ONE_TRY, MORE_TRIES, count=delivery.attempts))
    if delivery.behind:
        said.append(_.plural(ONE_BEHIND, MORE_BEHIND, count=delivery.behind))
    return " ".join(said)


def say_genuine(_: Speech, *, signed_by: Council, signed_at: datetime, logged: bool, status: RecordStatus) -> str:
    """What was checked of a record just now."""
    signed = _(SIGNED, council=_.council(signed_by), day=_.day(london_day(signed_at)))
    return " ".join((signed, _(LOGGED if logged else NOT_LOGGED), _(STATUSES[status])))


def _reason(problem: str | None, _: Speech) -> str:
    if problem is None:
        return _(NOTHING_KNOWN)
    return _(CODES[problem].sentence) if problem in CODES else f"{problem}."
