"""For auditors: check a file of evidence, see what the log says, and read who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from exchange.evidence import MAX_EVIDENCE, Line, Report, Severity
from exchange.journeys.audit_log import audit_log
from exchange.journeys.check_evidence import check_evidence
from exchange.journeys.read_trail import export_trail, read_trail
from exchange.pages.auditing.taking_along import csv_file
from exchange.pages.forms import Form, Posted, Problems, form_of
from exchange.pages.languages import Voice, number
from exchange.pages.operating.trail_words import act_words, reason_words, roles_words, thing_words
from exchange.pages.rendering import page
from exchange.pages.saying import line_words
from exchange.pages.visits import Auditor, Signed
from exchange.pages.words import SEVERITIES
from exchange.store import Step

router = APIRouter()

_ENVELOPE = 1 << 16  # what a browser puts around the file
_WORST_FIRST = (Severity.FAILED, Severity.WARNING, Severity.NOTE, Severity.OK)
_ENTRIES = {
    "record": "Records",
    "message": "Messages",
    "receipt": "Receipts",
    "statement": "Statements of membership",
    "attestation": "Attestations",
    "presentation": "Presentations",
    "status": "Status lists",
}
_MAX_ID = 500
_MAX_POSITION = 2**62

DroppedFile = Annotated[Form, Depends(form_of(MAX_EVIDENCE + _ENVELOPE))]


@dataclass(frozen=True)
class Finding:
    """A line of the report in the reader's language."""

    subject: str
    sentence: str
    code: str
    at: str


@dataclass(frozen=True)
class Group:
    """All findings of one severity; `name` is its word, which stands beside the count."""

    severity: str
    name: str
    findings: tuple[Finding, ...]


@router.get("/audit")
def begin(visit: Auditor) -> Response:
    """The form for a file, and the way to the lists."""
    return _begin(visit, {})


@router.post("/audit")
def judge(visit: Auditor, form: DroppedFile) -> Response:
    """What was found in a file. Nothing of it is kept."""
    data = form.files.get("file", b"")
    if not data:
        problems = Problems(visit.say)
        problems.add("file", "Choose a file of evidence, or a person’s copy")
        return _begin(visit, problems.found)
    report = check_evidence(visit.node, visit.who, data)
    return page(
        visit, "audit/report.html", report=report, verdict=_verdict(report, visit.say),
        groups=_groups(report, visit.say), anchors=tuple(visit.node.anchors),
    )  # fmt: skip


@router.get("/audit/log")
def log(visit: Auditor) -> Response:
    """The newest checkpoint, what is in the log, and what is known of the others'."""
    state, say = audit_log(visit.node), visit.say
    return page(
        visit,
        "audit/log.html",
        state=state,
        size=number(state.size, say.language),
        entries=[(say(_ENTRIES.get(kind, kind)), number(count, say.language)) for kind, count in state.entries.items()],
        told=[
            (say.council(each.council), number(each.size, say.language), each.root, say.moment(each.said_at))
            for each in state.told
        ],
        silent=say.listed([say.council(each) for each in state.silent]),
    )


@router.get("/audit/trail")
def trail(
    visit: Auditor,
    account: Annotated[str, Query(max_length=_MAX_ID)] = "",
    before: Annotated[int, Query(ge=0, le=_MAX_POSITION)] = 0,
) -> Response:
    """Who did what, the newest first."""
    found = read_trail(visit.node, account=account, before=before)
    older = {"account": account, "before": str(found.older)}
    return page(
        visit,
        "audit/trail.html",
        steps=[(each.account, _row(each, visit.say)) for each in found.steps],
        whose=account,
        name=next((each.name for each in found.steps), account) if account else "",
        older=f"{visit.url('/audit/trail')}?{urlencode(older)}" if found.older else "",
        only=lambda whose: f"{visit.url('/audit/trail')}?{urlencode({'account': whose})}",
    )


@router.post("/audit/trail/export")
def take_trail(visit: Auditor, form: Posted) -> Response:
    """The newest lines as a file, with the codes that they were written in."""
    steps = export_trail(visit.node, visit.who, account=form.text("account"))
    headings = ("at", "account", "name", "role", "purpose", "act", "of_kind", "of")
    return csv_file("trail", headings, ([_cell(each, name) for name in headings] for each in steps))


def _cell(step: Step, name: str) -> str:
    return step.at.isoformat() if name == "at" else str(getattr(step, name))


def _row(step: Step, say: Voice) -> tuple[str, ...]:
    return (
        say.moment(step.at),
        step.name,
        roles_words(step.role, say),
        act_words(step.act, say),
        thing_words(step.of_kind, step.of, say),
        reason_words(step.purpose, say),
    )


def _begin(visit: Signed, problems: dict[str, str]) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page(visit, "audit/check.html", status=status, problems=problems)


def _verdict(report: Report, say: Voice) -> str:
    """What follows, in a sentence or two; nothing that failed is hidden behind what did not."""
    failed, open_ = report.count(Severity.FAILED), report.count(Severity.WARNING)
    if failed:
        return say.plural(
            "%(count)s thing does not hold. Do not rely on this file.",
            "%(count)s things do not hold. Do not rely on this file.",
            count=failed,
        )
    if open_:
        return say.plural(
            "Nothing failed; %(count)s thing is not proven.",
            "Nothing failed; %(count)s things are not proven.",
            count=open_,
        )
    return say("Nothing failed, and everything that the file must prove is proven.")


def _groups(report: Report, say: Voice) -> Sequence[Group]:
    groups = (
        Group(each, say(SEVERITIES[each]), tuple(_finding(line, say) for line in report.lines if line.severity is each))
        for each in _WORST_FIRST
    )
    return [group for group in groups if group.findings]


def _finding(line: Line, say: Voice) -> Finding:
    return Finding(line_words(line.subject, say), line_words(line.sentence, say), line.code, line.at)
