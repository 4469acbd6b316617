"""What the network does to what one council sends: the table says how often.

It lives in the sender's process, below everything that the program knows of HTTP. Partitions follow from the clock and
the names, so that both sides of one are cut off at the same time without a word between them.
"""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from typing import TypeAlias

import httpx

PassOn: TypeAlias = Callable[[httpx.Request], httpx.Response]
Clock: TypeAlias = Callable[[], datetime]

PARTITION = timedelta(seconds=60)  # of the councils' clock
LATE_SECONDS = (0.3, 3.0)
SLOW_SECONDS = (0.02, 0.4)
REST_SECONDS = (1, 30)


@dataclass(frozen=True)
class Climate:
    """How many of a hundred requests meet with each mischief, and how much of the time two councils are cut off."""

    lose_request: float = 0
    lose_answer: float = 0
    double: float = 0
    cut: float = 0
    slow: float = 0
    late: float = 0
    nonsense: float = 0
    busy: float = 0
    partitioned: float = 0
    seed: int = 0


CALM = Climate()


def stormy(seed: int) -> Climate:
    return Climate(
        lose_request=2, lose_answer=2, double=2, cut=2, slow=5, late=2, nonsense=1, busy=0.5, partitioned=3, seed=seed
    )


@dataclass
class Weather(httpx.BaseTransport):
    """Carries what one council sends, or does not."""

    climate: Climate
    seed: int
    clock: Clock
    here: str
    _chance: random.Random = field(init=False)
    _inner: httpx.HTTPTransport = field(init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._open()

    def _open(self) -> None:
        self._inner = httpx.HTTPTransport(verify=False, limits=httpx.Limits(max_connections=32, keepalive_expiry=1))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if self._cut_off(request):
            raise httpx.ConnectError("partition", request=request)
        mischief = self._mischief()
        return self._inner.handle_request(request) if mischief is None else mischief(request)

    def close(self) -> None:
        """Every client closes its transport; this one goes on, for the next client."""
        self._inner.close()
        self._open()

    def _mischief(self) -> Callable[[httpx.Request], httpx.Response] | None:
        throw, table = self._chance.uniform(0, 100), self._table()
        for name, act in table.items():
            throw -= getattr(self.climate, name)
            if throw < 0:
                return act
        return None

    def _table(self) -> Mapping[str, Callable[[httpx.Request], httpx.Response]]:
        return {
            "lose_request": self._lose_request,
            "lose_answer": self._lose_answer,
            "double": self._double,
            "cut": self._cut,
            "slow": self._slow,
            "late": self._late,
            "nonsense": self._nonsense,
            "busy": self._busy,
        }

    def _cut_off(self, request: httpx.Request) -> bool:
        """Whether the two councils cannot reach each other in this window of time."""
        window = int(self.clock().timestamp() // PARTITION.total_seconds())
        pair = sorted((self.here, request.headers.get("host", "")))
        drawn = sha256(f"{self.climate.seed} {window} {pair}".encode()).digest()
        return int.from_bytes(drawn[:2]) < self.climate.partitioned / 100 * 65_536

    def _pass_on(self, request: httpx.Request) -> httpx.Response:
        """The whole answer, read from the network, and put back as if nobody had read it."""
        answer = self._inner.handle_request(request)
        body = answer.read()
        answer.close()
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(body))

    def _lose_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("lost", request=request)

    def _lose_answer(self, request: httpx.Request) -> httpx.Response:
        self._pass_on(request)
        raise httpx.ReadError("lost", request=request)

    def _double(self, request: httpx.Request) -> httpx.Response:
        self._pass_on(request)
        return self._pass_on(request)

    def _cut(self, request: httpx.Request) -> httpx.Response:
        answer = self._pass_on(request)
        body = answer.read()
        part = body[: self._chance.randrange(len(body))] if body else b""
        headers = [(name, value) for name, value in answer.headers.items() if name != "content-length"]
        return httpx.Response(answer.status_code, headers=headers, stream=httpx.ByteStream(part))

    def _slow(self, request: httpx.Request) -> httpx.Response:
        time.sleep(self._chance.uniform(*SLOW_SECONDS))
        answer = self._pass_on(request)
        time.sleep(self._chance.uniform(*SLOW_SECONDS))
        return answer

    def _late(self, request: httpx.Request) -> httpx.Response:
        """Given up by the sender, it arrives all the same: after others that were sent later."""
        threading.Thread(target=self._arrive, args=(request, self._chance.uniform(*LATE_SECONDS)), daemon=True).start()
        raise httpx.ReadTimeout("late", request=request)

    def _arrive(self, request: httpx.Request, seconds: float) -> None:
        time.sleep(seconds)
        try:
            self._pass_on(request)
        except (httpx.HTTPError, RuntimeError):
            return  # nobody waits for it

    def _nonsense(self, _request: httpx.Request) -> httpx.Response:
        status = self._chance.choice((200, 200, 401, 404, 422, 500, 502))
        body = self._chance.choice((b"<html>Welcome</html>", b'{"results": []}', b'{"code": "forked"}', b""))
        return httpx.Response(status, headers={"content-type": "application/json"}, stream=httpx.ByteStream(body))

    def _busy(self, _request: httpx.Request) -> httpx.Response:
        seconds = self._chance.randint(*REST_SECONDS)
        now, then = (format_datetime(self.clock() + timedelta(seconds=each), usegmt=True) for each in (0, seconds))
        wish = self._chance.choice((str(seconds), then))
        headers = {"retry-after": wish, "date": now, "content-type": "text/plain"}
        return httpx.Response(self._chance.choice((429, 503)), headers=headers, stream=httpx.ByteStream(b""))
