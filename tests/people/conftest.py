"""A council that is set up and not served, and people who sign in to it."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.app import open_node
from exchange.cli.setting_up import set_up
from exchange.jose import b64u, dumps
from exchange.node import Node
from exchange.node import Role as PersonRole
from exchange.settings import Role
from exchange.trust import anchor_json
from tests.world import ANCHOR, Clock

LOGIN, PASSWORD = "non.evans", "pedair gafr gorniog"
ROLES = frozenset({PersonRole.CASEWORKER, PersonRole.AUDITOR})


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The federation operator's folder, and Gwynedd's."""
    folder = tmp_path_factory.mktemp("people")
    set_up(folder / "operator", role=Role.ANCHOR, values={"entity_id": ANCHOR, "name": "Operator"}, addresses={})
    with open_node(folder / "operator") as operator:
        anchor = dumps(anchor_json(operator.anchors[ANCHOR]))
    values = {"gss": "W06000002", "entity_id": "https://gwynedd.example", "name": "Gwynedd"}
    values |= {"anchor_file": "anchor.json"}
    set_up(folder / "gwynedd", role=Role.COUNCIL, values=values, addresses={}, anchor_file=anchor)
    return folder


@pytest.fixture
def folders(made_once: Path, tmp_path: Path) -> Path:
    """A copy of both for one test."""
    return Path(shutil.copytree(made_once, tmp_path / "folders"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def node(folders: Path, clock: Clock) -> Iterator[Node]:
    with open_node(folders / "gwynedd", clock=clock) as node:
        yield node


@pytest.fixture
def account(node: Node) -> str:
    """Non's account. What is kept of her password was made with little effort, so that tests are quick."""
    kept = hashlib.scrypt(PASSWORD.encode(), salt=b"", n=16, r=8, p=1, dklen=32)
    secret = f"scrypt$4$8$1$${b64u(kept)}"
    node.store.write(
        lambda tx: tx.accounts.add("1", login=LOGIN, name="Non Evans", roles=ROLES, secret=secret, at=node.now())
    )
    return "1"
