"""For operators: keys, members, what waits for whom and why, and accounts. No person of a record is named."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response

from exchange import __version__
from exchange.errors import CODES, Refusal
from exchange.journeys.keep_accounts import list_accounts
from exchange.journeys.operate import Key, Known, Line, Overview, Stuck, disable, overview
from exchange.node import spoken
from exchange.pages.forms import Posted
from exchange.pages.languages import Voice, number
from exchange.pages.operating.trail_words import roles_words
from exchange.pages.rendering import go_to, page
from exchange.pages.visits import Operator, Signed
from exchange.store import Account
from exchange.wire import say_waiting

router = APIRouter()

_KEYS = {
    "federation": "Says who we are",
    "record": "Seals records",
    "message": "Signs messages and receipts",
    "encryption": "Opens what is sent to us",
    "log": "Signs the public log",
}
_STORES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Person:
    """An account as the page shows it; `path` leads to where it is disabled, "" where it cannot be."""

    name: str
    login: str
    roles: str
    state: str
    path: str


@router.get("/operate")
def state(visit: Operator) -> Response:
    """How this node is."""
    found, say = overview(visit.node), visit.say
    return page(
        visit,
        "operate/overview.html",
        keys=[_key(each, say) for each in found.keys],
        own=_own(found, say),
        members=[_member(each, say, now=found.now) for each in found.members],
        lines=[_line(each, say) for each in found.lines],
        stuck=[_stuck(each, say) for each in found.stuck],
        worker=_worker(found, say),
        accounts=[_person(each, visit) for each in list_accounts(visit.node)],
        facts=_facts(visit, found),
    )


@router.get("/operate/accounts/{account}/disable")
def ask(visit: Operator, account: str) -> Response:
    """Ask once more before an account is disabled."""
    found = _find(visit, account)
    return page(visit, "operate/disable.html", account=found, path=f"/operate/accounts/{found.id}/disable")


@router.post("/operate/accounts/{account}/disable")
def let_nobody_in(visit: Operator, account: str, _form: Posted) -> Response:
    """Disable it; doing so twice changes nothing."""
    disable(visit.node, visit.who, account)
    return go_to(visit, "/operate#accounts")


def _find(visit: Signed, account: str) -> Account:
    found = next((each for each in list_accounts(visit.node) if each.id == account), None)
    if found is None or found.disabled_at is not None or found.id == visit.who.account:
        raise Refusal("not-found")
    return found


def _key(key: Key, say: Voice) -> tuple[str, str, str]:
    if key.retired_since is None or key.retired_until is None:
        return say(_KEYS[key.role]), spoken(key.thumbprint), say("In use")
    told = say(
        "Replaced on %(since)s; serves until %(until)s",
        since=say.day(key.retired_since.date()),
        until=say.day(key.retired_until.date()),
    )
    return say(_KEYS[key.role]), spoken(key.thumbprint), told


def _own(found: Overview, say: Voice) -> str:
    """Whether others can judge what we sign."""
    if found.own is None:
        return say("This council is not known as a member yet. Have the federation operator enrol it.")
    until = say.moment(found.own.expires_at)
    if found.own.expires_at <= found.now:
        return say("Our own proof of membership ended on %(until)s. The federation cannot be reached.", until=until)
    return say(
        "Our own proof of membership is good until %(until)s (%(left)s). It is renewed by itself.",
        until=until,
        left=say.days_left((found.own.expires_at.date() - found.now.date()).days),
    )


def _member(known: Known, say: Voice, *, now: datetime) -> tuple[str, str, str]:
    ended = known.expires_at <= now
    until = say("Ended on %(until)s", until=say.moment(known.expires_at)) if ended else say.moment(known.expires_at)
    return say.council(known.council), say.moment(known.looked_up_at), until


def _line(line: Line, say: Voice) -> tuple[str, str, str, str, str]:
    problem = _problem(line.problem or "", say)
    return (
        say.council(line.council), number(line.waiting, say.language), say.moment(line.oldest),
        say.moment(line.next_try), problem,
    )  # fmt: skip


def _problem(code: str, say: Voice) -> str:
    return say(CODES[code].sentence) if code in CODES else code or say("None")


def _stuck(stuck: Stuck, say: Voice) -> tuple[str, str, str]:
    told = say_waiting(say, delivery=stuck.delivery, deadlines=())
    return stuck.id, say.council(stuck.delivery.council), told


def _worker(found: Overview, say: Voice) -> str:
    """Whether something that was due was left lying: the only sign of a worker that a store holds."""
    if found.idle_since is not None:
        return say(
            "Something has been due since %(at)s, and nobody took it. Is the worker running?",
            at=say.moment(found.idle_since),
        )
    return say("Nothing that is due was left lying.")


def _person(account: Account, visit: Signed) -> Person:
    say = visit.say
    ended = account.disabled_at
    mine = account.id == visit.who.account
    return Person(
        name=account.name,
        login=account.login,
        roles=roles_words(" ".join(sorted(account.roles)), say),
        state=say("Disabled on %(day)s", day=say.day(ended.date())) if ended else say("Can sign in"),
        path="" if ended or mine else f"/operate/accounts/{account.id}/disable",
    )


def _facts(visit: Signed, found: Overview) -> list[tuple[str, str]]:
    settings, say = visit.node.settings, visit.say
    ways = [say("accounts of this node")] if settings.sign_in.local else []
    ways += [settings.sign_in.issuer] if settings.sign_in.issuer else []
    return [
        (say("Name in the federation"), settings.entity_id),
        (say("Council code"), settings.gss),
        (say("Version of this program"), __version__),
        (say("Store"), _STORES.get(found.store, found.store)),
        (say("Mode"), say("Production") if settings.production else say("Development")),
        (say("People sign in with"), say.listed(ways) if ways else say("nothing")),
        (say("Time here"), say.moment(found.now)),
    ]
