"""A network between councils that loses, doubles, delays and changes what passes, and tells lies of its own."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import httpx

from exchange.jose import dumps, loads

PassOn: TypeAlias = Callable[[httpx.Request], httpx.Response]
Mischief: TypeAlias = Callable[[httpx.Request, PassOn], httpx.Response]
MESSAGES = "/federation/messages"


class Network(httpx.BaseTransport):
    """Carries what one council sends. Each delivery takes the next mischief from the queue, if there is one."""

    def __init__(self) -> None:
        self.mischief: deque[Mischief] = deque()
        self.always: Mischief | None = None
        self.hosts: set[str] = set()
        self.paths: list[str] = []
        self.delivered: list[int] = []  # how many messages each delivery carried
        self.sizes: list[int] = []
        self._inner = httpx.HTTPTransport(verify=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.hosts.add(f"{request.url.host}:{request.url.port}")
        self.paths.append(request.url.path)
        request.read()
        if request.url.path == MESSAGES:
            self.delivered.append(len(parcels(request)))
            self.sizes.append(len(request.content))
        if self.always is not None:
            return self.always(request, self.pass_on)
        if request.url.path == MESSAGES and self.mischief:
            return self.mischief.popleft()(request, self.pass_on)
        return self.pass_on(request)

    def pass_on(self, request: httpx.Request) -> httpx.Response:
        answered = self._inner.handle_request(request)
        body = answered.read()
        answered.close()
        return response(body, answered.status_code, answered.headers)

    def close(self) -> None:
        """Every client closes its transport; this one goes on, for the next client."""
        self._inner.close()
        self._inner = httpx.HTTPTransport(verify=False)


def parcels(request: httpx.Request) -> list[str]:
    value = loads(request.content, limit=len(request.content))
    assert isinstance(value, dict)
    messages = value["messages"]
    assert isinstance(messages, list)
    return [str(each) for each in messages]


def response(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """What comes over the network: a stream of bytes that nobody has read."""
    sent = {"content-type": "application/json"} if headers is None else headers
    return httpx.Response(status, headers=sent, stream=httpx.ByteStream(body))


def answer(body: bytes, status: int = 200, media_type: str = "application/json", **headers: str) -> Mischief:
    """Answer something, whatever was asked; the other council hears nothing of it."""
    sent = {"content-type": media_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return lambda _request, _pass_on: response(body, status, sent)


def results(*each: object) -> Mischief:
    return answer(dumps({"results": list(each)}))  # type: ignore[arg-type]


def lose_request(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    raise httpx.ConnectError("lost", request=request)


def lose_answer(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    pass_on(request)
    raise httpx.ReadError("lost", request=request)


def double(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    pass_on(request)
    return pass_on(request)


def cut(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    return response(pass_on(request).read()[:-40])


def break_off(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    body = pass_on(request).read()

    class Broken(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield body[:40]
            raise httpx.RemoteProtocolError("broken off", request=request)

    return httpx.Response(200, headers={"content-type": "application/json"}, stream=Broken())


def reverse_answers(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    value = loads(pass_on(request).read())
    assert isinstance(value, dict)
    found = value["results"]
    assert isinstance(found, list)
    return response(dumps({"results": found[::-1]}))


def as_other_type(request: httpx.Request, pass_on: PassOn) -> httpx.Response:
    return response(pass_on(request).read(), headers={"content-type": "text/html"})


class Delay:
    """Keep a request back, as if it had been lost, until it is let go: after others, that were sent later."""

    def __init__(self) -> None:
        self._kept: list[tuple[httpx.Request, PassOn]] = []

    def __call__(self, request: httpx.Request, pass_on: PassOn) -> httpx.Response:
        self._kept.append((request, pass_on))
        raise httpx.ReadTimeout("late", request=request)

    def let_go(self) -> None:
        for request, pass_on in self._kept:
            pass_on(request)
        self._kept.clear()


class Stall:
    """Keep requests waiting until they are released, and then pass them on."""

    def __init__(self, port: int | None = None) -> None:
        self.reached = threading.Event()
        self.released = threading.Event()
        self._port = port

    def __call__(self, request: httpx.Request, pass_on: PassOn) -> httpx.Response:
        if self._port in (None, request.url.port):
            self.reached.set()
            self.released.wait(30)
        return pass_on(request)
