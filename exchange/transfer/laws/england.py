"""How the duty passes in England: under sections 37 and 38 of the Care Act 2014."""

from dataclasses import replace

from exchange.transfer.bodies import MessageType
from exchange.transfer.laws.rules import CARE_ACT, LIKELY, Jurisdiction, Rule
from exchange.transfer.laws.wales import WALES

_NOTES = "Explanatory Notes"

ENGLAND = Jurisdiction(
    before_move=Rule(
        "eng-before-move",
        "The first council meets the needs until the day of the move.",
        f"{CARE_ACT}, ss.37 and 38, {_NOTES} 244-254",
        verified=True,
    ),
    not_told=Rule(
        "eng-not-satisfied",
        "Only when the second council was told and is satisfied that the intention to move is genuine do these "
        "sections bind it; nothing it signed shows that yet.",
        f"{CARE_ACT}, s.37(1)",
        verified=True,
    ),
    from_move=Rule(
        "eng-day-of-move",
        "From the day of the move the second council must meet the needs that the first had been meeting, until it "
        "has taken its own steps.",
        f"{CARE_ACT}, s.38, {_NOTES} 253-254",
        verified=True,
    ),
    own_plan=Rule(
        "eng-own-plan",
        "The second council has taken its own steps: it meets the needs under its own plan.",
        f"{CARE_ACT}, s.38, {_NOTES} 253-254",
        verified=True,
    ),
    days_differ=Rule(
        "eng-days-differ",
        "Where the councils differ about the day, the first, which was meeting the needs, goes on.",
        f"{CARE_ACT}, s.40, as read by this project",
        verified=False,
        local=True,
    ),
    outside=replace(
        WALES.outside,
        code="eng-outside",
        sentence="Sections 37 and 38 do not cover this person; nothing passes by this transfer.",
        citation=f"{CARE_ACT}, s.37(1)",
    ),
    lead=Rule(
        "eng-lead",
        "In a dispute the council that is meeting the needs goes on meeting them until it is resolved.",
        f"{CARE_ACT}, s.40, and regulations under it",
        verified=False,
    ),
    resolved=Rule(
        "eng-resolved",
        "The dispute is resolved: by agreement, or by the Secretary of State or whom they appoint.",
        f"{CARE_ACT}, s.40",
        verified=False,
    ),
    dispute_limit=Rule(
        "eng-dispute-limit",
        "A dispute that is not resolved in four months goes for determination.",
        f"{CARE_ACT}, s.40, and regulations under it",
        verified=False,
    ),
    information=Rule(
        "eng-information",
        "The first council must provide the plan, and whatever else the second asks for.",
        f"{CARE_ACT}, s.37, {_NOTES} 244-249; what else, as a guide for the public has it",
        verified=True,
    ),
    explanation=Rule(
        "eng-explanation",
        "Where the second council's view of the needs differs, it explains the difference in writing.",
        f"{CARE_ACT}, s.37(11) to (13); a guide for the public was seen, the subsections were not",
        verified=False,
    ),
    expected_at=LIKELY,
    bound_by=frozenset({
        MessageType.REQUEST,
        MessageType.DECISION,
        MessageType.ARRIVED,
        MessageType.ENTERED,
        MessageType.COMPLETED,
    }),
)  # fmt: skip
