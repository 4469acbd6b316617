"""What must hold in every state that the explorer reaches."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from exchange.transfer import END_STAGES, SILENCES, AnyBody, Deadline, Disputed, Duty, Held, MessageType, Nobody
from exchange.transfer import Silence as S
from exchange.transfer import Stage, documents_of, type_of
from exchange.transfer.bodies import Arrived, Cancelled, Documents, Resolved, Update
from exchange.transfer.course import Course
from exchange.transfer.deadlines import deadlines_in
from exchange.transfer.duty import Reckoning, duty_on, reckon
from exchange.transfer.facts import is_over, open_disputes
from exchange.transfer.stages import stage_in
from tests.transfer.alphabet import EXPLAINED
from tests.transfer.explorer import BOTH, DAYS, State, View, World, may_say, noon, other_than
from tests.transfer.said import (
    MOVE,
    A,
    B,
    arrived,
    cancelled,
    closed,
    completed,
    destroyed,
    documents,
    entered,
    joins,
    matched,
    recall,
    resolved,
)

SAMPLE = tuple(MOVE + timedelta(days=offset) for offset in (-3, 0, 1, 9))
LAST = len(DAYS) - 1
NOBODY = {"died", "joined", "no-match", "no-duty"}
# How much is still to come after each thing that is waited for: answering one thing may open those of less weight.
WEIGHT = {
    S.DOCUMENTS: 100, S.ARRIVAL: 40, S.RESOLUTION: 20, S.JOINING: 10, S.CORRECTION: 4, S.CONSENT: 4, S.ENTRY: 4,
    S.OWN_STEPS: 4, S.DAYS: 2, S.REPLY: 200,
}  # fmt: skip


@dataclass
class Judge:
    """Visits states; counts what it saw, and stops at the first thing that must not be."""

    world: World
    stages: Counter[Stage] = field(default_factory=Counter)
    closures: int = 0
    _duties: dict[View, tuple[Duty, ...]] = field(default_factory=dict)
    _closed: set[View] = field(default_factory=set)

    def visit(self, state: State) -> None:
        for council in BOTH:
            self.duties(self.world.view(state, council))
        ends = {self.settle(state, first) for first in BOTH}
        assert len(ends) == 1, "what both councils end up with depends on the order of delivery"
        (end,) = ends
        if end not in self._closed:
            self._closed.add(end)
            self.closures += 1
            self.judge_end(end)

    def duties(self, view: View) -> tuple[Duty, ...]:
        """Exactly one answer for every day; and nobody holds a duty only where somebody said why."""
        if view not in self._duties:
            course = self.world.course(view)
            known = reckon(course) if course else None
            self._duties[view] = tuple(self._duty(known, day) for day in SAMPLE) if known else ()
        return self._duties[view]

    def settle(self, state: State, first: str) -> View:
        """Deliver everything, the messages of one council before those of the other wherever both can be."""
        order = (first, other_than(first))
        state = self._all_back(state._replace(day=LAST))
        while waiting := [each for each in order if len(state.side(each).answers) < len(state.side(each).said)]:
            following = next(self._taken(state, waiting), None)
            assert following is not None, "a message waits for ever"
            state = self._all_back(following)
        views = {self.world.view(state, council) for council in BOTH}
        assert len(views) == 1
        return views.pop()

    def judge_end(self, view: View) -> None:
        course = self.world.course(view)
        if course is None:
            return
        stage, open_now = stage_in(course), deadlines_in(course, on=DAYS[LAST])
        self.duties(view)
        self.stages[stage] += 1
        assert open_now or stage in END_STAGES, f"nobody is waited for at {stage}"
        assert all(each.is_alarm or each.about is S.RESOLUTION for each in open_now if each.since <= DAYS[LAST - 1])
        self._care(course, stage)
        if open_now:
            self._goes_on(view, course, open_now)

    def _duty(self, known: Reckoning, day: date) -> Duty:
        duty = duty_on(known, day=day)
        match duty:
            case Held(council=council) | Disputed(lead=council):
                assert council in BOTH
            case Nobody(reason=reason):
                assert reason in NOBODY
        return duty

    def _taken(self, state: State, waiting: list[str]) -> Iterator[State]:
        for sender in waiting:
            side = state.side(sender)
            verdict = self.world.verdict(self.world.view(state, other_than(sender)), side.said[len(side.answers)])
            if verdict != "heals":
                yield self.world.take(state, sender, verdict)

    def _all_back(self, state: State) -> State:
        for council in BOTH:
            side = state.side(council)
            state = state.changed(council, side._replace(back=(1 << len(side.answers)) - 1))
        return state

    def _care(self, course: Course, stage: Stage) -> None:
        """Care that nobody has confirmed alarms both councils two days before the move."""
        if stage in (Stage.NOTIFIED, Stage.MATCHED, Stage.REQUESTED) and not course.past.said(
            MessageType.DECISION, MessageType.COMPLETED
        ):
            on = MOVE + timedelta(days=1 - 2)  # of all days that are stated here, the latest
            care = [each for each in deadlines_in(course, on=on) if each.about is S.CARE]
            assert len(care) == 1
            assert care[0].is_alarm

    def _goes_on(self, view: View, course: Course, open_now: tuple[Deadline, ...]) -> None:
        """Somebody who is waited for can answer, and that brings the end nearer."""
        following = self.answer(view, course, open_now)
        later = self.world.course(following)
        assert later is not None
        left = deadlines_in(later, on=DAYS[LAST])
        assert sum(map(weight, left)) < sum(map(weight, open_now)), f"{silences(left)} after {silences(open_now)}"

    def answer(self, view: View, course: Course, open_now: tuple[Deadline, ...]) -> View:
        """What both hold after the first silence that can be answered was."""
        for deadline in open_now:
            for council in deadline.waits_for:
                body = answer_to(deadline, course, council)
                if body is not None and may_say(course, council, body, LAST):
                    assert type_of(body) in SILENCES[deadline.about].answers
                    return self._say(view, council, body)
        raise AssertionError(f"nobody can answer {silences(open_now)}")

    def _say(self, view: View, council: str, body: AnyBody) -> View:
        own, other = (view[0], view[1]) if council == A else (view[1], view[0])
        book = self.world.book
        number = book.message(
            council, body, f"{body!r}", prev=own[-1] if own else None, seen=other[-1] if other else None, day=LAST
        )
        receipts = (*view[2], book.receipt(number, "delivered", LAST))
        said = ((*own, number), other)
        return (*(said if council == A else said[::-1]), receipts)


def weight(deadline: Deadline) -> int:
    """How much is still to come; what went to the wrong person is put right by one council, then by the other."""
    both = deadline.about is S.CORRECTION and A in deadline.waits_for
    return WEIGHT.get(deadline.about, 1) * (2 if both else 1)


def silences(found: tuple[Deadline, ...]) -> list[str]:
    return [f"{each.about} by {each.waits_for}" for each in found]


def answer_to(deadline: Deadline, course: Course, council: str) -> AnyBody | None:
    """What a council that means well says when it is waited for."""
    today, of = DAYS[LAST], deadline.of or ""
    match deadline.about:
        case S.DOCUMENTS:
            return documents(of)
        case S.REPLY:
            return cancelled("no-match")
        case S.ANSWER:
            return Update(about="answer", of=of, text="4711")
        case S.MATCH:
            return matched()
        case S.CORRECTION:
            return matched() if council == B else documents()
        case S.DECISION | S.CARE | S.EXPLANATION:
            return EXPLAINED
        case S.ARRIVAL:
            return arrived()
        case S.DAYS:
            return arrived(max(each.body.day for each in course.past.all(MessageType.ARRIVED) if isinstance(each.body, Arrived) and each is course.past.newest(MessageType.ARRIVED, by=each.iss)))
        case S.ENTRY:
            return entered()
        case S.OWN_STEPS:
            return completed(today)
        case S.CLOSING:
            return closed(today, "other")
        case S.DESTRUCTION:
            return destroyed(of, today)
        case S.RESOLUTION:
            named = tuple(each.digest for each in open_disputes(course.past))
            return resolved(*named, holder=course.parties.role_of(council), starts_on=today)
        case S.JOINING:
            return joins()
        case S.CONSENT:
            return recall(ground="consent-withdrawn")
        case S.RECEIPT:
            return None
