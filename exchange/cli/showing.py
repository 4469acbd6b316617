"""The demonstration: a federation operator and two councils on this machine, and one person who moves."""

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import Annotated

import typer

_INTERRUPTED = 130  # typer's status for Ctrl-C


def demo(
    exit: Annotated[  # noqa: A002 - the option's own name
        bool, typer.Option("--exit", help="End when the story is told, also on a terminal.")
    ] = False,
) -> None:
    """Tell the whole story on this machine: publish, notify, check, decide, move, enter, audit.

    Three real servers on this machine's loopback, keys made as it runs, a person who does not exist. On a terminal the
    councils stay for you to look at until Ctrl-C. The evidence file is left in demo-output/.
    """
    from exchange.demo.story import tell

    raise typer.Exit(tell(stay=not exit, run=_run))


def _run(*words: str) -> tuple[int, str, str]:
    """Run one of our own commands in this process: its exit status, what it printed, and what it advised."""
    from exchange.cli import app

    said, advised = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(advised):
        status = app(list(words), standalone_mode=False) or 0
    if status == _INTERRUPTED:
        raise KeyboardInterrupt
    return status, said.getvalue(), advised.getvalue()
