"""A council is off, busy or spoilt: what is for it waits, in order, and nothing else waits with it."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import pairwise

import httpx
import pytest

from exchange.errors import CODES, Refusal
from exchange.jose import MAX_JWE, JsonObject, PrivateKey, decrypt, parse_jwe
from exchange.journeys.deliver import FEWEST_TRIES, deliver
from exchange.peers import MAX_MESSAGES_BYTES
from exchange.store import Lease, LeaseLost, Transaction, Waiting
from exchange.transfer import check_size, open_parcel, peek_message, seal_parcel
from exchange.transfer.envelope import MAX_PLAINTEXT
from tests.federation.hostile import MESSAGES, Network, PassOn, Stall, answer, parcels, response
from tests.federation.ledger import Book, disagreements
from tests.world import CEREDIGION, GWYNEDD, POWYS, Running, World, content_of, open_world


@pytest.fixture(scope="module")
def trio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Three councils; the first one's network is a `Network`. Each test leaves nothing on its way."""
    with open_world(tmp_path_factory.mktemp("trio"), members=(GWYNEDD, CEREDIGION, POWYS)) as world:
        yield world


@pytest.fixture
def network(trio: World) -> Network:
    """The network that Gwynedd sends through."""
    found = Network()
    trio.councils[0].stop()
    trio.councils[0].start(transport=found)
    return found


def waiting(council: Running, transfer: str) -> list[Waiting]:
    return council.node.store.read(lambda tx: tx.outbox.waiting(transfer))


def sentence(council: Running, transfer: str) -> str:
    return str(council.transfer(transfer)["waiting"])


def outcomes(council: Running, transfer: str) -> list[str]:
    messages = council.transfer(transfer)["messages"]
    assert isinstance(messages, list)
    return [str(each["outcome"]) for each in messages if isinstance(each, dict)]


def catch_up(world: World, *, hours: float = 0.2, rounds: int = 30) -> None:
    """Rounds of everybody's worker until nothing is on its way."""
    for _ in range(rounds):
        for council in world.councils:
            council.work()
        if not any(council.node.store.read(lambda tx: tx.outbox.next_due()) for council in world.councils):
            return
        world.clock.turn(hours=hours)
    raise AssertionError("it never caught up")


@pytest.mark.parametrize("days", [0, 4])
def test_a_council_that_was_off_gets_everything_once_and_in_order(trio: World, days: int) -> None:
    gwynedd, ceredigion, _ = trio.councils
    plan = gwynedd.publish("megan-plan")
    ceredigion.stop()
    transfers = [gwynedd.notify(ceredigion, [plan]) for _ in range(3)]
    for days_ago in (2, 1, 0):  # the day is corrected twice
        day = (trio.clock() - timedelta(days=days_ago)).date().isoformat()
        for transfer in transfers:
            gwynedd.say(transfer, "arrived", {"day": day})
        gwynedd.work()
    assert "Ceredigion" in sentence(gwynedd, transfers[0])
    assert CODES["peer-unreachable"].sentence in sentence(gwynedd, transfers[0])
    assert "It is tried again by itself on" in sentence(gwynedd, transfers[0])
    for _ in range(2 * days):
        trio.clock.turn(hours=12)
        gwynedd.work()
    assert outcomes(gwynedd, transfers[0]) == ["waiting"] * 4
    ceredigion.start()
    catch_up(trio)
    for transfer in transfers:
        assert Book.of(ceredigion).said_in(transfer) == Book.of(gwynedd).said_in(transfer)
        assert outcomes(gwynedd, transfer) == ["delivered"] * 4
        assert "is waiting" not in sentence(gwynedd, transfer)
    assert disagreements(trio.councils) == []


def test_the_waits_grow_to_a_day_and_differ_and_end_after_thirty_days(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    transfers = [gwynedd.notify(ceredigion, [plan]) for _ in range(8)]
    ceredigion.stop()
    gwynedd.deliver()
    began = world.clock()
    assert len({each.due_at for transfer in transfers for each in waiting(gwynedd, transfer)}) > 1  # jitter
    waits: list[timedelta] = []
    while waiting(gwynedd, transfers[0])[0].state == "ready":
        wait = waiting(gwynedd, transfers[0])[0].due_at - world.clock()
        assert wait <= timedelta(days=1)
        assert len(waits) < 100
        waits.append(wait)
        world.clock.turn(seconds=wait.total_seconds() + 1)
        deliver(gwynedd.node, ceredigion.entity_id, owner="test")
    assert all(later > earlier * 0.9 for earlier, later in pairwise(waits[:13]))
    assert waits[0] < timedelta(seconds=6)
    assert max(waits) > timedelta(hours=12)
    assert len(waits) > 20
    assert timedelta(days=30) <= world.clock() - began < timedelta(days=31, hours=1)
    gwynedd.token = ""  # the case system's token has expired meanwhile
    assert outcomes(gwynedd, transfers[0]) == ["given-up"]
    assert sentence(gwynedd, transfers[0]).startswith("Delivery to Ceredigion was given up:")
    given_up = [event for event in all_events(gwynedd) if event["type"] == "message.given-up"]
    assert transfers[0] in [event["transfer"] for event in given_up]


def all_events(council: Running) -> list[JsonObject]:
    found = council.client.read("/v1/events?limit=200")["events"]
    assert isinstance(found, list)
    return [event for event in found if isinstance(event, dict)]


HALF_PAST_NINE = "Fri, 20 Nov 2026 09:30:00 GMT"
HALF_AN_HOUR = [
    {"retry_after": "1800"},
    {"retry_after": "Fri, 20 Nov 2026 10:00:00 GMT", "date": HALF_PAST_NINE},
    {"retry_after": "Mon, 03 Jan 2028 00:30:00 GMT", "date": "Mon, 03 Jan 2028 00:00:00 GMT"},  # by its own clock
]


@pytest.mark.parametrize("wish", HALF_AN_HOUR, ids=["seconds", "date", "another clock"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_council_that_asks_to_be_left_alone_is(
    trio: World, network: Network, status: int, wish: dict[str, str]
) -> None:
    gwynedd, ceredigion, _ = trio.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    network.mischief.append(answer(b"", status, "text/plain", **wish))
    done = deliver(gwynedd.node, ceredigion.entity_id, owner="test")
    assert done.receipts == 0
    assert done.rest_until == trio.clock() + timedelta(seconds=1800)
    (message,) = waiting(gwynedd, transfer)
    assert timedelta(seconds=1800) <= message.due_at - trio.clock() < timedelta(seconds=1810)
    assert CODES["peer-busy"].sentence in sentence(gwynedd, transfer)
    trio.clock.turn(seconds=1799)
    assert gwynedd.deliver() == 0
    assert network.delivered == [1]
    trio.clock.turn(seconds=11)
    assert gwynedd.deliver() == 1
    assert disagreements(trio.councils) == []


ODD = [
    {"retry_after": wish, "date": date}
    for wish in (
        "soon",
        "-5",
        "99999999",
        "1e9",
        "3 0",
        "Fri, 20 Nov 2026 09:00:00 GMT",
        "Fri, 20 Nov 9999 10:00:00 GMT",
    )
    for date in (HALF_PAST_NINE, "yesterday")
] + [
    {"retry_after": "Fri, 20 Nov 2026 10:00:00 GMT"},
    {"retry_after": "Fri, 20 Nov 2026 10:00:00 GMT", "date": "Fri, 20 Nov 2026 09:30:00 -0000"},
]


@pytest.mark.parametrize("asked", ODD, ids=lambda asked: " ".join(asked.values()))
def test_an_odd_wish_to_be_left_alone_is_no_reason_to_wait_long(
    trio: World, network: Network, asked: dict[str, str]
) -> None:
    gwynedd, ceredigion, _ = trio.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    network.mischief.append(answer(b"", 503, "text/plain", **asked))
    assert gwynedd.deliver() == 0
    assert waiting(gwynedd, transfer)[0].due_at - trio.clock() <= timedelta(seconds=5)
    trio.clock.turn(seconds=6)
    assert gwynedd.deliver() == 1


def test_nobody_is_made_to_wait_longer_than_a_day(trio: World, network: Network) -> None:
    gwynedd, ceredigion, _ = trio.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    network.mischief.append(answer(b"", 429, "text/plain", retry_after="9999999"))
    gwynedd.deliver()
    assert waiting(gwynedd, transfer)[0].due_at - trio.clock() == timedelta(days=1)
    trio.clock.turn(days=1)
    catch_up(trio)


DAMAGE = {
    "its signature is wrong": (
        "UPDATE messages SET signed = substr(signed, 1, length(signed) - 9) || 'AAAAAAAA~'",
        "signature-wrong",
    ),
    "its attachments are gone": ("DELETE FROM attachments", "attachment-unnamed"),
    "its disclosures are spoilt": ("UPDATE messages SET concealed = randomblob(length(concealed))", "store-damaged"),
    "its attachment is spoilt": ("UPDATE attachments SET concealed = randomblob(length(concealed))", "store-damaged"),
    "its key is spoilt": ("UPDATE wrapped_keys SET wrapped = randomblob(length(wrapped))", "setup-incomplete"),
    "its log entry is gone": ("DELETE FROM log_entries", "not-found"),
}
WHERE = {
    "messages": "digest = :message",
    "attachments": "message = :message",
    "wrapped_keys": "place = 'messages' AND name = :message",
    "log_entries": "digest = :message",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_spoilt_message_is_set_aside_with_a_reason_and_the_others_go(world: World, damage: str) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    transfers = [gwynedd.notify(ceredigion, [plan]) for _ in range(5)]
    statement, code = DAMAGE[damage]
    table = next(name for name in WHERE if f" {name}" in statement)
    (message,) = Book.of(gwynedd).said_in(transfers[0])
    with closing(sqlite3.connect(gwynedd.folder / "store.db")) as database:
        database.execute(f"{statement} WHERE {WHERE[table]}", {"message": message})
        database.commit()
    for _ in range(3):
        gwynedd.deliver()
        world.clock.turn(seconds=61)
    (spoilt,) = waiting(gwynedd, transfers[0])
    assert (spoilt.state, spoilt.problem, spoilt.attempts) == ("ready", code, 3)
    for transfer in transfers[1:]:
        assert waiting(gwynedd, transfer) == []
        assert len(Book.of(ceredigion).said_in(transfer)) == 1
    assert Book.of(ceredigion).said_in(transfers[0]) == []
    world.clock.turn(days=31)
    for _ in range(FEWEST_TRIES - 3):  # however long it is, nothing is given up after few tries
        assert waiting(gwynedd, transfers[0])[0].state == "ready"
        for council in (ceredigion, gwynedd):
            council.work()
        world.clock.turn(hours=3)
    assert waiting(gwynedd, transfers[0])[0].state == "failed"


def test_a_message_for_which_its_whole_request_is_refused_parts_from_the_others(trio: World, network: Network) -> None:
    gwynedd, ceredigion, powys = trio.councils
    plan = gwynedd.publish("megan-plan")
    transfers = [gwynedd.notify(ceredigion, [plan]) for _ in range(6)]
    elsewhere = gwynedd.notify(powys, [plan])
    (poison,) = Book.of(gwynedd).said_in(transfers[0])

    def refuse(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
        for_it = request.url.path == MESSAGES and request.url.port == ceredigion.port
        if for_it and any(opened(parcel, ceredigion) == poison for parcel in parcels(request)):
            return response(b'{"code": "schema-failed"}', 422)
        return pass_on(request)

    network.always = refuse
    seconds = 0
    while any(waiting(gwynedd, transfer) for transfer in (*transfers[1:], elsewhere)):
        assert gwynedd.deliver() >= 0
        trio.clock.turn(seconds=1)
        seconds += 1
        assert seconds < 600
    assert waiting(gwynedd, transfers[0])[0].problem == "peer-answer"
    network.always = None
    catch_up(trio)
    assert disagreements(trio.councils) == []


def opened(parcel: str, council: Running) -> str:
    """The digest of the message in a parcel, as its addressee sees it."""
    plaintext = decrypt(parse_jwe(parcel), key=council.node.keyring.encryption)
    return peek_message(open_parcel(plaintext).message).digest


def test_an_envelope_that_fits_into_no_request_is_not_sealed() -> None:
    check_size("m", ["a" * (MAX_PLAINTEXT - 3), ""])
    with pytest.raises(Refusal, match="too-large"):
        check_size("m", ["a" * MAX_PLAINTEXT])
    with pytest.raises(Refusal, match="too-large"):
        seal_parcel(
            "m", ["a" * MAX_PLAINTEXT], to=PrivateKey.generate().public, iss="https://a.test", aud="https://b.test"
        )


def test_the_largest_envelope_fits_into_one_request() -> None:
    parcel = seal_parcel(
        "m", ["a" * (MAX_PLAINTEXT - 2)], to=PrivateKey.generate().public, iss="i" * 500, aud="a" * 500
    )
    assert len(parcel) < MAX_MESSAGES_BYTES - 65_536
    assert len(parcel) < MAX_JWE


def test_a_worker_that_comes_back_after_its_lease_ran_out_changes_nothing(trio: World, network: Network) -> None:
    gwynedd, ceredigion, _ = trio.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    stall = Stall()
    network.mischief.append(stall)
    late: list[int] = []
    slow = threading.Thread(target=lambda: late.append(gwynedd.deliver()))
    slow.start()
    assert stall.reached.wait(10)
    assert gwynedd.deliver() == 0  # it is leased
    trio.clock.turn(seconds=61)
    assert gwynedd.deliver() == 1
    receipt = Book.of(gwynedd).receipts
    stall.released.set()
    slow.join()
    assert late == [0]
    assert Book.of(gwynedd).receipts == receipt
    assert outcomes(gwynedd, transfer) == ["delivered"]
    assert disagreements(trio.councils) == []


def test_what_does_not_fit_into_one_request_goes_with_the_next_and_counts_as_no_try(
    trio: World, network: Network
) -> None:
    gwynedd, ceredigion, _ = trio.councils
    record = publish_long(gwynedd)
    transfers = [gwynedd.notify(ceredigion, [record]) for _ in range(8)]
    assert gwynedd.deliver() == 8
    assert sum(network.delivered) == 8
    assert len(network.delivered) > 1
    assert max(network.sizes) < MAX_MESSAGES_BYTES
    with closing(sqlite3.connect(gwynedd.folder / "store.db")) as database:
        tries = dict(database.execute("SELECT transfer, attempts FROM outbox"))
    assert [tries[transfer] for transfer in transfers] == [1] * 8
    assert disagreements(trio.councils) == []


def test_what_no_envelope_can_carry_is_refused_before_it_is_said(trio: World) -> None:
    gwynedd, ceredigion, _ = trio.councils
    records = [publish_long(gwynedd) for _ in range(8)]
    books = Book.of(gwynedd)
    with pytest.raises(Refusal, match="too-large"):
        gwynedd.notify(ceredigion, records)
    assert Book.of(gwynedd) == books


def publish_long(council: Running) -> str:
    """A plan of nearly the largest size that a record may have."""
    plan = content_of("megan-plan")
    risks = plan["risks"]
    assert isinstance(risks, list)
    assert isinstance(risks[0], dict)
    risks += [{**risks[0], "id": f"long{number}", "statement": "a" * 19_000} for number in range(35)]
    body: JsonObject = {"kind": "care-and-support-plan", "content": plan}
    return str(council.client.post("/v1/records", body, key=council.node.fresh_id())["digest"])


def test_a_lease_that_was_given_back_cannot_be_used(trio: World) -> None:
    gwynedd, ceredigion, _ = trio.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    now = trio.clock()

    def give_back(tx: Transaction) -> Lease:
        (lease,) = tx.outbox.claim(ceredigion.entity_id, now=now, lease_seconds=60, limit=50, owner="test")
        tx.outbox.release(lease, due_at=now)
        return lease

    lease = gwynedd.node.store.write(give_back)
    assert (lease.transfer, waiting(gwynedd, transfer)[0].attempts) == (transfer, 0)
    with pytest.raises(LeaseLost):
        gwynedd.node.store.write(lambda tx: tx.outbox.release(lease, due_at=now))
    assert gwynedd.deliver() == 1
