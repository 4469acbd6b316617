"""How commands speak: plain sentences, JSON on request, and refusals with what to do next."""

import functools
import json
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import typer

from exchange.errors import Refusal

P = ParamSpec("P")
R = TypeVar("R")


def say(text: str) -> None:
    """Print a line."""
    typer.echo(text)


def say_json(value: object) -> None:
    """Print a value for a program to read."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a refusal into a sentence, what to do next, and exit status 1."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refusal as refusal:
            place = f" ({refusal.at})" if refusal.at else ""
            typer.echo(f"{refusal.meaning.sentence}{place}\n{refusal.meaning.remedy}\n[{refusal.code}]", err=True)
            raise typer.Exit(1) from refusal

    return run
