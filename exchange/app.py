"""The roof: puts a node together from its folder and the world outside, and serves it.

Settings, clock and randomness are read here, and nowhere below.
"""

import os
import signal
import socket
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from pydantic import ValidationError

from exchange.errors import Finding, Refusal
from exchange.keyring import Keyring
from exchange.node import Clock, Members, Node, Random
from exchange.notices import Notices
from exchange.outbound import Outbound, Transport
from exchange.peers import Peers
from exchange.settings import Settings
from exchange.store import Commit, Store, plain_commit
from exchange.trust import Anchor, AnchorKey, Anchors, parse_anchor, pin

if TYPE_CHECKING:
    from fastapi import FastAPI

SETTINGS_FILE = "exchange.toml"
_BACKLOG = 2_048
_GRACE_SECONDS = 5


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def read_settings(folder: Path) -> Settings:
    """The settings in a node's folder; refuses `settings-absent`, or `settings-wrong` with every finding."""
    try:
        return parse_settings(tomllib.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8")), folder=folder)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refusal("settings-absent", str(folder)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        finding = Finding("settings-wrong", SETTINGS_FILE, f"it is not TOML in UTF-8: {error}")
        raise Refusal("settings-wrong", SETTINGS_FILE, findings=(finding,)) from error


def parse_settings(told: Mapping[str, object], *, folder: Path) -> Settings:
    """Settings as types; refuses `settings-wrong` with every finding."""
    try:
        return Settings.model_validate({**told, "base": folder})
    except ValidationError as error:
        raise Refusal("settings-wrong", SETTINGS_FILE, findings=tuple(_findings(error))) from error


def _findings(error: ValidationError) -> Iterator[Finding]:
    for found in error.errors(include_url=False, include_input=False):
        place = "/".join(str(part) for part in (SETTINGS_FILE, *found["loc"]))
        yield Finding("settings-wrong", place, found["msg"].removeprefix("Value error, "))


@contextmanager
def open_node(
    folder: Path,
    *,
    clock: Clock = utc_now,
    random: Random = os.urandom,
    commit: Commit = plain_commit,
    transport: Transport | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[Node]:
    """A node, put together from its folder and closed again afterwards. Its store is brought up to date first."""
    settings = read_settings(folder)
    keyring = Keyring.open(settings.keys, base=folder, environment=environment)
    anchors = _anchors(settings, folder, keyring)
    outbound = Outbound(settings.addresses, transport=transport)
    with Store.open(settings.store_url, vault=keyring.vault, commit=commit) as store:
        store.migrate()
        try:
            yield Node(
                settings=settings,
                keyring=keyring,
                store=store,
                peers=Peers(outbound),
                anchors=anchors,
                notices=Notices(sys.stdout, clock=clock),
                clock=clock,
                random=random,
                members=Members(anchors),
            )
        finally:
            outbound.close()


def _anchors(settings: Settings, folder: Path, keyring: Keyring) -> Anchors:
    """The pinned anchor; the anchor itself pins its own key."""
    if settings.since is not None:
        return pin([Anchor(settings.entity_id, (AnchorKey(keyring.federation.public, settings.since),))])
    try:
        return pin([parse_anchor((folder / settings.anchor_file).read_bytes())])
    except OSError as error:
        raise Refusal("file-unusable", "anchor_file") from error


def serve(folder: Path, *, host: str, port: int, with_worker: bool, told: Callable[[Node], None]) -> None:
    """Serve a node until the process is told to stop (SIGINT, SIGTERM); `told` runs once, when it is ready to.

    Refuses `address-taken`.
    """
    with closing(_listen(host, port)) as listener, _stopped_by_signals(), open_node(folder) as node:
        import uvicorn

        config = uvicorn.Config(
            application(node),
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        told(node)
        with _working(node) if with_worker else nullcontext():
            uvicorn.Server(config).run(sockets=[listener])


def application(node: Node) -> "FastAPI":
    """The whole HTTP application of a node: the doors for programs, and the pages for people."""
    from exchange.api import build
    from exchange.pages.doors import install

    app = build(node)
    install(app, node)
    return app


def work(folder: Path, *, told: Callable[[Node], None]) -> None:
    """Run a worker until the process is told to stop (SIGINT, SIGTERM)."""
    with _stopped_by_signals(), open_node(folder) as node, _working(node):
        told(node)
        Event().wait()


@contextmanager
def _working(node: Node) -> Iterator[None]:
    from exchange.worker import Worker

    worker = Worker(node)
    worker.start()
    try:
        yield
    finally:
        worker.stop()


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let SIGINT and SIGTERM end what is inside, in order and without a complaint, also where a shell ignores them."""
    before = {each: signal.signal(each, signal.default_int_handler) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _listen(host: str, port: int) -> socket.socket:
    """Taken before anything else: a port that is in use is known at once, and nobody is refused while we start."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError) as error:
        raise Refusal("address-taken", f"{host}:{port}") from error
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else every second answer waits 40 ms for an ACK
    return listener
