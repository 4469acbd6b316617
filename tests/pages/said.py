"""Every sentence that the pages say: in the templates, and in calls of Python that say something."""

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2.ext import babel_extract

PAGES = Path(__file__).parents[2] / "exchange" / "pages"
VOICES = frozenset({"say", "_", "gettext"})
PROBLEMS = {"add": 1, "need": 2}
"""Methods of `Problems` that say a sentence, and which argument it is."""


def said_in_templates(folder: Path = PAGES / "templates") -> Iterator[tuple[str, str]]:
    """Each sentence, and the template that says it; both forms of a plural."""
    for path in sorted(folder.rglob("*.html")):
        with path.open("rb") as file:
            for _, _, said, _ in babel_extract(file, ("_", "gettext", "ngettext"), [], {"silent": "false"}):
                for sentence in (said,) if isinstance(said, str) else said or ():
                    if sentence:
                        yield sentence, path.name


def said_in_python(folder: Path = PAGES) -> Iterator[tuple[str, str]]:
    """The same of the modules of pages: what stands in the call itself, or is chosen there by an `if`."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for argument in _saying(node):
                    yield from ((sentence, path.name) for sentence in _texts(argument) if sentence)


def _saying(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are sentences."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in VOICES:
            return call.args[:1]
        case ast.Attribute(attr="plural"):
            return call.args[:2]
        case ast.Attribute(value=ast.Name(id="problems"), attr=name) if name in PROBLEMS:
            return call.args[PROBLEMS[name] : PROBLEMS[name] + 1]
        case _:
            return []


def _texts(expression: ast.expr) -> Iterator[str]:
    match expression:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)
        case _:
            pass
