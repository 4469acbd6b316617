"""The processes of the demonstration: servers that stay until they are stopped, and the auditor's, which ends."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from exchange.demo.failing import Failed
from exchange.errors import Refusal
from exchange.jose import JsonObject
from exchange.outbound import Outbound

_NOTICES = "notices.jsonl"
_LAST_NOTICES = 5
_READY_SECONDS = 60
_STOP_SECONDS = 10
_INTERRUPTED = (-signal.SIGINT, 130)


def audit(evidence: Path, *, anchor: Path) -> JsonObject:
    """Check an evidence file in a process that can reach nothing but the two files; returns the report."""
    words = ["verify", str(evidence), "--anchor", str(anchor), "--json"]
    command = [sys.executable, "-m", "exchange.demo.sealed", *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    try:
        report: JsonObject = json.loads(done.stdout)
    except ValueError as error:
        raise Failed(f"The auditor's process could not check the file: {done.stderr.strip()}") from error
    if report["passed"] is not (done.returncode == 0):
        raise Failed("The auditor's exit status and report say different things.")
    return report


def free_ports(count: int) -> list[int]:
    """Ports on the loopback interface that nobody is listening on just now."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


class Servers:
    """The servers that are running, and how to end them."""

    def __init__(self) -> None:
        self._running: dict[Path, subprocess.Popen[bytes]] = {}

    def start(self, folder: Path, *, port: int) -> None:
        """Start a node's server; what it writes goes into its folder."""
        with (folder / _NOTICES).open("ab") as notices:
            self._running[folder] = subprocess.Popen(
                [sys.executable, "-m", "exchange", "serve", str(folder), "--port", str(port)],
                stdin=subprocess.DEVNULL,
                stdout=notices,
                stderr=notices,
            )

    def wait(self, urls: Sequence[str]) -> None:
        """Wait until every node says that it can do its work."""
        outbound = Outbound({})
        deadline = time.monotonic() + _READY_SECONDS
        for url in urls:
            while not _ready(outbound, url):
                self.check()
                if time.monotonic() > deadline:
                    raise Failed(f"The server at {url} was not ready after {_READY_SECONDS} seconds.")
                time.sleep(0.05)
        outbound.close()

    def check(self) -> None:
        """Fail if a server has ended by itself. Ctrl-C on a terminal reaches the servers as soon as us, or sooner."""
        if any(process.poll() in _INTERRUPTED for process in self._running.values()):
            raise KeyboardInterrupt
        for ended in self.ended():
            raise Failed(ended)

    def ended(self) -> list[str]:
        """A sentence for each server that has ended by itself."""
        return [
            f"The server of {folder.name} ended by itself, with status {process.returncode}."
            for folder, process in self._running.items()
            if process.poll() is not None
        ]

    def last_words(self) -> list[str]:
        """The last lines that each server wrote, for whoever has to find out what went wrong."""
        return [
            f"{folder.name}: {line}"
            for folder in self._running
            for line in (folder / _NOTICES).read_text("utf-8", "replace").splitlines()[-_LAST_NOTICES:]
        ]

    def stop(self) -> None:
        """End every server, gently first."""
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + _STOP_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()


def _ready(outbound: Outbound, url: str) -> bool:
    try:
        return outbound.fetch(f"{url}/readyz", accept="text/plain", limit=1_000).status == 200
    except Refusal:
        return False
