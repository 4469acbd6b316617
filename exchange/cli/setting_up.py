"""Setting up a node's folder: its settings, its keys, its empty store."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from exchange.app import SETTINGS_FILE, open_node
from exchange.errors import Refusal
from exchange.keyring import make_keys
from exchange.settings import Role


def set_up(folder: Path, *, role: Role, values: Mapping[str, str], addresses: Mapping[str, str]) -> None:
    """Make the folder of a new node; refuses `setup-incomplete` where one is already."""
    settings = folder / SETTINGS_FILE
    if settings.exists():
        raise Refusal("setup-incomplete", f"{settings} exists already")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_keys(folder / "keys", random=os.urandom)
    settings.write_text(_toml({"role": role.value, **values}, addresses), encoding="utf-8")
    with open_node(folder):
        pass  # what cannot be opened now would not be served later


def _toml(values: Mapping[str, str], addresses: Mapping[str, str]) -> str:
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value]
    if addresses:
        lines += ["", "[addresses]  # for development: where a name is really served"]
        lines += [f"{json.dumps(name)} = {json.dumps(address)}" for name, address in addresses.items()]
    return "\n".join(lines) + "\n"
