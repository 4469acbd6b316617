"""`dev.py` where it cannot go on: it says so in one sentence, with the one command that helps."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WITHOUT_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None; import dev; sys.exit(dev.main(['demo']))"
WITHOUT_BROWSER = (
    "import dev; dev.MACHINE = {'chromium': ('no-such-program', '/no/such/*')}; dev.install_machine_packages()"
)


def run(*arguments: str, folder: Path = ROOT, path: str = os.defpath) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_an_unknown_command_is_answered_with_those_there_are() -> None:
    answer = run("dev.py", "fly")
    assert answer.returncode == 2
    assert "demo | test | check" in answer.stderr


def test_a_python_that_cannot_make_environments_gets_the_one_command(tmp_path: Path) -> None:
    for name in ("dev.py", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    answer = run("-c", WITHOUT_ENSUREPIP, folder=tmp_path)
    assert answer.returncode == 1
    assert "sudo apt-get install -y make python3-venv" in answer.stderr


def test_a_machine_that_we_may_not_change_gets_the_one_command(tmp_path: Path) -> None:
    answer = run("-c", WITHOUT_BROWSER, path=str(tmp_path))  # not even apt-get is on this path
    assert answer.returncode != 0
    assert "sudo apt-get install -y --no-install-recommends chromium" in answer.stderr
