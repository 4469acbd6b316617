"""Read the trail: who looked at or did what in this council, the newest first."""

from dataclasses import dataclass

from exchange.node import Node, SignedIn, trace
from exchange.store import Step, Transaction

PAGE = 50
EXPORTED = 5_000
_END = 2**63 - 1


@dataclass(frozen=True)
class TrailPage:
    """Some lines, the newest first; `older` is where the next page begins, 0 where there is none."""

    steps: tuple[Step, ...]
    older: int


def read_trail(node: Node, *, account: str = "", before: int = 0) -> TrailPage:
    """The lines before a position, or the newest of all; of everybody or of one account."""

    def step(tx: Transaction) -> TrailPage:
        found = tx.trail.newest(before=before or _END, limit=PAGE + 1, account=account or None)
        shown = tuple(found[:PAGE])
        return TrailPage(shown, shown[-1].position if len(found) > PAGE else 0)

    return node.store.read(step)


def export_trail(node: Node, who: SignedIn, *, account: str = "") -> tuple[Step, ...]:
    """The newest lines, to be taken along; that somebody did is a line too."""

    def step(tx: Transaction) -> tuple[Step, ...]:
        trace(tx, who, purpose="audit", act="exported", of_kind="trail", of="list", at=node.now())
        return tuple(tx.trail.newest(limit=EXPORTED, account=account or None))

    return node.store.write(step)
