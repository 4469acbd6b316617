"""What was said in a transfer so far: who said what when, in words, and whether the other council has it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import JsonValue

from exchange.pages.languages import Voice
from exchange.pages.reading.genuine import fault_line
from exchange.pages.words import (
    ANSWERS,
    ASSESSMENTS,
    CANCEL_GROUNDS,
    CLOSING_REASONS,
    CONFIDENCES,
    DELIVERIES,
    DISPUTES,
    FAULTS,
    FORMS,
    MESSAGES,
    NOT_OURS_GROUNDS,
    RECALL_GROUNDS,
    RESOLUTIONS,
    TOPICS,
)
from exchange.wire import Outcome, Spoken, Transfer

_CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "confidence": CONFIDENCES,
    "outcome": ANSWERS,
    "about": {**TOPICS, **DISPUTES},
    "ground": {**NOT_OURS_GROUNDS, **CANCEL_GROUNDS, **RECALL_GROUNDS},
    "reason": CLOSING_REASONS,
    "assessment": ASSESSMENTS,
    "form": FORMS,
    "fault": FAULTS,
    "how": RESOLUTIONS,
}
_DAYS: Final = ("day", "noticedOn", "startsOn", "withdrawnOn")
_TEXTS: Final = ("text", "note", "statement", "reason")


@dataclass(frozen=True)
class Said:
    """One message. `facts` are in the reader's language, `texts` as somebody wrote them."""

    digest: str
    what: str
    who: str
    when: str
    facts: tuple[str, ...]
    texts: tuple[str, ...]
    worker: str
    delivered: str
    failed: bool


def said_so_far(transfer: Transfer, _: Voice) -> list[Said]:
    """All messages, the newest first."""
    return [_said(each, _) for each in reversed(transfer.messages)]


def questions(transfer: Transfer, *, us: str) -> list[Spoken]:
    """The other council's questions that we have not answered yet."""
    answered = {each.body.get("of") for each in transfer.messages if each.body.get("about") == "answer"}
    asked = (each for each in transfer.messages if each.body.get("about") == "question")
    return [each for each in asked if each.sender.entity_id != us and each.digest not in answered]


def _said(spoken: Spoken, _: Voice) -> Said:
    body = spoken.body
    coded = {name for name, table in _CODES.items() if body.get(name) in table}
    return Said(
        digest=spoken.digest,
        what=_(MESSAGES[spoken.type]),
        who=_.council(spoken.sender),
        when=_.moment(spoken.said_at),
        facts=tuple(_facts(body, coded, _)),
        texts=tuple(text for name in _TEXTS if name not in coded and (text := _text(body.get(name)))),
        worker=_worker(body.get("worker")),
        delivered=_delivered(spoken, _),
        failed=spoken.outcome in (Outcome.REJECTED, Outcome.GIVEN_UP),
    )


def _facts(body: Mapping[str, JsonValue], coded: set[str], _: Voice) -> Iterator[str]:
    yield from (_(_CODES[name][str(body[name])]) for name in _CODES if name in coded)
    yield from (_.day(date.fromisoformat(day)) for name in _DAYS if (day := _text(body.get(name))))
    documents = body.get("documents")
    if isinstance(documents, list) and documents:
        yield _.plural("%(count)s record", "%(count)s records", count=len(documents))


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _worker(value: JsonValue) -> str:
    if not isinstance(value, dict):
        return ""
    return ", ".join(text for name in ("name", "role", "contact") if (text := _text(value.get(name))))


def _delivered(spoken: Spoken, _: Voice) -> str:
    word = _(DELIVERIES[spoken.outcome])
    if spoken.delivered_at is not None and spoken.outcome is Outcome.DELIVERED:
        return f"{word}, {_.moment(spoken.delivered_at)}"
    return f"{word}. {fault_line(spoken.code, _)}" if spoken.code else word
