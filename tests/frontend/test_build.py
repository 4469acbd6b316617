"""The style sheet and the fonts: made once from `frontend/`, made again when that changes, and in every wheel."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hatch_build import PAGES, PRINTING, SCRIPTS, build_frontend, stamp_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What the build reads, and both folders as if they had just been made."""
    shutil.copy(ROOT / "hatch_build.py", tmp_path)
    shutil.copytree(ROOT / "frontend", tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    for folder in (PAGES, PRINTING):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "stamp").write_text(stamp_of(tmp_path), "ascii")
    return tmp_path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The project as it is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as opened:
        yield opened


@pytest.mark.parametrize(
    "changed", ["frontend/app.scss", "frontend/package-lock.json", "frontend/.npmrc", "hatch_build.py"]
)
def test_a_change_of_any_input_changes_the_stamp(project: Path, changed: str) -> None:
    before = stamp_of(project)
    (project / changed).write_text((project / changed).read_text("utf-8") + "\n", "utf-8")
    assert stamp_of(project) != before


def test_a_new_file_changes_the_stamp_and_fetched_packages_do_not(project: Path) -> None:
    before = stamp_of(project)
    (project / "frontend" / "node_modules").mkdir()
    (project / "frontend" / "node_modules" / "x.scss").touch()
    assert stamp_of(project) == before
    (project / "frontend" / "_new.scss").touch()
    assert stamp_of(project) != before


def test_what_is_current_is_not_made_again(project: Path) -> None:
    assert build_frontend(project) is False
    assert [path.name for path in (project / PAGES).iterdir()] == ["stamp"]


def test_a_build_that_fails_says_so_and_leaves_no_stamp(project: Path) -> None:
    (project / "frontend" / "package-lock.json").unlink()
    with pytest.raises(SystemExit, match="failed at `npm-cli.js`"):
        build_frontend(project)
    assert (project / PAGES / "stamp").read_text("ascii") != stamp_of(project)


def test_the_wheel_carries_the_style_sheet_the_fonts_and_their_licences(wheel: zipfile.ZipFile) -> None:
    pages = {Path(name).relative_to(PAGES).as_posix() for name in wheel.namelist() if name.startswith(f"{PAGES}/")}
    paper = {Path(name).name for name in wheel.namelist() if name.startswith(f"{PRINTING}/")}
    assert {"app.css", "LICENCE-govuk-frontend.txt", "LICENCE-atkinson-hyperlegible-next.txt"} <= pages
    assert sum(name.endswith(".woff2") for name in pages) == 4
    assert {f"atkinson-hyperlegible-next-{name}.ttf" for name in ("regular", "bold", "italic")} <= paper
    assert {f"LICENCE-{package}.txt" for package in SCRIPTS} | {"letters"} <= paper


def test_the_style_sheet_fetches_our_fonts_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    style = wheel.read(f"{PAGES}/app.css").decode()
    addresses = {part.partition(")")[0].strip("\"'") for part in style.split("url(")[1:]}
    assert len(addresses) == 4
    for address in addresses:
        assert f"{PAGES}/{address}" in wheel.namelist()
    assert "GDS Transport" not in style
    assert "@import" not in style


def test_ours_is_not_the_look_of_gov_uk(wheel: zipfile.ZipFile) -> None:
    style = wheel.read(f"{PAGES}/app.css").decode()
    assert "Atkinson Hyperlegible Next" in style
    assert "govuk-footer" not in style  # it has the royal arms and the crown
    assert ".govuk-header" not in style
    assert "#1d70b8" not in style  # its blue
