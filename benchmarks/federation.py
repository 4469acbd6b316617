"""A federation to measure with: an operator and two councils in a folder, as their own commands would set them up.

The operator never runs: the two councils hold each other's chains from the start, so nothing waits for a look-up. The
councils are real processes, server and worker in one, each with its own SQLite file, speaking HTTP over loopback.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from exchange.api.callers import Scope
from exchange.app import open_node
from exchange.cli.setting_up import set_up
from exchange.demo.processes import free_ports
from exchange.jose import dumps
from exchange.journeys.enrol import enrol
from exchange.journeys.recognise import admit
from exchange.journeys.vouch import vouch
from exchange.node import Node, describe
from exchange.settings import Role
from exchange.trust import anchor_json, verify_chain

ANCHOR = "https://federation.example"
COUNCILS = {"gwynedd": "W06000002", "ceredigion": "W06000008"}
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60


@dataclass(frozen=True)
class Council:
    """One council's folder, where it is served, and the token of its case system."""

    name: str
    gss: str
    folder: Path
    port: int
    token: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Federation:
    """Two councils that know each other, and the anchor file by which anybody may check what they sign."""

    sending: Council
    receiving: Council
    anchor_file: Path


def found(folder: Path) -> Federation:
    """Set up the operator and both councils, and make each a member."""
    ports = dict(zip(COUNCILS, free_ports(len(COUNCILS)), strict=True))
    addresses = {f"https://{name}.example": f"http://127.0.0.1:{port}" for name, port in ports.items()}
    set_up(folder / "federation", role=Role.ANCHOR, values={"entity_id": ANCHOR, "name": "Operator"}, addresses={})
    with ExitStack() as opened:
        anchor = opened.enter_context(open_node(folder / "federation"))
        anchor_file = folder / "anchor.json"
        anchor_file.write_bytes(dumps(anchor_json(anchor.anchors[ANCHOR])))
        for name, gss in COUNCILS.items():
            _set_up(folder / name, gss, anchor_file, addresses)
        nodes = {name: opened.enter_context(open_node(folder / name)) for name in COUNCILS}
        chains = [_enrol(anchor, node) for node in nodes.values()]
        for node in nodes.values():
            for chain in chains:
                _remember(node, chain)
        scopes = [scope.value for scope in Scope]
        sending, receiving = (
            Council(name, COUNCILS[name], folder / name, ports[name], admit(node, "bench", scopes=scopes, days=1))
            for name, node in nodes.items()
        )
    return Federation(sending, receiving, anchor_file)


@contextmanager
def serving(council: Council) -> Iterator[subprocess.Popen[bytes]]:
    """The council's process, once it has answered; stopped afterwards."""
    process = start(council)
    try:
        await_answer(council, process)
        yield process
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def start(council: Council) -> subprocess.Popen[bytes]:
    words = ["serve", str(council.folder), "--port", str(council.port)]
    with (council.folder / "notices.jsonl").open("ab") as notices:
        return subprocess.Popen([sys.executable, "-m", "exchange", *words], stdout=notices, stderr=notices)


def await_answer(council: Council, process: subprocess.Popen[bytes]) -> None:
    """Ask until somebody answers."""
    from urllib.error import URLError
    from urllib.request import ProxyHandler, build_opener

    opener = build_opener(ProxyHandler({}))
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            opener.open(f"{council.url}/livez", timeout=5).read()
            return
        except (URLError, ConnectionError):
            time.sleep(0.01)
    raise SystemExit(f"{council.name} did not start; see {council.folder}/notices.jsonl")


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """What a process has used of the machine's cores, all its threads together."""
    fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _set_up(folder: Path, gss: str, anchor_file: Path, addresses: dict[str, str]) -> None:
    folder.mkdir()
    (folder / "anchor.json").write_bytes(anchor_file.read_bytes())
    entity_id = f"https://{folder.name}.example"
    values = {"gss": gss, "entity_id": entity_id, "name": folder.name.title(), "anchor_file": "anchor.json"}
    set_up(folder, role=Role.COUNCIL, values=values, addresses=addresses)


def _enrol(anchor: Node, node: Node) -> tuple[str, str]:
    thumbprint = node.keyring.federation.kid
    enrol(anchor, describe(node), gss=node.settings.gss, origin=node.entity_id, thumbprint=thumbprint)
    return describe(node), vouch(anchor, node.entity_id)


def _remember(node: Node, chain: tuple[str, str]) -> None:
    entity = verify_chain(chain, anchors=node.anchors, now=node.now())
    node.store.write(
        lambda tx: tx.members.put(
            entity.entity_id,
            gss=entity.gss,
            chain=chain,
            expires_at=entity.expires_at,
            configuration_digest=entity.configuration_digest,
            at=node.now(),
        )
    )
