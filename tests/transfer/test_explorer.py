"""Every interleaving of two councils, up to a number of messages; far more of it with EXCHANGE_SOAK set."""

import os
import sys
from collections import Counter

from exchange.transfer import AnyBody, MessageType, Stage
from tests.transfer.alphabet import EVERYTHING, EXPLAINED, FIXED, THEMES, openings
from tests.transfer.explorer import Explored, World, explore
from tests.transfer.judging import Judge
from tests.transfer.said import A, B, arrived, cancelled, dispute, entered, matched, not_ours, notification

SOAK = 10 if os.environ.get("EXCHANGE_SOAK") else 1
LEAST = 100_000 * SOAK
SURE, UNSURE = openings()
NOTIFIED = ((A, notification()),)
DECIDED = (*NOTIFIED, (B, matched()), (B, EXPLAINED))
ARRIVED = (*DECIDED, (A, arrived()))
ENTERED = (*ARRIVED, (B, entered()))
CROSSED = (*NOTIFIED, (A, cancelled()), (B, FIXED["arrived later"]))
DISPUTED = (*NOTIFIED, (B, not_ours()), (A, dispute()))

Start = tuple[tuple[str, AnyBody], ...]
OPENINGS: tuple[Start, ...] = (NOTIFIED, ((B, SURE),), ((B, UNSURE),))
MIDDLES: tuple[Start, ...] = (DECIDED, ARRIVED, ENTERED, CROSSED, DISPUTED)


def run(kinds: frozenset[MessageType], starts: tuple[Start, ...], *, left: int, limit: int) -> tuple[Explored, Judge]:
    world = World(kinds)
    judge = Judge(world)
    return explore(world, [world.start(*said, left=left) for said in starts], visit=judge.visit, limit=limit), judge


def test_in_every_state_that_two_councils_can_come_to_there_is_one_answer_a_deadline_and_a_way_on() -> None:
    total, stages = 0, Counter[Stage]()
    plan = [("everything", EVERYTHING, OPENINGS, 1, 5), ("everything, later", EVERYTHING, MIDDLES, 1, 20)]
    plan += [(name, frozenset(kinds), OPENINGS, 2, 20) for name, kinds in THEMES.items()]
    for name, kinds, starts, left, thousands in plan:
        explored, judge = run(kinds, starts, left=left + (SOAK > 1), limit=1000 * thousands * SOAK)
        sys.stdout.write(f"{name}: {explored.states} states, {explored.depth} steps deep, {judge.closures} outcomes\n")
        total += explored.states
        stages += judge.stages
    sys.stdout.write(f"{total} states; outcomes by stage: {dict(sorted(stages.items()))}\n")
    assert total >= LEAST
    assert set(stages) == set(Stage)
