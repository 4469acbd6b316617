"""The feed."""

from datetime import datetime

from exchange.wire.parts import Wire


class Event(Wire):
    """Something happened. Thin: ids only, to be looked up."""

    cursor: str
    type: str
    at: datetime
    transfer: str | None
    record: str | None
    message: str | None
    kind: str | None


class EventPage(Wire):
    """Events after a cursor, oldest first. Ask again with `next`, also when the page is empty."""

    events: tuple[Event, ...]
    next: str
