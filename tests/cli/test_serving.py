"""`exchange serve` and `exchange worker` as processes: they say where they are, and end in order."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from exchange.demo.processes import free_ports
from tests.cli.commands import refusal

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


@contextmanager
def process(*words: str) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "exchange", *words]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def first_words(running: subprocess.Popen[str]) -> str:
    assert running.stderr is not None
    return running.stderr.readline()


def wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while httpx.get(f"{url}/readyz", timeout=PATIENCE_SECONDS).status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_port_that_is_taken_is_said_at_once(council: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        said = refusal("serve", str(council), "--port", str(other.getsockname()[1]))
    assert "[address-taken]" in said


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "::2"])
def test_an_address_of_another_machine_is_refused(council: Path, host: str) -> None:
    assert "[address-taken]" in refusal("serve", str(council), "--host", host)


def test_a_server_says_where_it_is_and_ends_in_order(council: Path) -> None:
    (port,) = free_ports(1)
    with process("serve", str(council), "--port", str(port)) as running:
        said = first_words(running)
        assert said.startswith(f"Gwynedd is served at http://127.0.0.1:{port}; ")
        wait_until_ready(f"http://127.0.0.1:{port}")
        running.send_signal(signal.SIGTERM)
        _, complaints = running.communicate(timeout=PATIENCE_SECONDS)
    assert (running.returncode, complaints) == (0, "")


def test_a_worker_ends_in_order_too(council: Path) -> None:
    with process("worker", str(council)) as running:
        assert first_words(running) == "The worker of Gwynedd is running. Ctrl-C ends it.\n"
        running.send_signal(signal.SIGINT)
        _, complaints = running.communicate(timeout=PATIENCE_SECONDS)
    assert (running.returncode, complaints) == (0, "")
