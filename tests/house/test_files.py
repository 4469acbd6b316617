"""What must never be committed."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization

from exchange.jose import PrivateKey

ROOT = Path(__file__).parents[2]
NOT_OURS = {".git", ".venv", "node_modules", "__pycache__", "dist"}
# Written in pieces, so that this file does not contain what it looks for.
PRIVATE_KEY = re.compile("BEGIN [A-Z ]*" "PRIVATE KEY|" r'"d"\s*:\s*"[A-Za-z0-9_-]{43}"')
REGISTRY = re.compile(r"(python" r"hosted|registry\.npm[a-z]*|py" r"pi)\.[a-z]+")
MACHINE_PATH = re.compile("(?<![A-Za-z0-9_.])/(work|root|farm|Users)/|(?<![A-Za-z0-9_.])/home/[a-z]")
LOADERS = (
    serialization.load_pem_private_key,
    serialization.load_der_private_key,
    serialization.load_ssh_private_key,
)
MAX_KIB = 600


def project_files() -> Iterator[Path]:
    """Every file that is tracked or could be; without git, every file that nobody generated."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
        yield from (ROOT / name for name in names if name and (ROOT / name).is_file())
    else:
        yield from (path for path in ROOT.rglob("*") if path.is_file() and not NOT_OURS & set(path.parts))


FILES = sorted(project_files())


def parses_as_private_key(data: bytes) -> bool:
    for load in LOADERS:
        try:
            load(data, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        return True
    return False


def matches(pattern: re.Pattern[str]) -> list[str]:
    """Where it is found, as file:line, without showing what was found."""
    texts = ((path, path.read_text("utf-8", "replace")) for path in FILES)
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in texts
        if pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_guard_knows_a_private_key_when_it_sees_one() -> None:
    pem = PrivateKey.generate().pem()
    assert parses_as_private_key(pem)
    assert PRIVATE_KEY.search(pem.decode())


def test_the_guard_looks_at_the_project() -> None:
    known = ("dev.py", "requirements.lock", "exchange/errors/__init__.py", "tests/house/test_files.py")
    assert {ROOT / name for name in known} <= set(FILES)


def test_no_file_holds_a_private_key() -> None:
    assert matches(PRIVATE_KEY) == []
    assert [path for path in FILES if parses_as_private_key(path.read_bytes())] == []


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry host", "path of one machine"])
def test_no_file_names_a(pattern: re.Pattern[str]) -> None:
    assert matches(pattern) == []


def test_no_file_is_large() -> None:
    assert [path for path in FILES if path.stat().st_size > MAX_KIB * 1024] == []
