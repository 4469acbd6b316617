"""The course of a transfer: its messages weighed once, for all the questions that are asked of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from exchange.transfer.bodies import Basis, Documents, MessageType, Notification, Request
from exchange.transfer.days import london_day
from exchange.transfer.facts import is_over, records_sent
from exchange.transfer.history import Past
from exchange.transfer.laws import JURISDICTIONS, Jurisdiction
from exchange.transfer.messages import Message
from exchange.transfer.moves import weigh
from exchange.transfer.parties import Parties
from exchange.transfer.receipts import Receipt


@dataclass(frozen=True)
class Course:
    """What counts, who is who, the message that opened it, and the addressees' receipts by the message they answer."""

    counting: tuple[Message, ...]
    past: Past
    opening: Message
    receipts: Mapping[str, tuple[Receipt, ...]]

    @property
    def parties(self) -> Parties:
        """The two councils."""
        return self.past.parties

    @cached_property
    def is_over(self) -> bool:
        """Whether the move is off, the person has died, or another transfer has taken this one's place."""
        return is_over(self.past)

    @cached_property
    def is_handed_over(self) -> bool:
        """Whether the records went by hand to a council that has said nothing here."""
        spoke = any(message.iss == self.parties.receiving for message in self.counting)
        return self.past.said(MessageType.DELIVERED_BY_HAND) and not spoke

    @property
    def basis(self) -> Basis:
        """The legal basis that the opening states."""
        match self.opening.body:
            case Notification(basis=basis):
                return basis
            case Request(move=move) if move is not None:
                return move.basis
            case _:
                raise AssertionError(self.opening.type)  # nothing else opens a transfer

    @property
    def rules(self) -> Jurisdiction:
        """The rules of its legal basis."""
        return JURISDICTIONS[self.basis]

    def reached_on(self, message: Message) -> date:
        """The day on which a message was delivered, as its receipt says; without one, the day it was signed."""
        days = [london_day(each.issued_at) for each in self.receipts.get(message.digest, ()) if _is_delivered(each)]
        return min(days, default=london_day(message.issued_at))

    def unanswered_opening(self) -> Documents | None:
        """The sending council's `refused` or `no-match`, as long as no records followed."""
        if records_sent(self.past):
            return None
        newest = self.past.newest(MessageType.DOCUMENTS, by=self.parties.sending)
        return newest.body if newest is not None and isinstance(newest.body, Documents) else None


def course_of(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> Course | None:
    """Weigh a transfer; None if nobody opened it."""
    held, answers = tuple(messages), tuple(receipts)
    counting, history, parties = weigh(held, answers)
    opening = _opening(counting) or _opening(held)
    if parties is None or opening is None:
        return None
    return Course(counting, Past(history, parties), opening, _by_message(held, answers))


def _opening(messages: Iterable[Message]) -> Message | None:
    """The message that opened it: the first, and where both councils did, the notification."""
    opened = (message for message in messages if message.body.opened_by)
    return min(opened, key=lambda each: (each.type is not MessageType.NOTIFICATION, each.seq), default=None)


def _by_message(messages: Sequence[Message], receipts: Sequence[Receipt]) -> Mapping[str, tuple[Receipt, ...]]:
    held = {message.digest: message for message in messages}
    found: dict[str, tuple[Receipt, ...]] = {}
    for receipt in receipts:
        if receipt.of in held and receipt.answers(held[receipt.of]):
            found[receipt.of] = (*found.get(receipt.of, ()), receipt)
    return found


def _is_delivered(receipt: Receipt) -> bool:
    return receipt.outcome == "delivered"
