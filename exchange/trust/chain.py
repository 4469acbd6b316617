"""A trust chain, checked from the pinned anchor downwards (OpenID Federation 1.0 §4, §10.2).

A chain is `[EC(subject), SS(superior about subject), …, SS(anchor about …)]`, and the anchor's own configuration may
follow. But for who speaks about whom, nothing is read from a statement before its signature is checked with a key that
the statement above it names; the topmost is checked with a key pinned here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from exchange.errors import Refusal
from exchange.jose import Keys
from exchange.trust.anchors import Anchor, Anchors
from exchange.trust.constraints import check_path
from exchange.trust.statements import LEEWAY, Statement, UnverifiedStatement, parse_statement, verify_statement

MAX_INTERMEDIATES = 2
COUNCIL = "care_council"


@dataclass(frozen=True)
class Path:
    """A verified chain: the subject's configuration, the statements about it (its own superior's first), the anchor."""

    configuration: Statement
    subordinates: tuple[Statement, ...]
    anchor: Anchor
    anchor_keys: Keys
    expires_at: datetime


def verify_path(chain: Sequence[str], *, anchors: Anchors, now: datetime) -> Path:
    """Check every signature, link, time and constraint of a chain; says nothing yet about the subject's metadata."""
    statements = _parse(chain)
    _check_links(statements)
    anchor = _pinned_anchor(statements, anchors)
    by_anchor = _verify_top(statements, anchor, now)
    path = _path(_verify_below(statements, by_anchor, now), by_anchor, anchor)
    _check_leaf(path)
    _check_constraints(path)
    return path


def verify_anchor(token: str, *, anchor: Anchor, now: datetime) -> Statement:
    """The anchor's own configuration, checked with its pinned keys: its name, and where to fetch statements."""
    unverified = parse_statement(token)
    if not unverified.is_configuration or unverified.iss != anchor.entity_id:
        raise Refusal("anchor-unknown", "/iss")
    return _verify_by_anchor(unverified, anchor, anchor.keys_at(now), now, None)


def verify_subordinate(token: str, *, anchor: Anchor, subject_id: str, now: datetime) -> Statement:
    """What the anchor says of this subordinate, checked with its pinned keys: enough to ask the subordinate itself."""
    unverified = parse_statement(token)
    if (unverified.iss, unverified.sub) != (anchor.entity_id, subject_id) or unverified.is_configuration:
        raise Refusal("chain-broken", "/sub")
    return _verify_by_anchor(unverified, anchor, anchor.keys_at(now), now, None)


@contextmanager
def _located(place: int | None) -> Iterator[None]:
    """Say in which statement of a chain a refusal arose; None where there is only one."""
    try:
        yield
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.at if place is None else f"/{place}{refusal.at}") from refusal


def _parse(chain: Sequence[str]) -> list[UnverifiedStatement]:
    if not 2 <= len(chain) <= MAX_INTERMEDIATES + 3:  # counted before anything is decoded
        raise Refusal("chain-broken")
    statements = []
    for place, token in enumerate(chain):
        with _located(place):
            statements.append(parse_statement(token))
    return statements


def _check_links(statements: Sequence[UnverifiedStatement]) -> None:
    subordinates = statements[1:-1] if statements[-1].is_configuration else statements[1:]
    if not statements[0].is_configuration or not 1 <= len(subordinates) <= MAX_INTERMEDIATES + 1:
        raise Refusal("chain-broken")
    for place, (lower, upper) in enumerate(pairwise(statements)):
        if lower.iss != upper.sub:  # §4: ES[j].iss == ES[j+1].sub
            raise Refusal("chain-broken", f"/{place + 1}/sub")
    names = [statement.sub for statement in subordinates] + [statements[-1].iss]
    if len(set(names)) != len(names):  # no entity stands above itself, and no statement between is self-issued
        raise Refusal("chain-broken")


def _pinned_anchor(statements: Sequence[UnverifiedStatement], anchors: Anchors) -> Anchor:
    entity_id = statements[-1].iss
    anchor = anchors.get(entity_id)
    if anchor is None or anchor.entity_id != entity_id:
        raise Refusal("anchor-unknown", f"/{len(statements) - 1}/iss")
    return anchor


def _verify_top(statements: Sequence[UnverifiedStatement], anchor: Anchor, now: datetime) -> list[Statement]:
    """What the anchor signed, topmost first: its statement about a subordinate, under its configuration if given."""
    last = len(statements) - 1
    keys = anchor.keys_at(now)
    top = [_verify_by_anchor(statements[last], anchor, keys, now, last)]
    if statements[last].is_configuration:  # §10.2: the key below must be one that the anchor names, and pinned here
        named = {kid: key for kid, key in keys.items() if kid in top[0].keys}
        top.append(_verify_by_anchor(statements[last - 1], anchor, named, now, last - 1))
    return top


def _verify_by_anchor(
    statement: UnverifiedStatement, anchor: Anchor, keys: Keys, now: datetime, place: int | None
) -> Statement:
    with _located(place):
        if statement.jws.kid not in keys:
            raise Refusal("anchor-key-unpinned")
        verified = verify_statement(statement, keys=keys, now=now)
        if verified.issued_at + LEEWAY < anchor.pinned(verified.kid).valid_from:
            raise Refusal("anchor-key-unpinned", "/iat")
        return verified


def _verify_below(
    statements: Sequence[UnverifiedStatement], top: Sequence[Statement], now: datetime
) -> list[Statement]:
    """The whole chain verified, in the order of the chain; `top` is what the anchor's keys already vouch for."""
    verified = list(top)
    for place in range(len(statements) - len(top) - 1, -1, -1):
        with _located(place):
            verified.append(verify_statement(statements[place], keys=verified[-1].keys, now=now))
    verified.reverse()
    return verified


def _path(verified: Sequence[Statement], by_anchor: Sequence[Statement], anchor: Anchor) -> Path:
    anchor_keys = {pinned.key.kid: pinned.key for pinned in anchor.keys}
    subordinates = verified[1:]
    if len(by_anchor) == 2:
        anchor_keys.update(by_anchor[0].keys)
        subordinates = verified[1:-1]
    return Path(verified[0], tuple(subordinates), anchor, anchor_keys, _expiry(verified, by_anchor, anchor))


def _expiry(verified: Sequence[Statement], by_anchor: Sequence[Statement], anchor: Anchor) -> datetime:
    """The earliest end: of a statement (§10.4), or of the days of an anchor's key that signed one."""
    days = [anchor.pinned(statement.kid).valid_to for statement in by_anchor]
    return min([statement.expires_at for statement in verified] + [day for day in days if day is not None])


def _check_leaf(path: Path) -> None:
    if path.subordinates[0].iss not in path.configuration.authority_hints:  # §3.2
        raise Refusal("chain-broken", "/0/authority_hints")
    for place, statement in enumerate(path.subordinates[1:], start=2):
        if COUNCIL in statement.metadata:  # our profile: a council is a leaf, it cannot enrol another council
            raise Refusal("constraint-broken", f"/{place}/metadata/{COUNCIL}")


def _check_constraints(path: Path) -> None:
    subjects = [statement.sub for statement in path.subordinates]
    for below, statement in enumerate(path.subordinates):
        at = f"/{below + 1}/constraints"
        check_path(statement.constraints, intermediates=below, subjects=subjects[: below + 1], at=at)
