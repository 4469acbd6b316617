"""Looks at every state that the explorer comes to: what each council holds there, and what both will in the end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from exchange.errors import Refusal
from exchange.transfer import Duty, Stage, place
from tests.transfer.answering import judge_way_on, judge_way_to_the_end
from tests.transfer.explorer import BOTH, DAYS, Memory, State, View, World, other_than
from tests.transfer.judging import Judged, judge_course, judge_word
from tests.transfer.said import MOVE

SAMPLE = tuple(MOVE + timedelta(days=offset) for offset in (-11, -3, 0, 1, 9))
LAST = len(DAYS) - 1
WALKED = 25  # one in so many outcomes is followed to its end; of each, the next step


@dataclass
class Watch:
    """Visits states; counts what it saw, and stops at the first thing that must not be."""

    world: World
    stages: Counter[Stage] = field(default_factory=Counter)
    _judged: Memory[View, Judged | None] = field(default_factory=Memory)
    _words: Memory[tuple[View, str], None] = field(default_factory=Memory)
    _ends: Memory[tuple[State, str], View] = field(default_factory=Memory)
    _closed: set[View] = field(default_factory=set)

    @property
    def outcomes(self) -> int:
        """How many different ends there are, once everything is delivered."""
        return len(self._closed)

    def visit(self, state: State) -> None:
        for council in BOTH:
            self.judge(self.world.view(state, council))
            self.judge_last_word(state, council)
            self.judge_too_early(state, council)
        end = self.end_of(state)
        for sender in self._waiting(state, BOTH):
            self.judge_verdict_stands(state, sender, end)
        if end not in self._closed:
            self._closed.add(end)
            self.judge_end(end)

    def judge(self, view: View) -> Judged | None:
        if view not in self._judged:
            course = self.world.course(view)
            self._judged[view] = (
                judge_course(course, days=SAMPLE, on=DAYS[LAST], in_order=self.world.in_order(view)) if course else None
            )
        return self._judged[view]

    def duties(self, view: View) -> tuple[Duty, ...]:
        judged = self.judge(view)
        return judged.duties if judged else ()

    def judge_last_word(self, state: State, council: str) -> None:
        """What a council has just said, and the other not heard yet, rids it of no duty."""
        side, view = state.side(council), self.world.view(state, council)
        if len(side.said) == len(side.answers) + 1 and len(side.said) > 1 and (view, council) not in self._words:
            self._words[view, council] = None
            before = self.world.view(state.changed(council, side._replace(said=side.said[:-1])), council)
            message = self.world.book.messages[side.said[-1]]
            judge_word(self.duties(before), self.duties(view), message)

    def judge_too_early(self, state: State, sender: str) -> None:
        """A message that overtook another one has to come again."""
        side = state.side(sender)
        for number in side.said[len(side.answers) + 1 :]:
            held = self.world.conversation(self.world.view(state, other_than(sender)))
            with pytest.raises(Refusal) as caught:
                place(held, self.world.book.messages[number])
            assert caught.value.heals

    def judge_verdict_stands(self, state: State, sender: str, end: View) -> None:
        """What a council would answer now, knowing less, is what it answers in the end: nothing signed is regretted."""
        number = state.side(sender).said[len(state.side(sender).answers)]
        verdict = self.world.verdict(self.world.view(state, other_than(sender)), number)
        if verdict != "heals":
            assert verdict == self.world.answered(end, number), "the verdict depends on the order of delivery"

    def end_of(self, state: State) -> View:
        """What both hold once everything is delivered, in whichever order."""
        settled = self.world.hear_all(state._replace(day=LAST, left=0, refusals=0))
        ends = {self.settle(settled, first) for first in BOTH}
        assert len(ends) == 1, "what both councils end up with depends on the order of delivery"
        return ends.pop()

    def settle(self, state: State, first: str) -> View:
        """Deliver everything, the messages of one council before those of the other wherever both can be."""
        key = (state, first)
        if key not in self._ends:
            following = next(self._taken(state, (first, other_than(first))), None)
            if following is not None:
                end = self.settle(self.world.hear_all(following), first)
            else:
                assert not any(self._waiting(state, BOTH)), "a message waits for ever"
                views = {self.world.view(state, council) for council in BOTH}
                assert len(views) == 1
                end = views.pop()
            self._ends[key] = end
        return self._ends[key]

    def judge_end(self, view: View) -> None:
        found = self.judge(view)
        if found is None:
            return
        self.stages[found.stage] += 1
        assert all(each.is_alarm for each in found.open if each.since <= DAYS[LAST - 1])
        held = self.world.conversation(view)
        if found.open:
            judge_way_on(held, found, today=DAYS[LAST])
        if self.outcomes % WALKED == 0:
            judge_way_to_the_end(held, today=DAYS[LAST])

    def _waiting(self, state: State, order: tuple[str, ...]) -> Iterator[str]:
        return (each for each in order if len(state.side(each).answers) < len(state.side(each).said))

    def _taken(self, state: State, order: tuple[str, ...]) -> Iterator[State]:
        for sender in self._waiting(state, order):
            side = state.side(sender)
            verdict = self.world.verdict(self.world.view(state, other_than(sender)), side.said[len(side.answers)])
            if verdict != "heals":
                yield self.world.take(state, sender, verdict)
