from datetime import date, datetime, timedelta
from functools import partial
from typing import TypedDict

import pytest

from exchange.errors import Refusal
from exchange.store import Attachment, Conflict, Store, Transaction
from tests.store.support import CEREDIGION, GWYNEDD, NOW, add_message, add_transfer, digest_of, sd_jwt


class StandsAs(TypedDict):
    ended: bool
    moves_on: date | None
    due_on: date | None
    at: datetime
    watch_at: datetime


PLAN = Attachment(digest_of(1), "presentation-1", "statement-1", sd_jwt("plan"))
ASSESSMENT = Attachment(digest_of(2), "presentation-2", "statement-2", sd_jwt("assessment"))

STANDS: StandsAs = {"ended": False, "moves_on": None, "due_on": None, "at": NOW, "watch_at": NOW}


def add_receipt(tx: Transaction, of: str, *, transfer: str = "t") -> None:
    tx.receipts.add(of, iss=CEREDIGION, aud=GWYNEDD, transfer=transfer, token="r", outcome="delivered", at=NOW)


@pytest.mark.parametrize(
    ("number", "jti", "seq", "key"),
    [
        (1, "other", 2, ("digest",)),
        (2, "message-1", 2, ("iss", "jti")),
        (2, "other", 1, ("transfer", "iss", "seq")),
    ],
)
def test_refuses_a_message_whose_digest_id_or_place_is_taken(
    store: Store, number: int, jti: str, seq: int, key: tuple[str, ...]
) -> None:
    store.write(lambda tx: add_message(tx, 1))
    with pytest.raises(Conflict) as caught:
        store.write(lambda tx: add_message(tx, number, jti=jti, seq=seq))
    assert (caught.value.table, caught.value.key) == ("messages", key)
    assert len(store.read(lambda tx: tx.messages.of_transfer("t"))) == 1


def test_refuses_a_second_receipt_for_a_message(store: Store) -> None:
    store.write(lambda tx: add_receipt(tx, digest_of(1)))
    with pytest.raises(Conflict) as caught:
        store.write(lambda tx: add_receipt(tx, digest_of(1), transfer="u"))
    assert (caught.value.table, caught.value.key) == ("receipts", ("of",))


def test_refuses_a_transfer_that_is_there_already(store: Store) -> None:
    store.write(lambda tx: add_transfer(tx, "t"))
    with pytest.raises(Conflict):
        store.write(lambda tx: add_transfer(tx, "t"))


def test_refuses_to_set_the_stage_of_an_unknown_transfer(store: Store) -> None:
    with pytest.raises(Refusal, match="transfer-unknown"):
        store.write(lambda tx: tx.transfers.stand("t", "arrived", **STANDS))


def test_refuses_a_message_of_an_unknown_transfer(store: Store) -> None:
    def step(tx: Transaction) -> None:
        tx.messages.add(
            "d", transfer="t", iss="i", aud="a", seq=1, jti="j", type="x", issued_at=NOW, token="a.b.c~", at=NOW
        )

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store.write(step)


def test_both_sides_may_use_the_same_numbers_and_ids(store: Store) -> None:
    def step(tx: Transaction) -> None:
        add_message(tx, 1, iss=GWYNEDD, jti="same", seq=1)
        add_message(tx, 2, iss=CEREDIGION, jti="same", seq=1)

    store.write(step)
    found = store.read(lambda tx: tx.messages.of_transfer("t"))
    assert [(message.digest, message.iss) for message in found] == [
        (digest_of(1), GWYNEDD),
        (digest_of(2), CEREDIGION),
    ]


def test_a_message_is_found_by_digest_id_and_place(store: Store) -> None:
    store.write(lambda tx: add_message(tx, 1, seq=4))
    found = store.read(lambda tx: tx.messages.find(digest_of(1)))
    assert found is not None
    assert (found.seq, found.issued_at, found.token) == (4, NOW, sd_jwt("person"))
    assert found == store.read(lambda tx: tx.messages.with_jti(GWYNEDD, "message-1"))
    assert found == store.read(lambda tx: tx.messages.at_place("t", GWYNEDD, 4))
    assert store.read(lambda tx: tx.messages.at_place("t", GWYNEDD, 5)) is None
    assert store.read(lambda tx: tx.messages.with_jti(CEREDIGION, "message-1")) is None
    assert "person" not in repr(found)


def test_attachments_come_back_in_their_order(store: Store) -> None:
    digest = store.write(lambda tx: add_message(tx, 1, attachments=[PLAN, ASSESSMENT]))
    assert store.read(lambda tx: tx.messages.attachments(digest)) == [PLAN, ASSESSMENT]
    assert store.read(lambda tx: tx.messages.attachments(digest_of(9))) == []


def test_the_same_presentation_may_go_with_two_messages(store: Store) -> None:
    store.write(lambda tx: add_message(tx, 1, attachments=[PLAN]))
    store.write(lambda tx: add_message(tx, 2, seq=2, attachments=[PLAN, PLAN]))
    assert store.read(lambda tx: tx.messages.attachments(digest_of(2))) == [PLAN, PLAN]


def test_the_second_message_for_a_place_is_kept_aside_and_a_third_is_not(store: Store) -> None:
    def hold(tx: Transaction, number: int) -> None:
        tx.held.add(digest_of(number), transfer="t", iss=GWYNEDD, seq=1, code="forked", token=sd_jwt("person"), at=NOW)

    store.write(lambda tx: add_message(tx, 1))
    for number in (2, 3, 2):
        store.write(partial(hold, number=number))
    held = store.read(lambda tx: tx.held.of_transfer("t"))
    assert [(message.digest, message.code, message.token) for message in held] == [
        (digest_of(2), "forked", sd_jwt("person"))
    ]


def test_receipts_are_found_by_message_and_by_transfer(store: Store) -> None:
    for number in (2, 1):
        store.write(partial(add_receipt, of=digest_of(number)))
    assert [receipt.of for receipt in store.read(lambda tx: tx.receipts.of_transfer("t"))] == [
        digest_of(2),
        digest_of(1),
    ]
    found = store.read(lambda tx: tx.receipts.of_message(digest_of(1)))
    assert found is not None
    assert (found.token, found.outcome, found.code, found.at) == ("r", "delivered", None, NOW)
    assert store.read(lambda tx: tx.receipts.of_message(digest_of(3))) is None


def test_transfers_are_paged_by_position_and_by_stage(store: Store) -> None:
    for name in "abcd":
        store.write(partial(add_transfer, transfer=name))
    store.write(lambda tx: tx.transfers.stand("b", "arrived", **STANDS))
    page = store.read(lambda tx: tx.transfers.page(limit=3))
    assert [transfer.id for transfer in page] == ["a", "b", "c"]
    assert [transfer.id for transfer in store.read(lambda tx: tx.transfers.page(after=page[-1].position))] == ["d"]
    assert [transfer.id for transfer in store.read(lambda tx: tx.transfers.page(stage="arrived"))] == ["b"]
    found = store.read(lambda tx: tx.transfers.find("b"))
    assert found is not None
    assert (found.stage, found.sending) == ("arrived", GWYNEDD)
    assert store.read(lambda tx: tx.transfers.find("e")) is None


def test_only_what_another_council_asked_for_counts_as_asked(store: Store) -> None:
    def opened(tx: Transaction, name: str, *, asked: bool, at: datetime) -> None:
        tx.transfers.add(name, sending="a", receiving="b", started_at=NOW, stage="requested", at=at, asked=asked)

    store.write(partial(opened, name="ours", asked=False, at=NOW))
    store.write(partial(opened, name="theirs", asked=True, at=NOW))
    store.write(partial(opened, name="long ago", asked=True, at=NOW - timedelta(hours=25)))
    since = NOW - timedelta(days=1)
    assert store.read(lambda tx: tx.transfers.asked_by("b", since=since)) == 1
    assert store.read(lambda tx: tx.transfers.asked_by("a", since=since)) == 0


def test_a_transfer_is_looked_at_when_it_is_due_and_then_not_before_it_is_due_again(store: Store) -> None:
    for name in ("one", "two"):
        store.write(partial(add_transfer, transfer=name))
    store.write(lambda tx: tx.transfers.watch("two", at=NOW + timedelta(days=3)))
    assert store.read(lambda tx: tx.transfers.to_watch(now=NOW + timedelta(days=1), limit=9)) == ["one"]
    store.write(lambda tx: tx.transfers.watch("one", at=None))
    assert store.read(lambda tx: tx.transfers.to_watch(now=NOW + timedelta(days=9), limit=9)) == ["two"]
    store.write(lambda tx: tx.transfers.stand("one", "arrived", **STANDS))
    assert store.read(lambda tx: tx.transfers.to_watch(now=NOW + timedelta(days=9), limit=9)) == ["one", "two"]


def test_a_reminder_is_told_once(store: Store) -> None:
    store.write(partial(add_transfer, transfer="one"))
    told = [
        store.write(lambda tx: tx.reminders.add("one", about="care", level="due", day="2026-12-01", of=""))
        for _ in range(2)
    ]
    later = store.write(lambda tx: tx.reminders.add("one", about="care", level="due", day="2026-12-08", of=""))
    assert (told, later) == ([True, False], True)
