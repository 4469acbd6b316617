"""What was said and counts, and what a council knew of it at one moment.

Each message knows its sender's earlier ones and the other council's up to `seen`. So a past is two numbers: of each
council, its messages up to there. Whatever is asked of a past has the same answer on both sides, in any order of
arrival.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from exchange.errors import Refusal
from exchange.transfer.bodies import MessageType
from exchange.transfer.messages import Message
from exchange.transfer.parties import Parties


class History:
    """The messages that count, by sender, type and topic, each list in the order in which its sender said them."""

    def __init__(self) -> None:
        self.kinds: set[MessageType] = set()  # most questions are about what nobody has said
        self._said: dict[tuple[str, MessageType, str], list[Message]] = {}
        self._by_digest: dict[str, Message] = {}
        self._saw: dict[str, int] = {}

    def add(self, message: Message, *, saw: int) -> None:
        """Add the next message that counts; its sender had seen the other council's up to number `saw`."""
        self.kinds.add(message.type)
        for topic in {"", message.body.topic}:
            self._said.setdefault((message.iss, message.type, topic), []).append(message)
        self._by_digest[message.digest] = message
        self._saw[message.digest] = saw

    def said(self, kind: MessageType, *, by: str, topic: str = "") -> Sequence[Message]:
        """What this council said of this type (and topic), oldest first."""
        return self._said.get((by, kind, topic), ())

    def find(self, digest: str) -> Message | None:
        """The message with this digest, if it counts."""
        return self._by_digest.get(digest)

    def saw(self, message: Message) -> int:
        """How far its sender had seen the other council's messages."""
        return self._saw[message.digest]


@dataclass(frozen=True)
class Past:
    """What counts and was known at one moment; `up_to` is the number of the last message known of each council."""

    history: History
    parties: Parties
    up_to: Mapping[str, int] | None = None  # None: all of it

    def all(self, kind: MessageType, *, by: str | None = None, topic: str = "") -> Iterator[Message]:
        """The messages of this type (and topic), each council's in order; by one council, or both."""
        for council in self._councils(by) if kind in self.history.kinds else ():
            yield from takewhile(self._knows, self.history.said(kind, by=council, topic=topic))

    def said(self, *kinds: MessageType, by: str | None = None, topic: str = "") -> bool:
        """Whether a message of any of these types was said."""
        for kind in self.history.kinds.intersection(kinds):
            for council in self._councils(by):
                said = self.history.said(kind, by=council, topic=topic)
                if said and self._knows(said[0]):
                    return True
        return False

    def newest(self, kind: MessageType, *, by: str, topic: str = "") -> Message | None:
        """This council's newest message of this type (and topic)."""
        said = self.history.said(kind, by=by, topic=topic) if kind in self.history.kinds else ()
        return next((message for message in reversed(said) if self._knows(message)), None)

    def find(self, digest: str) -> Message | None:
        """The message with this digest, if it counts and was known."""
        message = self.history.find(digest)
        return message if message is not None and self._knows(message) else None

    def knew(self, message: Message, earlier: Message) -> bool:
        """Whether the sender of `message` knew `earlier` when it said it."""
        return earlier.seq < message.seq if earlier.iss == message.iss else earlier.seq <= self.history.saw(message)

    def _councils(self, by: str | None) -> tuple[str, ...]:
        return (self.parties.sending, self.parties.receiving) if by is None else (by,)

    def _knows(self, message: Message) -> bool:
        return self.up_to is None or message.seq <= self.up_to.get(message.iss, 0)


def in_causal_order(held: Mapping[str, Message]) -> Iterator[tuple[Message, int]]:
    """Every message that hangs together, each after the one before it and the one it had seen; and how far it saw."""
    queues = _by_sender(held)
    last: dict[str, Message] = {}
    done: set[str] = set()
    while ready := next((queue[0] for queue in queues if queue and _is_next(queue[0], held, last, done)), None):
        next(queue for queue in queues if queue and queue[0] is ready).popleft()
        last[ready.iss] = ready
        done.add(ready.digest)
        yield ready, held[ready.seen].seq if ready.seen else 0


def _is_next(message: Message, held: Mapping[str, Message], last: Mapping[str, Message], done: Set[str]) -> bool:
    previous = last.get(message.iss)
    if (message.seq, message.prev) != ((previous.seq + 1, previous.digest) if previous else (1, None)):
        return False
    return message.seen is None or (message.seen in done and held[message.seen].iss != message.iss)


def _by_sender(held: Mapping[str, Message]) -> list[deque[Message]]:
    queues: dict[str, deque[Message]] = {}
    for message in sorted(held.values(), key=lambda each: (each.iss, each.seq)):
        queue = queues.setdefault(message.iss, deque())
        if queue and queue[-1].seq == message.seq:
            raise Refusal("forked", "/seq")
        queue.append(message)
    return list(queues.values())
