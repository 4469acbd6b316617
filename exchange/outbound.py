"""The one place that speaks HTTP to others, and the one import of httpx.

It never follows a redirect, never reads more than it was told to, or for longer than half a minute, and never asks the
environment for a proxy. Names are stable https URLs; in development an address book says where a name is really served,
and production has none. Whatever goes wrong on the way is `peer-unreachable`, which heals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from threading import Lock
from time import monotonic
from typing import TypeAlias
from urllib.parse import urlsplit

import httpx

from exchange.errors import Refusal

_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_LONGEST_SECONDS = 30.0  # for one whole answer: each byte of a slow one is in time, and together they take for ever
_NO_HEADERS: Mapping[str, str] = {}
_LIMITS = httpx.Limits(max_connections=4, max_keepalive_connections=4, keepalive_expiry=30.0)


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
        self._clients: dict[str, httpx.Client] = {}
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
            for client in self._clients.values():
                client.close()
            self._clients.clear()

    def _call(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], limit: int) -> Answer:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        until = monotonic() + self._longest_seconds
        sent = {**headers, "Accept-Encoding": "identity"}  # what is not compressed cannot be a decompression bomb
        try:
            client = self._client(self._addresses.get(origin, origin))
            with client.stream(method, url.removeprefix(origin), content=body, headers=sent) as response:
                return _read(response, limit, until)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Refusal("peer-unreachable", origin) from error

    def _client(self, address: str) -> httpx.Client:
        with self._lock:
            if address not in self._clients:
                self._clients[address] = httpx.Client(
                    base_url=address,
                    timeout=_TIMEOUT,
                    limits=_LIMITS,
                    transport=self._transport,
                    verify=_authorities(),
                    follow_redirects=False,
                    trust_env=False,
                )
            return self._clients[address]


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
    return Answer(response.status_code, media_type, bytes(body), _seconds(response.headers.get("retry-after", "")))


def _seconds(text: str) -> int | None:
    """`Retry-After` in seconds; its date form and anything odd count as absent."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
