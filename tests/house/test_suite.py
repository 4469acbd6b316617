"""The suite cannot pass by accident: nothing is skipped in silence, and a run without a test fails."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"
PASSES = "def test_passes(): pass\n"
SKIPS = "import pytest\n@pytest.mark.skip(reason={reason!r})\ndef test_skips(): pass\n"
ABSENT = SKIPS.format(reason="the published vectors are absent")
LAZY = SKIPS.format(reason="no time today")


def run_suite(folder: Path, tests: str, *, ci: bool) -> subprocess.CompletedProcess[str]:
    shutil.copy(CONFTEST, folder / "conftest.py")
    (folder / "test_it.py").write_text(tests, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    environment = {**os.environ, "CI": "true" if ci else "", "PYTEST_ADDOPTS": ""}
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("tests", "ci"),
    [("", False), (ABSENT, False), (PASSES + LAZY, True)],
    ids=["no test", "only skipped tests", "a lazy skip in CI"],
)
def test_the_run_fails_with(tmp_path: Path, tests: str, ci: bool) -> None:
    assert run_suite(tmp_path, tests, ci=ci).returncode != 0


def test_absent_vectors_are_no_failure_in_ci(tmp_path: Path) -> None:
    assert run_suite(tmp_path, PASSES + ABSENT, ci=True).returncode == 0


def test_a_lazy_skip_at_home_is_told_with_its_reason(tmp_path: Path) -> None:
    run = run_suite(tmp_path, PASSES + LAZY, ci=False)
    assert run.returncode == 0
    assert "skipped: test_it.py::test_skips: Skipped: no time today" in run.stdout


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("an-outside-host.example", 80)])
def test_a_test_cannot_reach_another_machine(address: tuple[str, int]) -> None:
    with pytest.raises(ConnectionRefusedError, match="this machine only"):
        socket.create_connection(address, timeout=1)
