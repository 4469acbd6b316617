"""Rules of the house that neither ruff, mypy nor the import contracts can see."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.errors import CODES

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "exchange").rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts)
MAX_LINES = 300
ESSAY_CHARACTERS = 200


def literals(path: Path) -> set[str]:
    """Every string written in a file, also inside a longer f-string."""
    tree = ast.parse(path.read_text("utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def refusals(path: Path) -> Iterator[tuple[int, str]]:
    """Every code that is written down where something is refused."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="Refusal" | "Finding"), args=[ast.Constant(value=str(code)), *_]):
                yield node.lineno, code
            case _:
                pass


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_code_refused_with_is_in_the_table(path: Path) -> None:
    assert [(line, code) for line, code in refusals(path) if code not in CODES] == []


def test_every_code_of_the_table_is_used() -> None:
    used = set().union(*(literals(path) for path in SOURCES if path.parent.name != "errors"))
    assert sorted(CODES.keys() - used) == []


def test_every_code_of_the_table_is_named_by_a_test() -> None:
    named = set().union(*(literals(path) for path in TESTS))
    assert sorted(CODES.keys() - named) == []


def test_files_stay_short() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name == "__init__.py"], ids=lambda p: p.parent.name)
def test_every_room_begins_with_an_essay(path: Path) -> None:
    essay = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert len(essay) >= ESSAY_CHARACTERS
