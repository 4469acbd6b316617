"""How the duty passes in England, in Scotland, and between two nations."""

from dataclasses import replace

from exchange.transfer.bodies import MessageType
from exchange.transfer.rules import CARE_ACT, LIKELY, Jurisdiction, Rule
from exchange.transfer.welsh_rules import WALES

_NOTES = "Explanatory Notes"
_NO_RULE = "local setting: no rule was found"
_PRINCIPLES = "Principles for people moving across borders within the UK, 26 March 2015"

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

CROSS_BORDER = replace(
    WALES,
    before_move=Rule(
        "uk-before-move",
        "Between two nations no statute moves the duty: the sending council meets the needs until the day of the move.",
        _PRINCIPLES,
        verified=False,
    ),
    from_move=Rule(
        "uk-day-of-move",
        "From the day of the move the person lives in the receiving council's area, whose own law applies; what was "
        "shared was shared with the person's consent.",
        _PRINCIPLES,
        verified=False,
    ),
    not_told=replace(WALES.not_told, code="uk-not-told", citation=f"{_PRINCIPLES}, as read by this project"),
    own_plan=replace(WALES.own_plan, code="uk-own-plan", citation=_PRINCIPLES, verified=False),
    days_differ=replace(ENGLAND.days_differ, code="uk-days-differ", citation=_NO_RULE),
    outside=replace(
        ENGLAND.outside, code="uk-outside", sentence="Nothing passes by this transfer.", citation=_NO_RULE, local=True
    ),
    lead=replace(ENGLAND.lead, code="uk-lead", citation=f"{CARE_ACT}, Sch. 1 (of placements), by analogy"),
    resolved=replace(
        ENGLAND.resolved,
        code="uk-resolved",
        sentence="The dispute is resolved: by agreement, or by the ministers of the nations or whom they appoint.",
        citation=f"{CARE_ACT}, Sch. 1 (of placements), by analogy",
    ),
    dispute_limit=Rule(
        "uk-dispute-limit",
        "A cross-border dispute that is not resolved in four months goes for determination.",
        f"{CARE_ACT}, Sch. 1 (of placements), by analogy",
        verified=False,
    ),
    information=Rule(
        "uk-information",
        "Information is shared in a timely manner, and with the consent of the adult.",
        _PRINCIPLES,
        verified=True,
    ),
    explanation=replace(WALES.explanation, code="uk-explanation", citation=_NO_RULE),
    consent_required=True,
)

_SCOTTISH_ACT = "Social Work (Scotland) Act 1968, s.86; Circular CCD 3/2015"
SCOTLAND = replace(
    CROSS_BORDER,
    before_move=replace(CROSS_BORDER.before_move, code="sct-before-move", citation=_SCOTTISH_ACT),
    from_move=Rule(
        "sct-day-of-move",
        "The duty falls on the council in whose area the person is present.",
        _SCOTTISH_ACT,
        verified=True,
    ),
    not_told=replace(
        CROSS_BORDER.not_told,
        code="sct-not-told",
        sentence="Until something that the receiving council signed shows that it was told, the sending council is "
        "taken to lead.",
        citation=_NO_RULE,
    ),
    own_plan=replace(CROSS_BORDER.own_plan, code="sct-own-plan", citation=_SCOTTISH_ACT),
    days_differ=replace(CROSS_BORDER.days_differ, code="sct-days-differ"),
    outside=replace(CROSS_BORDER.outside, code="sct-outside"),
    lead=Rule(
        "sct-lead",
        "While payment is disputed, the council where the person is present assumes responsibility without prejudice.",
        _SCOTTISH_ACT,
        verified=True,
    ),
    resolved=replace(
        ENGLAND.resolved,
        code="sct-resolved",
        sentence="The dispute is resolved: by agreement, or by the Scottish Ministers.",
        citation=_SCOTTISH_ACT,
    ),
    dispute_limit=replace(WALES.dispute_limit, code="sct-dispute-limit"),
    information=Rule(
        "sct-information", "Information is given when it is asked for.", _NO_RULE, verified=False, local=True
    ),
    explanation=replace(CROSS_BORDER.explanation, code="sct-explanation"),
    lead_by="presence",
    consent_required=False,
)
