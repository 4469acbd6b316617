"""The rules by which a duty passes from council to council, as data with citations.

A rule is `verified` where the cited text was seen; where it was not, it is shown so. A rule that is `local` is this
project's own reading, made because no law says it, and not the law.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.transfer.bodies import Basis, Confidence


@dataclass(frozen=True)
class Rule:
    """One rule: its code, what it says, and where that is written."""

    code: str
    sentence: str
    citation: str
    verified: bool
    local: bool = False


@dataclass(frozen=True)
class Jurisdiction:
    """How the duty passes under one legal basis. An expected day counts only at these degrees of confidence."""

    before_move: Rule
    not_told: Rule
    from_move: Rule
    days_differ: Rule
    expected_at: frozenset[Confidence]


_ACT = "Social Services and Well-being (Wales) Act 2014"

JURISDICTIONS: Mapping[Basis, Jurisdiction] = {
    "wls-s56": Jurisdiction(
        before_move=Rule(
            "wls-before-move",
            "Section 56 applies where the sending council has a duty to meet the person's needs; that duty stays with "
            "it until the day of the move.",
            f"{_ACT}, s.56(1) with ss.35 and 37",
            verified=True,
        ),
        not_told=Rule(
            "wls-not-told",
            "The sending council must tell the receiving one; until something signed shows that it did, the sending "
            "council is taken to lead.",
            f"{_ACT}, s.56(1)(a), as read by this project",
            verified=False,
            local=True,
        ),
        from_move=Rule(
            "wls-day-of-move",
            "From the day of the move the receiving council must meet the person's needs in accordance with the "
            "sending council's plan, until its own steps are complete.",
            f"{_ACT}, s.56(3)",
            verified=True,
        ),
        days_differ=Rule(
            "wls-days-differ",
            "In a dispute between a sending and a receiving council the lead authority goes on meeting the needs: "
            "here the sending council, which was meeting them.",
            "Care and Support (Disputes about Ordinary Residence and Portability of Care and Support) (Wales) "
            "Regulations, SI 2015/1494",
            verified=True,
        ),
        # s.56(1) asks that the move is *likely to happen*: a merely possible one moves no duty before it is stated.
        expected_at=frozenset({"certain", "likely"}),
    ),
}
