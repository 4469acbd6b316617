"""The demonstration as people run it: its own process, with a terminal or without."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "exchange", "demo"]
PATIENCE_SECONDS = 60


class Running:
    """A demonstration that is under way; what it says can be waited for."""

    def __init__(self, folder: Path, *options: str, terminal: bool) -> None:
        self._temporary = folder / "temporary"
        self._temporary.mkdir()
        ours, theirs = pty.openpty() if terminal else os.pipe()
        environment = {**os.environ, "TMPDIR": str(self._temporary), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
        self._process = subprocess.Popen(
            [*COMMAND, *options],
            cwd=folder,
            env=environment,
            stdin=theirs if terminal else None,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=None if terminal else lambda: os.close(0),  # not even an empty stdin
        )
        os.close(theirs)
        self._ours = ours
        self.said = ""

    def wait_for(self, text: str) -> None:
        """Read on until it has said this."""
        while text not in self.said:
            if not self._read():
                raise AssertionError(f"it never said {text!r}, but:\n{self.said}")

    def end(self) -> int:
        """Read to its end; its exit status."""
        while self._read():
            pass
        return self._process.wait(PATIENCE_SECONDS)

    def press_ctrl_c(self, times: int = 1) -> None:
        """What a terminal does: the signal goes to everything that runs in it."""
        for _ in range(times):
            os.killpg(self._process.pid, signal.SIGINT)

    def servers(self) -> dict[str, int]:
        """The servers that run, by the name of their folder."""
        found = {}
        for words in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = words.read_bytes().split(b"\0")
            except OSError:  # it has just ended
                continue
            if b"serve" in line and os.fsencode(self._temporary) in line[line.index(b"serve") + 1]:
                found[Path(os.fsdecode(line[line.index(b"serve") + 1])).name] = int(words.parent.name)
        return found

    def leftovers(self) -> list[str]:
        """What it has left behind: folders and processes."""
        return [*(path.name for path in self._temporary.iterdir()), *self.servers()]

    def close(self) -> None:
        """End it whatever it does."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._ours)

    def _read(self) -> bool:
        if not select.select([self._ours], [], [], PATIENCE_SECONDS)[0]:
            raise AssertionError(f"it said nothing for {PATIENCE_SECONDS} seconds, but before:\n{self.said}")
        try:
            data = os.read(self._ours, 65_536)
        except OSError:  # a terminal whose last user has gone
            return False
        self.said += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", data.decode("utf-8", "replace")).replace("\r\n", "\n")
        return bool(data)


@contextmanager
def running(folder: Path, *options: str, terminal: bool) -> Iterator[Running]:
    """Run it in an empty folder."""
    demo = Running(folder, *options, terminal=terminal)
    try:
        yield demo
    finally:
        demo.close()
