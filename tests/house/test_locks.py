"""The locks: every package by version and hash, none by address, and nothing at run time under the GPL."""

import json
import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path
from typing import cast

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
ENTRY = re.compile(r"(?P<requirement>[a-z0-9][^\\\n]*) \\\n(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)")
COPYLEFT = re.compile(r"GPL|General Public", re.IGNORECASE)


def locked(name: str) -> dict[str, Requirement]:
    text = "".join(line for line in (ROOT / name).read_text("utf-8").splitlines(True) if not line.startswith("#"))
    entries = list(ENTRY.finditer(text))
    assert "".join(entry[0] for entry in entries) == text, "something in the lock is not a version with its hashes"
    requirements = [Requirement(entry["requirement"]) for entry in entries]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


def version(requirement: Requirement) -> str:
    (specifier,) = requirement.specifier
    assert specifier.operator == "=="
    return specifier.version


def wanted(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for, for the lock of that name."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project, groups = settings["project"], settings["dependency-groups"]
    texts = [*project["dependencies"], *groups["build"]]
    if lock == DEVELOPMENT:
        texts += project["optional-dependencies"]["postgres"]
        texts += [text for text in groups["dev"] if isinstance(text, str)]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_the_lock_holds_what_the_project_asks_for(lock: str) -> None:
    have = locked(lock)
    for requirement in wanted(lock):
        assert requirement.specifier.contains(version(have[canonicalize_name(requirement.name)])), requirement


def test_the_development_lock_contains_the_runtime_lock() -> None:
    runtime, development = locked(RUNTIME), locked(DEVELOPMENT)
    assert {name: str(each) for name, each in development.items() if name in runtime} == {
        name: str(each) for name, each in runtime.items()
    }


def test_nothing_at_run_time_is_under_the_gpl() -> None:
    here = [name for name, each in locked(RUNTIME).items() if each.marker is None or each.marker.evaluate()]
    assert {name: licence for name in here if COPYLEFT.search(licence := licence_of(name))} == {}


def licence_of(name: str) -> str:
    told = metadata(name)
    classifiers = [text for text in told.get_all("Classifier", []) if text.startswith("License")]
    texts = [text[:200] for text in told.get_all("License", [])]  # some put the whole text there
    return "; ".join([*told.get_all("License-Expression", []), *texts, *classifiers])


def test_the_node_packages_are_locked_by_hash_and_by_no_address() -> None:
    lock = json.loads((ROOT / "tests/interop/package-lock.json").read_text("utf-8"))
    packages = cast("dict[str, dict[str, object]]", lock["packages"])
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or "integrity" in package, name
