"""What is carried over: the share of needs that a decision accepts, and what the new record has to cite of it.

The receiving council's new record says what it rests on: for each record that it was shown, by digest, which needs it
carried over as they stood, which the move changed, and which were assessed afresh. The claim itself is the record's
(its `basis`); what it must say follows from the decision. Counts are whole numbers; a share is a fraction, never a
float.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from exchange.errors import Refusal
from exchange.transfer.answers import Decision
from exchange.transfer.parts import Outcome

Adopted: TypeAlias = Mapping[str, Mapping[str, Collection[str]]]
"""For each record, by digest, the ids of its needs under `carried`, `changed` and `afresh`."""

_PLACES: Final[Mapping[Outcome, str]] = {"accepted": "carried", "varied": "changed", "afresh": "afresh"}


@dataclass(frozen=True)
class Share:
    """How a decision treats the needs that were shown: `accepted` of `shown`; `open` are those not decided on."""

    shown: int
    accepted: int
    varied: int
    afresh: int
    dropped: int

    @property
    def open(self) -> int:
        """The needs shown that were not decided on."""
        return self.shown - self.accepted - self.varied - self.afresh - self.dropped

    @property
    def percent(self) -> int:
        """The share carried over in whole per cent, rounded down; 0 where no need was shown."""
        return 100 * self.accepted // self.shown if self.shown else 0


def share_carried_over(decision: Decision, needs: Mapping[str, Collection[str]]) -> Share:
    """Count how a decision treats the needs shown; `needs` maps the digest of each record to the ids of its needs.

    The decision must be one that `check_needs` accepts for the same needs.
    """
    outcomes = Counter(each.outcome for each in decision.needs)
    shown = sum(len(set(ids)) for ids in needs.values())
    return Share(shown, outcomes["accepted"], outcomes["varied"], outcomes["afresh"], outcomes["dropped"])


def adopted(decision: Decision) -> dict[str, dict[str, tuple[str, ...]]]:
    """What a new record must cite after this decision: every need that was not dropped, by record and outcome."""
    records: dict[str, dict[str, tuple[str, ...]]] = {}
    for each in decision.needs:
        if each.outcome in _PLACES:
            places = records.setdefault(each.record, dict.fromkeys(_PLACES.values(), ()))
            places[_PLACES[each.outcome]] += (each.need,)
    return records


def check_adopted(cited: Adopted, *, decision: Decision) -> None:
    """Refuse (`citation-wrong`) what says something else than the decision on which it rests; order does not matter."""
    if _as_sets(cited) != _as_sets(adopted(decision)):
        raise Refusal("citation-wrong", "/basis")


def _as_sets(cited: Adopted) -> dict[str, dict[str, frozenset[str]]]:
    return {
        record: {place: frozenset(places.get(place, ())) for place in _PLACES.values()}
        for record, places in cited.items()
    }
