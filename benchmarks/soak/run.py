"""One soak, from the founding of the federation to the comparison of all books."""

import itertools
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.federation import SQLITE, Federation, found
from benchmarks.soak.books import Book, Keeper, disagreements
from benchmarks.soak.case_systems import CaseSystems, Tale
from benchmarks.soak.mortals import Death, FastClock, Mortal
from benchmarks.soak.weather import Climate, stormy
from exchange.app import open_node
from exchange.node import Node
from exchange.store import cursor_of

TICK_SECONDS = 0.1
LEAP_SECONDS, LEAP = 15.0, timedelta(hours=1)
AWAY_SECONDS = (0, 0, 0, 0.3, 2.0)
OPERATOR_DIES = 0.04  # of all deaths
DEATHS = (Death.AT_RANDOM, Death.BEFORE_A_COMMIT, Death.AFTER_A_COMMIT)


@dataclass(frozen=True)
class Plan:
    """How much is to happen. The same seed draws the same stories, deaths and weather, though not the same moments."""

    transfers: int = 20_000
    kills: int = 2_000
    councils: int = 4
    at_once: int = 200
    seed: int = 1
    minutes: float = 600
    stores: Mapping[str, str] = field(default_factory=lambda: SQLITE)
    climate: Climate | None = None


@dataclass
class Soaked:
    """What happened, and what is wrong."""

    plan: Plan
    begun: int = 0
    told: int = 0
    messages: int = 0
    entries: int = 0
    tries: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    checking_seconds: float = 0.0
    deaths: Counter[Death] = field(default_factory=Counter)
    stories: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    tales: Mapping[str, Tale] = field(default_factory=dict)
    feeds: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def kills(self) -> int:
        return self.deaths.total()


@dataclass(frozen=True)
class Opened:
    """A council's books, opened after the end."""

    node: Node


Tell = Callable[[Soaked], None]


def soak(folder: Path, plan: Plan, *, tell: Tell = lambda _soaked: None) -> Soaked:
    """Do it all in an empty folder; `tell` is called several times a second with how far it has come."""
    federation = found(folder, councils=plan.councils, stores=plan.stores)
    clock = FastClock(datetime.now(UTC), time.time())
    climate = plan.climate or stormy(plan.seed)
    councils = [Mortal(each.folder, each.port, clock, climate) for each in federation.councils]
    operator = Mortal(federation.operator, federation.operator_port, clock)
    systems = CaseSystems(federation.councils, clock, transfers=plan.transfers, at_once=plan.at_once, seed=plan.seed)
    soaked = Soaked(plan)
    started = time.monotonic()
    for each in (operator, *councils):
        each.start()
    systems.start()
    try:
        _kill(soaked, systems, councils, operator, until=started + plan.minutes * 60, tell=tell)
        _await_end(soaked, systems, (operator, *councils), tell)
    finally:
        soaked.seconds = time.monotonic() - started
        systems.stop()
        for each in (operator, *councils):
            each.end()
        soaked.cpu_seconds = sum(each.cpu_seconds for each in councils)
    _check(soaked, federation, systems, councils[0].clock)
    return soaked


def _kill(
    soaked: Soaked, systems: CaseSystems, councils: Sequence[Mortal], operator: Mortal, *, until: float, tell: Tell
) -> None:
    """Kill them all through the run, evenly over the transfers, until all are begun and everybody was killed enough."""
    plan, chance = soaked.plan, random.Random(soaked.plan.seed)
    away: dict[int, float] = {}  # who is dead, and until when
    everybody = [*councils, operator]
    while not systems.is_stuck and not (systems.enough.is_set() or (systems.all_begun and soaked.kills >= plan.kills)):
        if time.monotonic() > until:
            systems.enough.set()
        for number in [number for number, back in away.items() if back <= time.monotonic()]:
            everybody[number].start()
            del away[number]
        if soaked.kills < plan.kills * (systems.done + 1) / plan.transfers:
            number = len(councils) if chance.random() < OPERATOR_DIES else chance.randrange(len(councils))
            if number not in away:
                _kill_one(
                    soaked, everybody[number], Death.AT_RANDOM if number == len(councils) else chance.choice(DEATHS)
                )
                away[number] = time.monotonic() + chance.choice(AWAY_SECONDS)
        time.sleep(TICK_SECONDS / 2)
        _progress(soaked, systems, tell)
    for number in away:
        everybody[number].start()


def _kill_one(soaked: Soaked, mortal: Mortal, death: Death) -> None:
    try:
        soaked.deaths[mortal.kill(death)] += 1
    except RuntimeError as ended:  # it was dead already, and not by our hand
        soaked.violations.append(str(ended))


def _await_end(soaked: Soaked, systems: CaseSystems, everybody: Sequence[Mortal], tell: Tell) -> None:
    """Nobody is killed any more. What waits for hours, because it was tried so often, is not waited for: time leaps."""
    leapt = time.monotonic()
    while not systems.is_idle and not systems.is_stuck:
        time.sleep(TICK_SECONDS)
        _progress(soaked, systems, tell)
        if time.monotonic() - max(leapt, systems.told_at) > LEAP_SECONDS:
            for each in everybody:
                each.end()
                each.clock = each.clock.leap(LEAP)
                each.start()
            leapt = time.monotonic()
    for tale in itertools.islice(systems.untold(), 20):
        soaked.violations.append(f"never told to its end: {tale.transfer} ({tale.name})")


def _progress(soaked: Soaked, systems: CaseSystems, tell: Tell) -> None:
    soaked.begun, soaked.told = systems.begun, systems.done
    tell(soaked)


def _check(soaked: Soaked, federation: Federation, systems: CaseSystems, clock: FastClock) -> None:
    """Compare the books of all councils, with each other and with what the case systems know."""
    started = time.monotonic()
    with ExitStack() as opened:
        keepers = [Opened(opened.enter_context(open_node(each.folder, clock=clock))) for each in federation.councils]
        soaked.violations += systems.wrong
        soaked.violations += disagreements(keepers)
        soaked.violations += told_wrongly(keepers, systems.tales)
        soaked.violations += fed_wrongly(keepers, systems.feeds)
        for keeper in keepers:
            book = Book.of(keeper)
            soaked.messages += sum(said.iss == book.entity_id for said in book.messages.values())
            soaked.entries += len(book.entries)
            soaked.tries += book.tries
    soaked.begun, soaked.told = systems.begun, systems.done
    soaked.tales, soaked.feeds = systems.tales, systems.feeds
    soaked.stories = Counter(tale.name for tale in systems.tales.values() if tale.transfer in systems.told)
    soaked.checking_seconds = time.monotonic() - started


def told_wrongly(keepers: Sequence[Keeper], tales: Mapping[str, Tale]) -> Iterator[str]:
    """Every transfer that a case system was promised is there on both sides, as its story goes, and no other one."""
    for keeper in keepers:
        book, name = Book.of(keeper), keeper.node.entity_id
        here = {key: tale for key, tale in tales.items() if name in _names(tale)}
        said = {transfer: Counter[str]() for transfer in here}
        for each in book.messages.values():
            said.setdefault(each.transfer, Counter())[each.type] += 1
        yield from (f"{transfer}: lost at {name}" for transfer in here.keys() - book.stages.keys())
        yield from (f"{transfer}: nobody asked {name} for it" for transfer in book.stages.keys() - here.keys())
        for transfer, tale in here.items():
            if book.stages.get(transfer, "") != tale.story.ends:
                yield f"{transfer}: {book.stages.get(transfer)} at {name}, not {tale.story.ends}"
            if said[transfer] != tale.story.messages:
                yield f"{transfer}: {dict(said[transfer])} were said at {name}, not {dict(tale.story.messages)}"


def _names(tale: Tale) -> set[str]:
    return {f"https://{council.name}.example" for council in tale.sides.values()}


def fed_wrongly(keepers: Sequence[Keeper], feeds: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A feed told each event once, in order, and left none out; reminders may have come after it was last read."""
    for keeper in keepers:
        node = keeper.node
        told = feeds[node.settings.host.partition(".")[0]]
        events = node.store.read(lambda tx: tx.events.after(0, limit=10_000_000))
        there = [f"{cursor_of(event.seq)} {event.type} {event.data.get('message')}" for event in events]
        unread = there[len(told) :]
        if [*told] != there[: len(told)] or any(" message." in event for event in unread):
            yield f"{node.entity_id}: the feed told {len(told)} events, {len(there)} are there, or in another order"
