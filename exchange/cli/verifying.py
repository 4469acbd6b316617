"""The auditor's command: check an evidence file offline."""

from pathlib import Path
from typing import Annotated

import typer

from exchange.cli.say import say, say_json

_MARKS = {"ok": "ok     ", "note": "note   ", "warning": "warning", "failed": "FAILED "}


def verify(
    file: Annotated[Path, typer.Argument(help="The evidence file.")],
    anchor: Annotated[list[Path], typer.Option(help="The federation's anchor file, from a road you trust.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
) -> None:
    """Check an evidence file. Needs no network, no database and nobody's word but the anchor file's.

    Prints every finding. Ends with status 0 if nothing failed, with 1 otherwise.
    """
    from datetime import UTC, datetime

    from exchange.evidence import Severity, check
    from exchange.trust import parse_anchor, pin

    anchors = pin([parse_anchor(each.read_bytes()) for each in anchor])
    report = check(file.read_bytes(), anchors=anchors, now=datetime.now(UTC))
    if json:
        say_json(report.to_json())
    else:
        for line in report.lines:
            say(f"{_MARKS[line.severity]}  {line.subject}: {line.sentence}  [{line.code}]")
        counts = ", ".join(f"{report.count(each)} {each.value}" for each in Severity)
        say(f"{'Genuine' if report.passed else 'NOT GENUINE'}: {counts}.")
    raise typer.Exit(0 if report.passed else 1)
