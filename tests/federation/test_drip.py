"""Servers that answer a byte now and then: a call to them ends in time, whatever they drip, and the next one is new."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field

import pytest

from exchange.errors import Refusal
from exchange.outbound import Outbound

LONGEST = 0.6
GOOD = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok"
DRIPS = {
    "before the status line": b"",
    "in the status line": b"HTTP/1.",
    "in a header's name": b"HTTP/1.1 200 OK\r\ncontent-",
    "in a header's value": b"HTTP/1.1 200 OK\r\nx: ",
    "in an endless body": b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 99999\r\n\r\n",
    "in one chunk": b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\nffff\r\n",
    "while it goes on with 1xx": b"HTTP/1.1 103 Early Hints\r\nlink: ",
}


@dataclass
class Dripping:
    """A server that sends a beginning, and from then on a byte every tenth of a second; or answers well."""

    beginning: bytes
    well: bool = False
    connections: int = 0
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def run(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.connections += 1
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            while connection.recv(65_536):
                if self.well:
                    connection.sendall(GOOD)
                    continue
                connection.sendall(self.beginning)
                while self.beginning:
                    time.sleep(0.1)
                    connection.sendall(b"a")


@contextmanager
def dripping(beginning: bytes) -> Iterator[Dripping]:
    server = Dripping(beginning)
    threading.Thread(target=server.run, daemon=True).start()
    with server.listener:
        yield server


@pytest.mark.parametrize("where", DRIPS)
def test_a_call_ends_in_time_though_bytes_go_on_coming(where: str) -> None:
    with dripping(DRIPS[where]) as server, closing(Outbound({}, longest_seconds=LONGEST)) as outbound:
        for _ in range(2):
            began = time.monotonic()
            with pytest.raises(Refusal, match="peer-unreachable"):
                outbound.fetch(f"{server.url}/log/checkpoint", accept="text/plain", limit=1_000_000)
            assert LONGEST * 0.9 < time.monotonic() - began < LONGEST + 3
        server.well = True
        for _ in range(2):
            assert outbound.fetch(f"{server.url}/", accept="text/plain", limit=10).body == b"ok"
        assert server.connections == 3  # one for each that was shut, and one that is kept


def test_calls_to_another_council_go_on_meanwhile() -> None:
    with dripping(b"HTTP/1.1 200 OK\r\nx: ") as slow, dripping(b"") as quick:
        quick.well = True
        with closing(Outbound({}, longest_seconds=LONGEST)) as outbound:
            ended: list[Refusal] = []

            def wait() -> None:
                try:
                    outbound.fetch(f"{slow.url}/", accept="text/plain", limit=10)
                except Refusal as refusal:
                    ended.append(refusal)

            waiting = threading.Thread(target=wait)
            waiting.start()
            while waiting.is_alive():
                assert outbound.fetch(f"{quick.url}/", accept="text/plain", limit=10).body == b"ok"
            assert [refusal.code for refusal in ended] == ["peer-unreachable"]
            assert quick.connections == 1


def test_a_call_that_ends_well_in_time_shuts_nothing() -> None:
    with dripping(b"") as server, closing(Outbound({}, longest_seconds=LONGEST)) as outbound:
        server.well = True
        end = time.monotonic() + 2 * LONGEST
        while time.monotonic() < end:
            assert outbound.fetch(f"{server.url}/", accept="text/plain", limit=10).body == b"ok"
            time.sleep(0.05)
        assert server.connections == 1
