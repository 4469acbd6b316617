"""What is carried over: the share of needs that a decision accepts, and the citations in the new record.

The receiving council's new record says what it rests on (`basis`): for each record that it was shown, by digest, which
needs it carried over as they stood, which the move changed, and which were assessed afresh. Anyone who holds the cited
record's need ids and the decision can check it. Counts are whole numbers; a share is a fraction, never a float.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from exchange.errors import Finding, Refusal
from exchange.jose import JsonValue
from exchange.transfer.answers import Decision
from exchange.transfer.parts import MAX_DOCUMENTS, MAX_NEEDS, Outcome
from exchange.transfer.strict import Different, Digest, Id, Model, read_model

NeedIds = Annotated[tuple[Id, ...], Field(max_length=MAX_NEEDS), Different]
_PLACES: Mapping[Outcome, str] = {"accepted": "carried", "varied": "changed", "afresh": "afresh"}


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


class Citation(Model):
    """What a new record takes from one record that was shown: ids of its needs, by what became of them."""

    record: Digest
    carried: NeedIds = ()
    changed: NeedIds = ()
    afresh: NeedIds = ()


class _Citations(Model):
    basis: Annotated[tuple[Citation, ...], Field(max_length=MAX_DOCUMENTS)]


def share_carried_over(decision: Decision, needs: Mapping[str, Collection[str]]) -> Share:
    """Count how a decision treats the needs shown; `needs` maps the digest of each record to the ids of its needs.

    The decision must be one that `check_needs` accepts for the same needs.
    """
    outcomes = Counter(each.outcome for each in decision.needs)
    shown = sum(len(set(ids)) for ids in needs.values())
    return Share(shown, outcomes["accepted"], outcomes["varied"], outcomes["afresh"], outcomes["dropped"])


def citations_of(decision: Decision) -> tuple[Citation, ...]:
    """What a new record must cite after this decision: every need that was not dropped, by record."""
    records = dict.fromkeys(each.record for each in decision.needs if each.outcome != "dropped")
    return tuple(_citation(decision, record) for record in records)


def citations_json(citations: Sequence[Citation]) -> list[JsonValue]:
    """The citations as they are written in the claim `basis` of the new record."""
    return [
        {"record": each.record, "carried": [*each.carried], "changed": [*each.changed], "afresh": [*each.afresh]}
        for each in citations
    ]


def read_citations(value: JsonValue) -> tuple[Citation, ...]:
    """Read the claim `basis`; refuses `citation-wrong` with every finding."""
    return read_model(_Citations, {"basis": value}, at="", code="citation-wrong").basis


def check_citations(citations: Sequence[Citation], *, needs: Mapping[str, Collection[str]]) -> None:
    """Refuse (`citation-wrong`) a citation of a record or need that was not shown, or of one need twice."""
    findings = tuple(_findings(citations, needs))
    if findings:
        raise Refusal("citation-wrong", findings[0].at, findings=findings)


def check_adopted(citations: Sequence[Citation], *, decision: Decision) -> None:
    """Refuse (`citation-wrong`) citations that say something else than the decision on which they rest."""
    if set(map(_as_sets, citations)) != set(map(_as_sets, citations_of(decision))) or _repeats(citations):
        raise Refusal("citation-wrong", "/basis")


def _citation(decision: Decision, record: str) -> Citation:
    needs: dict[str, tuple[str, ...]] = {
        place: tuple(each.need for each in decision.needs if (each.record, each.outcome) == (record, outcome))
        for outcome, place in _PLACES.items()
    }
    return Citation(record=record, carried=needs["carried"], changed=needs["changed"], afresh=needs["afresh"])


def _findings(citations: Sequence[Citation], needs: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    cited: set[tuple[str, str]] = set()
    for index, citation in enumerate(citations):
        if citation.record not in needs:
            yield Finding("citation-wrong", f"/basis/{index}/record", "shown")
            continue
        for place, ids in _lists(citation):
            for position, need in enumerate(ids):
                at = f"/basis/{index}/{place}/{position}"
                if need not in needs[citation.record]:
                    yield Finding("citation-wrong", at, "shown")
                if (citation.record, need) in cited:
                    yield Finding("citation-wrong", at, "once")
                cited.add((citation.record, need))


def _lists(citation: Citation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("carried", citation.carried), ("changed", citation.changed), ("afresh", citation.afresh)


def _as_sets(citation: Citation) -> tuple[str, tuple[frozenset[str], ...]]:
    return citation.record, tuple(frozenset(ids) for _, ids in _lists(citation))


def _repeats(citations: Sequence[Citation]) -> bool:
    return len({each.record for each in citations}) != len(citations)
