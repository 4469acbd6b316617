"""The rules by which a duty passes from council to council, as data with citations.

A rule is `verified` where the cited text was seen; where it was not, it is shown so. A rule that is `local` is this
project's own reading or setting, made because no law says it, and not the law.
"""

from dataclasses import dataclass
from typing import Literal

from exchange.transfer.bodies import Confidence, MessageType


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
    own_plan: Rule
    days_differ: Rule
    outside: Rule
    lead: Rule
    resolved: Rule
    dispute_limit: Rule
    information: Rule
    explanation: Rule
    expected_at: frozenset[Confidence]
    # What the receiving council must have said to be bound (None: whatever it signed shows that it was told).
    bound_by: frozenset[MessageType] | None = None
    lead_by: Literal["holder", "presence"] = "holder"
    dispute_months: int = 4
    held_before: bool = True  # else no council holds a duty before the move
    passes: bool = True  # else no duty passes with the move
    consent_required: bool = False


# Section 56(1) asks that the move is *likely to happen*: a merely possible one moves no duty before it is stated.
LIKELY: frozenset[Confidence] = frozenset({"certain", "likely"})
CARE_ACT = "Care Act 2014"
NO_LIMIT = "local setting: no limit was found in the law"
