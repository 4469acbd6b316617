"""The whole decision: what is still missing of it, what it says when it is signed, and how two answers differ."""

from collections.abc import Iterator, Mapping
from typing import Final

from exchange.jose import JsonObject, JsonValue
from exchange.journeys.open_decision import Deciding, NeedToDecide
from exchange.pages.deciding.first_day import FirstDay
from exchange.pages.deciding.needs import Needs
from exchange.pages.deciding.parts import Draft, Page, day_in, members_of, text_in
from exchange.pages.deciding.worker import Worker, told_on
from exchange.pages.forms import Problems
from exchange.pages.languages import Voice

PAGES: Final[Mapping[str, Page]] = {each.part: each for each in (Needs(), FirstDay(), Worker())}


def unfinished(deciding: Deciding, draft: Draft, problems: Problems) -> Problems:
    """What is still missing on any page."""
    for page in PAGES.values():
        if draft.value(page) is None and page.part != "first-day":
            problems.add(page.part, "Not everything is answered yet: %(page)s", page=problems.say(_TITLES[page.part]))
        else:
            page.problems(deciding, draft, problems)
    return problems


_TITLES = {"needs": "the needs", "first-day": "the first day", "worker": "the named worker"}


def decision_of(deciding: Deciding, draft: Draft) -> JsonObject:
    """The decision in the shape of the message; call it only when nothing is unfinished."""
    answers, value = members_of(draft.value(PAGES["needs"])), draft.value(PAGES["worker"])
    rows = draft.value(PAGES["first-day"])
    decision: JsonObject = {
        "assessment": text_in(value, "assessment"),
        "needs": [each for need in deciding.needs for each in _decided(need, answers.get(need.key))],
        "dayOne": [_day_one(row) for row in (rows if isinstance(rows, list) else [])],
        "worker": {name: text_in(value, name) for name in ("name", "role", "contact")},
    }
    told, given_on = members_of(value).get("told"), told_on(value)
    if told and given_on:
        decision["explanation"] = {
            "givenOn": given_on.isoformat(), "to": told, "language": text_in(value, "told-language") or "en",
            **({"text": text_in(value, "told-words")} if text_in(value, "told-words") else {}),
        }  # fmt: skip
    if text_in(value, "note"):
        decision["note"] = text_in(value, "note")
    return decision


def differences(
    page: Page, deciding: Deciding, theirs: JsonValue, mine: JsonValue, say: Voice
) -> list[tuple[str, str, str]]:
    """What differs between two answers to one page: what it is about, theirs, mine."""
    one, other = dict(_lines(page, deciding, theirs, say)), dict(_lines(page, deciding, mine, say))
    return [
        (name, one.get(name, ""), other.get(name, ""))
        for name in dict.fromkeys((*one, *other))
        if one.get(name) != other.get(name)
    ]


def _lines(page: Page, deciding: Deciding, value: JsonValue, say: Voice) -> Iterator[tuple[str, str]]:
    match page:
        case Needs():
            for line in page.view(deciding, value, say, {}):
                yield line.title, ": ".join(filter(None, (line.outcome_words, line.reason)))
        case _:
            yield from page.fields(value)


def _decided(need: NeedToDecide, answer: JsonValue) -> Iterator[JsonObject]:
    for record, name in need.places:
        decided: JsonObject = {"record": record, "need": name, "outcome": text_in(answer, "outcome")}
        yield decided | ({"reason": text_in(answer, "reason")} if text_in(answer, "reason") else {})


def _day_one(row: JsonValue) -> JsonObject:
    day = day_in(text_in(row, "startsOn"))
    kept: JsonObject = {name: text_in(row, name) for name in ("need", "how", "provider", "owner") if text_in(row, name)}
    return {**kept, "startsOn": day.isoformat() if day else ""}
