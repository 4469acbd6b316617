"""The one table of who may say what when, and the judgement of a message by it.

A message is judged by what *its sender* could know: the sender's own earlier messages and the other council's up to
`seen`. Nothing that arrives later, or in another order, changes that verdict, so both councils and every auditor reach
the same one. Widening the table never makes illegal what was legal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.transfer.bodies import MessageType
from exchange.transfer.facts import Fact, holds
from exchange.transfer.fitting import check_fits
from exchange.transfer.history import History, Past, in_causal_order
from exchange.transfer.messages import Message
from exchange.transfer.parties import Parties, Role, parties_of
from exchange.transfer.receipts import Receipt, rejected


@dataclass(frozen=True)
class Move:
    """Who may say it (None: either), what must hold, and what must not. What its body must fit, `fitting` says."""

    who: Role | None
    after: frozenset[Fact] = frozenset()
    never_after: frozenset[Fact] = frozenset()
    opens: bool = False


def _when(*facts: Fact) -> frozenset[Fact]:
    return frozenset(facts)


_A, _B = Role.SENDING, Role.RECEIVING
_OPENED, _RECORDS, _OVER, _CLOSED = _when(Fact.OPENED), _when(Fact.RECORDS), _when(Fact.OVER), _when(Fact.CLOSED)
_GONE = _when(Fact.DIED, Fact.JOINED, Fact.ENDED_BY_US)  # the other council's word alone keeps nobody from arriving

TABLE: Mapping[MessageType, Move] = {
    # type                              who   only after               never after
    MessageType.NOTIFICATION: Move(_A, opens=True, never_after=_OPENED),
    MessageType.REQUEST: Move(_B, opens=True, never_after=_OVER | _CLOSED),  # open, it asks for more
    MessageType.DOCUMENTS: Move(_A, after=_OPENED, never_after=_OVER),
    MessageType.UPDATE: Move(None, after=_OPENED),
    MessageType.MATCHED: Move(_B, after=_RECORDS, never_after=_OVER),
    MessageType.WRONG_PERSON: Move(_B, after=_RECORDS),  # a harm is reported at any time
    MessageType.DECISION: Move(_B, after=_OPENED, never_after=_OVER),  # said again, it revises
    MessageType.NOT_OURS: Move(_B, after=_OPENED, never_after=_OVER | _when(Fact.OUR_DISPUTE)),
    MessageType.ARRIVED: Move(None, after=_OPENED, never_after=_GONE),  # said again, it corrects the day
    MessageType.ENTERED: Move(_B, after=_RECORDS, never_after=_OVER),  # said again, of further records
    MessageType.COMPLETED: Move(_B, after=_OPENED, never_after=_OVER | _when(Fact.COMPLETED)),
    MessageType.CANCELLED: Move(None, after=_OPENED, never_after=_OVER | _CLOSED),
    MessageType.RECALL: Move(_A, after=_OPENED),
    MessageType.DESTROYED: Move(_B, after=_when(Fact.RECALLED)),
    MessageType.DISPUTE: Move(None, after=_OPENED, never_after=_when(Fact.OUR_DISPUTE)),
    MessageType.RESOLVED: Move(None, after=_when(Fact.DISPUTED)),
    MessageType.CLOSED: Move(_A, after=_OPENED, never_after=_OVER | _CLOSED | _when(Fact.DISPUTED)),
    MessageType.DELIVERED_BY_HAND: Move(_A, after=_OPENED, never_after=_OVER | _CLOSED),
}

CROSSINGS: Mapping[frozenset[MessageType], str] = {
    # Of two messages neither of whose senders had seen the other, both count, and their order does not matter. Where
    # they contradict each other:
    frozenset({MessageType.ARRIVED}): "Two days of arrival: the duty is disputed between them.",
    frozenset({MessageType.ARRIVED, MessageType.CANCELLED}): "The arrival overrules, unless the person has died.",
    frozenset({MessageType.ARRIVED, MessageType.RECALL}): "The arrival keeps the transfer open; destruction is owed.",
    frozenset({MessageType.CANCELLED}): "A death counts before any other ground; of two days of death, the later.",
    frozenset({MessageType.UPDATE}): "Of two new days for the move the earlier is expected; joining takes both.",
    frozenset({MessageType.DISPUTE}): "Both are open; who alone offers to lead, leads.",
    frozenset({MessageType.DISPUTE, MessageType.CLOSED}): "Both count: the transfer is closed, and disputed.",
    frozenset({MessageType.RESOLVED}): "A determination counts first, then what the receiving council took on.",
    frozenset({MessageType.NOTIFICATION, MessageType.REQUEST}): "Both open it; the notification states the law.",
}


def check_move(message: Message, *, past: Sequence[Message]) -> None:
    """Refuse (`move-not-allowed`) a message that its sender could not send, knowing `past` (see `past_of`)."""
    parties = parties_of([*past, message])
    if parties is None or not parties.speak_in(message):
        raise Refusal("move-not-allowed", "/type")
    check_in(Past(_history(past), parties), message)


def effective(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> tuple[Message, ...]:
    """The messages that count, each after all that its sender knew: allowed by the table, and not refused for good.

    A function of the two sets, whatever their order. What hangs in the air (a message before it is missing) does not
    count yet; two messages in one place refuse (`forked`).
    """
    return weigh(messages, receipts)[0]


def weigh(
    messages: Iterable[Message], receipts: Iterable[Receipt] = ()
) -> tuple[tuple[Message, ...], History, Parties | None]:
    """The messages that count (see `effective`), as a list and as a history, and who is who."""
    held = {message.digest: message for message in messages}
    parties = parties_of(held.values())
    refused = rejected(held.values(), receipts)
    counting: list[Message] = []
    history = History()
    for message, saw in in_causal_order(held):
        if parties is not None and message.digest not in refused and _counts(message, history, parties, saw):
            history.add(message, saw=saw)
            counting.append(message)
    return tuple(counting), history, parties


def past_of(message: Message, messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> tuple[Message, ...]:
    """The messages that count and that the sender knew when it sent this one."""
    held = {each.digest: each for each in messages}
    seen_up_to = held[message.seen].seq if message.seen in held else 0
    return tuple(
        each
        for each in effective(held.values(), receipts)
        if each.seq < (message.seq if each.iss == message.iss else seen_up_to + 1)
    )


def allowed_moves(
    messages: Iterable[Message], *, council: str, receipts: Iterable[Receipt] = ()
) -> tuple[MessageType, ...]:
    """What this council may say next, knowing all of these messages: the types of which some body is allowed."""
    _, history, parties = weigh(messages, receipts)
    if parties is None:
        return tuple(kind for kind, move in TABLE.items() if move.opens)
    return allowed_in(Past(history, parties), council=council)


def allowed_in(past: Past, *, council: str) -> tuple[MessageType, ...]:
    """What this council may say next, knowing exactly this past."""
    return tuple(kind for kind in TABLE if _allowed(kind, past, council))


def _counts(message: Message, history: History, parties: Parties, saw: int) -> bool:
    if not parties.speak_in(message):
        return False
    try:
        check_in(Past(history, parties, {message.iss: message.seq - 1, message.aud: saw}), message)
    except Refusal:
        return False
    return True


def check_in(past: Past, message: Message) -> None:
    """Refuse (`move-not-allowed`) a message that its sender could not send, knowing exactly this past."""
    if not _allowed(message.type, past, message.iss):
        raise Refusal("move-not-allowed", "/type")
    check_fits(message, past)


def _allowed(kind: MessageType, past: Past, council: str) -> bool:
    move, role = TABLE[kind], past.parties.role_of(council)
    if role is None or move.who not in (None, role):
        return False
    if any(not holds(fact, past, council=council) for fact in move.after):
        return False
    return not any(holds(fact, past, council=council) for fact in move.never_after)


def _history(past: Sequence[Message]) -> History:
    history = History()
    for message in sorted(past, key=lambda each: each.seq):
        history.add(message, saw=0)  # all of it is known; who knew what when, no row of the table asks
    return history
