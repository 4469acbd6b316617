from functools import partial

import pytest

from exchange.store import Attachment, Conflict, Store, Transaction
from tests.store.support import (
    GWYNEDD,
    NOW,
    Place,
    add_event,
    add_message,
    add_record,
    digest_of,
    event_names,
    sd_jwt,
)


def test_refuses_a_record_that_is_there_already(store: Store) -> None:
    store.write(lambda tx: add_record(tx, 1))
    with pytest.raises(Conflict) as caught:
        store.write(lambda tx: add_record(tx, 1))
    assert (caught.value.table, caught.value.key) == ("records", ("digest",))


def test_refuses_a_second_record_with_the_same_id_of_the_same_issuer(store: Store) -> None:
    def again(tx: Transaction) -> None:
        tx.records.add(
            digest_of(2), jti="record-1", iss=GWYNEDD, vct="v", kind="k", issued_at=NOW, own=True, token="a.b.c", at=NOW
        )

    store.write(lambda tx: add_record(tx, 1))
    with pytest.raises(Conflict) as caught:
        store.write(again)
    assert caught.value.key == ("iss", "jti")


def test_refuses_two_own_records_at_one_status_index(store: Store) -> None:
    store.write(lambda tx: add_record(tx, 1, status_idx=7))
    with pytest.raises(Conflict) as caught:
        store.write(lambda tx: add_record(tx, 2, status_idx=7))
    assert caught.value.key == ("status_uri", "status_idx")
    store.write(lambda tx: add_record(tx, 3, status_idx=7, own=False))  # what others do with theirs is for them


def test_refuses_a_record_without_a_body_or_with_two(store: Store) -> None:
    with pytest.raises(ValueError, match="either a token or a message"):
        store.write(
            lambda tx: tx.records.add(
                "d", jti="j", iss="i", vct="v", kind="k", issued_at=NOW, own=True, token="t", attached_to="m", at=NOW
            )
        )


def test_a_step_may_go_on_after_a_conflict(store: Store) -> None:
    def step(tx: Transaction) -> None:
        add_record(tx, 1)
        with pytest.raises(Conflict):
            add_record(tx, 1)
        add_event("went on")(tx)

    store.write(step)
    assert store.read(event_names) == ["went on"]
    found = store.read(lambda tx: tx.records.find(digest_of(1)))
    assert found is not None
    assert found.token == sd_jwt("name", "address")


def test_a_record_comes_back_as_it_was_stored(place: Place) -> None:
    digest = place.open().write(lambda tx: add_record(tx, 1, subject_key="s", supersedes=digest_of(9), status_idx=3))
    store = place.open()
    found = store.read(lambda tx: tx.records.find(digest))
    assert found is not None
    assert found.token == sd_jwt("name", "address")
    assert (found.issued_at, found.own, found.subject_key, found.status_idx) == (NOW, True, "s", 3)
    assert store.read(lambda tx: tx.chains.find(found.chain)) == ("leaf", "anchor")
    assert "address" not in repr(found)


def test_nothing_is_found_where_nothing_is(store: Store) -> None:
    assert store.read(lambda tx: tx.records.find(digest_of(1))) is None
    assert store.read(lambda tx: tx.records.with_jti(GWYNEDD, "x")) is None
    assert store.read(lambda tx: tx.records.successor_of(digest_of(1))) is None
    assert store.read(lambda tx: tx.chains.find(None)) == ()


def test_a_received_record_may_lie_with_its_message(store: Store) -> None:
    presented = Attachment(digest_of(1), "presentation", "statement", sd_jwt("name"))

    def receive(tx: Transaction) -> None:
        add_record(tx, 1, own=False, attached_to=add_message(tx, 50, attachments=[presented]))

    store.write(receive)
    found = store.read(lambda tx: tx.records.find(digest_of(1)))
    assert found is not None
    assert found.token == sd_jwt("name")


def test_what_another_message_carries_under_the_same_digest_changes_no_record(store: Store) -> None:
    good = Attachment(digest_of(1), "presentation", "statement", sd_jwt("name"))
    forged = Attachment(digest_of(1), "presentation", "statement", sd_jwt("another name"))

    def receive(tx: Transaction) -> None:
        add_record(tx, 1, own=False, attached_to=add_message(tx, 50, attachments=[good]))
        add_message(tx, 51, seq=2, attachments=[forged])

    store.write(receive)
    found = store.read(lambda tx: tx.records.find(digest_of(1)))
    assert found is not None
    assert found.token == sd_jwt("name")


def test_pages_are_cut_by_position_and_owner(store: Store) -> None:
    for number in range(1, 8):
        store.write(partial(add_record, number=number, own=number % 2 == 1))
    first = store.read(lambda tx: tx.records.page(limit=3))
    second = store.read(lambda tx: tx.records.page(after=first[-1].position, limit=3))
    assert [record.digest for record in first + second] == [digest_of(number) for number in range(1, 7)]
    received = store.read(lambda tx: tx.records.page(after=first[0].position, limit=2, own=False))
    assert [record.digest for record in received] == [digest_of(2), digest_of(4)]


def test_a_persons_records_are_found_by_the_callers_key(store: Store) -> None:
    for number, key in enumerate(["anna", "bryn", "anna"], 1):
        store.write(partial(add_record, number=number, subject_key=key))
    found = store.read(lambda tx: tx.records.of_subject("anna"))
    assert [record.digest for record in found] == [digest_of(1), digest_of(3)]


def test_the_newest_successor_is_named(store: Store) -> None:
    store.write(lambda tx: add_record(tx, 1))
    store.write(lambda tx: add_record(tx, 2, supersedes=digest_of(1)))
    store.write(lambda tx: add_record(tx, 3, supersedes=digest_of(1)))
    assert store.read(lambda tx: tx.records.successor_of(digest_of(1))) == digest_of(3)
    assert store.read(lambda tx: tx.records.with_jti(GWYNEDD, "record-2")) == digest_of(2)
