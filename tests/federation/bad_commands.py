"""What an operator or auditor may hand to a command: for each code that belongs there, a call that provokes it.

Commands read the real clock, like those who type them.
"""

import json
import re
import socket
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner, Result

from exchange.app import open_node
from exchange.cli import app
from exchange.jose import JsonObject
from exchange.node import Node, describe
from exchange.trust import anchor_json, council_metadata, entity_configuration
from tests.evidence.world import DATA, PINNED

FEDERATION = "https://federation.example"
GWYNEDD = "https://gwynedd.example"
CODE = re.compile(r"^\[([a-z-]+)\]$", re.MULTILINE)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def refused(*words: object) -> set[str]:
    """The codes with which a command refuses, in words and with status 1."""
    result = run(*words)
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return set(CODE.findall(result.stderr))


def anchor_file(folder: Path, value: object) -> Path:
    path = folder / "anchor.json"
    path.write_text(json.dumps(value), "utf-8")
    return path


def evidence_file(folder: Path, data: bytes = DATA) -> Path:
    path = folder / "evidence.json"
    path.write_bytes(data)
    return path


def with_bad_anchor(folder: Path) -> set[str]:
    return refused("verify", evidence_file(folder), "--anchor", anchor_file(folder, {"entity_id": "nobody"}))


def federation(folder: Path) -> Path:
    operator = folder / "federation"
    assert run("federation", "init", operator, "--entity-id", FEDERATION).exit_code == 0
    return operator


def council(folder: Path, operator: Path) -> Path:
    """A council that is set up and has not been enrolled."""
    home = folder / "gwynedd"
    anchor = folder / "anchor.json"
    anchor.write_text(run("federation", "anchor", operator).stdout, "utf-8")
    words = ("--gss", "W06000002", "--entity-id", GWYNEDD, "--anchor-file", anchor)
    assert run("init", home, *words).exit_code == 0
    return home


def card_from_the_future(node: Node) -> JsonObject:
    """What a council whose clock is a day ahead gives to the operator."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    keys = node.keyring
    metadata = council_metadata(
        organization_name="Gwynedd",
        record_keys=[keys.record.public],
        message_keys=[keys.message.public],
        encryption_keys=[keys.encryption.public],
        log_origin=node.log_key.name,
        log_vkeys=[node.log_key.vkey()],
        standing_request={"kinds": []},
    )
    configuration = entity_configuration(
        entity_id=GWYNEDD,
        signer=keys.federation,
        federation_keys=[keys.federation.public],
        metadata=metadata,
        authority_hints=[FEDERATION],
        issued_at=tomorrow,
        expires_at=tomorrow + timedelta(hours=1),
    )
    return {"gss": "W06000002", "entity_id": GWYNEDD, "configuration": configuration}


def enrolling(folder: Path, change: Callable[[JsonObject, Node], JsonObject]) -> set[str]:
    operator = federation(folder)
    home = council(folder, operator)
    with open_node(home) as node:
        honest: JsonObject = {"gss": "W06000002", "entity_id": GWYNEDD, "configuration": describe(node)}
        card = folder / "card.json"
        card.write_text(json.dumps(change(honest, node)), "utf-8")
        thumbprint = node.keyring.federation.kid
    codes = refused("federation", "enrol", operator, card, "--thumbprint", thumbprint)
    assert run("federation", "members", operator).stdout == ""
    return codes


def other_thumbprint(folder: Path) -> set[str]:
    operator = federation(folder)
    card = folder / "card.json"
    card.write_text(run("card", council(folder, operator)).stdout, "utf-8")
    return refused("federation", "enrol", operator, card, "--thumbprint", "A" * 43)


def with_settings(folder: Path, change: Callable[[str], str]) -> set[str]:
    """A council whose settings somebody wrote over."""
    home = council(folder, federation(folder))
    settings = home / "exchange.toml"
    settings.write_text(change(settings.read_text("utf-8")), "utf-8")
    return refused("card", home)


def with_key(folder: Path, change: Callable[[Path], None]) -> set[str]:
    """A council of which a key is not as it should be."""
    home = council(folder, federation(folder))
    change(home / "keys" / "message.pem")
    return refused("card", home)


def at_a_taken_address(folder: Path) -> set[str]:
    operator = federation(folder)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return refused("serve", operator, "--port", taken.getsockname()[1])


def twice(folder: Path) -> set[str]:
    return refused("federation", "init", federation(folder), "--entity-id", FEDERATION)


def faulty(folder: Path) -> set[str]:
    """A database that is none: nobody foresaw that."""
    operator = federation(folder)
    for journal in operator.glob("store.db-*"):
        journal.unlink()
    (operator / "store.db").write_bytes(b"this is no database" * 1_000)
    return refused("federation", "members", operator)


def add_account(folder: Path, *, password: str = "pedair gafr gorniog") -> tuple[object, ...]:
    """The words that make an account of the federation operator's."""
    file = folder / "password"
    file.write_text(f"{password}\n", "utf-8")
    who = ("non", "--name", "Non Evans", "--role", "federation-operator")
    return ("account", "add", folder / "federation", *who, "--password-file", file)


def account_twice(folder: Path) -> set[str]:
    federation(folder)
    assert run(*add_account(folder)).exit_code == 0
    return refused(*add_account(folder))


def with_weak_password(folder: Path) -> set[str]:
    federation(folder)
    return refused(*add_account(folder, password="too short"))


COMMANDS: Mapping[str, Callable[[Path], set[str]]] = {
    "anchor-malformed": with_bad_anchor,
    "statement-from-future": lambda folder: enrolling(folder, lambda _, node: card_from_the_future(node)),
    "thumbprint-differs": other_thumbprint,
    "card-malformed": lambda folder: enrolling(folder, lambda _card, _node: {"gss": "W06000002"}),
    "setup-exists": twice,
    "settings-absent": lambda folder: refused("card", folder),
    "settings-wrong": lambda folder: with_settings(folder, lambda told: f"surprise = 1\n{told}"),
    "key-absent": lambda folder: with_key(folder, lambda key: key.unlink()),
    "key-exposed": lambda folder: with_key(folder, lambda key: key.chmod(0o644)),
    "role-wrong": lambda folder: refused("card", federation(folder)),
    "address-taken": at_a_taken_address,
    "file-unusable": lambda folder: refused("verify", folder / "nothing.json", "--anchor", folder / "nothing.json"),
    "account-exists": account_twice,
    "account-unknown": lambda folder: refused("account", "disable", federation(folder), "nobody"),
    "password-weak": with_weak_password,
    "fault": faulty,
}

PINNED_FILE: JsonObject = anchor_json(next(iter(PINNED.values())))
