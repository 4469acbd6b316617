"""Runs a command of this program in a process that may open neither a socket nor a database.

    python -m exchange.demo.sealed verify evidence.json --anchor anchor.json

The interpreter reports every attempt before it happens (`sys.addaudithook`), and the first one ends the process.
"""

import os
import runpy
import sys

_REFUSED = ("socket.", "sqlite3.", "subprocess.", "os.exec", "os.fork", "os.spawn", "os.system")


def refuse(event: str, _details: object) -> None:
    """End the process when it tries to reach outside."""
    if event.startswith(_REFUSED):
        os.write(2, f"refused by the demonstration: {event}\n".encode())
        os._exit(70)


if __name__ == "__main__":
    sys.addaudithook(refuse)
    runpy.run_module("exchange", run_name="__main__")
