"""What may happen in a move, told step by step: one table of stories.

A story begins with a notification by the sending council, or with a request by the receiving one. A step is taken by
one council, as soon as that council has said or heard all that the step comes after; so steps of two councils may cross
on the way.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from exchange.jose import JsonObject, JsonValue
from exchange.transfer import Stage

SECOND: JsonObject = {"name": "Elin Hâf Rowlands", "role": "Team manager", "contact": "01632 960 201"}
MEGAN: JsonObject = {"names": ["Megan Eluned Pritchard"], "birthDate": "1941-03-14"}
WORKER: JsonObject = {"name": "Non Evans", "role": "Social worker", "contact": "01632 960 200"}


class Side(StrEnum):
    """Which of the two councils."""

    SENDING = "sending"
    RECEIVING = "receiving"


@dataclass(frozen=True)
class Facts:
    """What the steps of one transfer speak of."""

    records: tuple[str, ...]
    today: str
    yesterday: str


@dataclass(frozen=True)
class Step:
    """One request to `/v1/transfers/{id}/{door}`, and what its council must have said or heard before (by type).

    `answers` is the type of the message whose digest the body names.
    """

    side: Side
    door: str
    body: Callable[[Facts, str], JsonObject]
    after: Sequence[str] = ()
    answers: str = ""


@dataclass(frozen=True)
class Story:
    """The steps after the opening, and the stage at which both councils must end."""

    steps: Sequence[Step]
    ends: Stage
    opening: str = "notification"

    @property
    def messages(self) -> Counter[str]:
        """How many messages of each type there must be in the end, no more and no fewer."""
        return Counter([self.opening, *(step.door for step in self.steps)])


def _decided(facts: Facts, _of: str) -> JsonObject:
    needs: list[JsonValue] = [{"record": each, "need": "n1", "outcome": "accepted"} for each in facts.records]
    return {"assessment": "proportionate", "worker": WORKER, "needs": needs}


def _revised(_facts: Facts, _of: str) -> JsonObject:
    return {"assessment": "full", "worker": WORKER, "note": "Seen again at home."}


def _today(facts: Facts, _of: str) -> JsonObject:
    return {"day": facts.today}


def _yesterday(facts: Facts, _of: str) -> JsonObject:
    return {"day": facts.yesterday, "note": "She came a day early."}


def _entered(facts: Facts, _of: str) -> JsonObject:
    return {"form": "structured", "documents": [*facts.records]}


def _attached(facts: Facts, _of: str) -> JsonObject:
    return {"form": "attachment", "documents": [*facts.records], "localReference": "WCCIS 1044"}


def _matched(_facts: Facts, _of: str) -> JsonObject:
    """Name and date of birth, and no number: a second person looks."""
    return {"person": MEGAN, "by": WORKER, "second": SECOND}


def _asking(_facts: Facts, _of: str) -> JsonObject:
    return {"about": "question", "text": "Who holds the number of the key safe?"}


def _answering(_facts: Facts, of: str) -> JsonObject:
    return {"about": "answer", "of": of, "text": "Her sister."}


def _wanting(_facts: Facts, _of: str) -> JsonObject:
    return {"asks": [{"kind": "care-and-support-plan"}], "worker": WORKER}


def _sending(facts: Facts, of: str) -> JsonObject:
    return {"of": of, "records": [*facts.records]}


def _wrong(facts: Facts, of: str) -> JsonObject:
    return {"fault": "receiving", "noticedOn": facts.today, "undoes": of}


def _recalling(_facts: Facts, _of: str) -> JsonObject:
    return {"scope": "transfer", "ground": "misdirected"}


def _destroying(_facts: Facts, of: str) -> JsonObject:
    return {"of": of, "by": WORKER}


def _not_ours(_facts: Facts, _of: str) -> JsonObject:
    return {"ground": "not-resident"}


def _giving_way(_facts: Facts, of: str) -> JsonObject:
    return {"of": [of], "how": "withdrawn"}


def _off(_facts: Facts, _of: str) -> JsonObject:
    return {"ground": "not-moving", "reason": "She stays."}


def _own_steps(facts: Facts, _of: str) -> JsonObject:
    return {"day": facts.today, "assessment": "refused"}


def _closing(facts: Facts, _of: str) -> JsonObject:
    return {"day": facts.today, "statement": "All was handed over."}


A, B = Side.SENDING, Side.RECEIVING
_MATCH = Step(B, "matched", _matched, after=["notification"])
_DECIDE = Step(B, "decision", _decided, after=["matched"])
STORIES: Mapping[str, Story] = {
    "one thing after the other": Story(
        [
            _MATCH,
            _DECIDE,
            Step(A, "arrived", _today, after=["decision"]),
            Step(B, "entered", _entered, after=["arrived"]),
        ],
        Stage.ENTERED,
    ),
    "to the very end": Story(
        [
            _MATCH,
            _DECIDE,
            Step(A, "arrived", _today, after=["decision"]),
            Step(B, "entered", _entered, after=["arrived"]),
            Step(B, "completed", _own_steps, after=["entered"]),
            Step(A, "closed", _closing, after=["completed"]),
        ],
        Stage.CLOSED,
    ),
    "the receiving council asks": Story(
        [
            Step(A, "documents", _sending, after=["request"], answers="request"),
            Step(B, "matched", _matched, after=["documents"]),
            _DECIDE,
            Step(B, "arrived", _today, after=["decision"]),
            Step(B, "entered", _entered, after=["arrived"]),
        ],
        Stage.ENTERED,
        opening="request",
    ),
    "more is asked for, and a question": Story(
        [
            Step(B, "request", _wanting, after=["notification"]),
            Step(B, "update", _asking, after=["request"]),
            Step(A, "documents", _sending, after=["request"], answers="request"),
            Step(A, "update", _answering, after=["update"], answers="update"),
            Step(B, "matched", _matched, after=["documents"]),
            _DECIDE,
            Step(A, "arrived", _today, after=["decision"]),
            Step(B, "entered", _entered, after=["arrived", "update", "update"]),
        ],
        Stage.ENTERED,
    ),
    "decision and arrival cross": Story(
        [
            Step(A, "arrived", _today, after=["notification"]),
            _MATCH,
            _DECIDE,
            Step(B, "entered", _attached, after=["arrived", "decision"]),
        ],
        Stage.ENTERED,
    ),
    "entered before it is decided": Story(
        [
            _MATCH,
            Step(B, "entered", _entered, after=["matched"]),
            Step(B, "arrived", _today, after=["entered"]),
            Step(B, "decision", _decided, after=["arrived"]),
        ],
        Stage.ENTERED,
    ),
    "the day is corrected": Story(
        [
            Step(A, "arrived", _yesterday, after=["notification"]),
            Step(A, "arrived", _today, after=["notification", "arrived"]),
            _MATCH,
            _DECIDE,
            Step(B, "entered", _entered, after=["arrived", "arrived", "decision"]),
        ],
        Stage.ENTERED,
    ),
    "both report the arrival": Story(
        [
            Step(A, "arrived", _today, after=["notification"]),
            Step(B, "arrived", _today, after=["notification"]),
            _MATCH,
            Step(B, "decision", _decided, after=["arrived", "arrived", "matched"]),
            Step(B, "entered", _entered, after=["decision"]),
        ],
        Stage.ENTERED,
    ),
    "the two days differ": Story(
        [
            Step(A, "arrived", _today, after=["notification"]),
            Step(B, "arrived", _yesterday, after=["notification"]),
            _MATCH,
            Step(B, "entered", _entered, after=["arrived", "arrived", "matched"]),
            Step(B, "decision", _decided, after=["entered"]),
        ],
        Stage.ENTERED,
    ),
    "the decision is revised": Story(
        [
            _MATCH,
            _DECIDE,
            Step(B, "decision", _revised, after=["matched", "decision"]),
            Step(A, "arrived", _today, after=["decision", "decision"]),
            Step(B, "entered", _entered, after=["arrived"]),
        ],
        Stage.ENTERED,
    ),
    "the wrong person, and then the right one": Story(
        [
            _MATCH,
            Step(B, "wrong-person", _wrong, after=["matched"], answers="matched"),
            Step(B, "matched", _matched, after=["wrong-person"]),
            Step(B, "decision", _decided, after=["matched", "matched"]),
            Step(A, "arrived", _today, after=["decision"]),
            Step(B, "entered", _entered, after=["arrived"]),
        ],
        Stage.ENTERED,
    ),
    "disputed, and given way": Story(
        [
            Step(B, "not-ours", _not_ours, after=["notification"]),
            Step(A, "arrived", _today, after=["not-ours"]),
            Step(B, "resolved", _giving_way, after=["arrived"], answers="not-ours"),
            Step(B, "matched", _matched, after=["resolved"]),
            _DECIDE,
            Step(B, "entered", _entered, after=["decision"]),
        ],
        Stage.ENTERED,
    ),
    "called off": Story([_MATCH, Step(A, "cancelled", _off, after=["matched"])], Stage.CANCELLED),
    "misdirected": Story(
        [
            Step(A, "recall", _recalling, after=["notification"]),
            Step(B, "destroyed", _destroying, after=["recall"], answers="recall"),
        ],
        Stage.DESTROYED,
    ),
}
