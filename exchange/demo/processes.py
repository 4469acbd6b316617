"""The processes of the demonstration: commands that run and end, and servers that stay until they are stopped."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from exchange.errors import Refusal
from exchange.jose import JsonObject
from exchange.outbound import Outbound

_READY_SECONDS = 60
_STOP_SECONDS = 15


def run(*words: str) -> str:
    """Run a command of this program in a process of its own, and return what it printed."""
    done = subprocess.run([sys.executable, "-m", "exchange", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"'exchange {words[0]}' failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def run_json(*words: str) -> JsonObject:
    """Run a command that prints JSON."""
    value: JsonObject = json.loads(run(*words))
    return value


def audit(evidence: Path, *, anchor: Path) -> JsonObject:
    """Check an evidence file in a process that may open neither a socket nor a database; returns the report."""
    words = ["verify", str(evidence), "--anchor", str(anchor), "--json"]
    command = [sys.executable, "-m", "exchange.demo.sealed", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"The auditor's process failed:\n{done.stdout}{done.stderr}")
    report: JsonObject = json.loads(done.stdout)
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
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, folder: Path, *, port: int) -> None:
        """Start a node's server; what it writes goes into its folder."""
        with (folder / "notices.jsonl").open("ab") as notices:
            words = ["serve", str(folder), "--port", str(port)]
            self._running[folder.name] = subprocess.Popen(
                [sys.executable, "-m", "exchange", *words], stdout=notices, stderr=notices
            )

    def wait(self, urls: Sequence[str]) -> None:
        """Wait until every node says that it can do its work."""
        outbound = Outbound({})
        deadline = time.monotonic() + _READY_SECONDS
        for url in urls:
            while not _ready(outbound, url):
                if time.monotonic() > deadline or self._dead():
                    raise SystemExit(f"A server did not start: {', '.join(self._dead()) or url}")
                time.sleep(0.1)
        outbound.close()

    def stop(self) -> None:
        """End every server, gently first."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        self._running.clear()

    def _dead(self) -> list[str]:
        return [name for name, process in self._running.items() if process.poll() is not None]


def _ready(outbound: Outbound, url: str) -> bool:
    try:
        return outbound.fetch(f"{url}/readyz", accept="text/plain", limit=1_000).status == 200
    except Refusal:
        return False
