"""Commands that people copy from the pages: every one exists, and those for joining a federation work as written."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import options, run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMANDS = options()
SERVING = {"serve", "worker", "demo"}
MAX_LINES = 250


def written(page: Path) -> Iterator[str]:
    """Every command on a page: in a line of code or between backticks."""
    text = page.read_text("utf-8")
    yield from re.findall(r"^ {4,}(?:.*: +)?(exchange [a-z].*)$", text, re.MULTILINE)
    yield from re.findall(r"`(exchange [a-z][^`]*)`", text)


def name_of(command: str) -> str:
    """The command's name; the words after it are arguments and options."""
    words = command.split()[1:]
    return next((" ".join(words[:count]) for count in (2, 1) if " ".join(words[:count]) in COMMANDS), " ".join(words))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_on_a_page_exists_with_its_options(page: Path) -> None:
    for command in written(page):
        name = name_of(command)
        assert name in COMMANDS or f"{name} " in "".join(f"{each} " for each in COMMANDS), command
        asked = {word for word in command.split() if word.startswith("--")}
        assert asked <= COMMANDS.get(name, {"--help"}) | {"--help"}, command


def test_the_readme_names_every_command_that_operators_need() -> None:
    named = {name_of(command) for command in written(ROOT / "README.md")}
    assert {*COMMANDS} - named <= {"demo", "worker"}  # `make demo`; and what a server does by itself


def test_the_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < MAX_LINES


def test_the_readme_never_says_that_nobody_has_to_assess() -> None:
    text = (ROOT / "README.md").read_text("utf-8").lower()
    assert "no assessment needed" not in text
    assert "does not replace the receiving council's assessment" in text


def test_the_way_into_a_federation_works_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    section = (ROOT / "README.md").read_text("utf-8").partition("## Join a federation")[2].partition("\n## ")[0]
    commands = re.findall(r"^ {4}exchange (.+)$", section, re.MULTILINE)
    done = [type_in(command) for command in commands if command.split()[0] not in SERVING]
    assert [json.loads(Path(name).read_text("utf-8")).keys() for name in ("anchor.json", "card.json")]
    assert any("https://gwynedd.example (W06000002) is a member now." in said for said in done)
    assert any(said.startswith("W06000002  https://gwynedd.example  until ") for said in done)
    assert done[-1].startswith("ex_")


def type_in(command: str) -> str:
    """Do what a shell would do with the line, and the person with the thumbprint."""
    line, _, target = command.partition(" > ")
    if "THUMBPRINT" in line:
        line = line.replace("THUMBPRINT", json.loads(Path("card.json").read_text("utf-8"))["thumbprint"])
    done = run(*shlex.split(line))
    assert done.exit_code == 0, f"{command}\n{done.output}"
    if target:
        Path(target).write_text(done.stdout, "utf-8")
    return done.stdout
