"""How the story is told: numbered steps with a spinner on a terminal, plain lines elsewhere, none wider than 80."""

import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.text import Text

_WIDTH = 80
_INDENT = " " * 7
_STYLES = {"✓": "green", "✗": "red"}


class Teller:
    """Prints the steps of a story, and how long each took."""

    def __init__(self, steps: int) -> None:
        self._console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
        self._steps = steps
        self._step = 0
        self._started = monotonic()
        self._lines: list[tuple[str, bool]] = []

    @property
    def on_terminal(self) -> bool:
        """Whether somebody is there, who can press Ctrl-C."""
        return self._console.is_terminal and sys.stdin is not None and sys.stdin.isatty()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """One step of the story."""
        self._step += 1
        number, started = f"{self._step:>2}/{self._steps}", monotonic()
        try:
            if self._console.is_terminal:
                with self._console.status(f"{number}  {title} …"):
                    yield
            else:
                yield
        except BaseException:
            self._console.print(Text.assemble((number, "bold"), f"  {title}: ", ("not finished", "red")))
            raise
        took = (f"  ({monotonic() - started:.1f} s)", "dim")
        self._console.print(Text.assemble((number, "bold"), f"  {title}", took))
        for line, whole in self._lines:
            self._print(line, first=_INDENT, width=len(_INDENT + line) if whole else _WIDTH)
        self._lines.clear()

    def line(self, text: str, *, whole: bool = False) -> None:
        """A sentence that belongs to the step under way; it is printed when the step is done, `whole` on one line."""
        self._lines.append((text, whole))

    def say(self, text: str) -> None:
        """A sentence between the steps."""
        self._print(text, first="", width=_WIDTH)

    def show(self, text: str) -> None:
        """Something to be copied, on a line of its own however long it is."""
        self._console.print(Text(f"  {text}"))

    @property
    def seconds(self) -> float:
        """How long the story has taken so far."""
        return monotonic() - self._started

    def _print(self, text: str, *, first: str, width: int) -> None:
        following = first + "  " * text.startswith(tuple(_STYLES))
        lines = textwrap.wrap(
            text,
            width,
            initial_indent=first,
            subsequent_indent=following,
            break_on_hyphens=False,
            break_long_words=False,
        )
        self._console.print(Text("\n".join(lines), style=_STYLES.get(text[:1], "")))
