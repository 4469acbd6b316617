"""How commands speak: answers on stdout, advice on stderr, JSON on request, and refusals with what to do next."""

import functools
import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer

from exchange.errors import Finding, Refusal

P = ParamSpec("P")
R = TypeVar("R")

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
MAX_FINDINGS = 20
_PLACES = 4


def say(text: str) -> None:
    """Print a line of the answer."""
    typer.echo(text)


def say_json(value: object) -> None:
    """Print an answer for a program to read."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


def advise(text: str) -> None:
    """Tell the person at the terminal something that is not part of the answer, such as what to do next."""
    typer.echo(text, err=True)


@contextmanager
def busy(doing: str) -> Iterator[None]:
    """Show on a terminal that something takes a moment."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{doing} …"):
        yield


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Turn whatever goes wrong into a sentence, what to do next, and exit status 1; never a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
            raise  # typer's own ways to end
        except Refusal as refusal:
            _complain(refusal)
            raise typer.Exit(1) from refusal
        except OSError as error:
            _complain(
                Refusal("file-unusable", ": ".join(str(each) for each in (error.filename, error.strerror) if each))
            )
            raise typer.Exit(1) from error
        except Exception as error:
            _complain(Refusal("fault", _places(error)))
            raise typer.Exit(1) from error

    return run


def _complain(refusal: Refusal) -> None:
    lines = [refusal.meaning.sentence]
    lines += [f"  {_place(finding)}" for finding in refusal.findings[:MAX_FINDINGS] if finding.at or finding.rule]
    if len(refusal.findings) > MAX_FINDINGS:
        lines.append(f"  and {len(refusal.findings) - MAX_FINDINGS} more")
    advise("\n".join([*lines, refusal.meaning.remedy, f"[{refusal.code}]"]))


def _place(finding: Finding) -> str:
    return ": ".join(part for part in (finding.at, finding.rule) if part)


def _places(error: Exception) -> str:
    """Where a fault happened, without its text: that may hold somebody's data."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "exchange" in frame.filename]
    places = (f"{Path(frame.filename).stem}:{frame.lineno}" for frame in frames[-_PLACES:])
    return " ".join([type(error).__name__, *places])
