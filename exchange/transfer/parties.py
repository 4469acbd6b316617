"""The two councils of a transfer, and which is which."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from exchange.errors import Refusal
from exchange.transfer.messages import Message


class Role(StrEnum):
    """Which of the two councils."""

    SENDING = "sending"
    RECEIVING = "receiving"


@dataclass(frozen=True)
class Parties:
    """The two councils of a transfer, by entity id."""

    sending: str
    receiving: str

    def role_of(self, council: str) -> Role | None:
        """The council's role, or None if it is neither."""
        return {self.sending: Role.SENDING, self.receiving: Role.RECEIVING}.get(council)

    def council_of(self, role: str) -> str:
        """The council in this role."""
        return self.sending if role == Role.SENDING else self.receiving

    def other_than(self, council: str) -> str:
        """The other one of the two."""
        return self.receiving if council == self.sending else self.sending

    def speak_in(self, message: Message) -> bool:
        """Whether a message is from one of the two to the other."""
        return {message.iss, message.aud} == {self.sending, self.receiving}


def parties_of(messages: Iterable[Message]) -> Parties | None:
    """Who is who, as the message that opened the transfer says; None if nothing opened it. Refuses two (`forked`)."""
    found = {_opened_by(message) for message in messages if message.body.opened_by}
    if len(found) > 1:  # each council claims to be the same one of the two: ids are random, so one of them misbehaves
        raise Refusal("forked", "/type")
    return next(iter(found), None)


def _opened_by(message: Message) -> Parties:
    if message.body.opened_by == "receiving":
        return Parties(sending=message.aud, receiving=message.iss)
    return Parties(sending=message.iss, receiving=message.aud)
