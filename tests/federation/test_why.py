"""Why a transfer is not moving: one plain sentence for each state, with what happens next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from exchange.errors import CODES
from exchange.node import delivery
from exchange.store import Transaction, Waiting
from exchange.wire import ENGLISH, Council, Delivery, Why, say_delivery
from tests.federation.hostile import Network, PassOn, answer, results
from tests.world import Running, World

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
NEW = Waiting(
    message="m", peer="https://ceredigion.example", seq=1, state="ready", since=NOW, due_at=NOW, attempts=0,
    problem=None, owner=None,
)  # fmt: skip
FAILED_BEFORE = replace(NEW, attempts=4, due_at=LATER, problem="peer-unreachable")
LATE, VERY_LATE = NOW - timedelta(seconds=10), NOW - timedelta(minutes=5)

CEREDIGION = Council(
    gss="W06000008", name="Ceredigion", welsh_name="Ceredigion", entity_id="https://ceredigion.example"
)


def told_of(waiting: Sequence[Waiting], next_try: Waiting | None = None) -> Delivery:
    return delivery(waiting, council=CEREDIGION, now=NOW, next_try=next_try)


STATES: dict[str, tuple[Waiting, Waiting | None, Why, str]] = {
    "new": (NEW, None, Why.TO_BE_SENT, "A message to Ceredigion is on its way: it is sent within seconds."),
    "leased": (
        replace(NEW, owner="w", attempts=1, due_at=NOW + timedelta(seconds=50)),
        None,
        Why.BEING_SENT,
        "A message to Ceredigion is being sent just now.",
    ),
    "leased again": (
        replace(FAILED_BEFORE, owner="w", due_at=NOW + timedelta(seconds=50)),
        None,
        Why.BEING_SENT,
        "A message to Ceredigion is being sent just now.",
    ),
    "left by a worker that died": (
        replace(NEW, owner="w", attempts=1, due_at=LATE),
        None,
        Why.SENT_AGAIN,
        "A message to Ceredigion was being sent when the program stopped; it is sent again by itself.",
    ),
    "put off": (
        FAILED_BEFORE,
        FAILED_BEFORE,
        Why.PUT_OFF,
        "A message to Ceredigion is waiting: The other council's server does not answer. "
        "It is tried again by itself on 20 November 2026 at 12:30.",
    ),
    "the council asked to be left alone": (
        replace(FAILED_BEFORE, problem="peer-busy"),
        None,
        Why.LEFT_ALONE,
        "A message to Ceredigion is waiting: The other council's server asks to be left alone for a while. "
        "It is sent by itself on 20 November 2026 at 12:30.",
    ),
    "an earlier one is missing there": (
        replace(FAILED_BEFORE, problem="expected-seq"),
        None,
        Why.PUT_OFF,
        "A message to Ceredigion is waiting: An earlier message of this transfer is still missing. "
        "It is tried again by itself on 20 November 2026 at 12:30.",
    ),
    **{
        f"trust is missing: {code}": (
            replace(FAILED_BEFORE, problem=code),
            None,
            Why.LOOKED_UP,
            f"A message to Ceredigion is waiting: {CODES[code].sentence} The council is looked up, and it is tried "
            "again by itself on 20 November 2026 at 12:30.",
        )
        for code in ("entity-unknown", "chain-expired", "kid-unknown", "decryption-key-unknown")
    },
    "damaged": (
        replace(FAILED_BEFORE, problem="store-damaged"),
        None,
        Why.SET_ASIDE,
        f"A message to Ceredigion is set aside: {CODES['store-damaged'].sentence} It is tried again by itself on 20 "
        "November 2026 at 12:30, and keeps nothing else back; tell your operator if this stays.",
    ),
    "a code of a newer version": (
        replace(FAILED_BEFORE, problem="of-tomorrow"),
        None,
        Why.PUT_OFF,
        "A message to Ceredigion is waiting: of-tomorrow. It is tried again by itself on 20 November 2026 at 12:30.",
    ),
    "new, and the council rests": (
        replace(NEW, due_at=LATE),
        replace(FAILED_BEFORE, problem="peer-busy"),
        Why.WITH_OTHERS,
        "A message to Ceredigion is waiting with others: The other council's server asks to be left alone for a while. "
        "The next try is on 20 November 2026 at 12:30.",
    ),
    "due, and no worker runs": (
        replace(FAILED_BEFORE, due_at=VERY_LATE),
        None,
        Why.NO_WORKER,
        "A message to Ceredigion should have been sent on 20 November 2026 at 09:25, but nothing here has tried: your "
        "operator has to see to it that a worker runs.",
    ),
    "given up": (
        replace(FAILED_BEFORE, state="failed", attempts=48),
        None,
        Why.GIVEN_UP,
        "Delivery to Ceredigion was given up: The other council's server does not answer. "
        "Your operator has to look at it. It was tried 48 times.",
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_its_sentence(state: str) -> None:
    first, next_try, code, sentence = STATES[state]
    found = told_of([first], next_try)
    assert (found.code, say_delivery(found, ENGLISH)) == (code, sentence)


def test_each_code_is_the_answer_to_some_state() -> None:
    assert {code for _, _, code, _ in STATES.values()} == set(Why)


@pytest.mark.parametrize("behind", [1, 2, 7])
@pytest.mark.parametrize("state", STATES)
def test_what_waits_behind_it_is_counted(state: str, behind: int) -> None:
    first, next_try, _, sentence = STATES[state]
    rest = [replace(NEW, message=str(seq), seq=seq, state="behind") for seq in range(2, 2 + behind)]
    told = say_delivery(told_of([first, *rest], next_try), ENGLISH)
    assert told.startswith(sentence)
    assert told.removeprefix(sentence) in (
        " One more message waits behind it.",
        f" {behind} more messages wait behind it.",
    )


@pytest.mark.parametrize("code", CODES)
def test_every_code_that_can_be_a_reason_makes_one_sentence_that_ends(code: str) -> None:
    told = say_delivery(told_of([replace(FAILED_BEFORE, problem=code)]), ENGLISH)
    assert told.endswith((".", "stays."))
    assert "%" not in told


@pytest.fixture
def network(world: World) -> Iterator[Network]:
    found = Network()
    world.councils[0].stop()
    world.councils[0].start(transport=found)
    yield found
    found.close()


def told(council: Running, transfer: str) -> str:
    return str(council.transfer(transfer)["waiting"])


def lose(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    raise httpx.ConnectError("off", request=request)


def test_a_case_system_is_told_at_every_turn(world: World, network: Network) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    transfer = gwynedd.notify(ceredigion, [plan])
    gwynedd.say(transfer, "arrived", {"day": world.clock.today})
    assert told(gwynedd, transfer) == (
        "A message to Ceredigion is on its way: it is sent within seconds. One more message waits behind it."
    )
    network.mischief.append(lose)
    gwynedd.deliver()
    assert "does not answer. It is tried again by itself on 20 November 2026 at 09:30" in told(gwynedd, transfer)
    world.clock.turn(seconds=6)
    network.mischief.append(answer(b"", 429, "text/plain", retry_after="3600"))
    gwynedd.deliver()
    assert "asks to be left alone for a while. It is sent by itself on 20 November 2026 at 10:30" in told(
        gwynedd, transfer
    )
    later = gwynedd.notify(ceredigion, [plan])
    world.clock.turn(minutes=5)
    assert "is waiting with others: The other council's server asks to be left alone" in told(gwynedd, later)
    world.clock.turn(hours=1)
    network.mischief.append(results({"problem": {"code": "kid-unknown"}}, {"problem": {"code": "kid-unknown"}}))
    gwynedd.deliver()
    assert "The council is looked up, and it is tried again by itself" in told(gwynedd, transfer)

    def claim(tx: Transaction) -> int:
        now = world.clock() + timedelta(minutes=1)
        return len(tx.outbox.claim(ceredigion.entity_id, now=now, lease_seconds=60, limit=50, owner="test"))

    assert gwynedd.node.store.write(claim) == 2
    assert told(gwynedd, transfer).startswith("A message to Ceredigion is being sent just now.")
    world.clock.turn(minutes=3)
    assert "was being sent when the program stopped; it is sent again by itself" in told(gwynedd, transfer)
    gwynedd.deliver()
    assert "A message" not in told(gwynedd, transfer)
    third = gwynedd.notify(ceredigion, [plan])
    world.clock.turn(minutes=3)
    assert "your operator has to see to it that a worker runs" in told(gwynedd, third)
