"""Where a transfer stands on a day: all that a worker asks at once, from one weighing of what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exchange.transfer.bodies import Decision, MessageType
from exchange.transfer.closing import ClosingFacts, closing_in, decision_in
from exchange.transfer.course import course_of
from exchange.transfer.deadlines import DEFAULT, Deadline, deadlines_in
from exchange.transfer.duty import Duty, Nobody, duty_on, reckon
from exchange.transfer.identity import Link, link_in
from exchange.transfer.messages import Message
from exchange.transfer.moves import TABLE, allowed_in
from exchange.transfer.moving import move_day
from exchange.transfer.receipts import Receipt
from exchange.transfer.silences import Settings
from exchange.transfer.stages import END_STAGES, Stage, stage_in


@dataclass(frozen=True)
class Standing:
    """Each member is what the function of the same name says; `possible` is what this council may say next."""

    stage: Stage
    duty: Duty
    deadlines: tuple[Deadline, ...]
    possible: tuple[MessageType, ...]
    link: Link | None
    decision: Decision | None
    closing: ClosingFacts | None
    moves_on: date | None

    @property
    def due_on(self) -> date | None:
        """The day on which the next of its deadlines falls due."""
        return min((each.due for each in self.deadlines), default=None)

    @property
    def is_over(self) -> bool:
        """Whether it has come to an end, and nobody waits for anything."""
        return self.stage in END_STAGES and not self.deadlines


def standing(
    messages: Iterable[Message], receipts: Iterable[Receipt], *, day: date, council: str, settings: Settings = DEFAULT
) -> Standing:
    """Where a transfer stands for this council on this day (in London)."""
    course = course_of(messages, receipts)
    if course is None:
        openings = tuple(kind for kind, move in TABLE.items() if move.opens)
        return Standing(Stage.REFUSED, Nobody("nothing-said"), (), openings, None, None, None, None)
    return Standing(
        stage=stage_in(course),
        duty=duty_on(reckon(course), day=day),
        deadlines=deadlines_in(course, on=day, settings=settings),
        possible=allowed_in(course.past, council=council),
        link=link_in(course),
        decision=decision_in(course),
        closing=closing_in(course),
        moves_on=move_day(course),
    )
