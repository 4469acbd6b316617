"""Looking at what councils answer, and waiting: they learn of each other, and deliver, in their own time."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from exchange.client import Client
from exchange.demo.failing import Failed
from exchange.demo.processes import Servers
from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.transfer.days import london_day

T = TypeVar("T")

MESSAGES = ("notification", "matched", "decision", "arrived", "entered", "completed", "closed")
_WAIT_SECONDS = 60
_PASSING = ("setup-incomplete", "entity-unknown", "record-unknown", "transfer-unknown", "peer-unreachable", "busy")


class NotYet(Exception):
    """What the story waits for has not happened yet; the text says what."""


def until(attempt: Callable[[], T], *, servers: Servers) -> T:
    """Try until it succeeds, unless a server dies or it takes too long."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return attempt()
        except (Refusal, NotYet) as reason:
            servers.check()
            if isinstance(reason, Refusal) and reason.code not in _PASSING:
                raise
            if time.monotonic() > deadline:
                raise Failed(f"The councils did not get there in {_WAIT_SECONDS} seconds: {reason}.") from reason
        time.sleep(0.1)


def today() -> str:
    """The day in London."""
    return london_day(datetime.now(UTC)).isoformat()


def logged(council: Client, digest: str) -> JsonObject:
    """A record, once its entry in its council's log is proven here and its status is known."""
    record = council.read(f"/v1/records/{digest}")
    verification = member(record, "verification")
    if not verification["logged"] or verification["status"] == "not-fetched":
        raise NotYet("a record's log entry or status is not known to Ceredigion")
    return record


def said(council: Client, transfer: str, kind: str) -> JsonObject:
    """A transfer, once something of this kind was said in it."""
    seen = council.read(f"/v1/transfers/{transfer}")
    if kind not in [each["type"] for each in members(seen, "messages")]:
        raise NotYet(f"“{kind}” has not arrived yet")
    return seen


def settled(council: Client, transfer: str) -> JsonObject:
    """A transfer, once everything was said and received."""
    seen = council.read(f"/v1/transfers/{transfer}")
    outcomes = [each["outcome"] for each in members(seen, "messages")]
    if outcomes != ["delivered"] * len(MESSAGES):
        raise NotYet(f"of {len(MESSAGES)} messages, these are known: {outcomes}")
    return seen


def member(value: JsonObject, name: str) -> JsonObject:
    """A member that is an object."""
    found = value[name]
    if not isinstance(found, dict):
        raise Failed("A council answered in a form that this story does not know.")
    return found


def members(value: JsonObject, name: str) -> list[JsonObject]:
    """A member that is a list of objects."""
    found = value[name]
    if not isinstance(found, list):
        raise Failed("A council answered in a form that this story does not know.")
    return [each for each in found if isinstance(each, dict)]


def count(value: JsonValue) -> int:
    """How many entries a list has."""
    return len(value) if isinstance(value, list) else 0
