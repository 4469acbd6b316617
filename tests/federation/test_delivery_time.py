"""Hours and days pass, and clocks go wrong: what is on its way arrives all the same, in order and once."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import httpx
import pytest

from exchange.journeys.collect import collect
from exchange.journeys.deliver import FEWEST_TRIES, LEASE_SECONDS
from exchange.journeys.look_up_members import look_up_members
from exchange.notices import Notices
from exchange.store import Errand, Lease, Transaction, Waiting
from exchange.worker import Worker
from tests.federation.hostile import MESSAGES, Network, PassOn, answer
from tests.federation.ledger import Book, disagreements
from tests.world import Running, World

YEARS = 10 * 365


@pytest.fixture
def network(world: World) -> Network:
    """The network that Gwynedd sends through."""
    found = Network()
    world.councils[0].stop()
    world.councils[0].start(transport=found)
    return found


@pytest.fixture
def worker(world: World, network: Network) -> Iterator[Worker]:
    """Gwynedd's worker, which runs on its own thread as the clock is turned."""
    told = Notices(io.StringIO(), clock=world.clock)
    running = Worker(replace(world.councils[0].node, notices=told))
    running.start()
    yield running
    running.stop()


def waiting(council: Running, transfer: str) -> list[Waiting]:
    return council.node.store.read(lambda tx: tx.outbox.waiting(transfer))


def on_its_way(council: Running) -> list[str]:
    return [message for message, state in Book.of(council).outbox.items() if state != "settled"]


def until(true: Callable[[], bool], *, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def converge(world: World, *, rounds: int = 20) -> None:
    for _ in range(rounds):
        for council in world.councils:
            council.work()
        if not any(on_its_way(council) for council in world.councils):
            break
        world.clock.turn(minutes=2)
    assert disagreements(world.councils) == []


def away(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    raise httpx.ConnectError("off", request=request)


def test_a_worker_tries_ever_more_rarely_while_a_council_is_off_and_goes_on_when_it_is_back(
    world: World, network: Network, worker: Worker
) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    network.always = away
    transfers = [gwynedd.notify(ceredigion, [plan]) for _ in range(3)]
    tries: list[int] = []
    for _ in range(36):  # three days, two hours at a time
        world.clock.turn(hours=2)
        gwynedd.node.wake()
        time.sleep(0.05)
        tries.append(network.paths.count(MESSAGES))
    until(lambda: all(waiting(gwynedd, transfer)[0].owner is None for transfer in transfers))
    assert tries[-1] < 3 * 36  # rarer than the clock was turned
    assert tries[-1] > 3
    late = [after - before for before, after in pairwise(tries)][18:]
    assert late.count(0) > len(late) / 3
    network.always = None
    for _ in range(5):  # both look each other up again
        world.clock.turn(seconds=31)
        ceredigion.work()
        gwynedd.node.wake()
        time.sleep(0.3)
    until(lambda: on_its_way(gwynedd) == [])
    assert [len(Book.of(ceredigion).said_in(transfer)) for transfer in transfers] == [1, 1, 1]


def test_once_a_council_is_there_again_what_waited_for_it_does_not_wait_out_its_time(
    world: World, network: Network
) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    transfers = [gwynedd.notify(ceredigion, [plan]) for _ in range(4)]
    network.always = away
    for _ in range(12):
        world.clock.turn(minutes=30)
        gwynedd.deliver()
    network.always = None
    waits = sorted(waiting(gwynedd, transfer)[0].due_at for transfer in transfers)
    assert waits[-1] - world.clock() > timedelta(minutes=30)
    gwynedd.notify(ceredigion, [plan])
    assert gwynedd.deliver() == 5
    assert disagreements(world.councils) == []


def test_what_a_council_asked_for_is_waited_out_though_another_message_got_through(
    world: World, network: Network
) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    first = gwynedd.notify(ceredigion, [plan])
    network.mischief.append(answer(b"", 429, "text/plain", retry_after="900"))
    assert gwynedd.deliver() == 0
    gwynedd.notify(ceredigion, [plan])
    assert gwynedd.deliver() == 1
    assert waiting(gwynedd, first)[0].due_at - world.clock() >= timedelta(seconds=900)


def test_a_worker_leaves_a_council_alone_for_hours_if_asked_to(world: World, network: Network, worker: Worker) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    network.mischief.append(answer(b"", 503, "text/plain", retry_after=str(6 * 3600)))
    transfer = gwynedd.notify(ceredigion, [plan])
    until(lambda: waiting(gwynedd, transfer)[0].problem == "peer-busy")
    for _ in range(5):
        world.clock.turn(hours=1)
        gwynedd.notify(ceredigion, [plan])
        time.sleep(0.3)
    assert network.delivered == [1]
    world.clock.turn(hours=1, seconds=10)
    gwynedd.node.wake()
    until(lambda: on_its_way(gwynedd) == [])
    assert sum(network.delivered) == 1 + 6


def lease_all(council: Running, to: Running) -> list[Lease]:
    """Another worker takes everything that is due, and is never heard of again."""

    def claim(tx: Transaction) -> list[Lease]:
        now = council.node.now()
        return tx.outbox.claim(to.entity_id, now=now, lease_seconds=LEASE_SECONDS, limit=50, owner="the late one")

    return council.node.store.write(claim)


def test_a_worker_takes_over_what_another_one_left_when_its_lease_has_run_out(
    world: World, network: Network, worker: Worker
) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    worker.stop()
    gwynedd.notify(ceredigion, [plan])
    assert len(lease_all(gwynedd, ceredigion)) == 1
    second = Worker(gwynedd.node)
    second.start()
    try:
        world.clock.turn(seconds=LEASE_SECONDS - 1)
        time.sleep(0.5)
        assert network.delivered == []
        world.clock.turn(seconds=2)
        until(lambda: on_its_way(gwynedd) == [])
        assert network.delivered == [1]
    finally:
        second.stop()


@pytest.mark.parametrize("off", [0, 1])
@pytest.mark.parametrize("days", [1.5, 5, 40])
def test_a_council_that_was_off_for_days_catches_up_within_a_minute(world: World, off: int, days: float) -> None:
    """Either chain has expired meanwhile; beyond thirty days, even what the anchor stated about them."""
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    transfers = [gwynedd.notify(ceredigion, [plan]) for _ in range(2)]
    gwynedd.deliver()
    for transfer in transfers:
        gwynedd.say(transfer, "arrived", {"day": world.clock.today})
    world.councils[off].stop()
    there = world.councils[1 - off]
    for _ in range(4):
        world.clock.turn(days=days / 4)
        there.work()
    world.councils[off].start()
    for council in world.councils:
        council.token = ""  # the case system's token may have expired
    for _ in range(3):
        for council in world.councils:
            council.work()
        world.clock.turn(seconds=20)
    assert [on_its_way(council) for council in world.councils] == [[], []]
    for transfer in transfers:
        assert Book.of(ceredigion).said_in(transfer) == Book.of(gwynedd).said_in(transfer)
    gwynedd.notify(ceredigion, [plan])
    converge(world)


@pytest.mark.parametrize("how", ["put off", "leased", "asked to rest"])
def test_a_clock_that_ran_ahead_by_years_and_was_set_right_delays_nothing(
    world: World, network: Network, how: str
) -> None:
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    world.clock.turn(days=YEARS)
    if how == "leased":
        assert len(lease_all(gwynedd, ceredigion)) == 1
    else:
        assert gwynedd.deliver() == 0
    assert waiting(gwynedd, transfer)[0].due_at > world.clock()
    world.clock.turn(days=-YEARS)
    assert gwynedd.deliver() == 1
    assert disagreements(world.councils) == []


def test_a_clock_that_ran_ahead_does_not_make_a_message_be_given_up_late_or_early(
    world: World, network: Network
) -> None:
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    world.clock.turn(days=YEARS)
    gwynedd.deliver()
    world.clock.turn(days=-YEARS)
    network.always = away
    gwynedd.deliver()
    assert waiting(gwynedd, transfer)[0].since == gwynedd.node.now()
    world.clock.turn(days=YEARS)  # and now it jumps for good, but few tries were made
    gwynedd.deliver()
    assert waiting(gwynedd, transfer)[0].attempts < FEWEST_TRIES
    assert waiting(gwynedd, transfer)[0].state == "ready"


def test_proofs_that_were_put_off_by_a_clock_that_ran_ahead_are_fetched_all_the_same(world: World) -> None:
    gwynedd, ceredigion = world.councils
    gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    gwynedd.deliver()
    world.clock.turn(days=YEARS)
    assert collect(gwynedd.node) == 0  # no chain is good any more, by that clock
    world.clock.turn(days=-YEARS)
    ceredigion.work()
    assert len(gwynedd.node.store.read(lambda tx: tx.errands.due(Errand.PROOF, now=world.clock(), limit=9))) == 1
    assert collect(gwynedd.node) == 1


def test_many_look_ups_at_once_end_with_one_chain_of_each_member(world: World) -> None:
    gwynedd, ceredigion = world.councils
    world.clock.turn(hours=30)
    ceredigion.work()
    threads = [threading.Thread(target=look_up_members, args=(gwynedd.node,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    converge(world)
