"""The demonstration: a federation operator and two councils on this machine, and one person who moves."""

from typing import Annotated

import typer


def demo(
    exit: Annotated[  # noqa: A002 - the option's own name
        bool, typer.Option("--exit", help="End when the story is told, also on a terminal.")
    ] = False,
) -> None:
    """Tell the whole story on this machine: publish, notify, check, decide, move, enter, audit."""
    from exchange.demo import tell

    raise typer.Exit(tell(stay=not exit))
