"""Runs a command of this program in a process that can reach nothing but the files it was given.

    python -m exchange.demo.sealed verify evidence.json --anchor anchor.json

The interpreter reports what is attempted before it happens (`sys.addaudithook`, PEP 578). The first attempt at a
socket, a database, another process, any change to a file, or any file that is neither among the words of the command
nor part of Python and this program, ends the process with status 70.
"""

import os
import runpy
import sys
import sysconfig
from pathlib import Path

STATUS = 70
_INSTALLED = ("stdlib", "platstdlib", "purelib", "platlib")
_REFUSED = (
    "socket.", "sqlite3.", "subprocess.", "ctypes.",
    "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
)  # fmt: skip
_CHANGING = ("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Seal:
    """Decides what the process may still do."""

    def __init__(self, words: list[str]) -> None:
        library = [entry for entry in sys.path if entry.endswith(".zip")]  # the standard library, where it is one file
        self._files = {os.path.realpath(word) for word in (*library, *words) if not os.path.isdir(word)}
        installed = sysconfig.get_paths()
        roots = [str(Path(__file__).parents[1]), *(installed[name] for name in _INSTALLED)]
        self._installation = tuple({os.path.join(os.path.realpath(root), "") for root in roots})

    def __call__(self, event: str, details: tuple[object, ...]) -> None:
        """End the process when it reaches outside."""
        if event.startswith(_REFUSED) or event in _CHANGING:
            self._end(event)
        if event == "open" and not self._allowed(details):
            self._end("open")

    def _allowed(self, details: tuple[object, ...]) -> bool:
        path, _mode, flags = details
        if isinstance(flags, int) and flags & _WRITING:
            return False
        if isinstance(path, int):  # a file that is open already: standard input and output
            return True
        if not isinstance(path, str | bytes):
            return False
        place = os.path.realpath(os.fsdecode(path))
        return place in self._files or place.startswith(self._installation)

    def _end(self, event: str) -> None:
        os.write(2, f"sealed: refused {event}\n".encode())
        os._exit(STATUS)


if __name__ == "__main__":
    sys.dont_write_bytecode, sys.pycache_prefix = True, None  # bytecode is read where the program lies, or not at all
    sys.addaudithook(Seal(sys.argv[1:]))
    runpy.run_module("exchange", run_name="__main__", alter_sys=True)
