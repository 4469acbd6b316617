"""Operate: what somebody who keeps this node running has to see. No person whom a record is about is named here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from exchange.errors import Refusal
from exchange.keyring import RETIRED_SERVE
from exchange.node import Node, SignedIn, council_of, delivery_of, trace
from exchange.store import Transaction
from exchange.wire import Council, Delivery

_STUCK_AFTER = timedelta(minutes=2)
_MOST_STUCK = 50


@dataclass(frozen=True)
class Key:
    """A key by its thumbprint; `retired_until` is when one that was replaced stops serving."""

    role: str
    thumbprint: str
    retired_since: datetime | None = None
    retired_until: datetime | None = None


@dataclass(frozen=True)
class Known:
    """A member: when it was last looked up, and until when its chain is good."""

    council: Council
    looked_up_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Line:
    """What waits for one council, and where the first of it stands."""

    council: Council
    waiting: int
    oldest: datetime
    next_try: datetime
    problem: str | None


@dataclass(frozen=True)
class Stuck:
    """A transfer of which something does not get to the other council."""

    id: str
    delivery: Delivery


@dataclass(frozen=True)
class Overview:
    """All of it. `own` is our own chain's state; `late` counts councils for which something is long overdue."""

    keys: tuple[Key, ...]
    own: Known | None
    members: tuple[Known, ...]
    lines: tuple[Line, ...]
    stuck: tuple[Stuck, ...]
    idle_since: datetime | None
    store: str
    now: datetime


def overview(node: Node) -> Overview:
    """The state of this node just now."""

    def step(tx: Transaction) -> Overview:
        members = [Known(council_of(node, tx, each.entity_id), each.at, each.expires_at) for each in tx.members.all()]
        due = tx.outbox.next_due()
        return Overview(
            keys=tuple(_keys(node)),
            own=next((each for each in members if each.council.entity_id == node.entity_id), None),
            members=tuple(each for each in members if each.council.entity_id != node.entity_id),
            lines=tuple(_lines(node, tx)),
            stuck=tuple(_stuck(node, tx)),
            idle_since=due if due is not None and due < node.now() - _STUCK_AFTER else None,
            store=node.settings.store_url.partition(":")[0].partition("+")[0],
            now=node.now(),
        )

    return node.store.read(step)


def disable(node: Node, who: SignedIn, account: str) -> int:
    """Let nobody in by this account any more; how many sessions ended. One's own account stays.

    Refuses `account-unknown`, and `role-needed` for the account of whoever asks.
    """
    if account == who.account:
        raise Refusal("role-needed", "account")

    def step(tx: Transaction) -> int:
        found, now = tx.accounts.find(account), node.now()
        if found is None:
            raise Refusal("account-unknown", "account")
        if found.disabled_at is not None:
            return 0
        tx.accounts.disable(account, at=now)
        trace(tx, who, purpose="operation", act="disabled", of_kind="account", of=account, at=now)
        return tx.sessions.end_of(account, at=now)

    return node.store.write(step)


def _keys(node: Node) -> Iterator[Key]:
    ring = node.keyring
    for role, key in (
        ("federation", ring.federation),
        ("record", ring.record),
        ("message", ring.message),
        ("encryption", ring.encryption),
    ):
        yield Key(role, key.kid)
    yield Key("log", ring.log.kid)
    for each in ring.retired:
        yield Key(each.role, each.key.kid, each.since, each.since + RETIRED_SERVE)


def _lines(node: Node, tx: Transaction) -> Iterator[Line]:
    for queue in tx.queues.all():
        first = tx.queues.first_of(queue.peer)
        assert first is not None
        yield Line(
            council_of(node, tx, queue.peer), queue.waiting, queue.oldest, max(first.due_at, first.since), first.problem
        )


def _stuck(node: Node, tx: Transaction) -> Iterator[Stuck]:
    for transfer in tx.queues.stuck(due_before=node.now() - _STUCK_AFTER, limit=_MOST_STUCK):
        delivery = delivery_of(node, tx, tx.outbox.waiting(transfer))
        if delivery is not None:
            yield Stuck(transfer, delivery)
