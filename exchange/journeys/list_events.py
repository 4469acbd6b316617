"""List events: the feed that a case system follows, by cursor."""

from exchange.node import Node
from exchange.store import Event as StoredEvent
from exchange.store import Transaction, cursor_of, position_of
from exchange.wire import Event, EventPage


def list_events(node: Node, *, cursor: str, limit: int) -> EventPage:
    """The next events after a cursor; `next` is where to go on, also when there are none."""

    def page(tx: Transaction) -> EventPage:
        after = position_of(cursor)
        found = tx.events.after(after, limit=limit)
        return EventPage(
            events=tuple(_event(each) for each in found), next=cursor_of(found[-1].seq if found else after)
        )

    return node.store.read(page)


def _event(stored: StoredEvent) -> Event:
    record, message, kind = (stored.data.get(name) for name in ("record", "message", "kind"))
    return Event(
        cursor=cursor_of(stored.seq),
        type=stored.type,
        at=stored.at,
        transfer=stored.transfer,
        record=record if isinstance(record, str) else None,
        message=message if isinstance(message, str) else None,
        kind=kind if isinstance(kind, str) else None,
    )
