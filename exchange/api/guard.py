"""The outermost door: what holds for every request and every answer, whatever is asked."""

from collections.abc import Iterable
from typing import TypeAlias

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exchange.notices import Notices

Headers: TypeAlias = list[tuple[bytes, bytes]]

_ALWAYS: Headers = [
    (b"cache-control", b"no-store"),  # answers are about people, or signed anew each time
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",  # the API pages load what this server has, and nothing else
        b"default-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    ),
]


class Guard:
    """Answers HEAD like GET (RFC 9110 §9.3.2), ends a connection whose body nobody will read, adds the headers that
    every answer carries, and turns a fault of ours into the problem `internal` and a notice that says where, never
    what: an exception's text may hold what somebody wrote about a person, so it goes nowhere.
    """

    def __init__(self, app: ASGIApp, *, notices: Notices, fault: ASGIApp) -> None:
        self._app = app
        self._notices = notices
        self._fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        asked = {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
        exchange = _Exchange(scope, receive, send)
        try:
            await self._app(asked, exchange.receive, exchange.send)
        except ClientDisconnect:
            return  # whoever asked is gone; nobody is there to be answered
        except Exception as error:  # noqa: BLE001 - the last place that can keep an exception's text from a log
            self._notices.fault(error, door=getattr(asked.get("route"), "path", ""))
            if not exchange.started:
                await self._fault(asked, exchange.receive, exchange.send)


class _Exchange:
    """One request and its answer on their way through."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._unread = _has_body(scope.get("headers", ()))
        self.started = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._unread = self._unread and bool(message.get("more_body", False))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            present = {name for name, _ in message["headers"]}
            added = [(name, value) for name, value in _ALWAYS if name not in present]
            ending = [(b"connection", b"close")] if self._unread else []
            message = {**message, "headers": [*message["headers"], *added, *ending]}
        await self._send(message)


def _has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value.strip(b"0") != b"")
        for name, value in headers
    )
