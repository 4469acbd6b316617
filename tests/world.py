"""Real councils in one process: real servers on the loopback interface, real SQLite files, a clock that tests turn.

    with open_world(tmp_path) as world:
        gwynedd, ceredigion = world.councils
        digest = gwynedd.publish("megan-plan")

Nothing runs by itself: `council.work()` is one round of the worker (look-ups, deliveries, proofs). The network between
councils is a real one unless a test puts a `transport` between that loses, doubles, delays or changes what passes.
A council can be `stop()`ped and `start()`ed again, also with another `commit` that dies before or after it commits.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import uvicorn

from exchange.app import application, open_node
from exchange.cli.setting_up import set_up
from exchange.client import Client
from exchange.jose import JsonObject, JsonValue, dumps
from exchange.journeys.collect import collect
from exchange.journeys.cut_checkpoint import cut_checkpoint
from exchange.journeys.deliver import deliver, due_peers
from exchange.journeys.enrol import enrol
from exchange.journeys.look_up_members import look_up_members
from exchange.journeys.recognise import admit
from exchange.journeys.watch_over import watch_over
from exchange.node import Node, describe
from exchange.outbound import Outbound, Transport
from exchange.settings import Role
from exchange.store import Commit, plain_commit
from exchange.trust import anchor_json

ANCHOR = "https://federation.example"
EXAMPLES = Path(__file__).parents[1] / "schemas" / "examples"
SCOPES = ("records:write", "records:read", "transfers:write", "transfers:read", "events:read", "evidence:read")
WORKER: JsonObject = {"name": "Dafydd Rhys Morgan", "role": "Team manager", "contact": "01632 960 200"}


class Clock:
    """A clock that stands still until a test turns it."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self._now

    def turn(self, **how_far: float) -> None:
        self._now += timedelta(**how_far)

    @property
    def today(self) -> str:
        return self._now.date().isoformat()


class Server:
    """A uvicorn server on a thread, on a port of its own."""

    def __init__(self, node: Node, port: int) -> None:
        config = uvicorn.Config(
            application(node), host="127.0.0.1", port=port, log_level="warning", access_log=False, lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.005)

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join()


@dataclass
class Running:
    """One node of the world, which may be stopped and started again."""

    folder: Path
    gss: str
    entity_id: str
    port: int
    clock: Clock
    node: Node = field(init=False)
    token: str = ""
    _open: ExitStack | None = None
    _server: Server | None = None
    _outbound: Outbound = field(default_factory=lambda: Outbound({}))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(
        self, *, commit: Commit = plain_commit, transport: Transport | None = None, serve: bool = True
    ) -> "Running":
        self._open = ExitStack()
        self.node = self._open.enter_context(
            open_node(self.folder, clock=self.clock, commit=commit, transport=transport)
        )
        if serve:
            self._server = Server(self.node, self.port)
        return self

    def stop(self) -> None:
        self._outbound.close()
        if self._server is not None:
            self._server.stop()
            self._server = None
        if self._open is not None:
            self._open.close()
            self._open = None

    def work(self) -> None:
        """One round of the worker, on this thread."""
        look_up_members(self.node)
        self.deliver()
        cut_checkpoint(self.node)
        collect(self.node)
        watch_over(self.node)

    def deliver(self) -> int:
        """Hand over what is due now; how many receipts came back."""
        return sum(deliver(self.node, peer, owner="test").receipts for peer in due_peers(self.node))

    @property
    def client(self) -> Client:
        """The council's own case system."""
        if not self.token:
            self.token = admit(self.node, "case-system", scopes=SCOPES, days=400)
        return Client(self.url, token=self.token, outbound=self._outbound)

    def publish(self, example: str, *, key: str = "") -> str:
        """Publish one of the example documents; its digest."""
        kind = "care-and-support-plan" if example.endswith("plan") else "assessment"
        body: JsonObject = {"kind": kind, "content": content_of(example)}
        return str(self.client.post("/v1/records", body, key=key or self.node.fresh_id())["digest"])

    def notify(self, other: "Running", records: Sequence[str], *, key: str = "", **more: JsonValue) -> str:
        """Tell another council that the person moves today; the transfer's id."""
        order: JsonObject = {
            "to": other.gss, "day": self.clock.today, "confidence": "certain", "records": list[JsonValue](records),
            "worker": WORKER, **more,
        }  # fmt: skip
        return str(self.client.post("/v1/transfers", order, key=key or self.node.fresh_id())["id"])

    def say(self, transfer: str, what: str, body: JsonObject, *, key: str = "") -> JsonObject:
        """Say `decision`, `arrived` or `entered` in a transfer."""
        return self.client.post(f"/v1/transfers/{transfer}/{what}", body, key=key or self.node.fresh_id())

    def match(self, transfer: str, *, example: str = "megan-plan", key: str = "", **more: JsonValue) -> JsonObject:
        """Say that the person of a transfer is the one of an example, as if our own record had that one too."""
        person = known_person(content_of(example))
        return self.say(transfer, "matched", {"person": person, "by": WORKER, **more}, key=key)

    def compare(self, transfer: str, person: JsonObject) -> JsonObject:
        """How a person compares with the one of a transfer."""
        return self.client.post(f"/v1/transfers/{transfer}/comparison", person, key=self.node.fresh_id())

    def transfer(self, transfer: str) -> JsonObject:
        return self.client.read(f"/v1/transfers/{transfer}")

    def raw(self, method: str, path: str, body: bytes = b"", **headers: str) -> httpx.Response:
        """Any request at all, as an attacker or a careless client would send it."""
        sent = {"content-type": "application/json"} | {name.replace("_", "-"): text for name, text in headers.items()}
        return httpx.request(method, self.url + path, content=body, headers=sent, timeout=30)


@dataclass
class World:
    """A federation operator and councils, all running."""

    anchor: Running
    councils: tuple[Running, ...]
    clock: Clock

    def work(self, rounds: int = 1) -> None:
        """Rounds of every council's worker, some seconds apart."""
        for _ in range(rounds):
            self.clock.turn(seconds=5)
            for council in self.councils:
                council.work()


def content_of(example: str) -> JsonObject:
    content: JsonObject = json.loads((EXAMPLES / f"{example}.json").read_text(encoding="utf-8"))
    return content


def known_person(content: JsonObject, **changed: JsonValue) -> JsonObject:
    """The person of a document, as a case system compares them."""
    person = content["person"]
    assert isinstance(person, dict)
    name, numbers = person["name"], person.get("identifiers", [])
    assert isinstance(name, dict)
    assert isinstance(numbers, list)
    known = [{"system": each["system"], "value": each["value"]} for each in numbers if isinstance(each, dict)]
    return {"names": [name["official"]], "birthDate": person["birthDate"], "numbers": list(known), **changed}


GWYNEDD, CEREDIGION, POWYS, SHROPSHIRE = "W06000002", "W06000008", "W06000023", "E06000051"
_OPERATOR = {"entity_id": ANCHOR, "name": "Operator", "since": "2026-11-01T09:00:00Z"}  # before the clock's first time
_NAMES = {GWYNEDD: "gwynedd", CEREDIGION: "ceredigion", POWYS: "powys", SHROPSHIRE: "shropshire"}


@contextmanager
def open_world(
    folder: Path,
    *,
    members: Sequence[str] = (GWYNEDD, CEREDIGION),
    free_ports: Callable[[int], list[int]] | None = None,
    new_store: Callable[[], str] = lambda: "",
) -> Iterator[World]:
    """A world in which every council is enrolled and knows the others; `new_store` names a database for each."""
    from exchange.demo.processes import free_ports as find_ports

    clock = Clock()
    ports = (free_ports or find_ports)(len(members) + 1)
    names = ["federation", *(_NAMES[gss] for gss in members)]
    addresses = {f"https://{name}.example": f"http://127.0.0.1:{port}" for name, port in zip(names, ports, strict=True)}
    anchor = Running(folder / "federation", "", ANCHOR, ports[0], clock)
    set_up(anchor.folder, role=Role.ANCHOR, values=_OPERATOR, addresses=addresses)
    running = [anchor.start()]
    try:
        for gss, port in zip(members, ports[1:], strict=True):
            running.append(_enrolled(anchor, folder, gss, port, clock, addresses, new_store()))
        world = World(anchor, tuple(running[1:]), clock)
        for council in world.councils:
            look_up_members(council.node)
        yield world
    finally:
        for each in running:
            each.stop()


def _enrolled(
    anchor: Running, folder: Path, gss: str, port: int, clock: Clock, addresses: dict[str, str], store: str
) -> Running:
    name = _NAMES[gss]
    council = Running(folder / name, gss, f"https://{name}.example", port, clock)
    council.folder.mkdir(parents=True)
    (council.folder / "anchor.json").write_bytes(dumps(anchor_json(anchor.node.anchors[ANCHOR])))
    values = {"gss": gss, "entity_id": council.entity_id, "name": name.title(), "anchor_file": "anchor.json"}
    values |= {"store": store} if store else {}
    set_up(council.folder, role=Role.COUNCIL, values=values, addresses=addresses)
    council.start()
    thumbprint = council.node.keyring.federation.kid
    enrol(anchor.node, describe(council.node), gss=gss, origin=council.entity_id, thumbprint=thumbprint)
    return council
