"""What may happen in a move, told step by step: one table, to be widened with the messages that `/v1` offers.

Every story begins with a notification by the sending council. A step is taken by one council, as soon as that council
has said or heard all that the step comes after; so steps of two councils may cross on the way.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from exchange.jose import JsonObject, JsonValue
from exchange.transfer import Stage

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
    """One request to `/v1/transfers/{id}/{door}`, and what its council must have said or heard before (by type)."""

    side: Side
    door: str
    body: Callable[[Facts], JsonObject]
    after: Sequence[str] = ()


@dataclass(frozen=True)
class Story:
    """The steps after the notification, and the stage at which both councils must end."""

    steps: Sequence[Step]
    ends: Stage

    @property
    def messages(self) -> Counter[str]:
        """How many messages of each type there must be in the end, no more and no fewer."""
        return Counter(["notification", *(step.door for step in self.steps)])


def _decided(facts: Facts) -> JsonObject:
    needs: list[JsonValue] = [{"record": each, "need": "n1", "outcome": "accepted"} for each in facts.records]
    return {"assessment": "proportionate", "worker": WORKER, "needs": needs}


def _revised(_facts: Facts) -> JsonObject:
    return {"assessment": "full", "worker": WORKER, "note": "Seen again at home."}


def _today(facts: Facts) -> JsonObject:
    return {"day": facts.today}


def _yesterday(facts: Facts) -> JsonObject:
    return {"day": facts.yesterday, "note": "She came a day early."}


def _entered(facts: Facts) -> JsonObject:
    return {"form": "structured", "documents": [*facts.records]}


def _attached(facts: Facts) -> JsonObject:
    return {"form": "attachment", "documents": [*facts.records], "localReference": "WCCIS 1044"}


A, B = Side.SENDING, Side.RECEIVING
STORIES: Mapping[str, Story] = {
    "one thing after the other": Story(
        [
            Step(B, "decision", _decided, after=["notification"]),
            Step(A, "arrived", _today, after=["decision"]),
            Step(B, "entered", _entered, after=["arrived"]),
        ],
        Stage.ENTERED,
    ),
    "decision and arrival cross": Story(
        [
            Step(A, "arrived", _today, after=["notification"]),
            Step(B, "decision", _decided, after=["notification"]),
            Step(B, "entered", _attached, after=["arrived", "decision"]),
        ],
        Stage.ENTERED,
    ),
    "entered before it is decided": Story(
        [
            Step(B, "entered", _entered, after=["notification"]),
            Step(B, "arrived", _today, after=["entered"]),
            Step(B, "decision", _decided, after=["arrived"]),
        ],
        Stage.ENTERED,
    ),
    "the day is corrected": Story(
        [
            Step(A, "arrived", _yesterday, after=["notification"]),
            Step(A, "arrived", _today, after=["notification", "arrived"]),
            Step(B, "decision", _decided, after=["notification"]),
            Step(B, "entered", _entered, after=["arrived", "arrived"]),
        ],
        Stage.ENTERED,
    ),
    "both report the arrival": Story(
        [
            Step(A, "arrived", _today, after=["notification"]),
            Step(B, "arrived", _today, after=["notification"]),
            Step(B, "decision", _decided, after=["arrived", "arrived"]),
            Step(B, "entered", _entered, after=["decision"]),
        ],
        Stage.ENTERED,
    ),
    "the two days differ": Story(
        [
            Step(A, "arrived", _today, after=["notification"]),
            Step(B, "arrived", _yesterday, after=["notification"]),
            Step(B, "entered", _entered, after=["arrived", "arrived"]),
            Step(B, "decision", _decided, after=["entered"]),
        ],
        Stage.ENTERED,
    ),
    "the decision is revised": Story(
        [
            Step(B, "decision", _decided, after=["notification"]),
            Step(B, "decision", _revised, after=["notification", "decision"]),
            Step(A, "arrived", _today, after=["decision", "decision"]),
            Step(B, "entered", _entered, after=["arrived"]),
        ],
        Stage.ENTERED,
    ),
}
