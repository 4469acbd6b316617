"""For anybody who is shown a copy: did this council sign it, and does it still hold? Nobody signs in for this.

What can be learned here, and by whom:
- A number is a digest of 256 bits over salted content. It cannot be guessed, and no list of numbers is kept anywhere to
  be asked for. Whoever knows one has the copy before them. The answer holds no name, no kind of record, and no other
  number; a number that is not known and one that is no number at all are answered alike.
- Asking is not written down: who checks a copy is nobody's business. It sets no cookie.
- Asking costs four look-ups by key, less than a page of the public log; checking a file costs the signatures of one
  record. Both are as cheap as what `/log/proofs` and the parcel door answer to anybody, and a council that limits
  requests at its front door limits these too. A file is read up to 2 MiB, in memory, and forgotten with the answer.
"""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from exchange.evidence import Line, Report, Severity, check, is_copy, number_of_copy
from exchange.journeys.check_number import Signed, check_number
from exchange.pages.forms import Form, Problems, form_of
from exchange.pages.languages import Voice
from exchange.pages.rendering import go_to, page
from exchange.pages.saying import line_words
from exchange.pages.visits import Anybody, Visit
from exchange.wire import RecordStatus

router = APIRouter()

MAX_FILE: Final = 2 << 20
_NUMBER = re.compile("[A-Za-z0-9_-]{43}")
Dropped = Annotated[Form, Depends(form_of(MAX_FILE + 65_536))]

STANDING: Final = {
    RecordStatus.VALID: "It is current: %(council)s has not replaced it or taken it back.",
    RecordStatus.SUPERSEDED: "It is not the newest any more: %(council)s has sealed a newer one. Ask to see that one.",
    RecordStatus.SUSPENDED: "%(council)s has suspended it. Do not rely on it before you have asked them.",
    RecordStatus.ENTERED_IN_ERROR: "%(council)s has taken it back as entered in error. Do not use it.",
    RecordStatus.NOT_FETCHED: "Whether it is still current is not known here just now. Ask %(council)s.",
}
HOLDS: Final = frozenset({RecordStatus.VALID})
SEVERITIES: Final = {
    Severity.FAILED: "Does not hold",
    Severity.WARNING: "Missing or odd",
    Severity.NOTE: "Good to know",
    Severity.OK: "Holds",
}


@dataclass(frozen=True)
class Finding:
    """One finding, in words."""

    severity: str
    failed: bool
    subject: str
    sentence: str
    code: str


@router.get("/check")
def ask(visit: Anybody, number: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The form: a number to type, or a file to check."""
    typed = _typed(number).rpartition("/")[2]
    if _NUMBER.fullmatch(typed):
        return go_to(visit, f"/check/{typed}")
    problems = Problems(visit.say)
    if number:
        problems.add("number", "A number has 43 letters, digits, hyphens and underscores. Check what you typed")
    return _form(visit, problems, number=number)


@router.post("/check")
def check_file(visit: Anybody, form: Dropped) -> Response:
    """The verdict on a person's file, and every finding behind it. Nothing of the file is kept."""
    problems, data = Problems(visit.say), form.files.get("file", b"")
    if not data:
        problems.add("file", "Choose the file that the council gave you")
    elif len(data) > MAX_FILE or not is_copy(data):
        problems.add("file", "This is not a file of a person's copy. Choose the file whose name ends in .json")
    if problems:
        return _form(visit, problems)
    report = check(data, anchors=visit.node.anchors, now=visit.node.now())
    number = number_of_copy(data) if report.passed else ""
    ours = bool(number) and check_number(visit.node, number) is not None
    return page(
        visit,
        "prints/verdict.html",
        report=report,
        findings=_findings(report, visit.say),
        number=number if ours else "",
    )


@router.get("/check/{number}")
def check_one(visit: Anybody, number: str) -> Response:
    """What this council says of a number."""
    number = _typed(number)
    found = check_number(visit.node, number) if _NUMBER.fullmatch(number) else None
    if found is None:
        return page(visit, "prints/unknown.html", status=HTTPStatus.NOT_FOUND)
    return page(
        visit, "prints/known.html", found=found, standing=_standing(found, visit.say), holds=found.status in HOLDS,
        number=number,
    )  # fmt: skip


def _typed(number: str) -> str:
    """A number as somebody copied it: without blanks, and without the unseen places where paper may break it."""
    return "".join(number.replace("\u200b", "").split())


def _standing(found: Signed, say: Voice) -> str:
    return say(STANDING[found.status], council=say.council(found.sealed_by))


def _form(visit: Visit, problems: Problems, *, number: str = "") -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page(visit, "prints/check.html", status=status, problems=problems.found, values={"number": number})


def _findings(report: Report, say: Voice) -> list[Finding]:
    """What fails first, then what is missing, then the rest."""
    order = list(SEVERITIES)
    return [_finding(each, say) for each in sorted(report.lines, key=lambda line: order.index(line.severity))]


def _finding(line: Line, say: Voice) -> Finding:
    return Finding(
        say(SEVERITIES[line.severity]),
        line.severity is Severity.FAILED,
        line_words(line.subject, say),
        line_words(line.sentence, say),
        line.code,
    )
