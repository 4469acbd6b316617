"""What must hold in every state that the explorer reaches."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from exchange.transfer import (
    END_STAGES,
    SILENCES,
    AnyBody,
    Arrived,
    Cancelled,
    Deadline,
    Dispute,
    Disputed,
    Documents,
    Duty,
    Held,
    MessageType,
    Nobody,
    NotOurs,
    Resolved,
    Silence,
    Stage,
    Update,
    type_of,
)
from exchange.transfer.course import Course
from exchange.transfer.deadlines import deadlines_in
from exchange.transfer.duty import Reckoning, duty_on, reckon
from exchange.transfer.facts import open_disputes
from exchange.transfer.moving import stated_days
from exchange.transfer.stages import stage_in
from tests.transfer.alphabet import EXPLAINED
from tests.transfer.explorer import BOTH, DAYS, State, View, World, may_say, other_than
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
    Silence.REPLY: 200, Silence.DOCUMENTS: 100, Silence.ARRIVAL: 40, Silence.RESOLUTION: 20, Silence.JOINING: 10,
    Silence.CORRECTION: 4, Silence.CONSENT: 4, Silence.ENTRY: 4, Silence.OWN_STEPS: 4, Silence.DAYS: 2,
}  # fmt: skip


@dataclass
class Judge:
    """Visits states; counts what it saw, and stops at the first thing that must not be."""

    world: World
    stages: Counter[Stage] = field(default_factory=Counter)
    _duties: dict[View, tuple[Duty, ...]] = field(default_factory=dict)
    _ends: dict[tuple[State, str], View] = field(default_factory=dict)
    _closed: set[View] = field(default_factory=set)

    @property
    def closures(self) -> int:
        """How many different ends there are, once everything is delivered."""
        return len(self._closed)

    def visit(self, state: State) -> None:
        for council in BOTH:
            self.duties(self.world.view(state, council))
            self.own_word(state, council)
        settled = self.world.hear_all(state._replace(day=LAST, left=0, refusals=0))
        ends = {self.settle(settled, first) for first in BOTH}
        assert len(ends) == 1, "what both councils end up with depends on the order of delivery"
        (end,) = ends
        if end not in self._closed:
            self._closed.add(end)
            self.judge_end(end)

    def own_word(self, state: State, council: str) -> None:
        """What a council has just said, and the other not heard yet, does not rid it of a duty, but by a rule."""
        side = state.side(council)
        if len(side.said) != len(side.answers) + 1 or len(side.said) < 2:
            return
        before = self.world.view(state.changed(council, side._replace(said=side.said[:-1])), council)
        pairs = zip(self.duties(before), self.duties(self.world.view(state, council)), strict=True)
        if any(holder(was) == council != holder(now) for was, now in pairs):
            assert moves_a_duty(self.world.book.messages[side.said[-1]].body), "a council got rid of a duty"

    def duties(self, view: View) -> tuple[Duty, ...]:
        """Exactly one answer for every day; and nobody holds a duty only where somebody said why."""
        if view not in self._duties:
            course = self.world.course(view)
            known = reckon(course) if course else None
            self._duties[view] = tuple(self._duty(known, day) for day in SAMPLE) if known else ()
        return self._duties[view]

    def settle(self, state: State, first: str) -> View:
        """Deliver everything, the messages of one council before those of the other wherever both can be."""
        key = (state, first)
        if key not in self._ends:
            order = (first, other_than(first))
            waiting = [each for each in order if len(state.side(each).answers) < len(state.side(each).said)]
            if waiting:
                following = next(self._taken(state, waiting), None)
                assert following is not None, "a message waits for ever"
                self._ends[key] = self.settle(self.world.hear_all(following), first)
            else:
                views = {self.world.view(state, council) for council in BOTH}
                assert len(views) == 1
                self._ends[key] = views.pop()
        return self._ends[key]

    def judge_end(self, view: View) -> None:
        course = self.world.course(view)
        if course is None:
            return
        stage, open_now = stage_in(course), deadlines_in(course, on=DAYS[LAST])
        self.duties(view)
        self.stages[stage] += 1
        assert open_now or stage in END_STAGES, f"nobody is waited for at {stage}"
        assert all(
            each.is_alarm or each.about is Silence.RESOLUTION for each in open_now if each.since <= DAYS[LAST - 1]
        )
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

    def _care(self, course: Course, stage: Stage) -> None:
        """Care that nobody has confirmed alarms both councils two days before the move."""
        if stage in (Stage.NOTIFIED, Stage.MATCHED, Stage.REQUESTED) and not course.past.said(
            MessageType.DECISION, MessageType.COMPLETED
        ):
            on = MOVE + timedelta(days=1 - 2)  # of all days that are stated here, the latest
            care = [each for each in deadlines_in(course, on=on) if each.about is Silence.CARE]
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


def holder(duty: Duty) -> str | None:
    """Who meets the needs, by this answer."""
    match duty:
        case Held(council=council) | Disputed(lead=council):
            return council
        case Nobody():
            return None


def moves_a_duty(body: AnyBody) -> bool:
    """The statements by which one council alone may move a duty, each by its rule.

    The day of the move (stated, expected, or off before anybody stated an arrival); a death; a dispute (who met the
    needs when it arose goes on) and its withdrawal; what was determined; that the law does not cover a person, or that
    the person is not known, or is so after all; the second council's word that joins two transfers.
    """
    match body:
        case Arrived() | Cancelled() | Dispute() | NotOurs() | Documents():
            return True
        case Update(about=about):
            return about in ("date", "joins")
        case Resolved(how=how):
            return how in ("determined", "withdrawn")
        case _:
            return False


def weight(deadline: Deadline) -> int:
    """How much is still to come; what went to the wrong person is put right by one council, then by the other."""
    both = deadline.about is Silence.CORRECTION and A in deadline.waits_for
    return WEIGHT.get(deadline.about, 1) * (2 if both else 1)


def silences(found: tuple[Deadline, ...]) -> list[str]:
    return [f"{each.about} by {each.waits_for}" for each in found]


def answer_to(deadline: Deadline, course: Course, council: str) -> AnyBody | None:
    """What a council that means well says when it is waited for."""
    match deadline.about:
        case Silence.RESOLUTION:
            named = tuple(each.digest for each in open_disputes(course.past))
            return resolved(*named, holder=course.parties.role_of(council), starts_on=DAYS[LAST])
        case Silence.CORRECTION:
            return matched() if council == B else documents()
        case Silence.DAYS:
            return arrived(max(stated_days(course)))
        case about if about in ANSWERS_TO:
            return ANSWERS_TO[about](deadline.of or "")
        case about:
            return PLAIN_ANSWERS.get(about)


ANSWERS_TO: dict[Silence, Callable[[str], AnyBody]] = {
    Silence.DOCUMENTS: documents,
    Silence.ANSWER: lambda of: Update(about="answer", of=of, text="4711"),
    Silence.DESTRUCTION: lambda of: destroyed(of, DAYS[LAST]),
}
PLAIN_ANSWERS: dict[Silence, AnyBody] = {
    Silence.REPLY: cancelled("no-match"), Silence.MATCH: matched(), Silence.DECISION: EXPLAINED,
    Silence.CARE: EXPLAINED, Silence.EXPLANATION: EXPLAINED, Silence.ARRIVAL: arrived(), Silence.ENTRY: entered(),
    Silence.OWN_STEPS: completed(DAYS[LAST]), Silence.CLOSING: closed(DAYS[LAST], "other"), Silence.JOINING: joins(),
    Silence.CONSENT: recall(ground="consent-withdrawn"),
}  # fmt: skip
