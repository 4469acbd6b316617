"""A council whose doors are asked, with everything that a test may want to go wrong behind them."""

import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import httpx
from sqlalchemy import Connection

from exchange.jose import JsonObject, JsonValue, dumps
from exchange.journeys.look_up_members import look_up_members
from exchange.journeys.recognise import admit
from exchange.store import plain_commit
from tests import canary
from tests.snapshot import Snapshot, Watch, store_file
from tests.world import CEREDIGION, GWYNEDD, SCOPES, Running, World, known_person, open_world

Answering = Callable[[httpx.Request], httpx.Response]


class Disk:
    """The disk under a council: commits go well until a test says what goes wrong."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    def commit(self, connection: Connection) -> None:
        if self.error is not None:
            raise self.error
        plain_commit(connection)

    @contextmanager
    def failing(self, error: Exception) -> Iterator[None]:
        self.error = error
        try:
            yield
        finally:
            self.error = None


class Network(httpx.BaseTransport):
    """The network between councils: the real one, until a test answers in its place. It counts every call."""

    def __init__(self) -> None:
        self.answer: Answering | None = None
        self.called: list[str] = []
        self._real = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.called.append(str(request.url))
        return self.answer(request) if self.answer else self._real.handle_request(request)

    @contextmanager
    def answering(self, answer: Answering) -> Iterator[None]:
        self.answer = answer
        try:
            yield
        finally:
            self.answer = None

    def close(self) -> None:
        self._real.close()


@dataclass
class Asking:
    """Gwynedd's doors, and Ceredigion's beside them. Ceredigion has asked for plans only."""

    world: World
    gwynedd: Running
    ceredigion: Running
    disk: Disk
    network: Network
    notices: io.StringIO
    watches: tuple[Watch, ...]
    client: httpx.Client
    tokens: dict[str, str] = field(default_factory=dict)
    before: tuple[Snapshot, ...] = ()
    plan: str = ""
    transfer: str = ""
    matched: str = ""

    def ask(
        self,
        method: str,
        path: str,
        body: "JsonValue | bytes" = b"",
        *,
        to: Running | None = None,
        token: str | None = None,
        **headers: str,
    ) -> httpx.Response:
        """Ask with a good token and a fresh key, unless told otherwise; bytes are sent as they are."""
        council = to or self.gwynedd
        sent = {"content-type": "application/json", "idempotency-key": council.node.fresh_id()}
        sent |= {"authorization": f"Bearer {self.token(council) if token is None else token}"}
        sent |= {name.replace("_", "-"): text for name, text in headers.items()}
        content = body if isinstance(body, bytes) else dumps(body)
        kept = {name: text for name, text in sent.items() if text}
        self.before = tuple(watch.now() for watch in self.watches)
        return self.client.request(method, council.url + path, content=content, headers=kept)

    def changes(self) -> set[str]:
        """The tables of either council that are not what they were before the last request."""
        pairs = zip(self.watches, self.before, strict=True)
        return {name for watch, before in pairs for name in watch.now().changes_since(before)}

    def token(self, council: Running, *scopes: str) -> str:
        """A token of that council's with these scopes, or with all."""
        name = f"{council.gss} {' '.join(scopes)}"
        if name not in self.tokens:
            self.tokens[name] = admit(council.node, f"case-system {len(self.tokens)}", scopes=scopes or SCOPES, days=30)
        return self.tokens[name]

    def order(self, **changes: JsonValue) -> JsonObject:
        """A good order to start a transfer of the plan, but for what a test changes."""
        good: JsonObject = {
            "to": CEREDIGION, "day": self.world.clock.today, "confidence": "certain", "records": [self.plan],
            "worker": canary.WORKER, "reason": f"{canary.WORD} moves to her sister", "note": canary.POSTCODE,
        }  # fmt: skip
        return {**good, **changes}

    def publish(self, content: JsonObject, *, kind: str = "care-and-support-plan", **more: JsonValue) -> str:
        answer = self.ask("POST", "/v1/records", {"kind": kind, "content": content, **more})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["digest"])

    def start(self, **changes: JsonValue) -> str:
        """Start a transfer; its id."""
        answer = self.ask("POST", "/v1/transfers", self.order(**changes))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    @contextmanager
    def a_day_later(self) -> Iterator[None]:
        """Every chain has expired, and nobody has looked the members up again."""
        self.world.clock.turn(hours=25)
        yield
        for council in self.world.councils:
            look_up_members(council.node)

    @contextmanager
    def another_program(
        self, change: str, *values: object, undo: str, undone: tuple[object, ...] = ()
    ) -> Iterator[None]:
        """Another program alters the database behind the council's back, and puts it right again."""
        with closing(sqlite3.connect(store_file(self.gwynedd), isolation_level=None)) as connection:
            connection.execute(change, values)
            try:
                yield
            finally:
                connection.execute(undo, undone)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(store_file(self.gwynedd))) as connection:
            return connection.execute(query).fetchall()


@contextmanager
def open_asking(folder: Path) -> Iterator[Asking]:
    """A world of two councils with a plan published and a transfer of it delivered."""
    disk, network, notices = Disk(), Network(), io.StringIO()
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(notices))
        world = stack.enter_context(open_world(folder, members=(GWYNEDD, CEREDIGION)))
        gwynedd, ceredigion = world.councils
        gwynedd.stop()
        _set(gwynedd, "requests_per_day = 3")
        gwynedd.start(commit=disk.commit, transport=network)
        _request_plans_only(world, ceredigion)
        client = stack.enter_context(httpx.Client(timeout=30, trust_env=False))
        watches = tuple(stack.enter_context(closing(Watch(each))) for each in world.councils)
        asking = Asking(world, gwynedd, ceredigion, disk, network, notices, watches, client)
        for council in world.councils:
            asking.token(council)
        asking.token(gwynedd, "events:read")
        asking.plan = asking.publish(canary.small_plan())
        asking.transfer, asking.matched = asking.start(), asking.start()
        gwynedd.deliver()
        person = known_person(canary.small_plan())
        body: JsonObject = {"person": person, "by": canary.WORKER}
        answer = asking.ask("POST", f"/v1/transfers/{asking.matched}/matched", body, to=ceredigion)
        assert answer.status_code == 201, answer.text
        stack.callback(network.close)
        yield asking


def _request_plans_only(world: World, council: Running) -> None:
    council.stop()
    _set(council, 'standing_request = ["care-and-support-plan"]')
    council.start()
    world.clock.turn(hours=13)  # half a chain's life: members are looked up again
    for each in world.councils:
        look_up_members(each.node)


def _set(council: Running, setting: str) -> None:
    settings = council.folder / "exchange.toml"
    settings.write_text(f"{setting}\n{settings.read_text('utf-8')}", "utf-8")


def codes_in(answer: httpx.Response) -> set[str]:
    """Every code that an answer names, wherever it stands."""
    return set(_codes(json.loads(answer.content)))


def _codes(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        code = value.get("code")
        if isinstance(code, str):
            yield code
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _codes(each)


def problem_of(answer: httpx.Response) -> JsonObject:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return cast(JsonObject, answer.json())
