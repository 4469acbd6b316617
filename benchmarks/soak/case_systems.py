"""The case systems of all councils: they start transfers, follow the feed of events, and say what the story has next.

All a case system knows comes from the answers to its own requests and from its council's feed. A transfer is told when
every step was answered and the feed of its sender has a receipt for each message.
"""

import json
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from benchmarks.federation import Council
from benchmarks.soak.asking import Line, Stopped, Wrong
from benchmarks.soak.mortals import FastClock
from benchmarks.soak.stories import STORIES, WORKER, Facts, Side, Story
from exchange.jose import JsonObject
from exchange.node.parts import LONDON

HANDS = 4  # requests that one case system has under way
FEED_PAUSE_SECONDS = 0.15
PATIENCE_SECONDS = 180.0
PLANS = 25  # transfers for which one published plan is used
PLAN: JsonObject = json.loads(Path(__file__).with_name("plan.json").read_text(encoding="utf-8"))
Job = Callable[[Line], None]


@dataclass
class Tale:
    """One transfer: its story, and how far it was told."""

    number: int
    name: str
    sides: dict[Side, Council]
    facts: Facts
    transfer: str = ""
    asked: set[int] = field(default_factory=set)
    answered: int = 0

    @property
    def story(self) -> Story:
        return STORIES[self.name]


@dataclass
class Heard:
    """What one council's feed has said of one transfer: messages by type, the newest of each, and receipts."""

    kinds: Counter[str] = field(default_factory=Counter)
    newest: dict[str, str] = field(default_factory=dict)
    delivered: int = 0


class CaseSystems:
    """Tells so many stories, so many at once, until it is told to stop."""

    def __init__(
        self, councils: Sequence[Council], clock: FastClock, *, transfers: int, at_once: int, seed: int
    ) -> None:
        self.councils = councils
        self.wrong: list[str] = []
        self.tales: dict[str, Tale] = {}
        self.told: set[str] = set()
        self.feeds: dict[str, list[str]] = {each.name: [] for each in councils}
        self.stopped = threading.Event()
        self._clock = clock
        self._transfers = transfers
        self._chance = random.Random(seed)
        self._places = threading.Semaphore(at_once)
        self._heard: defaultdict[tuple[str, str], Heard] = defaultdict(Heard)
        self._lock = threading.RLock()
        self._jobs: dict[str, SimpleQueue[Job | None]] = {each.name: SimpleQueue() for each in councils}
        self._threads: list[threading.Thread] = []
        self.told_at = time.monotonic()
        self.begun = 0
        self.enough = threading.Event()

    def start(self) -> None:
        self._spawn(self._begin_all)
        for council in self.councils:
            self._spawn(partial(self._follow, council))
            for _ in range(HANDS):
                self._spawn(partial(self._work, council))

    def stop(self) -> None:
        """Whatever is not answered by now never is."""
        self.stopped.set()
        for jobs in self._jobs.values():
            for _ in range(HANDS):
                jobs.put(None)
        self._places.release(self._transfers)
        for thread in self._threads:
            thread.join()

    @property
    def done(self) -> int:
        return len(self.told)

    @property
    def is_idle(self) -> bool:
        """Whether everything that was begun is told."""
        return self.all_begun and len(self.told) == self.begun

    @property
    def all_begun(self) -> bool:
        """Whether no more transfers are begun."""
        return self.begun >= self._transfers or self.enough.is_set()

    @property
    def is_stuck(self) -> bool:
        """Whether something is wrong already, or nothing has been told for so long that it never will be."""
        return bool(self.wrong) or time.monotonic() - self.told_at > PATIENCE_SECONDS

    def untold(self) -> list[Tale]:
        with self._lock:
            return [tale for tale in self.tales.values() if tale.transfer not in self.told]

    def _spawn(self, act: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._guarded, args=(act,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Stopped:
            return
        except Wrong as wrong:
            self.wrong.append(str(wrong))
        except Exception as fault:  # noqa: BLE001 - a case system that stops without a word would hide what is wrong
            self.wrong.append(f"the case systems failed: {fault!r}")

    def _line(self, council: Council) -> Line:
        with self._lock:
            return Line(council, self.stopped, random.Random(self._chance.random()))

    def _begin_all(self) -> None:
        plans: dict[str, str] = {}
        used: Counter[str] = Counter()
        for number in range(self._transfers):
            self._places.acquire()
            with self._lock:
                if self.stopped.is_set() or self.enough.is_set():
                    return
                self.begun += 1
            sender, receiver = self._chance.sample(self.councils, 2)
            plan = plans.get(sender.name)
            if plan is None or used[plan] >= PLANS:
                plan = plans[sender.name] = self._publish(sender, number)
            used[plan] += 1
            tale = Tale(number, self._next_name(), {Side.SENDING: sender, Side.RECEIVING: receiver}, self._facts(plan))
            opener = sender if tale.story.opening == "notification" else receiver
            self._jobs[opener.name].put(partial(self._open, tale))

    def _next_name(self) -> str:
        names = list(STORIES)
        return names[self._chance.randrange(len(names))]

    def _facts(self, plan: str) -> Facts:
        today = self._clock().astimezone(LONDON).date()
        return Facts((plan,), today.isoformat(), (today - timedelta(days=1)).isoformat())

    def _publish(self, council: Council, number: int) -> str:
        order: JsonObject = {"kind": "care-and-support-plan", "content": PLAN}
        with closing(self._line(council)) as line:
            return str(line.post("/v1/records", order, key=f"plan-{number}")["digest"])

    def _open(self, tale: Tale, line: Line) -> None:
        order: JsonObject = {"day": tale.facts.today, "confidence": "certain", "worker": WORKER}
        if tale.story.opening == "notification":
            path = "/v1/transfers"
            order |= {"to": tale.sides[Side.RECEIVING].gss, "records": [*tale.facts.records]}
        else:
            path = "/v1/requests"
            person: JsonObject = {"name": "Megan Eluned Pritchard", "birthDate": "1941-03-14"}
            told: JsonObject = {"on": tale.facts.today, "by": "person"}
            order |= {"to": tale.sides[Side.SENDING].gss, "person": person, "told": told}
        transfer = str(line.post(path, order, key=f"{tale.number}-open")["id"])
        with self._lock:
            tale.transfer = transfer
            if self.tales.setdefault(transfer, tale) is not tale:
                raise Wrong(f"{transfer} was begun by two requests")
            self._go_on(tale)

    def _say(self, tale: Tale, number: int, line: Line) -> None:
        step = tale.story.steps[number]
        path = f"/v1/transfers/{tale.transfer}/{step.door}"
        with self._lock:
            of = self._heard[tale.sides[step.side].name, tale.transfer].newest.get(step.answers, "")
        line.post(path, step.body(tale.facts, of), key=f"{tale.number}-{number}-{step.door}")
        with self._lock:
            tale.answered += 1
            self._go_on(tale)

    def _go_on(self, tale: Tale) -> None:
        """Ask for every step whose time has come."""
        for number, step in enumerate(tale.story.steps):
            council = tale.sides[step.side]
            known = self._heard[council.name, tale.transfer].kinds
            if number not in tale.asked and not Counter(step.after) - known:
                tale.asked.add(number)
                self._jobs[council.name].put(partial(self._say, tale, number))
        if tale.transfer not in self.told and self._is_told(tale):
            self.told.add(tale.transfer)
            self.told_at = time.monotonic()
            self._places.release()

    def _is_told(self, tale: Tale) -> bool:
        """Whether every step was answered, and both feeds have all the messages and, between them, the receipts."""
        heard = [self._heard[each.name, tale.transfer] for each in tale.sides.values()]
        count = tale.story.messages.total()
        everywhere = all(each.kinds.total() >= count for each in heard)
        return everywhere and tale.answered == len(tale.story.steps) and sum(each.delivered for each in heard) >= count

    def _work(self, council: Council) -> None:
        """One pair of hands of a council's case system."""
        with closing(self._line(council)) as line:
            while (job := self._jobs[council.name].get()) is not None:
                self._guarded(partial(job, line))

    def _follow(self, council: Council) -> None:
        """Follow the feed from its beginning."""
        cursor = ""
        with closing(self._line(council)) as line:
            while True:
                page = line.get(f"/v1/events?limit=200&cursor={cursor}")
                events, cursor = page["events"], str(page["next"])
                assert isinstance(events, list)
                with self._lock:
                    for event in events:
                        assert isinstance(event, dict)
                        self._hear(council, event)
                if not events:
                    time.sleep(FEED_PAUSE_SECONDS)

    def _hear(self, council: Council, event: JsonObject) -> None:
        transfer, kind = str(event["transfer"]), str(event["kind"])
        self.feeds[council.name].append(f"{event['cursor']} {event['type']} {event['message']}")
        heard = self._heard[council.name, transfer]
        match event["type"]:
            case "message.said" | "message.received":
                heard.kinds[kind] += 1
                heard.newest[kind] = str(event["message"])
            case "message.delivered":
                heard.delivered += 1
            case "message.refused" | "message.rejected" | "message.held" | "message.given-up":
                self.wrong.append(f"{council.name}: {event['type']} for a {kind} in {transfer}")
            case _:
                return
        if (tale := self.tales.get(transfer)) is not None:
            self._go_on(tale)
