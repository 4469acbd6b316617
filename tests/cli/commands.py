"""Running commands: in this process, through typer, as a shell would; and the tree of commands that there are."""

from collections.abc import Iterator, Mapping

import typer
from typer.testing import CliRunner, Result

from exchange.cli import app

ADDRESSES = [
    "--address",
    "https://federation.example=http://127.0.0.1:9",
    "--address",
    "https://gwynedd.example=http://127.0.0.1:9",
]


def run(*words: str, environment: Mapping[str, str] | None = None) -> Result:
    """Run one command."""
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "80", "TERM": "dumb", **(environment or {})})


def answer(*words: str) -> str:
    """What a command prints that goes well."""
    done = run(*words)
    assert done.exit_code == 0, done.output
    return done.stdout


def refusal(*words: str) -> str:
    """What a command says that is refused: a sentence, what to do, and a code; never a traceback."""
    done = run(*words)
    assert done.exit_code == 1, done.output
    assert "Traceback" not in done.output
    assert done.stdout == ""
    sentence, *_, remedy, code = done.stderr.strip().splitlines()
    assert sentence.endswith(".")
    assert remedy.endswith(".")
    assert (code[0], code[-1]) == ("[", "]")
    return done.stderr


def options() -> Mapping[str, set[str]]:
    """Every command by its name, with its options."""
    return dict(_walk(typer.main.get_command(app), ""))


def _walk(command: object, name: str) -> Iterator[tuple[str, set[str]]]:
    group = getattr(command, "commands", None)
    if group is None:
        yield (
            name,
            {
                option
                for parameter in getattr(command, "params", ())
                for option in parameter.opts + parameter.secondary_opts
            },
        )
    else:
        for each, child in group.items():
            yield from _walk(child, f"{name} {each}".strip())
