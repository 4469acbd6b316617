"""Notices: coded lines that operators read. One JSON object a line; codes and ids, never a person's data."""

import json
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO


class Notices:
    """Writes notices to a stream. Fields are ids, codes, counts and names of councils; nobody's words."""

    def __init__(self, stream: TextIO, *, clock: Callable[[], datetime]) -> None:
        self._stream = stream
        self._clock = clock

    def write(self, notice: str, **fields: str | int) -> None:
        """Write one line, at once."""
        line = json.dumps({"at": self._clock().isoformat(), "notice": notice, **fields})
        self._stream.write(line + "\n")
        self._stream.flush()

    def fault(self, error: BaseException, *, door: str) -> None:
        """Write down a fault of ours: its kind and the places it passed through, never its text."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{Path(frame.filename).stem}:{frame.lineno}" for frame in frames if "exchange" in frame.filename]
        self.write("fault", kind=type(error).__name__, door=door, where=" ".join(places[-5:]))
