"""Watch over: transfers in which somebody is silent. Case systems are reminded, and alarmed, through the feed; what was
sent to find a person who was not found is erased after 30 days.

A transfer is looked at after something happened in it, and on each day on which something falls due; so the work does
not grow with what is stored. Both councils compute the same deadlines from the same messages and receipts.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from exchange.errors import Refusal
from exchange.jose import JsonObject
from exchange.node import LONDON, Node, conversation_of, forget_recalled, stand, standing_of
from exchange.store import Transaction
from exchange.transfer import Conversation, Deadline, forget_on

AT_ONCE = 50
AFTER_A_FAULT = timedelta(hours=1)


def watch_over(node: Node) -> int:
    """Look at the transfers that are due now; how many there were."""
    due = node.store.read(lambda tx: tx.transfers.to_watch(now=node.now(), limit=AT_ONCE))
    looked = node.store.write_all([partial(_look, node, transfer) for transfer in due])
    for transfer, outcome in zip(due, looked, strict=True):
        if isinstance(outcome, Exception):  # one that cannot be read must not keep the others from being watched
            _put_off(node, transfer, outcome)
    return len(due)


def _look(node: Node, transfer: str, tx: Transaction) -> None:
    conversation, today = conversation_of(tx, transfer), node.today()
    now = standing_of(node, conversation)
    for each in now.deadlines:
        _tell(node, tx, transfer, each)
    forgotten = _forget(node, tx, conversation, today)
    ahead = (day for day in (*_days(now.deadlines), forgotten) if day is not None and day > today)
    stand(node, tx, transfer, now, watch_at=_start_of(min(ahead, default=None)))


def _tell(node: Node, tx: Transaction, transfer: str, deadline: Deadline) -> None:
    reached = (("due", deadline.due, deadline.is_due), ("alarm", deadline.alarm_on, deadline.is_alarm))
    for level, day, is_reached in reached:
        of = deadline.of or ""
        if is_reached and tx.reminders.add(transfer, about=deadline.about, level=level, day=day.isoformat(), of=of):
            data: JsonObject = {"kind": deadline.about.value, **({"message": deadline.of} if deadline.of else {})}
            tx.events.add(f"deadline.{level}", transfer=transfer, data=data, at=node.now())


def _forget(node: Node, tx: Transaction, conversation: Conversation, today: date) -> date | None:
    """Erase what was sent to find somebody who was not found, once its day has come; that day while it has not."""
    day = forget_on(conversation.messages, conversation.receipts)
    if day is None or day > today:
        return day
    kept = [each for each in tx.messages.of_transfer(conversation.transfer) if each.erased_at is None]
    for message in kept:
        tx.messages.erase(message.digest, at=node.now())
    if kept:
        forget_recalled()
        tx.search.forget("transfer", conversation.transfer)
        tx.events.add("transfer.forgotten", transfer=conversation.transfer, data={}, at=node.now())
    return None


def _days(open_now: tuple[Deadline, ...]) -> Iterator[date]:
    for each in open_now:
        yield each.due
        yield each.alarm_on


def _start_of(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), LONDON).astimezone(UTC)


def _put_off(node: Node, transfer: str, error: Exception) -> None:
    if isinstance(error, Refusal):
        node.notices.write("watch-refused", transfer=transfer, code=error.code)
    else:
        node.notices.fault(error, door="watch-over")
    node.store.write(lambda tx: tx.transfers.watch(transfer, at=node.now() + AFTER_A_FAULT))
