#!/usr/bin/env python3
"""Everything a developer runs, with nothing but the standard library: `python3 dev.py demo`, `python3 dev.py test`.

The first run makes `.venv` from hash-locked packages, and again whenever a lock changes; a later run starts at once.
`demo` installs only what a council would run. `test` and `check` also want PostgreSQL, Chromium and Node: Node comes
from a locked wheel, the other two from the operating system's packages, and only if they are missing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent
BIN = ROOT / ".venv" / "bin"
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
INTEROP = ROOT / "tests" / "interop"
MACHINE = {  # the operating system's package -> where one of its programs may be found
    "postgresql": ("pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl"),
    "chromium": ("chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome*"),
}


class Stop(Exception):
    """Setting up cannot go on; the text says what a person has to do."""


def main(arguments: Sequence[str]) -> int:
    """Run one command; the answer is the exit status."""
    if len(arguments) < 1 or arguments[0] not in COMMANDS:
        print(f"usage: python3 dev.py {' | '.join(COMMANDS)}", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    try:
        return COMMANDS[arguments[0]](list(arguments[1:]))
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def demo(arguments: list[str]) -> int:
    """Install what a council runs, and become the demo, so that Ctrl-C reaches it directly."""
    install(RUNTIME)
    sys.stdout.flush()
    os.execv(BIN / "python", [str(BIN / "python"), "-m", "exchange", "demo", *arguments])


def test(arguments: list[str]) -> int:
    """Run every test on two cores; pytest itself fails when there was none."""
    prepare_tests()
    return run(program("pytest", "-n", "2", "--durations=15", *arguments))


def check(arguments: list[str]) -> int:
    """All that has to hold before a change lands; each failing step is named at the end."""
    prepare_tests()
    steps = {
        "format": program("ruff", "format", "--check", "."),
        "lint": program("ruff", "check", "."),
        "types": program("mypy"),
        "import contracts": program("lint-imports"),
        "tests": program("pytest", "-n", "2", "--durations=15", *arguments),
    }
    failed = [name for name, command in steps.items() if timed(name, command) != 0]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


def soak(arguments: list[str]) -> int:
    """The long runs: councils that are killed over a bad network, then every conversation to a greater depth.

    Arguments are for the first (`--transfers`, `--kills`, …).
    """
    install(DEVELOPMENT)
    os.environ["EXCHANGE_SOAK"] = "1"
    explorer = program("pytest", "-n", "0", "-q", "-s", "tests/transfer/test_explorer.py")
    return run(program("python", "-m", "benchmarks.soak", *arguments)) or run(explorer)


def screenshots(arguments: list[str]) -> int:
    """Take the pictures of docs/screenshots anew, in a real browser."""
    prepare_tests()
    return run(program("python", "-m", "tests.pages.pictures", *arguments))


def script(path: str) -> Callable[[list[str]], int]:
    """A command that runs one Python file of the project."""

    def command(arguments: list[str]) -> int:
        install(DEVELOPMENT)
        return run(program("python", path, *arguments))

    return command


def tidy(arguments: list[str]) -> int:
    """Format the code and repair what ruff can repair."""
    install(DEVELOPMENT)
    return run(program("ruff", "format", *arguments, ".")) or run(program("ruff", "check", "--fix", "."))


def lock(arguments: list[str]) -> int:
    """Write both locks again from pyproject.toml; `lock --upgrade` also takes newer versions."""
    install(DEVELOPMENT)
    options = ("--universal", "--python-version=3.11", "--generate-hashes", "--no-config", "--quiet")
    plain = ("--no-annotate", "--no-emit-index-url", "--custom-compile-command=python3 dev.py lock")
    compile_one = program("uv", "pip", "compile", "pyproject.toml", *options, *plain, *arguments)
    return run([*compile_one, "--group=build", "-o", RUNTIME]) or run(
        [*compile_one, "--group=dev", "--extra=postgres", "-c", RUNTIME, "-o", DEVELOPMENT]
    )


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "bench": script("benchmarks/bench.py"),
    "soak": soak,
    "screenshots": screenshots,
    "generate": script("generate.py"),
    "format": tidy,
    "lock": lock,
}


def program(name: str, *arguments: str) -> list[str]:
    """The command line of a program of the environment."""
    return [str(BIN / name), *arguments]


def run(command: Sequence[str], *, folder: Path = ROOT) -> int:
    """Run it with the environment's programs first on the path; the answer is its exit status."""
    return subprocess.run(command, cwd=folder, env=environment(), check=False).returncode


def timed(name: str, command: Sequence[str]) -> int:
    """Run one named step and say how long it took."""
    print(f"\n== {name}", flush=True)
    started = time.monotonic()
    status = run(command)
    print(f"== {name}: {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    return status


def environment() -> dict[str, str]:
    """Our own, with our programs first, and the machine's certificates for Node, which does not look for them."""
    changed = {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "npm_config_fetch_retries": "1"}
    if "SSL_CERT_FILE" in os.environ:
        changed["NODE_EXTRA_CA_CERTS"] = os.environ.get("NODE_EXTRA_CA_CERTS", os.environ["SSL_CERT_FILE"])
    return {**os.environ, **changed}


def prepare_tests() -> None:
    """Have the development environment, the machine's packages, and the Node packages that tests compare us with."""
    install(DEVELOPMENT)
    install_machine_packages()
    install_node_packages()


def install(wanted: str) -> None:
    """Bring `.venv` to a lock, and the style sheet and fonts to `frontend/`, unless they are there already."""
    install_packages(wanted)
    if run(program("python", "hatch_build.py")) != 0:
        raise Stop("The style sheet could not be made; the lines above say why.")


def install_packages(wanted: str) -> None:
    """Bring `.venv` to a lock, unless it is there already. The development lock contains the runtime lock."""
    if any(stamp_of(name).exists() for name in {wanted, DEVELOPMENT}):
        return
    make_environment()
    pip = ("-m", "pip", "--disable-pip-version-check", "install", "--no-deps")
    locked = ("--require-hashes", "--only-binary=:all:", "-r", wanted)
    show_progress(program("python", *pip, *locked), total=package_count(wanted))
    show_progress(program("python", *pip, "--no-build-isolation", "-e", "."), total=0)
    for old in BIN.parent.glob(f"installed-{wanted}-*"):
        old.unlink()
    stamp_of(wanted).touch()


def stamp_of(name: str) -> Path:
    """The empty file whose presence says that this lock, as it is now, is installed."""
    content = (ROOT / name).read_bytes() + (ROOT / "pyproject.toml").read_bytes() + os.fsencode(ROOT)
    return BIN.parent / f"installed-{name}-{hashlib.sha256(content).hexdigest()[:16]}"


def make_environment() -> None:
    """Make `.venv`; and make it afresh where its Python has gone away or the folder has moved."""
    settings = BIN.parent / "pyvenv.cfg"
    if settings.exists() and str(BIN.parent) in settings.read_text("utf-8") and (BIN / "python").exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop("This Python cannot make environments yet. Run:\n\n    sudo apt-get install -y make python3-venv\n")
    print("Making .venv ...", flush=True)
    if run([sys.executable, "-m", "venv", "--clear", str(BIN.parent)]) != 0:
        raise Stop("The environment could not be made; the lines above say why.")


def package_count(name: str) -> int:
    """How many packages a lock names."""
    return sum(line[:1].isalnum() for line in (ROOT / name).read_text("utf-8").splitlines())


def show_progress(command: Sequence[str], *, total: int) -> None:
    """Run pip, count what it has fetched on one line, and show all it said only if it fails."""
    said: list[str] = []
    done, end = 0, "\r" if sys.stdout.isatty() else "\n"
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT) as process:
        for line in process.stdout or ():
            said.append(line)
            if line.startswith(("Collecting ", "Ignoring ", "Requirement already satisfied")) and total:
                done += 1
                if done % 10 == 0 or done == total or end == "\r":
                    print(f"Fetching locked packages: {done} of {total}", end=end, flush=True)
            elif line.startswith("Installing collected packages"):
                print("Installing them ..." if total else "Installing the project ...", " " * 20, flush=True)
    if process.returncode != 0:
        raise Stop("".join(said) + "\nInstalling failed; the lines above say why.")


def install_machine_packages() -> None:
    """Install what tests need from the operating system, where it is missing and we may; else name the one command."""
    missing = [package for package, places in MACHINE.items() if not any(is_there(place) for place in places)]
    if not missing:
        return
    command = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Stop(f"The tests need {' and '.join(missing)}. Run:\n\n    sudo {command}\n")
    print(f"Installing {' and '.join(missing)} from the operating system's packages ...", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    if run(["apt-get", "-qq", "update"]) != 0 or run([*command.split(), "-qq"]) != 0:
        raise Stop(f"That failed. The tests need {' and '.join(missing)}.")


def is_there(place: str) -> bool:
    """Whether a program is on the path, or a file matches an absolute pattern."""
    return any(Path("/").glob(place[1:])) if place.startswith("/") else shutil.which(place) is not None


def install_node_packages() -> None:
    """Fetch the Node packages of tests/interop by their own hash lock; none of their code runs while installing."""
    stamp = INTEROP / "node_modules" / ".installed"
    current = hashlib.sha256((INTEROP / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("ascii") == current:
        return
    print("Installing the Node packages that tests compare us with ...", flush=True)
    if run(program("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"), folder=INTEROP):
        raise Stop("Installing the Node packages failed; the lines above say why.")
    stamp.write_text(current, "ascii")


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.exit("This needs Python 3.11 or newer. Choose one with PYTHON, such as: make demo PYTHON=python3.12")
    sys.exit(main(sys.argv[1:]))
