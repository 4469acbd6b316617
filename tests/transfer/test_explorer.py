"""Every interleaving of two councils, up to a number of messages after each of these beginnings.

A row is explored whole: every state to which some messages more, one refusal for no reason of the table, two days and
any order of arrival lead. With EXCHANGE_SOAK set, each row goes one message deeper, until it has seen several times as
many states, and tells how far it is.
"""

import os
import sys
import time
from typing import NamedTuple

import pytest

from exchange.transfer import JURISDICTIONS, AnyBody, Stage
from tests.transfer.alphabet import EXPLAINED, FIXED, openings
from tests.transfer.explorer import Explored, World, explore
from tests.transfer.said import A, B, arrived, cancelled, closed, dispute, matched, not_ours
from tests.transfer.watching import Watch

SOAK = bool(os.environ.get("EXCHANGE_SOAK"))
SOAKED = 6  # so many times as many states

Start = tuple[tuple[str, AnyBody], ...]
_NOTIFICATION, _REQUEST = openings("wls-s56")
NOTIFIED: Start = ((A, _NOTIFICATION),)
ASKED: Start = ((B, _REQUEST),)
DECIDED: Start = (*NOTIFIED, (B, matched()), (B, EXPLAINED))
ARRIVED: Start = (*DECIDED, (A, arrived()))
CROSSED: Start = (*NOTIFIED, (A, cancelled()), (B, FIXED["arrived later"]))
OF_DUTY = (
    "decision", "arrived", "arrived later", "earlier", "perhaps", "not moving", "died", "not ours, we lead",
    "dispute, A leads", "agreed", "withdrawn", "joins", "entered", "completed",
)  # fmt: skip
OTHER_LAWS = tuple(basis for basis in JURISDICTIONS if basis != "wls-s56")


class Row(NamedTuple):
    """A beginning, how many messages may follow it, of which labels (none: all), and what there must be at least."""

    name: str
    start: Start
    states: int
    stages: frozenset[Stage]
    more: int = 1
    labels: tuple[str, ...] = ()


def _stages(*names: str) -> frozenset[Stage]:
    return frozenset(map(Stage, names))


ROWS = (
    Row("notified", NOTIFIED, 9_000, _stages("refused", "notified", "matched", "decided", "by-hand", "wrong-person")),
    Row("asked", ASKED, 9_000, _stages("requested", "declined", "unmatched", "notified", "cancelled")),
    Row("arrived", ARRIVED, 17_900, _stages("arrived", "entered", "completed", "closed")),
    Row("cancelled, and arrived", CROSSED, 14_500, _stages("arrived", "disputed", "cancelled")),
    Row("disputed", (*NOTIFIED, (B, not_ours()), (A, dispute())), 17_400, _stages("disputed", "notified")),
    Row("closed too soon", (*NOTIFIED, (A, closed(reason="other"))), 17_000, _stages("closed", "disputed")),
    *(Row(basis, ((A, openings(basis)[0]),), 3_700, _stages("notified", "disputed"), labels=OF_DUTY)
      for basis in OTHER_LAWS),
    Row("a change of mind", NOTIFIED, 23_700, _stages("arrived", "cancelled"), 2,
        ("arrived", "arrived later", "not moving")),
    Row("taking back", NOTIFIED, 22_000, _stages("recalled", "destroyed", "arrived"), 2,
        ("recall all", "destroyed", "arrived", "not moving")),
    Row("who holds it", NOTIFIED, 24_700, _stages("disputed", "notified"), 2,
        ("not ours", "dispute, A leads", "agreed", "withdrawn", "determined")),
    Row("the wrong person", NOTIFIED, 15_200, _stages("matched", "wrong-person"), 2,
        ("matched", "wrong ours", "recall", "destroyed")),
    Row("two starts", ASKED, 28_000, _stages("joined", "requested"), 2, ("joins", "joins another")),
)  # fmt: skip
TOTAL = 200_000  # and in a soak SOAKED times as many


def test_together_the_rows_are_as_many_states_as_promised() -> None:
    assert sum(row.states for row in ROWS) >= TOTAL >= 100_000
    assert TOTAL * SOAKED >= 1_000_000
    assert frozenset().union(*(row.stages for row in ROWS)) == set(Stage)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_in_every_state_there_is_one_answer_a_deadline_and_a_way_on(row: Row) -> None:
    world, started = World(row.labels), time.monotonic()
    watch = Watch(world)

    def tell(found: Explored) -> None:
        if SOAK:
            sys.stdout.write(f"\r{row.name}: {found.states} states, {time.monotonic() - started:.0f} s ")
            sys.stdout.flush()

    start = world.start(*row.start, left=row.more + SOAK)
    found = explore(world, start, visit=watch.visit, tell=tell, most=row.states * SOAKED)
    sys.stdout.write(f"\r{row.name}: {found.states} states, {found.depth} steps deep, {watch.outcomes} outcomes\n")
    assert found.states == row.states * SOAKED if SOAK else found.whole and found.states >= row.states
    assert row.stages <= set(watch.stages)
