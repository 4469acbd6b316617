"""Lists of transfers, sorted by what is due and searched by blinded words; the same on both databases."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

import pytest

from exchange.store import Listing, Order, Side, Store, StoredTransfer, Transaction
from tests.store.support import CEREDIGION, GWYNEDD, NOW, Place, add_transfer

TODAY = date(2026, 11, 20)


def stand(store: Store, transfer: str, *, due: int | None, moves: int | None, ended: bool = False) -> None:
    def day(ahead: int | None) -> date | None:
        return None if ahead is None else TODAY + timedelta(days=ahead)

    def step(tx: Transaction) -> None:
        add_transfer(tx, transfer)
        tx.transfers.stand(
            transfer, "notified", ended=ended, moves_on=day(moves), due_on=day(due), at=NOW, watch_at=None
        )

    store.write(step)


def listed(store: Store, *, order: Order = Order.DUE, ended: bool = False, words: Sequence[str] = ()) -> list[str]:
    listing = Listing(GWYNEDD, Side.SENDING, ended=ended, order=order, words=tuple(words))
    found, total = store.read(lambda tx: tx.transfers.listed(listing, offset=0, limit=100))
    assert total == len(found)
    return [each.id for each in found]


def page(listing: Listing, offset: int, tx: Transaction) -> tuple[list[StoredTransfer], int]:
    return tx.transfers.listed(listing, offset=offset, limit=25)


@pytest.fixture
def five(store: Store) -> Store:
    stand(store, "later", due=9, moves=30)
    stand(store, "overdue", due=-2, moves=20)
    stand(store, "nothing-due", due=None, moves=10)
    stand(store, "no-day", due=3, moves=None)
    stand(store, "over", due=None, moves=-40, ended=True)
    return store


def test_what_is_overdue_comes_first_and_what_has_no_day_last(five: Store) -> None:
    assert listed(five) == ["overdue", "no-day", "later", "nothing-due"]
    assert listed(five, order=Order.MOVE) == ["nothing-due", "overdue", "later", "no-day"]
    assert listed(five, order=Order.NEW) == ["no-day", "nothing-due", "overdue", "later"]


def test_what_is_over_is_listed_apart(five: Store) -> None:
    assert listed(five, ended=True) == ["over"]


def test_another_side_of_the_same_transfers_is_another_list(five: Store) -> None:
    for council, side, expected in ((CEREDIGION, Side.RECEIVING, 4), (CEREDIGION, Side.SENDING, 0)):
        listing = Listing(council, side)
        _, total = five.read(partial(page, listing, 0))
        assert total == expected


def test_a_transfer_is_found_by_all_of_its_words_and_by_no_other(five: Store) -> None:
    five.write(lambda tx: tx.search.index("transfer", "later", words=["megan", "pritchard", "9990000158"]))
    five.write(lambda tx: tx.search.index("transfer", "overdue", words=["megan", "hughes"]))
    five.write(lambda tx: tx.search.index("record", "no-day", words=["megan"]))  # of another kind
    assert listed(five, words=["megan"]) == ["overdue", "later"]
    assert listed(five, words=["pritchard", "megan"]) == ["later"]
    assert listed(five, words=["9990000158"]) == ["later"]
    assert listed(five, words=["mega"]) == []
    assert listed(five, words=["megan", "pritchard", "hughes"]) == []


def test_what_was_forgotten_is_not_found_any_more(five: Store) -> None:
    five.write(lambda tx: tx.search.index("transfer", "later", words=["megan", "pritchard"]))
    five.write(lambda tx: tx.search.forget("transfer", "later"))
    assert listed(five, words=["megan"]) == []


def test_indexing_twice_is_once(five: Store) -> None:
    for _ in range(2):
        five.write(lambda tx: tx.search.index("transfer", "later", words=["megan", "megan"]))
    assert listed(five, words=["megan"]) == ["later"]


def test_a_thousand_are_paged_through_without_one_lost_or_twice(store: Store) -> None:
    def many(tx: Transaction) -> None:
        for number in range(1_000):
            add_transfer(tx, f"t{number}")
            day = TODAY + timedelta(days=number % 7)
            tx.transfers.stand(f"t{number}", "notified", ended=False, moves_on=day, due_on=day, at=NOW, watch_at=None)

    store.write(many)
    listing, seen = Listing(GWYNEDD, Side.SENDING), []
    for offset in range(0, 1_000, 25):
        found, total = store.read(partial(page, listing, offset))
        assert total == 1_000
        seen += [each.id for each in found]
    assert len(seen) == len(set(seen)) == 1_000


def test_the_words_themselves_are_not_in_the_file(place: Place) -> None:
    store = place.open()
    store.write(lambda tx: tx.search.index("transfer", "later", words=["pritchard"]))
    kept = store.read(lambda tx: tx.search.blinded(["pritchard"]))["word_0"]
    assert b"pritchard" not in kept
    assert len(kept) >= 16
