"""What the command line's tests start from: a federation on disk, and the evidence of one whole transfer."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from exchange.jose import JsonObject, dumps
from exchange.trust import anchor_json
from tests.cli.commands import ADDRESSES, answer, run
from tests.world import ANCHOR, Running, World, open_world

WORKER: JsonObject = {"name": "Non Evans", "role": "Social worker", "contact": "01632 960 300"}


@dataclass(frozen=True)
class Case:
    """An evidence file and the anchor file that it is judged by."""

    evidence: Path
    anchor: Path


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The evidence of one move, from real councils."""
    folder = tmp_path_factory.mktemp("case")
    with open_world(tmp_path_factory.mktemp("world")) as world:
        (folder / "evidence.json").write_bytes(_evidence_of_a_move(world))
        (folder / "anchor.json").write_bytes(dumps(anchor_json(world.anchor.node.anchors[ANCHOR])))
    return Case(folder / "evidence.json", folder / "anchor.json")


def _evidence_of_a_move(world: World) -> bytes:
    gwynedd, ceredigion = world.councils
    records = [gwynedd.publish("megan-assessment"), gwynedd.publish("megan-plan")]
    transfer = gwynedd.notify(ceredigion, records)
    gwynedd.deliver()
    ceredigion.match(transfer)
    ceredigion.say(transfer, "decision", _decision(ceredigion, records[0]))
    gwynedd.say(transfer, "arrived", {"day": world.clock.today})
    ceredigion.say(transfer, "entered", {"form": "structured", "documents": [*records]})
    world.work(rounds=3)
    return ceredigion.client.download(f"/v1/transfers/{transfer}/evidence")


def _decision(council: Running, record: str) -> JsonObject:
    content = council.client.read(f"/v1/records/{record}")["content"]
    assert isinstance(content, dict)
    needs = content["needs"]
    assert isinstance(needs, list)
    accepted = [
        {"record": record, "need": need["id"], "outcome": "accepted"} for need in needs if isinstance(need, dict)
    ]
    return {"assessment": "proportionate", "needs": [*accepted], "worker": WORKER}


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A federation operator, its anchor file, and Gwynedd, enrolled."""
    folder = tmp_path_factory.mktemp("federation")
    answer("federation", "init", str(folder / "operator"), "--entity-id", ANCHOR, *ADDRESSES)
    (folder / "anchor.json").write_text(answer("federation", "anchor", str(folder / "operator")), "utf-8")
    run_init(folder, "gwynedd", "W06000002")
    return folder


def run_init(folder: Path, name: str, gss: str) -> None:
    """Set a council up in this folder."""
    names = ["--gss", gss, "--entity-id", f"https://{name}.example", "--anchor-file", str(folder / "anchor.json")]
    made = run("init", str(folder / name), *names, *ADDRESSES)
    assert made.exit_code == 0, made.stderr


@pytest.fixture
def federation(made_once: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(made_once, tmp_path / "federation"))


@pytest.fixture
def council(federation: Path) -> Path:
    """Gwynedd's folder."""
    return federation / "gwynedd"
