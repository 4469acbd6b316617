"""For auditors: every transfer in days, counts and reasons, and what all of them add up to. No person is named."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from fastapi.responses import Response

from exchange.journeys.audit_transfers import COUNTED, EXPORTED, count_figures, export_audited, list_audited
from exchange.node import Audited
from exchange.pages.auditing.audit_figures import charts_of, numbers_of
from exchange.pages.auditing.taking_along import csv_file
from exchange.pages.forms import Posted, Problems
from exchange.pages.languages import Voice, number
from exchange.pages.rendering import page
from exchange.pages.visits import Auditor, Signed
from exchange.pages.words import NOT_OURS_GROUNDS, REFUSAL_GROUNDS, SILENCES, STAGES
from exchange.store import Choice, Side

router = APIRouter()

_LONDON = ZoneInfo("Europe/London")
_LONGEST = 200
GROUPS = {
    "before": ("requested", "notified", "matched", "decided", "by-hand", "unmatched", "declined"),
    "after": ("arrived", "entered", "completed"),
    "trouble": ("disputed", "wrong-person", "recalled"),
    "over": ("closed", "cancelled", "destroyed", "joined", "refused"),
}
_COLUMNS = (
    "id", "sending", "receiving", "stage", "started_on", "moves_on", "moved_on", "care_days", "own_days", "gap_days",
    "alarms", "declined", "needs_decided", "needs_accepted", "wrong_links",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A transfer as the list shows it: several short sentences in a cell."""

    id: str
    stage: str
    started: str
    sending: str
    receiving: str
    moves: str
    continuity: tuple[str, ...]
    wrong: tuple[str, ...]
    declined: tuple[str, ...]
    carried: str


Text = Annotated[str, Query(max_length=_LONGEST)]


@router.get("/audit/transfers")
def listed(
    visit: Auditor,
    since: Text = "",
    until: Text = "",
    other: Text = "",
    side: Text = "",
    stages: Text = "",
    place: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """One page of those that were chosen."""
    problems = Problems(visit.say)
    chosen = {"since": since, "until": until, "other": other, "side": side, "stages": stages}
    found = list_audited(visit.node, _choice(visit, chosen, problems), number=place)
    return page(
        visit,
        "audit/transfers.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        problems=problems.found,
        chosen=chosen,
        found=found,
        lines=[_line(each, visit.say) for each in found.rows],
        others=[{"value": each.entity_id, "text": visit.say.council(each)} for each in found.others],
        most=number(EXPORTED, visit.language),
        address=lambda place: _address(visit.url("/audit/transfers"), {**chosen, "page": place}),
    )


@router.post("/audit/transfers/export")
def take_along(visit: Auditor, form: Posted) -> Response:
    """The same as a file: days, counts and codes."""
    rows = export_audited(visit.node, visit.who, _choice(visit, form.plain(), Problems(visit.say)))
    return csv_file("transfers", _COLUMNS, (_cells(each) for each in rows))


@router.get("/audit/figures")
def figures(visit: Auditor) -> Response:
    """What the newest transfers add up to."""
    found = count_figures(visit.node)
    return page(
        visit,
        "audit/figures.html",
        counted=number(found.counted, visit.language),
        total=number(found.total, visit.language),
        is_part=found.total > COUNTED,
        numbers=numbers_of(found, visit.say),
        charts=charts_of(found, visit.say),
    )


def _choice(visit: Signed, chosen: dict[str, str], problems: Problems) -> Choice:
    since, until = (_day(chosen.get(name, ""), name, problems) for name in ("since", "until"))
    side = chosen.get("side", "")
    choice = Choice(
        visit.node.entity_id,
        other=chosen.get("other", ""),
        side=Side(side) if side in set(Side) else None,
        stages=frozenset(GROUPS.get(chosen.get("stages", ""), ())),
    )
    return Choice(
        choice.council,
        _start(since) if since else choice.since,
        _start(until + timedelta(days=1)) if until else choice.before,
        choice.other,
        choice.side,
        choice.stages,
    )


def _day(text: str, name: str, problems: Problems) -> date | None:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = date.min
    if day is not None and not date(2000, 1, 1) <= day <= date(2999, 1, 1):
        problems.add(name, "Enter a day such as 2026-11-20")
        return None
    return day


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), _LONDON).astimezone(UTC)


def _address(path: str, chosen: dict[str, str]) -> str:
    said = {name: text for name, text in chosen.items() if text}
    return f"{path}?{urlencode(said)}"


def _line(one: Audited, say: Voice) -> Line:
    if one.moved_on:
        moves = say("Moved on %(day)s", day=say.day(one.moved_on))
    else:
        moves = say("Expected on %(day)s", day=say.day(one.moves_on)) if one.moves_on else say("No day is known")
    return Line(
        id=one.id,
        stage=say(STAGES[one.stage]),
        started=say("Began on %(day)s", day=say.day(one.started_on)),
        sending=say.council(one.sending),
        receiving=say.council(one.receiving),
        moves=moves,
        continuity=tuple(_continuity(one, say)) or (say("Not yet"),),
        wrong=tuple(_wrong(one, say)) or (say("Nothing wrong"),),
        declined=tuple(say({**REFUSAL_GROUNDS, **NOT_OURS_GROUNDS}[each]) for each in one.declined)
        or (say("Nothing declined"),),
        carried=_carried(one, say),
    )


def _continuity(one: Audited, say: Voice) -> list[str]:
    said = []
    if one.care_days is not None:
        said.append(
            say.plural("Care %(count)s day after the move", "Care %(count)s days after the move", count=one.care_days)
            if one.care_days
            else say("Care from the day of the move")
        )
    if one.own_days is not None:
        said.append(
            say.plural(
                "Own assessment and plan %(count)s day after the move",
                "Own assessment and plan %(count)s days after the move",
                count=one.own_days,
            )
        )
    return said


def _wrong(one: Audited, say: Voice) -> list[str]:
    said = []
    if one.gap_days:
        said.append(say.plural("Without care for %(count)s day", "Without care for %(count)s days", count=one.gap_days))
    said += [say("Overdue: %(what)s", what=say(SILENCES[each])) for each in dict.fromkeys(one.alarms)]
    if one.wrong_links:
        said.append(say.plural("%(count)s wrong link undone", "%(count)s wrong links undone", count=one.wrong_links))
    return said


def _carried(one: Audited, say: Voice) -> str:
    if not one.decided:
        return say("Nothing is decided")
    accepted, decided = (number(each, say.language) for each in (one.needs["accepted"], one.decided))
    return say("%(accepted)s of %(decided)s needs, as they stood", accepted=accepted, decided=decided)


def _cells(one: Audited) -> list[str]:
    cells = {
        **{name: getattr(one, name) for name in _COLUMNS if hasattr(one, name)},
        "sending": one.sending.gss or one.sending.entity_id,
        "receiving": one.receiving.gss or one.receiving.entity_id,
        "alarms": " ".join(one.alarms),
        "declined": " ".join(one.declined),
        "needs_decided": one.decided,
        "needs_accepted": one.needs["accepted"],
    }
    return ["" if cells[name] is None else str(cells[name]) for name in _COLUMNS]
