"""Setting up a node's folder: its settings, its keys, its empty store."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import typer

from exchange.app import SETTINGS_FILE, open_node, parse_settings, read_settings, utc_now
from exchange.errors import Refusal
from exchange.keyring import make_keys
from exchange.node import Node
from exchange.settings import Role


def set_up(
    folder: Path,
    *,
    role: Role,
    values: Mapping[str, str],
    addresses: Mapping[str, str],
    anchor_file: bytes | None = None,
) -> str:
    """Make the folder of a new node; returns its federation key's thumbprint.

    Refuses `setup-exists`, or `settings-wrong`, before anything is written.
    """
    made = {"since": f"{utc_now():%Y-%m-%dT%H:%M:%SZ}"} if role is Role.ANCHOR else {}
    told = {"role": role.value, **made, **values}
    parse_settings({**told, "addresses": addresses}, folder=folder)
    if (folder / SETTINGS_FILE).exists() or (folder / "keys").exists():
        raise Refusal("setup-exists", str(folder))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if anchor_file is not None:
        (folder / told["anchor_file"]).write_bytes(anchor_file)
    make_keys(folder / "keys", random=os.urandom)
    (folder / SETTINGS_FILE).write_text(_toml(told, addresses), encoding="utf-8")
    with open_node(folder) as node:  # what cannot be opened now would not be served later
        return node.keyring.federation.kid


@contextmanager
def opened(folder: Path, *, role: Role | None = None) -> Iterator[Node]:
    """The node in this folder; refuses `role-wrong` where the folder is another kind of node's, if one is named."""
    if role is not None and read_settings(folder).role is not role:
        raise Refusal("role-wrong", str(folder))
    with open_node(folder) as node:
        yield node


def addresses(pairs: list[str] | None) -> dict[str, str]:
    """NAME=URL pairs as an address book."""
    book = {}
    for pair in pairs or ():
        name, equals, url = pair.partition("=")
        if not equals:
            raise typer.BadParameter("write NAME=URL, such as https://gwynedd.example=http://127.0.0.1:8101")
        book[name] = url
    return book


def _toml(values: Mapping[str, str], book: Mapping[str, str]) -> str:
    lines = ["# docs/settings.md explains each setting."]
    lines += [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value]
    if book:
        lines += ["", "[addresses]  # for development: where a name is really served"]
        lines += [f"{json.dumps(name)} = {json.dumps(address)}" for name, address in book.items()]
    return "\n".join(lines) + "\n"
