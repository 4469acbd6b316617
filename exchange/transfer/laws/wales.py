"""How the duty passes in Wales: under section 56, and for those whom it does not cover."""

from dataclasses import replace

from exchange.transfer.laws.rules import CARE_ACT, LIKELY, NO_LIMIT, Jurisdiction, Rule

_ACT = "Social Services and Well-being (Wales) Act 2014"
_DISPUTES = (
    "Care and Support (Disputes about Ordinary Residence and Portability of Care and Support) (Wales) Regulations, "
    "SI 2015/1494"
)

WALES = Jurisdiction(
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
    own_plan=Rule(
        "wls-own-plan",
        "The receiving council's own steps are complete: it meets the needs under its own plan.",
        f"{_ACT}, s.56(2) and (3)",
        verified=True,
    ),
    days_differ=Rule(
        "wls-days-differ",
        "In a dispute between a sending and a receiving council the lead authority goes on meeting the needs: "
        "here the sending council, which was meeting them.",
        _DISPUTES,
        verified=True,
    ),
    outside=Rule(
        "wls-outside",
        "Section 56 does not cover this person (looked-after children have plans of another kind); nothing passes "
        "by this transfer, and what the sending council owes under other Parts stays with it.",
        f"{_ACT}, s.56(1) with s.37",
        verified=False,
    ),
    lead=Rule(
        "wls-lead",
        "In a dispute the council that is meeting the needs goes on meeting them until it is resolved.",
        _DISPUTES,
        verified=True,
    ),
    resolved=Rule(
        "wls-resolved",
        "The dispute is resolved: by agreement, or by the Welsh Ministers or whom they appoint.",
        f"{_ACT}, s.195, and SI 2015/1494",
        verified=False,
    ),
    dispute_limit=Rule(
        "wls-dispute-limit",
        "A dispute that is not resolved in four months goes for determination.",
        f"{NO_LIMIT}; four months as in {CARE_ACT}, Sch. 1",
        verified=False,
        local=True,
    ),
    information=Rule(
        "wls-information",
        "The sending council must give the information about the person and the carer that the receiving one requests.",
        f"{_ACT}, s.56(1)(b)",
        verified=True,
    ),
    explanation=Rule(
        "wls-explanation",
        "Whoever decides differently explains it in writing, as the English law asks.",
        f"local setting: no such duty was found in the Welsh law; after {CARE_ACT}, s.37",
        verified=False,
        local=True,
    ),
    expected_at=LIKELY,
)

WALES_POWER = replace(
    WALES,
    before_move=Rule(
        "wls-power",
        "The needs are met under a power only: no duty, and none that could pass.",
        f"{_ACT}, s.56(1) with ss.36 and 38",
        verified=True,
    ),
    from_move=Rule(
        "wls-power-day-of-move",
        "Section 56 does not speak of needs that are met under a power only: no duty passes with the move.",
        f"{_ACT}, s.56(1) with ss.36 and 38",
        verified=True,
    ),
    held_before=False,
    passes=False,
)

WALES_CARER = replace(
    WALES,
    before_move=Rule(
        "wls-carer-before-move",
        "The sending council meets the carer's needs for support until the day of the move.",
        f"{_ACT}, ss.40 and 42",
        verified=False,
    ),
    from_move=Rule(
        "wls-carer-day-of-move",
        "Section 56 does not speak of carers who have only a support plan: no duty passes with the move.",
        f"{_ACT}, s.56(1) with ss.40 and 42",
        verified=True,
    ),
    passes=False,
)
