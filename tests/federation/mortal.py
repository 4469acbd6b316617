"""Councils that die: in the middle of a commit, just before it or just after, as if the power had failed."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Connection

from exchange.errors import Refusal
from exchange.journeys.collect import collect
from exchange.journeys.cut_checkpoint import cut_checkpoint
from exchange.journeys.look_up_members import look_up_members
from exchange.store import StoreClosed
from tests.store.support import Killed
from tests.world import Running

T = TypeVar("T")
LEASE = 61  # seconds after which what a dead worker had leased is due again


class Fate(StrEnum):
    """What becomes of a process at a commit."""

    LIVE = "live"
    BEFORE = "dies before"
    AFTER = "dies after"


class Bomb:
    """A commit that can be told at which of the coming commits the process dies; it counts what it committed."""

    def __init__(self) -> None:
        self.fates: list[Fate] = []
        self.commits = 0
        self.exploded = False

    def arm(self, fate: Fate, *, nth: int = 1) -> None:
        """Die at the nth commit from now on."""
        self.fates = [Fate.LIVE] * (nth - 1) + [fate]

    def __call__(self, connection: Connection) -> None:
        fate = self.fates.pop(0) if self.fates else Fate.LIVE
        self.commits += 1
        if fate is not Fate.BEFORE:
            connection.commit()
        if fate is not Fate.LIVE:
            self.exploded = True
            raise Killed


@dataclass
class Mortal:
    """A council with a bomb in its store."""

    council: Running
    bomb: Bomb

    @classmethod
    def born(cls, council: Running) -> "Mortal":
        _ = council.client  # its token is made here, so that later commits are the journeys' own
        council.stop()
        mortal = cls(council, Bomb())
        council.start(commit=mortal.bomb)
        return mortal

    def revive(self) -> bool:
        """If it died, start it again from its files; whether it had to be."""
        if not self.bomb.exploded:
            return False
        self.council.stop()
        self.bomb.exploded = False
        self.council.start(commit=self.bomb)
        return True

    def insist(self, act: Callable[[], T], *, tries: int = 20) -> T:
        """Ask until there is an answer, as a case system does, and start the council again where it died."""
        for _ in range(tries):
            try:
                return act()
            except (Refusal, Killed, StoreClosed) as error:
                if isinstance(error, Refusal) and not error.heals:
                    raise
                self.revive()
        raise AssertionError("no answer, however often it was asked")

    def look_up(self) -> int:
        return look_up_members(self.council.node)

    def work(self) -> None:
        """A round of the worker (but for the look-ups, which have no part in a transfer); it may die of it."""
        try:
            self.council.deliver()
            cut_checkpoint(self.council.node)
            collect(self.council.node)
        except (Killed, StoreClosed):
            assert self.bomb.exploded


def settle(*mortals: Mortal, rounds: int = 40) -> None:
    """Rounds of both workers until nothing is on its way any more, and leases of the dead have run out."""
    for _ in range(rounds):
        for each in mortals:
            each.work()
        died = [each.revive() for each in mortals]
        if not any(died) and not any(_waits(each) for each in mortals):
            return
        mortals[0].council.clock.turn(seconds=LEASE)
    raise AssertionError("it never settled")


def _waits(mortal: Mortal) -> bool:
    return mortal.council.node.store.read(lambda tx: tx.outbox.next_due()) is not None
