"""What the body of a message must fit, beyond what the table says of its type: it answers something that was said."""

from collections.abc import Callable, Mapping

from exchange.errors import Refusal
from exchange.transfer.bodies import (
    Cancelled,
    Closed,
    Destroyed,
    Documents,
    Matched,
    MessageType,
    Recall,
    Request,
    Resolved,
    Update,
    WrongPerson,
)
from exchange.transfer.facts import Fact, holds, open_disputes, open_recalls
from exchange.transfer.history import Past
from exchange.transfer.messages import Message


def check_fits(message: Message, past: Past) -> None:
    """Refuse (`move-not-allowed`) a message that answers nothing, or says what its sender cannot say by itself."""
    check = _CHECKS.get(message.type)
    place = check(message, past) if check else None
    if place is not None:
        raise Refusal("move-not-allowed", f"/body/{place}")


def _request(message: Message, past: Past) -> str | None:
    """It tells of a move if and only if nothing was open: later ones ask for more."""
    opens = isinstance(message.body, Request) and message.body.move is not None
    return "move" if opens == holds(Fact.OPENED, past, council=message.iss) else None


def _documents(message: Message, past: Past) -> str | None:
    """They answer a request of the other council, or none."""
    of = message.body.of if isinstance(message.body, Documents) else None
    return None if of is None or _is_theirs(past.find(of), message, Request) else "of"


def _update(message: Message, past: Past) -> str | None:
    """An answer has its question; the transfer that survives is the one with the smaller id."""
    body = message.body
    if not isinstance(body, Update):
        return None
    if body.of is not None:
        asked = past.find(body.of)
        return None if _is_theirs(asked, message, Update) and asked and asked.body.topic == "question" else "of"
    return None if body.survivor is None or body.survivor < message.transfer else "survivor"


def _wrong_person(message: Message, past: Past) -> str | None:
    """It undoes a match of its own, or none."""
    undoes = message.body.undoes if isinstance(message.body, WrongPerson) else None
    found = past.find(undoes) if undoes is not None else None
    return None if undoes is None or (found is not None and isinstance(found.body, Matched)) else "undoes"


def _cancelled(message: Message, past: Past) -> str | None:
    """Once somebody stated an arrival, only a death cancels; who disagrees, disputes."""
    dies = isinstance(message.body, Cancelled) and message.body.ground == "died"
    return None if dies or not past.said(MessageType.ARRIVED) else "ground"


def _recall(message: Message, past: Past) -> str | None:
    """Once somebody stated an arrival, records are recalled and not the transfer."""
    whole = isinstance(message.body, Recall) and message.body.scope == "transfer"
    return "scope" if whole and past.said(MessageType.ARRIVED) else None


def _destroyed(message: Message, past: Past) -> str | None:
    """It answers a recall that nothing has answered."""
    of = message.body.of if isinstance(message.body, Destroyed) else None
    return None if any(recall.digest == of for recall in open_recalls(past)) else "of"


def _resolved(message: Message, past: Past) -> str | None:
    """It names open disputes, and gives the duty to its own sender, unless it was determined; or withdraws its own."""
    if not isinstance(message.body, Resolved):
        return None
    named = [each for each in open_disputes(past) if each.digest in message.body.of]
    if len(named) != len(message.body.of):
        return "of"
    match message.body.how:
        case "withdrawn":
            return None if all(each.iss == message.iss for each in named) else "how"
        case "agreed":
            return None if message.body.holder == past.parties.role_of(message.iss) else "holder"
        case "determined":
            return None


def _closed(message: Message, past: Past) -> str | None:
    """Without `entered` it states the reason."""
    reason = message.body.reason if isinstance(message.body, Closed) else None
    return None if reason is not None or past.said(MessageType.ENTERED) else "reason"


def _is_theirs(found: Message | None, message: Message, kind: type[Request] | type[Update]) -> bool:
    return found is not None and found.iss != message.iss and isinstance(found.body, kind)


_CHECKS: Mapping[MessageType, Callable[[Message, Past], str | None]] = {
    MessageType.REQUEST: _request,
    MessageType.DOCUMENTS: _documents,
    MessageType.UPDATE: _update,
    MessageType.WRONG_PERSON: _wrong_person,
    MessageType.CANCELLED: _cancelled,
    MessageType.RECALL: _recall,
    MessageType.DESTROYED: _destroyed,
    MessageType.RESOLVED: _resolved,
    MessageType.CLOSED: _closed,
}
