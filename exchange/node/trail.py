"""Leaving a trail: who looked at or did what, in the transaction in which it happened."""

from datetime import datetime

from exchange.node.people import Program, SignedIn
from exchange.store import Transaction


def trace(
    tx: Transaction, who: SignedIn | Program, *, purpose: str, act: str, of_kind: str, of: str, at: datetime
) -> None:
    """Add a line to the trail. `of` is an id or a digest, `purpose` and `act` are words: nothing says whom it is about.

    A case system is named by its token; whoever sat before it, it knows itself.
    """
    match who:
        case SignedIn():
            account, role = who.account, " ".join(sorted(who.roles))
        case Program():
            account, role = who.name, "case-system"
    tx.trail.add(account=account, name=who.name, role=role, purpose=purpose, act=act, of_kind=of_kind, of=of, at=at)
