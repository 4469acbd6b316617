"""Help teaches: what a command does, why, what comes next, and an example that would run."""

import shlex
import tomllib
from pathlib import Path

import pytest

from exchange import __version__
from exchange.api.contract import VERSION
from tests.cli.commands import options, run

ROOT = Path(__file__).parents[2]
WITHOUT_NEXT = {"worker", "demo", "verify", "federation anchor", "federation members", "serve", "account list"}
REPORTING = {
    "init", "card", "token", "verify",
    "federation init", "federation anchor", "federation enrol", "federation members",
    "account add", "account list", "account disable", "account password", "account roles",
}  # fmt: skip


def help_of(command: str) -> str:
    shown = run(*command.split(), "--help", environment={"COLUMNS": "400"})
    assert shown.exit_code == 0
    return shown.stdout


def test_nothing_at_all_shows_the_commands() -> None:
    shown = run()
    assert shown.exit_code == 2
    assert all(name.split()[0] in shown.output for name in options())


@pytest.mark.parametrize(
    "words", [["inti"], ["init"], ["token", "a"], ["serve", "a", "--port", "0"], ["serve", "a", "-x"]]
)
def test_wrong_usage_is_answered_with_help_and_status_2(words: list[str]) -> None:
    shown = run(*words)
    assert shown.exit_code == 2
    assert "Traceback" not in shown.output
    assert "--help" in shown.stderr


def test_a_slip_of_the_pen_is_guessed() -> None:
    assert "Did you mean 'init'?" in run("inti").stderr


@pytest.mark.parametrize("command", sorted(options()))
def test_help_says_what_why_and_what_next_with_an_example(command: str) -> None:
    shown = help_of(command)
    example = next(line.strip() for line in shown.splitlines() if "Example: exchange " in line)
    words = shlex.split(example.removeprefix("Example: exchange "))
    assert " ".join(words).startswith(command)
    assert {word for word in words if word.startswith("--")} <= options()[command]
    assert "Next: " in shown or command in WITHOUT_NEXT


@pytest.mark.parametrize("command", sorted(options()))
def test_help_fits_a_small_terminal(command: str) -> None:
    shown = run(*command.split(), "--help").stdout
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= 80


@pytest.mark.parametrize("command", sorted(REPORTING))
def test_what_reports_has_json(command: str) -> None:
    assert "--json" in options()[command]


def test_every_version_is_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert run("--version").stdout.strip() == __version__ == project["version"] == VERSION
