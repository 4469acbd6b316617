"""The feed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final

from pydantic import Field

from exchange.wire.parts import Wire

EVENT_TYPES: Final[Mapping[str, str]] = {
    "record.published": "This council sealed a record.",
    "record.withdrawn": "This council withdrew one of its records as entered in error.",
    "record.attested": "Somebody stands behind a record that is held here.",
    "message.said": "This council said something in a transfer; it is signed, kept and on its way.",
    "message.delivered": "The other council signed that it has it.",
    "message.rejected": "The other council signed that it refuses it for good; the transfer says with which code.",
    "message.given-up": "It could not be delivered in 30 days; an operator has to look.",
    "message.received": "The other council said something: the transfer has changed.",
    "message.refused": "The other council said something that this council refused for good.",
    "message.held": "The other council said two different things in one place; both are kept as proof.",
    "deadline.due": "Somebody is silent, and it is time to remind them; `kind` is the silence (docs/moves.md).",
    "deadline.alarm": "Somebody has been silent for too long; both councils are told on the same day.",
    "transfer.forgotten": "Nobody was found, and what was sent to find the person was erased after 30 days.",
}
"""Every type of event, and what it says. New ones may be added: pass over those that you do not know."""


class Event(Wire):
    """Something happened. Thin: ids only, to be looked up. `kind` is a message's type, or what is waited for."""

    cursor: str
    type: Annotated[
        str,
        Field(
            description="One of these, or one that is added later: "
            + " ".join(f"`{each}`: {sentence}" for each, sentence in EVENT_TYPES.items()),
            examples=["message.received"],
        ),
    ]
    at: datetime
    transfer: str | None
    record: str | None
    message: str | None
    kind: str | None


class EventPage(Wire):
    """Events after a cursor, oldest first. Ask again with `next`, also when the page is empty."""

    events: tuple[Event, ...]
    next: str
