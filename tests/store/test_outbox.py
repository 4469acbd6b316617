from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest

from exchange.store import Conflict, Lease, LeaseLost, Store, Transaction, Waiting
from tests.store.support import CEREDIGION, GWYNEDD, NOW, Place, add_message, digest_of

MINUTE = timedelta(minutes=1)


def send(tx: Transaction, number: int, *, transfer: str = "t", seq: int = 1) -> None:
    tx.outbox.put(add_message(tx, number, transfer=transfer, seq=seq), peer=CEREDIGION, due_at=NOW)


def claim(
    store: Store, *, minutes: int = 0, limit: int = 10, owner: str = "worker", peer: str = CEREDIGION
) -> list[Lease]:
    now = NOW + minutes * MINUTE
    return store.write(lambda tx: tx.outbox.claim(peer, now=now, lease_seconds=60, limit=limit, owner=owner))


def claim_one(store: Store, *, minutes: int = 0) -> Lease:
    (lease,) = claim(store, minutes=minutes)
    return lease


def numbers_of(leases: list[Lease]) -> list[str]:
    return [lease.message for lease in leases]


def waiting(store: Store, transfer: str = "t") -> list[Waiting]:
    return store.read(lambda tx: tx.outbox.waiting(transfer))


def test_refuses_to_send_a_message_that_is_not_stored(store: Store) -> None:
    with pytest.raises(ValueError, match="stored message"):
        store.write(lambda tx: tx.outbox.put(digest_of(1), peer=CEREDIGION, due_at=NOW))


def test_refuses_to_send_a_message_twice(store: Store) -> None:
    store.write(partial(send, number=1))
    with pytest.raises(Conflict):
        store.write(lambda tx: tx.outbox.put(digest_of(1), peer=CEREDIGION, due_at=NOW))


@pytest.mark.parametrize("what", ["settle", "postpone", "give_up"])
def test_a_lease_that_was_taken_over_changes_nothing(store: Store, what: str) -> None:
    store.write(partial(send, number=1))
    late = claim_one(store)
    newer = claim_one(store, minutes=2)
    before = waiting(store)
    uses = {
        "settle": lambda tx: tx.outbox.settle(late),
        "postpone": lambda tx: tx.outbox.postpone(late, due_at=NOW, problem="peer-unreachable"),
        "give_up": lambda tx: tx.outbox.give_up(late, problem="peer-unreachable"),
    }
    with pytest.raises(LeaseLost):
        store.write(uses[what])
    assert waiting(store) == before
    store.write(lambda tx: tx.outbox.settle(newer))


@pytest.mark.parametrize("first", ["settle", "postpone", "give_up"])
def test_a_lease_can_be_used_once(store: Store, first: str) -> None:
    store.write(partial(send, number=1))
    lease = claim_one(store)
    uses = {
        "settle": lambda tx: tx.outbox.settle(lease),
        "postpone": lambda tx: tx.outbox.postpone(lease, due_at=NOW, problem="busy"),
        "give_up": lambda tx: tx.outbox.give_up(lease, problem="busy"),
    }
    store.write(uses[first])
    for use in uses.values():
        with pytest.raises(LeaseLost):
            store.write(use)


def test_a_leased_message_is_given_to_nobody_else(store: Store) -> None:
    store.write(partial(send, number=1))
    claim_one(store)
    assert claim(store, owner="another worker") == []


def test_what_is_not_due_is_not_claimed(store: Store) -> None:
    store.write(lambda tx: tx.outbox.put(add_message(tx, 1), peer=CEREDIGION, due_at=NOW + MINUTE))
    assert claim(store) == []
    assert store.read(lambda tx: tx.outbox.next_due()) == NOW + MINUTE
    assert len(claim(store, minutes=1)) == 1


def test_a_dead_workers_lease_runs_out(store: Store) -> None:
    store.write(partial(send, number=1))
    first, second = claim_one(store), claim_one(store, minutes=1)
    assert first.message == second.message
    assert (first.attempts, second.attempts) == (1, 2)
    assert second.fence > first.fence
    assert first.since == second.since == NOW


def test_the_next_of_a_conversation_waits_until_the_one_before_is_settled(store: Store) -> None:
    for seq in (1, 2, 3):
        store.write(partial(send, number=seq, seq=seq))
    for seq in (1, 2, 3):
        lease = claim_one(store, minutes=seq)
        assert lease.message == digest_of(seq)
        store.write(partial(settle, lease=lease))
    assert waiting(store) == []
    assert store.read(lambda tx: tx.outbox.next_due()) is None


def settle(tx: Transaction, lease: Lease) -> None:
    tx.outbox.settle(lease)


def test_one_poisoned_conversation_stops_no_other(store: Store) -> None:
    store.write(partial(send, number=1, transfer="poisoned", seq=1))
    store.write(partial(send, number=2, transfer="poisoned", seq=2))
    store.write(partial(send, number=3, transfer="healthy", seq=1))
    leases = {lease.message: lease for lease in claim(store)}
    assert set(leases) == {digest_of(1), digest_of(3)}
    store.write(lambda tx: tx.outbox.give_up(leases[digest_of(1)], problem="expected-seq"))
    store.write(partial(settle, lease=leases[digest_of(3)]))
    store.write(partial(send, number=4, transfer="healthy", seq=2))
    assert numbers_of(claim(store, minutes=60)) == [digest_of(4)]


def test_what_was_given_up_is_tried_again_when_asked_and_the_rest_after_it(store: Store) -> None:
    for seq in (1, 2):
        store.write(partial(send, number=seq, seq=seq))
    lease = claim_one(store)
    store.write(lambda tx: tx.outbox.give_up(lease, problem="peer-unreachable"))
    assert [(message.state, message.problem) for message in waiting(store)] == [
        ("failed", "peer-unreachable"),
        ("behind", None),
    ]
    assert store.write(lambda tx: tx.outbox.revive("t", due_at=NOW)) == 1
    assert store.write(lambda tx: tx.outbox.revive("t", due_at=NOW)) == 0
    again = claim_one(store, minutes=5)
    assert (again.message, again.attempts, again.since) == (digest_of(1), 1, NOW + 5 * MINUTE)
    store.write(partial(settle, lease=again))
    assert claim_one(store, minutes=6).message == digest_of(2)


def test_a_postponed_message_says_why_and_comes_back(store: Store) -> None:
    store.write(partial(send, number=1))
    lease = claim_one(store)
    store.write(lambda tx: tx.outbox.postpone(lease, due_at=NOW + 3 * MINUTE, problem="peer-unreachable"))
    (message,) = waiting(store)
    assert (message.problem, message.due_at, message.attempts) == ("peer-unreachable", NOW + 3 * MINUTE, 1)
    assert claim(store, minutes=2) == []
    assert claim_one(store, minutes=3).attempts == 2


def test_an_earlier_message_that_comes_late_goes_first(store: Store) -> None:
    store.write(partial(send, number=2, seq=2))
    early = claim_one(store)
    store.write(partial(send, number=1, seq=1))
    assert numbers_of(claim(store, minutes=5)) == [digest_of(1)]
    with pytest.raises(LeaseLost):
        store.write(partial(settle, lease=early))


def test_the_longest_due_goes_first_and_no_more_than_asked_for(store: Store) -> None:
    def put(tx: Transaction) -> None:
        for number in range(1, 6):
            message = add_message(tx, number, transfer=f"t{number}")
            tx.outbox.put(message, peer=CEREDIGION, due_at=NOW - number * MINUTE)

    store.write(put)
    assert set(numbers_of(claim(store, limit=2))) == {digest_of(5), digest_of(4)}
    assert set(numbers_of(claim(store, limit=9))) == {digest_of(3), digest_of(2), digest_of(1)}


def test_workers_in_several_stores_never_share_a_message(place: Place) -> None:
    first, second = place.open(), place.open()

    def put(tx: Transaction) -> None:
        for number in range(40):
            send(tx, number, transfer=f"t{number}")

    first.write(put)
    with ThreadPoolExecutor(max_workers=4) as pool:
        claims = [pool.submit(claim, store, limit=10) for store in (first, second, first, second)]
        taken = [message for future in claims for message in numbers_of(future.result())]
    assert sorted(taken) == [digest_of(number) for number in range(40)]


def test_messages_of_both_councils_do_not_wait_for_each_other(store: Store) -> None:
    def put(tx: Transaction) -> None:
        for number, iss in enumerate((GWYNEDD, CEREDIGION)):
            tx.outbox.put(add_message(tx, number, iss=iss), peer=CEREDIGION, due_at=NOW)

    store.write(put)
    assert len(claim(store)) == 2


def test_the_councils_to_which_something_is_due_are_named(store: Store) -> None:
    def put(tx: Transaction) -> None:
        for number, (peer, minutes) in enumerate([("b", 0), ("a", 1), ("b", 1), ("c", 0), ("b", 0)]):
            message = add_message(tx, number, transfer=f"t{number}")
            tx.outbox.put(message, peer=peer, due_at=NOW + minutes * MINUTE)

    store.write(put)
    assert store.read(lambda tx: tx.outbox.due_peers(now=NOW)) == ["b", "c"]
    assert store.read(lambda tx: tx.outbox.due_peers(now=NOW + MINUTE)) == ["a", "b", "c"]
    assert len(claim(store, peer="b")) == 2
    assert claim(store, peer="d") == []
    assert store.read(lambda tx: tx.outbox.due_peers(now=NOW)) == ["c"]


YEARS = timedelta(days=3650)


def put_off(store: Store, *, problem: str, until: timedelta) -> None:
    """Everything that is due is tried in vain."""
    due_at = NOW + until
    for lease in claim(store):
        store.write(lambda tx, lease=lease: tx.outbox.postpone(lease, due_at=due_at, problem=problem))  # type: ignore[misc]


@pytest.mark.parametrize("left", ["put off", "leased", "put there"])
def test_what_a_clock_that_ran_ahead_left_for_later_is_due_now(store: Store, left: str) -> None:
    store.write(partial(send, number=1, transfer="good"))
    store.write(partial(send, number=2, transfer="astray"))
    (first, astray) = claim(store)
    store.write(lambda tx: tx.outbox.settle(first))
    far = NOW + YEARS
    match left:
        case "put off":
            store.write(lambda tx: tx.outbox.postpone(astray, due_at=far, problem="chain-expired"))
        case "leased":
            store.write(lambda tx: tx.outbox.release(astray, due_at=NOW))
            store.write(lambda tx: tx.outbox.claim(CEREDIGION, now=far, lease_seconds=60, limit=9, owner="ahead"))
        case _:
            store.write(lambda tx: tx.outbox.release(astray, due_at=far))
    assert store.read(lambda tx: tx.outbox.due_peers(now=NOW)) == [CEREDIGION]
    assert store.read(lambda tx: tx.outbox.is_due(CEREDIGION, now=NOW))
    lease = claim_one(store)
    assert (lease.transfer, lease.since) == ("astray", NOW)
    assert not store.read(lambda tx: tx.outbox.is_due(CEREDIGION, now=NOW))


def test_a_day_is_not_too_far_ahead(store: Store) -> None:
    store.write(partial(send, number=1))
    put_off(store, problem="peer-answer", until=timedelta(days=1))
    assert store.read(lambda tx: tx.outbox.due_peers(now=NOW)) == []
    assert claim(store) == []


def test_a_claim_takes_no_more_than_its_limit_though_some_of_it_is_astray(store: Store) -> None:
    for number in range(6):
        store.write(partial(send, number=number, transfer=f"t{number}"))
    leases = claim(store, limit=3)
    for lease in leases:
        store.write(lambda tx, lease=lease: tx.outbox.release(lease, due_at=NOW + YEARS))  # type: ignore[misc]
    assert len(claim(store, limit=5)) == 5
    assert len(claim(store, limit=5)) == 1


@pytest.mark.parametrize(
    ("problem", "goes"),
    [("peer-unreachable", True), ("chain-expired", True), ("entity-unknown", True), ("peer-busy", False),
     ("peer-answer", False), ("expected-seq", False), ("store-damaged", False)],
)  # fmt: skip
def test_what_waits_because_a_council_was_not_there_is_due_once_it_is(store: Store, problem: str, goes: bool) -> None:
    store.write(partial(send, number=1))
    put_off(store, problem=problem, until=timedelta(hours=20))
    store.write(lambda tx: tx.outbox.bring_forward(GWYNEDD, now=NOW))
    assert claim(store) == []
    store.write(lambda tx: tx.outbox.bring_forward(CEREDIGION, now=NOW))
    leases = claim(store)
    assert [lease.attempts for lease in leases] == ([2] if goes else [])


def test_with_a_council_that_was_looked_up_anew_tries_start_over_and_their_days_do_not(store: Store) -> None:
    store.write(partial(send, number=1))
    for _ in range(5):
        put_off(store, problem="chain-expired", until=timedelta(0))
    later = NOW + timedelta(days=3)
    store.write(lambda tx: tx.outbox.start_over(CEREDIGION, now=later))
    lease = claim_one(store, minutes=3 * 24 * 60)
    assert (lease.attempts, lease.since) == (2, NOW)


def test_what_is_leased_is_not_taken_away_when_its_council_is_there_again(store: Store) -> None:
    store.write(partial(send, number=1))
    put_off(store, problem="peer-unreachable", until=timedelta(0))
    lease = claim_one(store)
    store.write(lambda tx: tx.outbox.bring_forward(CEREDIGION, now=NOW))
    store.write(lambda tx: tx.outbox.start_over(CEREDIGION, now=NOW))
    assert claim(store) == []
    store.write(lambda tx: tx.outbox.settle(lease))


def test_the_next_try_of_a_council_is_the_earliest_of_those_in_vain(store: Store) -> None:
    for number, hours in ((1, 5), (2, 3), (3, 4)):
        store.write(partial(send, number=number, transfer=f"t{number}"))
        put_off(store, problem="peer-unreachable", until=timedelta(hours=hours))
    store.write(partial(send, number=4, transfer="new"))
    found = store.read(lambda tx: tx.outbox.next_try(CEREDIGION, now=NOW))
    assert found is not None
    assert (found.message, found.due_at) == (digest_of(2), NOW + timedelta(hours=3))
    assert store.read(lambda tx: tx.outbox.next_try(GWYNEDD, now=NOW)) is None
