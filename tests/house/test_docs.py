"""What people read is true: commands, rooms, codes, links, decisions."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev
from exchange.api.conversation import DOORS
from exchange.errors import CODES
from exchange.settings import KeyUris, Settings
from exchange.wire import EVENT_TYPES

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
ROOMS = sorted(
    f"{path.name}/" if path.is_dir() else path.name
    for path in (ROOT / "exchange").iterdir()
    if not path.name.startswith(("__init__", "__pycache__", "py.typed"))
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
ONE_PAGE = 70


def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["make demo", "make test", "make check", "apt-get install"])
def test_the_readme_names_the_command(command: str) -> None:
    assert command in readme()


@pytest.mark.parametrize("room", ROOMS)
def test_the_readme_leads_through_the_room(room: str) -> None:
    assert f"`{room}`" in readme()


def test_the_readme_and_ci_call_the_same_command() -> None:
    (command,) = re.findall(r"^exec (.+)$", (ROOT / ".ci/run").read_text("utf-8"), re.MULTILINE)
    assert command in readme()


def test_every_make_target_is_a_command_of_dev_py() -> None:
    (targets,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(targets.split()) == dev.COMMANDS.keys()


def test_every_error_code_is_documented() -> None:
    page = (ROOT / "docs/errors.md").read_text("utf-8")
    assert [code for code in CODES if f"| `{code}` |" not in page] == []


def test_every_event_and_every_door_of_a_transfer_is_told_to_case_systems() -> None:
    page = (ROOT / "docs/case-systems.md").read_text("utf-8")
    assert [name for name, says in EVENT_TYPES.items() if f"| `{name}` | {says} |" not in page] == []
    assert [door.path for door in DOORS if f"…/{door.path}`" not in page and f"…/{door.path}:" not in page] == []


def test_every_event_that_the_program_writes_is_told() -> None:
    written = {"deadline.due", "deadline.alarm", "message.delivered", "message.rejected"}  # made of two parts
    for source in (ROOT / "exchange").rglob("*.py"):
        calls = re.findall(r"events\.add\((.*?)\)", source.read_text("utf-8"), re.DOTALL)
        written |= {name for call in calls for name in re.findall(r'(?<!f)"([a-z]+\.[a-z-]+)"', call)}
    assert written == EVENT_TYPES.keys()


@pytest.mark.parametrize("setting", sorted({*Settings.model_fields, *KeyUris.model_fields} - {"base"}))
def test_every_setting_is_documented(setting: str) -> None:
    assert any(f"`{setting}`" in page.read_text("utf-8") for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_runtime_dependency_has_its_reason_on_record() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    texts = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    pages = "".join(decision.read_text("utf-8") for decision in DECISIONS)
    assert [text for text in texts if f"| `{Requirement(text).name}` |" not in pages] == []


@pytest.mark.parametrize(("number", "page"), [*enumerate(DECISIONS, 1)], ids=lambda part: getattr(part, "name", ""))
def test_decisions_are_numbered_and_fit_on_a_page(number: int, page: Path) -> None:
    lines = page.read_text("utf-8").splitlines()
    assert page.name.startswith(f"{number:04}-")
    assert lines[0].startswith(f"# {number:04} ")
    assert len(lines) <= ONE_PAGE


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text("utf-8")
