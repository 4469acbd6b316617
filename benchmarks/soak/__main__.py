"""`make soak`: thousands of transfers among councils that are killed at every moment, and their books compared.

Options: `--transfers N --kills N --councils N --at-once N --seed S --minutes M --postgres --keep FOLDER`. Exit status 1
if anything was lost, doubled, left open or held differently by two councils.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.federation import COUNCILS, SQLITE
from benchmarks.postgres import running_postgres
from benchmarks.soak.mortals import Death
from benchmarks.soak.run import Plan, Soaked, soak

SHOWN = 25
BAR = 30
LINE_SECONDS = 15.0  # between two lines of progress where there is no terminal
DEATHS = {
    Death.AT_RANDOM: "at a random moment",
    Death.BEFORE_A_COMMIT: "just before a commit",
    Death.AFTER_A_COMMIT: "just after a commit",
}


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    with _folder(options.keep) as folder, _stores(postgres=options.postgres, councils=options.councils) as stores:
        plan = Plan(
            transfers=options.transfers,
            kills=options.kills,
            councils=options.councils,
            at_once=options.at_once,
            seed=options.seed,
            minutes=options.minutes,
            stores=stores,
        )
        soaked = soak(folder, plan, tell=Progress())
    print(f"\n\n{report(soaked, database='PostgreSQL' if stores else 'SQLite')}")
    return 1 if soaked.violations else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--transfers", type=int, default=20_000, help="how many are begun (default 20,000)")
    parser.add_argument("--kills", type=int, default=2_000, help="how often a process is killed (default 2,000)")
    parser.add_argument("--councils", type=int, default=4, choices=range(2, len(COUNCILS) + 1), help="default 4")
    parser.add_argument("--at-once", type=int, default=200, help="transfers under way at a time (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="draws stories, deaths and weather (default 1)")
    parser.add_argument("--minutes", type=float, default=600, help="begin no more transfers after so long")
    parser.add_argument("--postgres", action="store_true", help="stores on PostgreSQL, which must be installed")
    parser.add_argument("--keep", type=Path, help="an empty folder for the councils, which is kept")
    return parser.parse_args(arguments)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="exchange-soak-") as folder:
        yield Path(folder)


@contextmanager
def _stores(*, postgres: bool, councils: int) -> Iterator[Mapping[str, str]]:
    if not postgres:
        yield SQLITE
        return
    with running_postgres(connections=40 * councils) as server:
        yield {name: server.create() for name in list(COUNCILS)[:councils]}


class Progress:
    """A bar that is drawn again and again; a line now and then where nobody watches."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._started = self._shown = time.monotonic()

    def __call__(self, soaked: Soaked) -> None:
        now = time.monotonic()
        if now - self._shown < (0.5 if self._terminal else LINE_SECONDS):
            return
        self._shown = now
        print(
            self._line(soaked, now - self._started), end="\r" if self._terminal else "\n", file=sys.stderr, flush=True
        )

    def _line(self, soaked: Soaked, seconds: float) -> str:
        plan, rate = soaked.plan, soaked.told / seconds
        filled = BAR * soaked.told // max(1, plan.transfers)
        left = (plan.transfers - soaked.told) / rate / 60 if rate else 0.0
        return (
            f"[{'#' * filled:{BAR}}] {soaked.told:,} of {plan.transfers:,} transfers, {rate:.1f}/s, "
            f"{soaked.begun - soaked.told} under way, {soaked.kills:,} of {plan.kills:,} kills, {left:.0f} min left "
        )


def report(soaked: Soaked, *, database: str) -> str:
    """What happened, as a plain table."""
    plan, told = soaked.plan, max(1, soaked.told)
    cpu = f"{soaked.cpu_seconds / told * 1e3:.0f} ms a transfer, starts after kills included"
    rows = [
        ("councils", f"{plan.councils} on {database}, a process each, and an operator; seed {plan.seed}"),
        ("transfers told to their end", f"{soaked.told:,} of {soaked.begun:,} begun"),
        *(("", f"{count:,} {name}") for name, count in sorted(soaked.stories.items())),
        ("messages", f"{soaked.messages:,}, each with one receipt; {soaked.tries:,} tries"),
        ("log entries", f"{soaked.entries:,}"),
        ("kills", f"{soaked.kills:,}"),
        *(("", f"{soaked.deaths[death]:,} {words}") for death, words in DEATHS.items()),
        ("time", f"{soaked.seconds / 60:.1f} min, and {soaked.checking_seconds / 60:.1f} min to compare the books"),
        ("rate", f"{soaked.told / max(soaked.seconds, 1e-9):.1f} transfers/s"),
        ("CPU of the councils", cpu),
        ("machine", f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"),
        ("violations", f"{len(soaked.violations):,}"),
    ]
    lines = [f"{name:28} {what}" for name, what in rows]
    return "\n".join([*lines, *_shown(soaked.violations)])


def _shown(violations: Sequence[str]) -> Iterator[str]:
    yield from (f"  {each}" for each in violations[:SHOWN])
    if len(violations) > SHOWN:
        yield f"  and {len(violations) - SHOWN:,} more"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
