"""A federation to measure with: an operator and councils in a folder, as their own commands would set them up.

The councils hold each other's chains from the start, so nothing waits for a look-up and the operator need not run. They
are real processes, server and worker in one, each with a store of its own, speaking HTTP over loopback.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
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
OPERATOR = "federation"
COUNCILS = {"gwynedd": "W06000002", "ceredigion": "W06000008", "powys": "W06000023", "cardiff": "W06000015"}
SQLITE: Mapping[str, str] = {}
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
    """Councils that know each other, and the anchor file by which anybody may check what they sign."""

    councils: tuple[Council, ...]
    operator: Path
    operator_port: int
    anchor_file: Path

    @property
    def sending(self) -> Council:
        return self.councils[0]

    @property
    def receiving(self) -> Council:
        return self.councils[1]


def found(folder: Path, *, councils: int = 2, stores: Mapping[str, str] = SQLITE) -> Federation:
    """Set up the operator and so many councils, and make each a member; a store's URL, where it is no SQLite file."""
    names = list(COUNCILS)[:councils]
    ports = dict(zip((OPERATOR, *names), free_ports(1 + len(names)), strict=True))
    addresses = {f"https://{name}.example": f"http://127.0.0.1:{port}" for name, port in ports.items()}
    set_up(folder / OPERATOR, role=Role.ANCHOR, values={"entity_id": ANCHOR, "name": "Operator"}, addresses={})
    with ExitStack() as opened:
        anchor = opened.enter_context(open_node(folder / OPERATOR))
        anchor_file = folder / "anchor.json"
        anchor_file.write_bytes(dumps(anchor_json(anchor.anchors[ANCHOR])))
        for name in names:
            _set_up(folder / name, anchor_file, addresses, store=stores.get(name, ""))
        nodes = {name: opened.enter_context(open_node(folder / name)) for name in names}
        chains = [_enrol(anchor, node) for node in nodes.values()]
        for node in nodes.values():
            for chain in chains:
                _remember(node, chain)
        scopes = [scope.value for scope in Scope]
        founded = tuple(
            Council(name, COUNCILS[name], folder / name, ports[name], admit(node, "bench", scopes=scopes, days=30))
            for name, node in nodes.items()
        )
    return Federation(founded, folder / OPERATOR, ports[OPERATOR], anchor_file)


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
    return cpu_of(process.pid)


def cpu_of(pid: int) -> float:
    """The same of any process."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _set_up(folder: Path, anchor_file: Path, addresses: dict[str, str], *, store: str) -> None:
    values = {
        "gss": COUNCILS[folder.name],
        "entity_id": f"https://{folder.name}.example",
        "name": folder.name.title(),
        "anchor_file": "anchor.json",
        "store": store,
        "requests_per_day": 1_000_000,
    }
    settings = {name: str(value) for name, value in values.items() if value}
    set_up(folder, role=Role.COUNCIL, values=settings, addresses=addresses, anchor_file=anchor_file.read_bytes())


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
