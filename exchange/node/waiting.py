"""Why a transfer is not moving: one plain sentence, with what happens next and who can do something about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from exchange.errors import CODES
from exchange.node.naming import council_of
from exchange.node.parts import Node
from exchange.store import Transaction, Waiting

SOON = timedelta(seconds=5)  # a worker that runs has taken what is due by then
LONG = timedelta(minutes=2)  # if it is due for so long and nobody has taken it, no worker runs

_LOOKED_UP = ("entity-unknown", "chain-expired", "kid-unknown", "decryption-key-unknown")


class Why(StrEnum):
    """Where the first message that waits stands; a code for those who have sentences of their own."""

    TO_BE_SENT = "to-be-sent"
    BEING_SENT = "being-sent"
    SENT_AGAIN = "sent-again"
    PUT_OFF = "put-off"
    LEFT_ALONE = "left-alone"
    LOOKED_UP = "looked-up"
    SET_ASIDE = "set-aside"
    WITH_OTHERS = "with-others"
    NO_WORKER = "no-worker"
    GIVEN_UP = "given-up"


_SENTENCES = {
    Why.TO_BE_SENT: "A message to {peer} is on its way: it is sent within seconds.",
    Why.BEING_SENT: "A message to {peer} is being sent just now.",
    Why.SENT_AGAIN: "A message to {peer} was being sent when the program stopped; it is sent again by itself.",
    Why.PUT_OFF: "A message to {peer} is waiting: {reason} It is tried again by itself at {due}.",
    Why.LEFT_ALONE: "A message to {peer} is waiting: {reason} It is sent by itself at {due}.",
    Why.LOOKED_UP: "A message to {peer} is waiting: {reason} The council is looked up, and it is tried again by itself "
    "at {due}.",
    Why.SET_ASIDE: "A message to {peer} is set aside: {reason} It is tried again by itself at {due}, and keeps nothing "
    "else back; tell your operator if this stays.",
    Why.WITH_OTHERS: "A message to {peer} is waiting with others: {reason} The next try is at {due}.",
    Why.NO_WORKER: "A message to {peer} should have been sent at {due}, but nothing here has tried: your operator has "
    "to see to it that a worker runs.",
    Why.GIVEN_UP: "Delivery to {peer} was given up after {attempts} tries: {reason} Your operator has to look at it.",
}
_BEHIND = {0: "", 1: " One more message waits behind it."}


@dataclass(frozen=True)
class Reason:
    """Why something waits, as a code and as a sentence."""

    code: Why
    sentence: str


def delivery_sentence(node: Node, tx: Transaction, waiting: Sequence[Waiting]) -> str:
    """Why a transfer of which these messages are on their way (one at least) is not moving."""
    first = waiting[0]
    peer = council_of(node, tx, first.peer).name
    return why(waiting, peer=peer, now=node.now(), next_try=tx.outbox.next_try(first.peer, now=node.now())).sentence


def why(waiting: Sequence[Waiting], *, peer: str, now: datetime, next_try: Waiting | None) -> Reason:
    """Why the first of these waits, and the rest behind it.

    `next_try` is what will be tried next of all that could not be given to this council before, if there is anything.
    """
    first = waiting[0]
    code = _why(first, now, next_try)
    told = next_try if code is Why.WITH_OTHERS and next_try is not None else first
    sentence = _SENTENCES[code].format(
        peer=peer,
        reason=_reason(told.problem),
        due=f"{told.due_at:%H:%M} UTC on {told.due_at:%-d %B}",
        attempts=first.attempts,
    )
    behind = len(waiting) - 1
    return Reason(code, sentence + _BEHIND.get(behind, f" {behind} more messages wait behind it."))


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


def _reason(problem: str | None) -> str:
    if problem is None:
        return "nothing is known yet."
    return CODES[problem].sentence if problem in CODES else f"{problem}."
