"""Every page that there is: who opens it, where, and how it is come by. One test walks them all (axe, both languages,
wide and narrow, nothing left of the other language).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from tests.pages.staging import Stage

Where = Literal["gwynedd", "ceredigion", "anchor"]


@dataclass(frozen=True)
class Address:
    """One page. `path` stages what it needs, once for each stage, and returns the address behind the language."""

    name: str
    who: str
    where: Where
    path: Callable[[Stage], str]


_moved: dict[int, tuple[str, str, str]] = {}
_waiting: dict[int, str] = {}


def moved(stage: Stage) -> tuple[str, str, str]:
    """A transfer that is matched, its assessment and its plan; Ceredigion has a plan of its own as well."""
    if id(stage) not in _moved:
        transfer = stage.move()
        stage.ceredigion.match(transfer)
        stage.ceredigion.publish("megan-plan")
        stage.world.work(2)
        records = stage.ceredigion.transfer(transfer)["records"]
        assert isinstance(records, list)
        _moved[id(stage)] = (transfer, str(records[0]), str(records[1]))
    return _moved[id(stage)]


def waiting(stage: Stage) -> str:
    """A transfer that nobody has matched."""
    if id(stage) not in _waiting:
        _waiting[id(stage)] = stage.move("megan-plan")
    return _waiting[id(stage)]


def _in_transfer(place: str) -> Callable[[Stage], str]:
    return lambda stage: f"/transfers/{moved(stage)[0]}{place}"


def _record(which: int, place: str = "") -> Callable[[Stage], str]:
    return lambda stage: f"/transfers/{moved(stage)[0]}/records/{moved(stage)[which]}{place}"


def _in_quarantine(stage: Stage) -> str:
    transfer = waiting(stage)
    records = stage.ceredigion.transfer(transfer)["records"]
    assert isinstance(records, list)
    return f"/transfers/{transfer}/records/{records[0]}"


_HERE = ("arrived", "entered", "wrong-person", "question", "day", "cancelled", "more", "not-ours", "dispute")
READING: Final = (
    Address("transfer", "non", "ceredigion", _in_transfer("")),
    Address("transfer-sending", "non", "gwynedd", _in_transfer("")),
    Address("transfer-unmatched", "non", "ceredigion", lambda stage: f"/transfers/{waiting(stage)}"),
    *(Address(f"say-{what}", "non", "ceredigion", _in_transfer(f"/say/{what}")) for what in _HERE),
    Address("say-closed", "non", "gwynedd", _in_transfer("/say/closed")),
    Address("assessment", "non", "ceredigion", _record(1)),
    Address("plan", "non", "ceredigion", _record(2)),
    Address("plan-unmatched", "non", "ceredigion", _in_quarantine),
    Address("compare", "non", "ceredigion", _record(2, "/compare")),
    Address("own-plan", "non", "gwynedd", lambda stage: f"/records/{moved(stage)[2]}"),
    Address("own-records", "non", "gwynedd", lambda stage: (moved(stage), "/records")[1]),
    Address("own-records-none", "non", "gwynedd", lambda _: "/records?q=nobody"),
)
ADDRESSES: Final = READING
