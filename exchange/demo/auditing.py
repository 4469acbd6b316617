"""The auditor's part of the story: the evidence is checked, then changed, then checked again."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from exchange.client import Client
from exchange.demo.failing import Failed
from exchange.demo.looking import NotYet, members
from exchange.demo.processes import audit
from exchange.demo.tampering import flip_first_record
from exchange.demo.telling import Teller
from exchange.evidence import Severity, check
from exchange.jose import JsonObject
from exchange.trust import parse_anchor, pin

_COUNTED = {
    "record-genuine": "records",
    "presentation-genuine": "presentations",
    "message-genuine": "messages",
    "receipt-genuine": "receipts",
    "entry-proven": "log entries",
}
_TOLD = 2


def gather(council: Client, transfer: str, *, anchor_file: Path) -> bytes:
    """The evidence of a transfer, once nothing in it is missing: proofs are collected from the other council."""
    data = council.download(f"/v1/transfers/{transfer}/evidence")
    anchors = pin([parse_anchor(anchor_file.read_bytes())])
    warnings = check(data, anchors=anchors, now=datetime.now(UTC)).count(Severity.WARNING)
    if warnings:
        raise NotYet(f"{warnings} parts of the evidence are not there yet")
    return data


def show_audit(teller: Teller, folder: Path) -> None:
    """Have the auditor's process check the evidence, and say what it found."""
    evidence, anchor = folder / "evidence.json", folder / "anchor.json"
    report = audit(evidence, anchor=anchor)
    lines = members(report, "lines")
    if not report["passed"]:
        raise Failed(f"The evidence was refused: {'; '.join(_failed(lines)[:_TOLD])}")
    teller.line(f"✓ {_sentences(lines, 'record-genuine')[0]}")
    found = ", ".join(f"{len(_sentences(lines, code))} {what}" for code, what in _COUNTED.items())
    teller.line(f"✓ {len(lines)} findings, none failed. Genuine: {found}.")
    for sentence in _sentences(lines, "duty-held"):
        teller.line(f"✓ {sentence.partition('. ')[0]}.")
    teller.line(f"The evidence is one file of {evidence.stat().st_size // 1000} KB. To read all findings:")
    teller.line(f"{_own_command()} verify {evidence} --anchor {anchor}", whole=True)


def show_tampered(teller: Teller, folder: Path) -> None:
    """Change a byte of the first record, and have the auditor's process refuse it."""
    changed = folder / "evidence-changed.json"
    changed.write_bytes(flip_first_record((folder / "evidence.json").read_bytes()))
    report = audit(changed, anchor=folder / "anchor.json")
    failed = _failed(members(report, "lines"))
    if report["passed"] or not failed:
        raise Failed("The changed evidence was not refused.")
    for sentence in failed[:_TOLD]:
        teller.line(f"✗ {sentence}")
    if len(failed) > _TOLD:
        teller.line(f"✗ and {len(failed) - _TOLD} more findings that follow from it")


def _sentences(lines: list[JsonObject], code: str) -> list[str]:
    return [f"{line['subject']}: {line['sentence']}" for line in lines if line["code"] == code]


def _failed(lines: list[JsonObject]) -> list[str]:
    return [f"{line['subject']}: {line['sentence']}" for line in lines if line["severity"] == "failed"]


def _own_command() -> str:
    """How this program is called from where we are."""
    program = Path(sys.executable).with_name("exchange")
    if not program.exists():
        return "python -m exchange"
    here = Path.cwd()
    return str(program.relative_to(here) if program.is_relative_to(here) else program)
