"""Audit the transfers: list and filter them, count what became of them, take the list along. Nobody's name is read."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from exchange.node import Audited, Node, SignedIn, audited, council_of, trace
from exchange.store import Choice, Transaction
from exchange.wire import Council

PAGE = 25
COUNTED = 200  # how many of the newest transfers the figures are made of: a page that reads everything is never quick
EXPORTED = 1_000


@dataclass(frozen=True)
class AuditedPage:
    """One page of those that were chosen, how many there are in all, and the councils that one can choose."""

    rows: tuple[Audited, ...]
    total: int
    number: int
    pages: int
    others: tuple[Council, ...]


@dataclass(frozen=True)
class Figures:
    """What the newest transfers add up to, `counted` of them; `stages` counts all that there are, by stage."""

    counted: int
    total: int
    stages: dict[str, int]
    care_days: tuple[int, ...]
    no_care_yet: int
    gaps: tuple[int, ...]
    alarms: dict[str, int]
    declined: dict[str, int]
    needs: dict[str, int]
    wrong_links: int


def list_audited(node: Node, choice: Choice, *, number: int = 1) -> AuditedPage:
    """A page of the transfers that were chosen; one that is not there is the last one there is."""

    def step(tx: Transaction) -> AuditedPage:
        total = tx.audited.count(choice)
        pages = max(1, -(-total // PAGE))
        here = min(max(number, 1), pages)
        found = tx.audited.page(choice, offset=(here - 1) * PAGE, limit=PAGE)
        others = (council_of(node, tx, each) for each in tx.audited.councils() if each != node.entity_id)
        return AuditedPage(tuple(audited(node, tx, each) for each in found), total, here, pages, tuple(others))

    return node.store.read(step)


def export_audited(node: Node, who: SignedIn, choice: Choice) -> tuple[Audited, ...]:
    """The newest of those that were chosen, to be taken along. That somebody does is on the trail first: so many take
    seconds to read, in which nobody else could write.
    """
    node.store.write(
        lambda tx: trace(tx, who, purpose="audit", act="exported", of_kind="transfers", of="list", at=node.now())
    )
    return node.store.read(
        lambda tx: tuple(audited(node, tx, each) for each in tx.audited.page(choice, offset=0, limit=EXPORTED))
    )


def count_figures(node: Node) -> Figures:
    """What became of the newest transfers, and where all of them stand."""

    def step(tx: Transaction) -> Figures:
        stages = tx.audited.stages()
        newest = tx.audited.page(Choice(node.entity_id), offset=0, limit=COUNTED)
        return _figures([audited(node, tx, each) for each in newest], stages)

    return node.store.read(step)


def _figures(found: list[Audited], stages: dict[str, int]) -> Figures:
    moved = [each for each in found if each.moved_on is not None]
    return Figures(
        counted=len(found),
        total=sum(stages.values()),
        stages=stages,
        care_days=tuple(each.care_days for each in moved if each.care_days is not None),
        no_care_yet=sum(each.care_days is None and each.gap_days > 0 for each in moved),
        gaps=tuple(each.gap_days for each in moved if each.gap_days),
        alarms=_counted(found, lambda each: each.alarms),
        declined=_counted(found, lambda each: each.declined),
        needs=dict(sum((each.needs for each in found), Counter())),
        wrong_links=sum(each.wrong_links for each in found),
    )


def _counted(found: list[Audited], codes: Callable[[Audited], tuple[str, ...]]) -> dict[str, int]:
    return dict(Counter(code for each in found for code in codes(each)).most_common())
