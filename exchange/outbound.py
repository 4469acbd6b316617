"""The one place that speaks HTTP to others, and the one import of httpx.

It never follows a redirect, never reads more than it was told to, and never asks the environment for a proxy. Half a
minute after a call began its connection is shut, so that nobody keeps us waiting by a byte now and then, be it of a
body or of a header. Names are stable https URLs; in development an address book says where a name is really served,
and production has none. Whatever goes wrong on the way is `peer-unreachable`, which heals.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache
from socket import SHUT_RDWR, socket
from ssl import SSLContext
from threading import Lock, Timer
from time import monotonic
from typing import TypeAlias
from urllib.parse import urlsplit

import httpx

from exchange.errors import Refusal

_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_LONGEST_SECONDS = 30.0  # for one whole answer: each byte of a slow one is in time, and together they take for ever
_NO_HEADERS: Mapping[str, str] = {}
_LIMITS = httpx.Limits(max_connections=4, max_keepalive_connections=4, keepalive_expiry=30.0)
_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")
_MOST_DIGITS = 8
_MOST_SOCKETS = 16  # older ones than these are of connections that were given up


Transport: TypeAlias = httpx.BaseTransport
"""What carries requests; tests put one in its place that delays, loses, repeats and lies."""


@dataclass(frozen=True)
class Answer:
    """What a peer answered: nothing in it is believed yet."""

    status: int
    media_type: str
    body: bytes
    retry_after: int | None


class Outbound:
    """Calls to names of the federation; one pool of connections for each address."""

    def __init__(
        self,
        addresses: Mapping[str, str],
        *,
        transport: Transport | None = None,
        longest_seconds: float = _LONGEST_SECONDS,
    ) -> None:
        self._addresses = addresses
        self._transport = transport
        self._longest_seconds = longest_seconds
        self._lines: dict[str, _Line] = {}
        self._lock = Lock()

    def fetch(self, url: str, *, accept: str, limit: int, headers: Mapping[str, str] = _NO_HEADERS) -> Answer:
        """GET a URL."""
        return self._call("GET", url, None, {**headers, "Accept": accept}, limit)

    def send(
        self,
        url: str,
        body: bytes,
        *,
        media_type: str,
        accept: str,
        limit: int,
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> Answer:
        """POST a body."""
        return self._call("POST", url, body, {**headers, "Accept": accept, "Content-Type": media_type}, limit)

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for line in self._lines.values():
                line.client.close()
            self._lines.clear()

    def _call(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], limit: int) -> Answer:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        until = monotonic() + self._longest_seconds
        sent = {**headers, "Accept-Encoding": "identity"}  # what is not compressed cannot be a decompression bomb
        try:
            line = self._line(self._addresses.get(origin, origin))
            with (
                line.shut_after(self._longest_seconds),
                line.client.stream(
                    method, url.removeprefix(origin), content=body, headers=sent, extensions={"trace": line.watch}
                ) as response,
            ):
                return _read(response, limit, until)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Refusal("peer-unreachable", origin) from error

    def _line(self, address: str) -> "_Line":
        with self._lock:
            if address not in self._lines:
                self._lines[address] = _Line(
                    httpx.Client(
                        base_url=address,
                        timeout=_TIMEOUT,
                        limits=_LIMITS,
                        transport=self._transport,
                        verify=_authorities(),
                        follow_redirects=False,
                        trust_env=False,
                    )
                )
            return self._lines[address]


@dataclass(frozen=True)
class _Line:
    """The connections to one address. `watch` is told of each new one (httpx's extension `trace`)."""

    client: httpx.Client
    _sockets: list[socket] = field(default_factory=list)

    def watch(self, name: str, told: Mapping[str, object]) -> None:
        """Remember the socket of a connection that was made."""
        stream = told.get("return_value")
        if name in _CONNECTED and hasattr(stream, "get_extra_info"):
            self._sockets.append(stream.get_extra_info("socket"))
            del self._sockets[:-_MOST_SOCKETS]

    @contextmanager
    def shut_after(self, seconds: float) -> Iterator[None]:
        """Shut all connections to this address if what is inside takes longer: whoever waits for them fails at once."""
        timer = Timer(seconds, self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _shut(self) -> None:
        for each in [*self._sockets]:
            with suppress(OSError):  # closed long ago
                each.shutdown(SHUT_RDWR)


@cache
def _authorities() -> SSLContext:
    """The certificate authorities that are trusted; read once, because to read them costs more than many requests."""
    return httpx.create_ssl_context(trust_env=False)


def _read(response: httpx.Response, limit: int, until: float) -> Answer:
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if monotonic() > until:
            raise Refusal("peer-unreachable", str(response.url.host))
        if len(body) > limit:
            raise Refusal("peer-answer", str(response.url.host))
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Answer(response.status_code, media_type, bytes(body), _retry_after(response.headers))


def _retry_after(headers: httpx.Headers) -> int | None:
    """`Retry-After` in seconds (RFC 9110 §10.2.3); anything odd counts as absent.

    A date is compared with the answer's own `Date`: the two are of one clock, which need not be ours.
    """
    text = headers.get("retry-after", "")
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < _MOST_DIGITS else None
    try:
        wait = parsedate_to_datetime(text) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError, OverflowError):  # no date, or one with a time zone and one without
        return None
    seconds = int(wait.total_seconds())
    return seconds if 0 <= seconds < 10 ** (_MOST_DIGITS - 1) else None
