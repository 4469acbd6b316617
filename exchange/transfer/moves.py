"""The one table of who may say what when, and the judgement of a message by it.

A message is judged by what *its sender* could know: the sender's own earlier messages and the other council's up to
`seen`. Nothing that arrives later, or in another order, changes that verdict, so both councils and every auditor reach
the same one. Widening the table never makes illegal what was legal.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from exchange.errors import Refusal
from exchange.transfer.bodies import MessageType
from exchange.transfer.messages import Message
from exchange.transfer.receipts import Receipt, rejected


class Role(StrEnum):
    """Which of the two councils."""

    SENDING = "sending"
    RECEIVING = "receiving"


@dataclass(frozen=True)
class Move:
    """Who may say it (None: either), what must have been said before, and after what it may not be said."""

    who: Role | None
    after: frozenset[MessageType] = frozenset()
    never_after: frozenset[MessageType] = frozenset()
    opens: bool = False


_N, _D, _A, _E = MessageType.NOTIFICATION, MessageType.DECISION, MessageType.ARRIVED, MessageType.ENTERED

TABLE: Mapping[MessageType, Move] = {
    # type     who may say it       only after                  never after
    _N: Move(Role.SENDING, opens=True, never_after=frozenset({_N, _D, _A, _E})),
    _D: Move(Role.RECEIVING, after=frozenset({_N}), never_after=frozenset({_D})),
    _A: Move(None, after=frozenset({_N})),  # said again, it corrects the day
    _E: Move(Role.RECEIVING, after=frozenset({_N}), never_after=frozenset({_E})),
}


@dataclass(frozen=True)
class Parties:
    """The two councils of a transfer, by entity id."""

    sending: str
    receiving: str

    def role_of(self, council: str) -> Role | None:
        """The council's role, or None if it is neither."""
        return {self.sending: Role.SENDING, self.receiving: Role.RECEIVING}.get(council)


def parties_of(messages: Iterable[Message]) -> Parties | None:
    """Who is who, as the message that opened the transfer says; None if nothing opened it. Refuses two (`forked`)."""
    found = {_opened_by(message) for message in messages if TABLE[message.type].opens}
    if len(found) > 1:  # each council claims to have opened it: ids are random, so one of them misbehaves
        raise Refusal("forked", "/type")
    return next(iter(found), None)


def check_move(message: Message, *, past: Sequence[Message]) -> None:
    """Refuse (`move-not-allowed`) a message that its sender could not send, knowing `past` (see `past_of`)."""
    parties = parties_of([*past, message])
    if (
        parties is None
        or not _between(message, parties)
        or not _allowed(message.type, message.iss, _said(past), parties)
    ):
        raise Refusal("move-not-allowed", "/type")


def effective(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> tuple[Message, ...]:
    """The messages that count, each after all that its sender knew: allowed by the table, and not refused for good.

    A function of the two sets, whatever their order. What hangs in the air (a message before it is missing) does not
    count yet; two messages in one place refuse (`forked`).
    """
    held = {message.digest: message for message in messages}
    parties = parties_of(held.values())
    refused = rejected(held.values(), receipts)
    counting: list[Message] = []
    said = _Said()
    for message in _in_causal_order(held):
        past = said.before(message, held)
        allowed = parties is not None and _between(message, parties)
        counts = allowed and message.digest not in refused and _allowed(message.type, message.iss, past, parties)
        said.add(message, counts=counts)
        counting += [message] if counts else []
    return tuple(counting)


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
    """What this council may say next, knowing all of these messages."""
    held = tuple(messages)
    said, parties = _said(effective(held, receipts)), parties_of(held)
    return tuple(kind for kind in TABLE if _allowed(kind, council, said, parties))


def _allowed(kind: MessageType, council: str, said: Set[MessageType], parties: Parties | None) -> bool:
    move = TABLE[kind]
    if not move.after <= said or move.never_after & said:
        return False
    if parties is None:
        return move.opens
    role = parties.role_of(council)
    return role is not None and move.who in (None, role)


def _between(message: Message, parties: Parties) -> bool:
    return {message.iss, message.aud} == {parties.sending, parties.receiving}


def _opened_by(message: Message) -> Parties:
    if TABLE[message.type].who is Role.RECEIVING:
        return Parties(sending=message.aud, receiving=message.iss)
    return Parties(sending=message.iss, receiving=message.aud)


def _said(messages: Iterable[Message]) -> Set[MessageType]:
    return {message.type for message in messages}


class _Said:
    """What each council had said, as far as it counts, with each of its messages."""

    def __init__(self) -> None:
        self._up_to: dict[tuple[str, int], frozenset[MessageType]] = {}

    def before(self, message: Message, held: Mapping[str, Message]) -> frozenset[MessageType]:
        seen = held[message.seen] if message.seen else None
        theirs = self._up_to[seen.iss, seen.seq] if seen else frozenset()
        return self._own(message) | theirs

    def add(self, message: Message, *, counts: bool) -> None:
        said = {message.type} if counts else frozenset[MessageType]()
        self._up_to[message.iss, message.seq] = self._own(message) | said

    def _own(self, message: Message) -> frozenset[MessageType]:
        return self._up_to.get((message.iss, message.seq - 1), frozenset())


def _in_causal_order(held: Mapping[str, Message]) -> Iterator[Message]:
    """Every message that hangs together, each after the one before it and the one it had seen."""
    queues = _by_sender(held.values())
    last: dict[str, Message] = {}
    done: set[str] = set()
    while ready := next((queue[0] for queue in queues if queue and _is_next(queue[0], held, last, done)), None):
        next(queue for queue in queues if queue and queue[0] is ready).popleft()
        last[ready.iss] = ready
        done.add(ready.digest)
        yield ready


def _is_next(message: Message, held: Mapping[str, Message], last: Mapping[str, Message], done: Set[str]) -> bool:
    previous = last.get(message.iss)
    if (message.seq, message.prev) != ((previous.seq + 1, previous.digest) if previous else (1, None)):
        return False
    return message.seen is None or (message.seen in done and held[message.seen].iss != message.iss)


def _by_sender(messages: Iterable[Message]) -> list[deque[Message]]:
    queues: dict[str, deque[Message]] = {}
    for message in sorted(messages, key=lambda each: (each.iss, each.seq)):
        queue = queues.setdefault(message.iss, deque())
        if queue and queue[-1].seq == message.seq:
            raise Refusal("forked", "/seq")
        queue.append(message)
    return list(queues.values())
