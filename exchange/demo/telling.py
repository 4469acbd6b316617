"""How the story is told: numbered steps with a spinner on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.padding import Padding
from rich.text import Text


class Teller:
    """Prints the steps of a story, and how long each took."""

    def __init__(self, steps: int) -> None:
        self.console = Console(highlight=False, soft_wrap=False)
        self._steps = steps
        self._step = 0
        self._started = monotonic()
        self._lines: list[str] = []

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """One step of the story."""
        self._step += 1
        number = f"[bold]{self._step:>2}/{self._steps}[/bold]"
        started = monotonic()
        if self.console.is_terminal:
            with self.console.status(f"{number} {title} …"):
                yield
        else:
            yield
        self.console.print(f"{number} {title} [dim]({monotonic() - started:.1f} s)[/dim]")
        for line in self._lines:
            self.console.print(Padding(Text(line), (0, 0, 0, 6)))
        self._lines.clear()

    def line(self, text: str) -> None:
        """A sentence that belongs to the step under way; it is printed when the step is done."""
        self._lines.append(text)

    def end(self, text: str) -> None:
        """The last line, with the whole duration."""
        self.console.print(f"\n{text} [dim]The whole story took {monotonic() - self._started:.1f} s.[/dim]")
