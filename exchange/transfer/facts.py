"""The facts that the table of moves and the stage ask for: each a question to a past, with one answer for everybody.

None depends on the order of what was said except through what each sender knew; so crossing messages commute. Where two
of them contradict each other, the answer is stated here, and listed beside the table (`CROSSINGS`).
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from exchange.transfer.bodies import Cancelled, Destroyed, MessageType, Resolved, Update
from exchange.transfer.history import Past
from exchange.transfer.messages import Message


class Fact(StrEnum):
    """Something that holds, or does not, when a council speaks."""

    OPENED = "the transfer is open"
    RECORDS = "records were sent"
    ARRIVED = "an arrival was stated"
    ENTERED = "records were entered"
    COMPLETED = "the receiving council's own steps are complete"
    CLOSED = "the sending council has closed"
    DIED = "a death was stated"
    JOINED = "both councils joined it to another transfer"
    ENDED_BY_US = "this council has itself ended it"
    OVER = "it is over"
    OUR_DISPUTE = "a dispute of this council is open"
    DISPUTED = "a dispute is open"
    RECALLED = "a recall is unanswered"


def holds(fact: Fact, past: Past, *, council: str) -> bool:
    """Whether a fact holds for this council, as far as this past goes."""
    return _FACTS[fact](past, council)


def died(past: Past) -> bool:
    """Whether a council stated that the person has died."""
    return past.said(MessageType.CANCELLED, topic="died")


def ended_by(past: Past, council: str) -> bool:
    """Whether this council has ended the move, and the other has not stated that the person arrived."""
    if past.said(MessageType.ARRIVED, by=past.parties.other_than(council)):
        return False
    cancelled = any(_is_no_death(message) for message in past.all(MessageType.CANCELLED, by=council))
    return cancelled or past.said(MessageType.RECALL, by=council, topic="transfer")


def joined(past: Past) -> str | None:
    """The transfer that survives in place of this one, once both councils have named the same."""
    if not past.said(MessageType.UPDATE, topic="joins"):
        return None
    newest = [past.newest(MessageType.UPDATE, by=each, topic="joins") for each in _both(past)]
    survivors = {each.body.survivor for each in newest if each is not None and isinstance(each.body, Update)}
    return survivors.pop() if all(newest) and len(survivors) == 1 else None


def is_over(past: Past) -> bool:
    """Whether the move is off, the person has died, or another transfer has taken this one's place."""
    return died(past) or any(ended_by(past, council) for council in _both(past)) or joined(past) is not None


def open_disputes(past: Past) -> Iterator[Message]:
    """The disputes that nobody has resolved; `not-ours` opens one too."""
    if not past.said(MessageType.DISPUTE, MessageType.NOT_OURS):
        return
    settled = {digest for message in past.all(MessageType.RESOLVED) for digest in _settled(message)}
    for kind in (MessageType.DISPUTE, MessageType.NOT_OURS):
        yield from (message for message in past.all(kind) if message.digest not in settled)


def open_recalls(past: Past) -> Iterator[Message]:
    """The recalls to which no statement of destruction answers."""
    bodies = (message.body for message in past.all(MessageType.DESTROYED))
    answered = {body.of for body in bodies if isinstance(body, Destroyed)}
    return (message for message in past.all(MessageType.RECALL) if message.digest not in answered)


def doubted(past: Past) -> Message | None:
    """The receiving council's `wrong-person`, as long as no later `matched` follows it."""
    receiving = past.parties.receiving
    wrong = past.newest(MessageType.WRONG_PERSON, by=receiving)
    matched = past.newest(MessageType.MATCHED, by=receiving)
    return wrong if wrong is not None and (matched is None or matched.seq < wrong.seq) else None


def records_sent(past: Past) -> bool:
    """Whether the sending council sent records."""
    return past.said(MessageType.NOTIFICATION) or past.said(MessageType.DOCUMENTS, topic="sent")


def _opened(past: Past) -> bool:
    return past.said(MessageType.NOTIFICATION, MessageType.REQUEST)


def _settled(message: Message) -> tuple[str, ...]:
    return message.body.of if isinstance(message.body, Resolved) else ()


def _is_no_death(message: Message) -> bool:
    return isinstance(message.body, Cancelled) and message.body.ground != "died"


def _both(past: Past) -> tuple[str, str]:
    return past.parties.sending, past.parties.receiving


def _said(kind: MessageType) -> Callable[[Past, str], bool]:
    return lambda past, _council: past.said(kind)


_FACTS: Mapping[Fact, Callable[[Past, str], bool]] = {
    Fact.OPENED: lambda past, _council: _opened(past),
    Fact.RECORDS: lambda past, _council: records_sent(past),
    Fact.ARRIVED: _said(MessageType.ARRIVED),
    Fact.ENTERED: _said(MessageType.ENTERED),
    Fact.COMPLETED: _said(MessageType.COMPLETED),
    Fact.CLOSED: _said(MessageType.CLOSED),
    Fact.DIED: lambda past, _council: died(past),
    Fact.JOINED: lambda past, _council: joined(past) is not None,
    Fact.ENDED_BY_US: ended_by,
    Fact.OVER: lambda past, _council: is_over(past),
    Fact.OUR_DISPUTE: lambda past, council: any(each.iss == council for each in open_disputes(past)),
    Fact.DISPUTED: lambda past, _council: any(True for _ in open_disputes(past)),
    Fact.RECALLED: lambda past, _council: any(True for _ in open_recalls(past)),
}
