"""The roof: puts a node together from its folder and the world outside, and serves it.

Settings, clock and randomness are read here, and nowhere below.
"""

import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from exchange.errors import Finding, Refusal
from exchange.keyring import Keyring
from exchange.node import Clock, Members, Node, Random
from exchange.notices import Notices
from exchange.outbound import Outbound, Transport
from exchange.peers import Peers
from exchange.settings import Role, Settings
from exchange.store import Commit, Store, plain_commit
from exchange.trust import Anchor, AnchorKey, Anchors, parse_anchor, pin

SETTINGS_FILE = "exchange.toml"


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def read_settings(folder: Path) -> Settings:
    """The settings in a node's folder; refuses `setup-incomplete`, naming what is wrong."""
    try:
        told = tomllib.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
        return Settings.model_validate({**told, "base": folder})
    except OSError as error:
        raise Refusal("setup-incomplete", SETTINGS_FILE) from error
    except tomllib.TOMLDecodeError as error:
        raise Refusal("setup-incomplete", SETTINGS_FILE) from error
    except ValidationError as error:
        places = ("/".join(str(part) for part in found["loc"]) for found in error.errors(include_input=False))
        findings = tuple(Finding("setup-incomplete", f"{SETTINGS_FILE}/{place}") for place in places)
        raise Refusal("setup-incomplete", findings[0].at, findings=findings) from error


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
    if settings.role is Role.ANCHOR:
        own = AnchorKey(keyring.federation.public, datetime(2026, 1, 1, tzinfo=UTC))
        return pin([Anchor(settings.entity_id, (own,))])
    try:
        return pin([parse_anchor((folder / settings.anchor_file).read_bytes())])
    except OSError as error:
        raise Refusal("setup-incomplete", "anchor_file") from error


def serve(folder: Path, *, host: str, port: int, with_worker: bool) -> None:
    """Serve a node until it is told to stop."""
    import uvicorn

    from exchange.api import build
    from exchange.worker import Worker

    with open_node(folder) as node:
        worker = Worker(node)
        if with_worker:
            worker.start()
        try:
            config = uvicorn.Config(
                build(node),
                host=host,
                port=port,
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="off",
            )
            uvicorn.Server(config).run()
        finally:
            if with_worker:
                worker.stop()


def work(folder: Path) -> None:
    """Run a worker until it is told to stop."""
    from threading import Event

    from exchange.worker import Worker

    with open_node(folder) as node:
        worker = Worker(node)
        worker.start()
        try:
            Event().wait()
        except KeyboardInterrupt:
            worker.stop()
