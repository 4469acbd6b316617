"""The auditor's command: check an evidence file, or a person's copy, offline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exchange.cli.say import Json, say, say_json

if TYPE_CHECKING:
    from exchange.evidence import Line, Report

_MARKS = {"ok": "ok     ", "note": "note   ", "warning": "warning", "failed": "FAILED "}
_COLOURS = {"ok": None, "note": None, "warning": "yellow", "failed": "red"}


def verify(
    file: Annotated[Path, typer.Argument(help="The evidence file, or a person's copy.", show_default=False)],
    anchor: Annotated[
        list[Path],
        typer.Option(metavar="FILE", help="The federation's anchor file, from a road you trust. May be repeated."),
    ],
    json: Json = False,
) -> None:
    """Check an evidence file. Needs no network, no database and nobody's word but the anchor file's.

    Prints every finding with its code: 'ok' holds, 'note' is good to know, 'warning' is missing or odd, 'FAILED' does
    not hold. Ends with status 0 if nothing failed, with 1 otherwise. docs/errors.md explains the codes.

    It shows who signed what and when, that nothing was changed, and what follows for the duty. Whether what was signed
    was right, it cannot show.
    """
    from datetime import UTC, datetime

    from exchange.evidence import check
    from exchange.trust import parse_anchor, pin

    anchors = pin([parse_anchor(each.read_bytes()) for each in anchor])
    report = check(file.read_bytes(), anchors=anchors, now=datetime.now(UTC))
    if json:
        say_json(report.to_json())
    else:
        for line in report.lines:
            say(_sentence(line))
        say(_verdict(report, anchors=", ".join(anchors)))
    raise typer.Exit(0 if report.passed else 1)


def _sentence(line: "Line") -> str:
    place = f" (at {line.at})" if line.at else ""
    mark = typer.style(_MARKS[line.severity], fg=_COLOURS[line.severity])
    return f"{mark}  {line.subject}: {line.sentence}{place}  [{line.code}]"


def _verdict(report: "Report", *, anchors: str) -> str:
    from exchange.evidence import Severity

    counts = ", ".join(f"{report.count(each)} {each.value}" for each in Severity)
    return f"{'Genuine' if report.passed else 'NOT GENUINE'}, judged by {anchors}: {counts}."
