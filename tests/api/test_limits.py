"""A real server process, and callers who send without end: it refuses early, and keeps nothing of what they send."""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from exchange.app import open_node
from exchange.cli.setting_up import set_up
from exchange.demo.processes import free_ports
from exchange.jose import dumps
from exchange.journeys.recognise import admit
from exchange.settings import Role
from exchange.trust import anchor_json
from tests import canary
from tests.evidence.world import PINNED
from tests.world import SCOPES

MIB = 1_048_576
ROOT = Path(__file__).parents[2]
CHUNK = (canary.WORD.encode() * MIB)[:MIB]


@dataclass(frozen=True)
class Process:
    """A served council, as its operating system sees it."""

    id: int
    port: int
    token: str
    notices: Path

    def peak_bytes(self) -> int:
        """The most memory that it ever had, since `forget_peak`."""
        [kib] = re.findall(r"^VmHWM:\s+(\d+) kB$", Path(f"/proc/{self.id}/status").read_text("ascii"), re.MULTILINE)
        return int(kib) * 1024

    def forget_peak(self) -> None:
        Path(f"/proc/{self.id}/clear_refs").write_text("5", "ascii")

    def cpu_seconds(self) -> float:
        """Processor time that it has used."""
        fields = Path(f"/proc/{self.id}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    folder = tmp_path_factory.mktemp("served") / "gwynedd"
    values = {
        "gss": "W06000002", "entity_id": "https://gwynedd.example", "name": "Gwynedd", "anchor_file": "anchor.json",
    }  # fmt: skip
    anchor = dumps(anchor_json(next(iter(PINNED.values()))))
    set_up(folder, role=Role.COUNCIL, values=values, addresses={}, anchor_file=anchor)
    with open_node(folder) as node:
        token = admit(node, "case-system", scopes=SCOPES, days=1)
    [port], notices = free_ports(1), folder / "notices"
    command = [sys.executable, "-m", "exchange", "serve", str(folder), "--port", str(port), "--no-worker"]
    with notices.open("wb") as out, subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out) as running:
        try:
            _wait_for(port)
            yield Process(running.pid, port, token, notices)
        finally:
            running.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/readyz")
            return
        except httpx.ConnectError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")


def pour(process: Process, path: str, *, headers: str, chunked: bool, mib: int) -> tuple[int, bytes]:
    """Send a body of so many MiB, as far as the server takes it; how many MiB went, and what came back."""
    went = 0
    with closing(socket.create_connection(("127.0.0.1", process.port), timeout=20)) as connection:
        length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {mib * MIB}"
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{headers}{length}\r\n\r\n"
        try:
            connection.sendall(head.encode())
            for _ in range(mib):
                connection.sendall(b"%x\r\n%s\r\n" % (MIB, CHUNK) if chunked else CHUNK)
                went += 1
        except (BrokenPipeError, ConnectionResetError):
            pass  # it was refused in the middle, as it should be
        return went, _answer(connection)


def _answer(connection: socket.socket) -> bytes:
    answer = b""
    try:
        while part := connection.recv(65_536):
            answer += part
    except ConnectionResetError:
        pass
    return answer


CASES = {
    "a case system's door": ("/v1/records", "Authorization: Bearer {token}\r\nIdempotency-Key: k\r\n", 413),
    "the federation's door": ("/federation/messages", "", 413),
    "everyone's door": ("/log/proofs", "", 413),
    "a door for which the token is wrong": ("/v1/records", "Authorization: Bearer ex_wrong\r\n", 401),
    "no door": ("/nothing", "", 404),
    "a door that takes no body": ("/livez", "", 405),
}


@pytest.mark.parametrize("chunked", [True, False], ids=["streamed", "declared"])
@pytest.mark.parametrize("case", CASES)
def test_half_a_gigabyte_is_refused_early_and_costs_next_to_nothing(process: Process, case: str, chunked: bool) -> None:
    path, headers, status = CASES[case]
    process.forget_peak()
    before, used, started = process.peak_bytes(), process.cpu_seconds(), time.monotonic()
    went, answer = pour(process, path, headers=headers.format(token=process.token), chunked=chunked, mib=500)
    assert process.peak_bytes() - before < 64 * MIB
    assert process.cpu_seconds() - used < 1
    assert time.monotonic() - started < 10
    assert went < 50
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert b"connection: close" in answer.lower()
    assert canary.found_in(answer) == []


def test_a_body_that_never_ends_holds_up_nobody_else(process: Process) -> None:
    with closing(socket.create_connection(("127.0.0.1", process.port))) as slow:
        slow.sendall(b"POST /federation/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n")
        slow.sendall(b"Content-Length: 1000000\r\n\r\n" + canary.WORD.encode())
        for _ in range(20):
            assert httpx.get(f"http://127.0.0.1:{process.port}/readyz", timeout=5).status_code == 200


def test_callers_who_go_away_leave_no_notice(process: Process) -> None:
    for _ in range(5):
        with closing(socket.create_connection(("127.0.0.1", process.port))) as gone:
            gone.sendall(b"POST /federation/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n")
            gone.sendall(b"Content-Length: 1000000\r\n\r\n" + CHUNK[:500_000])
    with closing(socket.create_connection(("127.0.0.1", process.port))) as babbling:
        babbling.sendall(canary.WORD.encode() + b"\r\n\r\n")
        assert babbling.recv(1_000).startswith(b"HTTP/1.1 400 ")
    assert httpx.get(f"http://127.0.0.1:{process.port}/livez").status_code == 200
    told = process.notices.read_bytes()
    assert canary.found_in(told) == []
    assert [line for line in told.splitlines() if b"fault" in line or b"Traceback" in line] == []


def test_the_largest_good_body_is_taken(process: Process) -> None:
    body = json.dumps({"kind": "assessment", "content": {"words": "a" * (4 * MIB - 60)}}).encode()
    assert 4 * MIB - 100 < len(body) <= 4 * MIB
    headers = {"authorization": f"Bearer {process.token}", "idempotency-key": "k", "content-type": "application/json"}
    process.forget_peak()
    before = process.peak_bytes()
    answer = httpx.post(f"http://127.0.0.1:{process.port}/v1/records", content=body, headers=headers, timeout=30)
    assert answer.json()["code"] == "schema-failed"
    assert process.peak_bytes() - before < 64 * MIB
