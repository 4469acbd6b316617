"""Code lists about refusing: under which right, how much, and the exceptions that keep the duty to assess alive."""

from collections.abc import Mapping
from typing import Final

from exchange.record.codes.code_list import OWN, Code, code_list
from exchange.record.codes.law import ACT, CARE_ACT, eng, wls

REFUSAL_RIGHTS: Final = code_list(
    "refusal-rights",
    f"{ACT} ss.20-27; {CARE_ACT} s.11",
    wls("wls-s20", "An adult (section 20)", "Oedolyn (adran 20)", "s.20", verified=False),
    wls(
        "wls-s22",
        "A young person of 16 or 17 (section 22)",
        "Person ifanc 16 neu 17 oed (adran 22)",
        "s.22",
        verified=False,
    ),
    wls("wls-s23", "A child under 16, or a parent (section 23)", "Plentyn o dan 16, neu riant (adran 23)", "s.23"),
    wls("wls-s25", "A carer who is an adult (section 25)", "Gofalwr sy'n oedolyn (adran 25)", "s.25", verified=False),
    wls("wls-s26", "A carer of 16 or 17 (section 26)", "Gofalwr 16 neu 17 oed (adran 26)", "s.26", verified=False),
    wls("wls-s27", "A carer under 16 (section 27)", "Gofalwr o dan 16 oed (adran 27)", "s.27", verified=False),
    eng("eng-s11", "Refusal (section 11, England)", "Gwrthod (adran 11, Lloegr)", "s.11", verified=False),
    is_open=True,
)
REFUSAL_EXCEPTIONS: Final = code_list(
    "refusal-exceptions",
    f"{ACT} ss.20-23",
    Code(
        "lacks-capacity-best-interests",
        "Lacks capacity, and an assessment is in the person's best interests",
        "Heb alluedd, ac asesiad er lles pennaf y person",
        verified=False,
        citation=f"{ACT} s.20(2)",
    ),
    Code(
        "abuse-or-neglect",
        "Experiencing or at risk of abuse or neglect",
        "Yn profi neu mewn perygl o gamdriniaeth neu esgeulustod",
        verified=False,
        citation=f"{ACT} s.20(2)",
    ),
    wls("parent-lacks-capacity", "The parent lacks capacity", "Nid oes gan y rhiant alluedd", "s.23"),
    wls("child-disagrees", "A child with understanding disagrees", "Plentyn sy'n deall yn anghytuno", "s.23"),
    wls(
        "inconsistent-with-well-being",
        "No assessment would be inconsistent with the child's well-being",
        "Byddai peidio ag asesu yn anghyson â llesiant y plentyn",
        "s.23",
    ),
    wls(
        "child-harm",
        "Suspected abuse, neglect or other harm of a child",
        "Amheuaeth o gamdriniaeth, esgeulustod neu niwed arall i blentyn",
        "s.23",
    ),
    is_open=True,
)
CHILD_EXCEPTIONS: Final[Mapping[str, frozenset[str]]] = {
    code: frozenset({"wls-s23", "wls-s27"})
    for code in ("parent-lacks-capacity", "child-disagrees", "inconsistent-with-well-being", "child-harm")
}
"""Exceptions that exist for a refusal about a child under 16 only, with the rights that they limit."""

REFUSAL_EXTENTS: Final = code_list(
    "refusal-extents",
    OWN,
    Code("whole", "The whole assessment", "Yr asesiad cyfan"),
    Code("part", "A part of it", "Rhan ohono"),
    is_open=False,
)
