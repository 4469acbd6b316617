"""How the duty passes between two nations, and in Scotland, where it falls on the council where the person is."""

from dataclasses import replace

from exchange.transfer.laws.england import ENGLAND
from exchange.transfer.laws.rules import CARE_ACT, Rule
from exchange.transfer.laws.wales import WALES

_NO_RULE = "local setting: no rule was found"
_PRINCIPLES = "Principles for people moving across borders within the UK, 26 March 2015"

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
