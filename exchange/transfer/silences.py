"""The one table of silences: what a council may be waiting for, for how long, and what ends the waiting.

The law that was seen sets one hard date, the day of the move, and almost no other. So every limit here is a *local
setting* and says so, unless the rules of the jurisdiction cite one. From `alarm_days` on, a silence is an alarm; that
is the same for every council, so that both sides see the same alarms. When to remind, each may set for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exchange.transfer.bodies import MessageType
from exchange.transfer.laws.rules import NO_LIMIT, Rule


class Silence(StrEnum):
    """What is being waited for."""

    RECEIPT = "receipt"
    DOCUMENTS = "documents"
    REPLY = "reply"
    ANSWER = "answer"
    MATCH = "match"
    CORRECTION = "correction"
    DECISION = "decision"
    CARE = "care"
    EXPLANATION = "explanation"
    ARRIVAL = "arrival"
    DAYS = "days"
    ENTRY = "entry"
    OWN_STEPS = "own-steps"
    CLOSING = "closing"
    DESTRUCTION = "destruction"
    RESOLUTION = "resolution"
    JOINING = "joining"
    CONSENT = "consent"


@dataclass(frozen=True)
class Wait:
    """One row: after how many days of silence to remind, and from which on it is an alarm; what answers; the limit."""

    remind_days: int
    alarm_days: int
    answers: frozenset[MessageType]
    limit: Rule


@dataclass(frozen=True)
class Settings:
    """What a council may set for itself: to be reminded sooner, never later than the alarm that both sides share."""

    remind_days: Mapping[Silence, int] = field(default_factory=dict)

    def days(self, about: Silence) -> int:
        """After how many days of this silence the council is reminded."""
        wait = SILENCES[about]
        return min(self.remind_days.get(about, wait.remind_days), wait.alarm_days)


CARE_ALARM_DAYS = 2  # before the day of the move
CARE_REMIND_DAYS = 7

_T = MessageType


def _row(about: Silence, remind: int, alarm: int, sentence: str, *answers: MessageType) -> tuple[Silence, Wait]:
    limit = Rule(f"local-{about}", sentence, NO_LIMIT, verified=False, local=True)
    return about, Wait(remind, alarm, frozenset(answers), limit)


_S = Silence
SILENCES: Mapping[Silence, Wait] = dict((
    # about          remind alarm (days)  sentence, and which messages answer
    _row(_S.RECEIPT, 1, 3, "The other council's system signs a receipt for each message."),
    _row(_S.DOCUMENTS, 3, 7, "The sending council answers a request for records, or refuses it.", _T.DOCUMENTS),
    _row(_S.REPLY, 7, 30, "Where the person is not known or nothing is sent: ask again, or cancel; what was sent to "
         "find the person is erased after 30 days.", _T.REQUEST, _T.CANCELLED),
    _row(_S.ANSWER, 3, 7, "A question between named workers is answered.", _T.UPDATE),
    _row(_S.MATCH, 2, 5, "The receiving council says whose records these are.", _T.MATCHED, _T.WRONG_PERSON),
    _row(_S.CORRECTION, 1, 3, "What went to, or was linked with, the wrong person is put right.",
         _T.MATCHED, _T.DOCUMENTS, _T.RECALL, _T.CANCELLED),
    _row(_S.DECISION, 5, 10, "The receiving council decides, need by need.", _T.DECISION),
    _row(_S.CARE, CARE_REMIND_DAYS, CARE_ALARM_DAYS, "Care for the first day is arranged, with an owner, two days "
         "before the move.", _T.DECISION),
    _row(_S.EXPLANATION, 7, 14, "What was decided differently is explained in writing.", _T.DECISION),
    _row(_S.ARRIVAL, 1, 3, "One of the councils says that the person has moved, or that the day is another.",
         _T.ARRIVED, _T.UPDATE, _T.CANCELLED),
    _row(_S.DAYS, 2, 7, "Two days of arrival become one, or a dispute.", _T.ARRIVED, _T.DISPUTE, _T.NOT_OURS),
    _row(_S.ENTRY, 2, 7, "The receiving council enters the records into its own case record.", _T.ENTERED),
    _row(_S.OWN_STEPS, 28, 42, "The receiving council completes its own assessment and plan.", _T.COMPLETED),
    _row(_S.CLOSING, 7, 14, "The sending council closes, with a closure statement.", _T.CLOSED),
    _row(_S.DESTRUCTION, 1, 3, "What was recalled is destroyed, and that is stated.", _T.DESTROYED),
    _row(_S.RESOLUTION, 28, 122, "A dispute is resolved.", _T.RESOLVED),
    _row(_S.JOINING, 1, 3, "The other council joins the two transfers too, or says why not.", _T.UPDATE),
    _row(_S.CONSENT, 1, 2, "What rested on a consent that was withdrawn is recalled.", _T.RECALL),
))  # fmt: skip
