"""What ends the story early: something that went wrong, or somebody who pressed Ctrl-C."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Failed(Exception):
    """The story cannot go on; the text says why."""


@contextmanager
def interruptible() -> Iterator[None]:
    """Let the first Ctrl-C (or SIGTERM, or a closed terminal) end what is inside, and none disturb the cleaning up."""
    before = {each: signal.signal(each, _interrupt) for each in _SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def be_deaf() -> None:
    """Ignore every further signal: what is left to do is cleaning up, and it is short."""
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    be_deaf()
    raise KeyboardInterrupt
