"""The report of a check: every finding, good and bad, in the order in which an auditor would ask.

A line names what it is about ("message 2 of 4") and says one plain sentence. No line holds data of the person whom the
records are about: sentences are constants, filled with councils, days, counts and codes, and with the names of those
who stand behind a record by profession.
"""

from dataclasses import dataclass
from enum import StrEnum

from exchange.errors import CODES, Finding, Refusal
from exchange.evidence.sentences import SENTENCES
from exchange.evidence.words import Said, Value
from exchange.jose import JsonObject, JsonValue

REPORT_FORMAT = "assessment-exchange-report/1"


class Severity(StrEnum):
    """How much a line matters. One `failed` line and the file does not pass."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Line:
    """One finding: a stable code, what it is about, a sentence, and `at`, a place inside that where one is known.

    Both kinds of words are in English and can be said in another language (`exchange.evidence.words`).
    """

    severity: Severity
    code: str
    subject: str
    sentence: Said
    at: str = ""


@dataclass(frozen=True)
class Report:
    """All that was found. `unsigned` are the places (JSON pointers) in the file that no signature protects."""

    lines: tuple[Line, ...]
    unsigned: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing failed; warnings and notes do not fail a file, but an auditor reads them."""
        return not any(line.severity is Severity.FAILED for line in self.lines)

    def count(self, severity: Severity) -> int:
        """How many lines of this severity there are."""
        return sum(line.severity is severity for line in self.lines)

    def to_json(self) -> JsonObject:
        """The report for programs."""
        lines: list[JsonValue] = [_line_json(line) for line in self.lines]
        unsigned: list[JsonValue] = [*self.unsigned]
        return {"format": REPORT_FORMAT, "passed": self.passed, "unsigned": unsigned, "lines": lines}


class Findings:
    """Collects lines while a file is checked. Nothing here stops the check."""

    def __init__(self) -> None:
        self._lines: dict[Line, None] = {}  # in order, each once
        self._unsigned: list[str] = []

    def ok(self, code: str, subject: str, **facts: Value) -> None:
        """Something holds."""
        self._add(Line(Severity.OK, code, subject, Said(SENTENCES[code], **facts)))

    def note(self, code: str, subject: str, **facts: Value) -> None:
        """Something a reader should know."""
        self._add(Line(Severity.NOTE, code, subject, Said(SENTENCES[code], **facts)))

    def warn(self, code: str, subject: str, *, at: str = "") -> None:
        """Something is missing or odd, yet nothing that was signed is contradicted."""
        self._add(Line(Severity.WARNING, code, subject, Said(CODES[code].sentence), at))

    def fail(self, subject: str, refusal: Refusal) -> None:
        """Something does not hold: one line for each finding of the refusal."""
        for finding in refusal.findings:
            self._add(_failed(subject, finding))

    def unsigned(self, at: str, subject: str) -> None:
        """A part of the file that no signature protects."""
        self._unsigned.append(at)
        self.note("unsigned-part", subject)

    def report(self) -> Report:
        """What was found so far."""
        return Report(tuple(self._lines), tuple(self._unsigned))

    def _add(self, line: Line) -> None:
        self._lines.setdefault(line)


def _failed(subject: str, finding: Finding) -> Line:
    return Line(Severity.FAILED, finding.code, subject, Said(CODES[finding.code].sentence), finding.at)


def _line_json(line: Line) -> JsonObject:
    written: JsonObject = {
        "severity": line.severity.value, "code": line.code, "subject": line.subject, "sentence": line.sentence,
    }  # fmt: skip
    return {**written, "at": line.at} if line.at else written
