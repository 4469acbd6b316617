"""Why a transfer is not moving, in facts; `exchange.wire` says them in a sentence."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from exchange.errors import CODES
from exchange.node.naming import council_of
from exchange.node.parts import Node
from exchange.store import Transaction, Waiting
from exchange.wire import Council, Delivery, Why

SOON = timedelta(seconds=5)  # a worker that runs has taken what is due by then
LONG = timedelta(minutes=2)  # if it is due for so long and nobody has taken it, no worker runs

_LOOKED_UP = ("entity-unknown", "chain-expired", "kid-unknown", "decryption-key-unknown")


def delivery_of(node: Node, tx: Transaction, waiting: Sequence[Waiting]) -> Delivery | None:
    """Why a transfer of which these messages are on their way is not moving; None if there are none."""
    if not waiting:
        return None
    peer, now = waiting[0].peer, node.now()
    return delivery(waiting, council=council_of(node, tx, peer), now=now, next_try=tx.outbox.next_try(peer, now=now))


def delivery(waiting: Sequence[Waiting], *, council: Council, now: datetime, next_try: Waiting | None) -> Delivery:
    """Where the first of these stands, and how many are behind it.

    `next_try` is what will be tried next of all that could not be given to this council before, if there is anything.
    """
    first = waiting[0]
    code = _why(first, now, next_try)
    told = next_try if code is Why.WITH_OTHERS and next_try is not None else first
    return Delivery(
        code=code,
        council=council,
        since=first.since,
        due=told.due_at,
        attempts=first.attempts,
        problem=told.problem,
        behind=len(waiting) - 1,
    )


def _why(first: Waiting, now: datetime, next_try: Waiting | None) -> Why:
    if first.state == "failed":
        return Why.GIVEN_UP
    if first.owner is not None:
        return Why.BEING_SENT if now < first.due_at else Why.SENT_AGAIN
    overdue = now - first.due_at
    if overdue > SOON and next_try is not None:
        return Why.WITH_OTHERS
    if overdue > LONG:
        return Why.NO_WORKER
    if first.problem is None:
        return Why.TO_BE_SENT
    return _why_put_off(first.problem)


def _why_put_off(problem: str) -> Why:
    if problem == "peer-busy":
        return Why.LEFT_ALONE
    if problem in _LOOKED_UP:
        return Why.LOOKED_UP
    return Why.PUT_OFF if problem not in CODES or CODES[problem].heals else Why.SET_ASIDE
