"""How far a transfer has come: a function of what was said, in whatever order it arrived."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from exchange.errors import Refusal
from exchange.transfer.bodies import MessageType
from exchange.transfer.course import Course, course_of
from exchange.transfer.facts import doubted, joined, open_disputes, open_recalls, records_sent
from exchange.transfer.messages import Message
from exchange.transfer.receipts import Receipt


class Stage(StrEnum):
    """How far a transfer has come. What is still open beside it, `allowed_moves` and `deadlines` tell."""

    REFUSED = "refused"
    REQUESTED = "requested"
    UNMATCHED = "unmatched"
    DECLINED = "declined"
    NOTIFIED = "notified"
    BY_HAND = "by-hand"
    MATCHED = "matched"
    DECIDED = "decided"
    ARRIVED = "arrived"
    ENTERED = "entered"
    COMPLETED = "completed"
    WRONG_PERSON = "wrong-person"
    CLOSED = "closed"
    RECALLED = "recalled"
    DESTROYED = "destroyed"
    JOINED = "joined"
    CANCELLED = "cancelled"
    DISPUTED = "disputed"


END_STAGES = frozenset({Stage.REFUSED, Stage.CLOSED, Stage.DESTROYED, Stage.JOINED, Stage.CANCELLED})


def stage_of(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> Stage:
    """The stage of a transfer: a function of what was said, in whatever order it arrived (`transfer-unknown` if none).

    Without receipts, messages that their addressee refused for a reason outside the table of moves count as said.
    """
    held = tuple(messages)
    if not held:
        raise Refusal("transfer-unknown")
    course = course_of(held, receipts)
    return Stage.REFUSED if course is None else stage_in(course)


def stage_in(course: Course) -> Stage:
    """The stage at which a course stands: the first row that holds."""
    return next(stage for stage, holds in _STAGES.items() if holds(course))


def _said(*kinds: MessageType) -> Callable[[Course], bool]:
    return lambda course: all(course.past.said(kind) for kind in kinds)


def _answered(outcome: str) -> Callable[[Course], bool]:
    def holds(course: Course) -> bool:
        answer = course.unanswered_opening()
        return answer is not None and answer.outcome == outcome

    return holds


def _is_recalled(course: Course) -> bool:
    return course.is_over and course.past.said(MessageType.RECALL, topic="transfer")


def _awaits_destruction(course: Course) -> bool:
    return _is_recalled(course) and any(True for _ in open_recalls(course.past))


# Records entered before the move do not hide that the person has yet to arrive; a decision may come after the move, and
# is then no stage of its own.
_STAGES: Mapping[Stage, Callable[[Course], bool]] = {
    Stage.REFUSED: lambda course: not course.counting,
    Stage.DISPUTED: lambda course: any(True for _ in open_disputes(course.past)),
    Stage.JOINED: lambda course: joined(course.past) is not None,
    Stage.RECALLED: _awaits_destruction,
    Stage.DESTROYED: _is_recalled,
    Stage.CANCELLED: lambda course: course.is_over,
    Stage.CLOSED: _said(MessageType.CLOSED),
    Stage.WRONG_PERSON: lambda course: doubted(course.past) is not None,
    Stage.COMPLETED: _said(MessageType.ARRIVED, MessageType.COMPLETED),
    Stage.ENTERED: _said(MessageType.ARRIVED, MessageType.ENTERED),
    Stage.ARRIVED: _said(MessageType.ARRIVED),
    Stage.BY_HAND: lambda course: course.is_handed_over,
    Stage.DECIDED: _said(MessageType.DECISION),
    Stage.MATCHED: _said(MessageType.MATCHED),
    Stage.NOTIFIED: lambda course: records_sent(course.past),
    Stage.DECLINED: _answered("refused"),
    Stage.UNMATCHED: _answered("no-match"),
    Stage.REQUESTED: lambda course: bool(course.counting),
}
