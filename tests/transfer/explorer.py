"""An explicit-state explorer: everything two councils can say, lose, double, delay and refuse, up to so many messages.

A state is what each council said, how much of it the other has taken in, what it answered, which answers are back, and
the day. From each state every step is tried: saying anything that the table allows, taking in the next message (or
refusing it for good), a receipt coming back, a day passing. What is lost is tried again, and what heals (stale trust)
is too, so both are a step not taken yet; what comes twice or too early must change nothing. `watching.py` looks at each
state; what must hold there is in `judging.py`.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NamedTuple, TypeAlias, TypeVar
from uuid import UUID

from exchange.errors import Refusal
from exchange.transfer import AnyBody, Conversation, Message, MessageType, Placed, Receipt, judge, place, type_of
from exchange.transfer.course import Course, course_of
from tests.transfer.alphabet import bodies, may_say
from tests.transfer.said import LOG, MOVE, TRANSFER, A, B

MOST_REMEMBERED = 60_000
DAYS = tuple(MOVE + timedelta(days=offset) for offset in (-10, 1, 150))
BOTH = (A, B)


class Side(NamedTuple):
    """One council: numbers of the messages it said, of the receipts given for them, and which of these are back."""

    said: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()
    back: int = 0


class State(NamedTuple):
    """All there is: both councils, how much may still be said and refused for no reason of the table, and the day."""

    a: Side
    b: Side
    left: int
    day: int = 0
    refusals: int = 1

    def side(self, council: str) -> Side:
        return self.a if council == A else self.b

    def changed(self, council: str, side: Side) -> "State":
        return self._replace(a=side) if council == A else self._replace(b=side)


Key = TypeVar("Key")
Value = TypeVar("Value")


class Memory(dict[Key, Value]):
    """What was worked out before, as long as it is not too much."""

    def __setitem__(self, key: Key, value: Value) -> None:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        super().__setitem__(key, value)


View: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]  # messages of A, of B, receipts


@dataclass
class Book:
    """Every message and receipt that was ever made, by number, each made once."""

    messages: list[Message] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    _numbers: dict[object, int] = field(default_factory=dict)

    def message(self, council: str, body: AnyBody, name: str, *, prev: int | None, seen: int | None, day: int) -> int:
        key = (council, name, prev, seen, day)
        if key not in self._numbers:
            self._numbers[key] = len(self.messages)
            self.messages.append(self._compose(council, body, prev, seen, day))
        return self._numbers[key]

    def receipt(self, message: int, outcome: str, day: int) -> int:
        key = (message, outcome, day)
        if key not in self._numbers:
            self._numbers[key] = len(self.receipts)
            self.receipts.append(self._answer(self.messages[message], outcome, day))
        return self._numbers[key]

    def _compose(self, council: str, body: AnyBody, prev: int | None, seen: int | None, day: int) -> Message:
        number = len(self.messages)
        before = self.messages[prev] if prev is not None else None
        return Message(
            digest=_digest(number), kid="key", iss=council, aud=B if council == A else A, issued_at=noon(day),
            jti=str(UUID(int=number)), transfer=TRANSFER, seq=before.seq + 1 if before else 1,
            prev=before.digest if before else None, seen=_digest(seen) if seen is not None else None,
            type=type_of(body), body=body, concealed=0, log=LOG,
        )  # fmt: skip

    def _answer(self, message: Message, outcome: str, day: int) -> Receipt:
        return Receipt(
            digest=f"r{len(self.receipts)}", kid="key", iss=message.aud, aud=message.iss, issued_at=noon(day),
            transfer=TRANSFER, of=message.digest, outcome="delivered" if outcome == "delivered" else "rejected",
            code=None if outcome == "delivered" else "schema-failed", checked=(),
        )  # fmt: skip


class World:
    """The steps that are possible from a state; of all that councils can think of, they say what has these labels."""

    def __init__(self, labels: Collection[str] = ()) -> None:
        self.labels = frozenset(labels)
        self.book = Book()
        self._courses: Memory[View, Course | None] = Memory()
        self._verdicts: Memory[tuple[View, int], str] = Memory()
        self._options: Memory[tuple[View, str, int], tuple[tuple[str, AnyBody], ...]] = Memory()

    def start(self, *said: tuple[str, AnyBody], left: int) -> State:
        """Where all of this was said, each heard and answered at once, but the last; so much may still be said."""
        state = State(Side(), Side(), left=len(said) + left)
        for number, (council, body) in enumerate(said, 1):
            state = self.say(state, council, f"start {number} {body!r}", body)
            if number < len(said):
                state = self.hear_all(self.take(state, council, "delivered"))
        return state

    def hear_all(self, state: State) -> State:
        """Every receipt that was given is back."""
        for council in BOTH:
            side = state.side(council)
            state = state.changed(council, side._replace(back=(1 << len(side.answers)) - 1))
        return state

    def view(self, state: State, council: str) -> View:
        """What a council holds: all its own messages, what it took in, the receipts it gave and those that are back."""
        own, other = state.side(council), state.side(other_than(council))
        taken = other.said[: len(other.answers)]
        back = tuple(each for number, each in enumerate(own.answers) if own.back >> number & 1)
        receipts = tuple(sorted((*other.answers, *back)))
        return (own.said, taken, receipts) if council == A else (taken, own.said, receipts)

    def course(self, view: View) -> Course | None:
        if view not in self._courses:
            held = self.conversation(view)
            self._courses[view] = course_of(held.messages, held.receipts)
        return self._courses[view]

    def in_order(self, view: View) -> bool:
        """Whether the answers to each council's messages are known in the order in which it said them."""
        answered = {self.book.receipts[each].of for each in view[2]}
        known = ([self.book.messages[each].digest in answered for each in said] for said in view[:2])
        return all(sorted(each, reverse=True) == each for each in known)

    def conversation(self, view: View) -> Conversation:
        messages = tuple(self.book.messages[each] for each in (*view[0], *view[1]))
        return Conversation(TRANSFER, messages, tuple(self.book.receipts[each] for each in view[2]))

    def steps(self, state: State) -> Iterator[State]:
        for council in BOTH:
            yield from self._says(state, council)
            yield from self._takes(state, council)
            yield from self._hears(state, council)
        if state.day + 1 < len(DAYS):
            yield state._replace(day=state.day + 1)

    def options(self, view: View, council: str, day: int) -> tuple[tuple[str, AnyBody], ...]:
        """What the table lets a council say, of all it can think of."""
        key = (view, council, day)
        if key not in self._options:
            self._options[key] = tuple(self._allowed(view, council, day))
        return self._options[key]

    def say(self, state: State, council: str, name: str, body: AnyBody) -> State:
        own, other = state.side(council), state.side(other_than(council))
        seen = other.said[len(other.answers) - 1] if other.answers else None
        prev = own.said[-1] if own.said else None
        number = self.book.message(council, body, name, prev=prev, seen=seen, day=state.day)
        return state.changed(council, own._replace(said=(*own.said, number)))._replace(left=state.left - 1)

    def verdict(self, view: View, message: int) -> str:
        """What the receiver of a message makes of it: delivered, rejected, or (for now) nothing: `heals`."""
        key = (view, message)
        if key not in self._verdicts:
            self._verdicts[key] = self._judge(self.conversation(view), self.book.messages[message])
        return self._verdicts[key]

    def answered(self, view: View, message: int) -> str:
        """How a message was answered, as this view shows it."""
        digest = self.book.messages[message].digest
        return next(each.outcome for each in map(self.book.receipts.__getitem__, view[2]) if each.of == digest)

    def take(self, state: State, sender: str, outcome: str) -> State:
        """The addressee takes in the next message and answers; what was answered comes back in its own time."""
        side = state.side(sender)
        answer = self.book.receipt(side.said[len(side.answers)], outcome, state.day)
        return state.changed(sender, side._replace(answers=(*side.answers, answer)))

    def _says(self, state: State, council: str) -> Iterator[State]:
        if state.left:
            for name, body in self.options(self.view(state, council), council, state.day):
                yield self.say(state, council, name, body)

    def _takes(self, state: State, sender: str) -> Iterator[State]:
        side = state.side(sender)
        if len(side.answers) < len(side.said):
            verdict = self.verdict(self.view(state, other_than(sender)), side.said[len(side.answers)])
            if verdict != "heals":
                yield self.take(state, sender, verdict)
            if verdict == "delivered" and state.refusals:
                yield self.take(state, sender, "rejected")._replace(refusals=state.refusals - 1)

    def _hears(self, state: State, council: str) -> Iterator[State]:
        side = state.side(council)
        for number in range(len(side.answers)):
            if not side.back >> number & 1:
                yield state.changed(council, side._replace(back=side.back | 1 << number))

    def _allowed(self, view: View, council: str, day: int) -> Iterator[tuple[str, AnyBody]]:
        course = self.course(view)
        if course is None:
            return
        for kind in MessageType:
            for label, about, body in bodies(kind, course, council=council, today=DAYS[day]):
                wanted = not self.labels or label in self.labels
                if wanted and may_say(course, council, body, at=noon(day)):
                    yield f"{label} {about}", body

    def _judge(self, held: Conversation, message: Message) -> str:
        assert place(held, message) is Placed.NEW
        assert place(held.with_message(message), message) is Placed.KNOWN  # what comes twice changes nothing
        try:
            judge(held, message)
        except Refusal as refusal:
            return "heals" if refusal.heals else "rejected"
        return "delivered"


class Explored(NamedTuple):
    """How many states were visited, how many steps from the start the last of them is, and whether these are all."""

    states: int
    depth: int
    whole: bool = False


def explore(
    world: World, start: State, *, visit: Callable[[State], None], tell: Callable[[Explored], None], most: int
) -> Explored:
    """Visit every state that steps lead to, each once, until there are so many.

    Each step brings a state further by one, and none leads back: so only those that are as far can be the same.
    """
    edge, found = {start: None}, Explored(0, -1)
    while edge and found.states < most:
        chosen = list(islice(edge, most - found.states))
        for state in chosen:
            visit(state)
        found = Explored(found.states + len(chosen), found.depth + 1)
        tell(found)
        edge = dict.fromkeys(step for state in chosen for step in world.steps(state))
    return found._replace(whole=not edge)


def other_than(council: str) -> str:
    return B if council == A else A


def noon(day: int) -> datetime:
    return datetime.combine(DAYS[day], datetime.min.time(), UTC) + timedelta(hours=12)


def _digest(number: int) -> str:
    return f"{number:042}A"
