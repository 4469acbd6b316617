"""`make bench`: what the budgets are about, measured now and on this machine, as ratios within this one run.

A benchmark, never a test: nothing fails here. Other work on the machine makes rates and wall times worse; CPU times and
ratios hold still much better. Options: `--only P1 P3 ...`, `--seconds N` for each timed part, `--json`.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import federation, log, records, starts, transfers
from benchmarks.figures import Figure, as_json, table
from benchmarks.load import CaseSystem, put_on

LEGEND = """
Legend.  x: a ratio to a floor measured in the same run; /s: so many in a second; s: seconds of wall time, the best run.
hold, stretch: the budgets (at most).  Figures without a budget are reported, not judged: P3's budget is written against
an AS2 server and P4's against two Matrix homeservers, and neither peer is part of this bench yet.  P6 (PostgreSQL), P8
to P11 come with the parts that they measure.  CPU of processes is counted in hundredths of a second.
"""
NAMES = ("P1", "P2", "V1", "V2", "P3", "P5", "P7", "P12")


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    wanted = set(options.only or NAMES)
    started = time.monotonic()
    figures: list[Figure] = []
    for figure in _measure(wanted, seconds=options.seconds):
        figures.append(figure)
        print(f"  {figure.name} {figure.what}: {figure.value:.3g} {figure.unit}", file=sys.stderr, flush=True)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    took = f"{time.monotonic() - started:.0f} s"
    if options.json:
        print(as_json(figures, machine=machine, took=took))
    else:
        print(f"{table(figures)}\n{LEGEND}\n{machine}; took {took}")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=NAMES, help="measure these alone")
    parser.add_argument("--seconds", type=float, default=12.0, help="for each timed part (default 12)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


def _measure(wanted: set[str], *, seconds: float) -> Iterator[Figure]:
    if wanted & {"P1", "P2"}:
        yield from (figure for figure in records.measure(seconds=seconds / 2) if figure.name in wanted)
    if {"V1", "V2"} & set(wanted):
        yield from records.measure_reading(seconds=seconds / 4)
    if "P7" in wanted:
        yield from log.measure(seconds=seconds / 2)
    if wanted & {"P3", "P5", "P12"}:
        with tempfile.TemporaryDirectory(prefix="exchange-bench-") as folder:
            yield from _between_councils(Path(folder), wanted, seconds=seconds)


def _between_councils(folder: Path, wanted: set[str], *, seconds: float) -> Iterator[Figure]:
    founded = federation.found(folder)
    if "P12" in wanted:
        yield from starts.measure_serve(founded)
    with ExitStack() as running:
        councils = (founded.sending, founded.receiving)
        processes = [running.enter_context(federation.serving(council)) for council in councils]
        if wanted & {"P3", "P5"}:
            measured = transfers.measure(founded, processes, seconds=seconds)
            yield from (figure for figure in measured if figure.name in wanted)
        evidence = _evidence(founded, folder) if "P12" in wanted else None
    if evidence is not None:
        yield from starts.measure_verify(evidence, founded.anchor_file)


def _evidence(founded: federation.Federation, folder: Path) -> Path:
    """The evidence of one more transfer, once the other council's proofs have come."""
    load = put_on(founded, transfers.PAIR, in_flight=1, seconds=0.01)
    time.sleep(transfers.REST_SECONDS)
    file = folder / "evidence.json"
    file.write_bytes(CaseSystem(founded.receiving).download(f"/v1/transfers/{load.transfers[0]}/evidence"))
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
