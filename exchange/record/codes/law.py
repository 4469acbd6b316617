"""Under whose law something was done: kinds of assessment, bases of plans, rights to refuse, enquiries.

A code that has a jurisdiction is refused in a document of another one.
"""

from collections.abc import Mapping
from typing import Final

from exchange.record.codes.code_list import Code, code_list

WALES, ENGLAND, SCOTLAND, NORTHERN_IRELAND = "GB-WLS", "GB-ENG", "GB-SCT", "GB-NIR"
_ACT: Final = "Social Services and Well-being (Wales) Act 2014"
_CARE_ACT: Final = "Care Act 2014"

JURISDICTIONS: Final = code_list(
    "jurisdictions",
    "ISO 3166-2:GB",
    Code(WALES, "Wales", "Cymru"),
    Code(ENGLAND, "England", "Lloegr"),
    Code(SCOTLAND, "Scotland", "Yr Alban"),
    Code(NORTHERN_IRELAND, "Northern Ireland", "Gogledd Iwerddon"),
    is_open=False,
)


def _wls(code: str, en: str, cy: str, section: str, *, verified: bool = True) -> Code:
    return Code(code, en, cy, verified, WALES, f"{_ACT} {section}")


def _eng(code: str, en: str, cy: str, section: str, *, verified: bool = True) -> Code:
    return Code(code, en, cy, verified, ENGLAND, f"{_CARE_ACT} {section}")


ASSESSMENT_KINDS: Final = code_list(
    "assessment-kinds",
    f"{_ACT}; {_CARE_ACT}; Social Work (Scotland) Act 1968; Northern Ireland Single Assessment Tool",
    _wls("wls-adult-s19", "Assessment of an adult (section 19)", "Asesiad o oedolyn (adran 19)", "s.19"),
    _wls("wls-child-s21", "Assessment of a child (section 21)", "Asesiad o blentyn (adran 21)", "s.21"),
    _wls("wls-carer-s24", "Assessment of a carer (section 24)", "Asesiad o ofalwr (adran 24)", "s.24"),
    _eng("eng-adult-s9", "Needs assessment (section 9, England)", "Asesiad o anghenion (adran 9, Lloegr)", "s.9"),
    _eng("eng-carer-s10", "Carer's assessment (section 10, England)", "Asesiad gofalwr (adran 10, Lloegr)", "s.10"),
    Code(
        "sct-adult-s12a",
        "Assessment of needs (section 12A, Scotland)",
        "Asesiad o anghenion (adran 12A, yr Alban)",
        verified=False,
        jurisdiction=SCOTLAND,
        citation="Social Work (Scotland) Act 1968 s.12A",
    ),
    Code(
        "nir-nisat",
        "Northern Ireland Single Assessment (NISAT)",
        "Asesiad Sengl Gogledd Iwerddon (NISAT)",
        jurisdiction=NORTHERN_IRELAND,
        citation="Northern Ireland Single Assessment Tool",
    ),
    is_open=True,
)
CARER_KINDS: Final = frozenset({"wls-carer-s24", "eng-carer-s10"})
"""Kinds of assessment whose person is a carer."""

PLAN_BASES: Final = code_list(
    "plan-bases",
    f"{_ACT}; {_CARE_ACT}; Social Work (Scotland) Act 1968; HPSS (NI) Order 1972",
    _wls(
        "wls-s35",
        "Duty to meet an adult's needs (section 35)",
        "Dyletswydd i ddiwallu anghenion oedolyn (adran 35)",
        "s.35",
    ),
    _wls(
        "wls-s36", "Power to meet an adult's needs (section 36)", "Pŵer i ddiwallu anghenion oedolyn (adran 36)", "s.36"
    ),
    _wls(
        "wls-s37",
        "Duty to meet a child's needs (section 37)",
        "Dyletswydd i ddiwallu anghenion plentyn (adran 37)",
        "s.37",
    ),
    _wls(
        "wls-s38", "Power to meet a child's needs (section 38)", "Pŵer i ddiwallu anghenion plentyn (adran 38)", "s.38"
    ),
    _wls(
        "wls-s40",
        "Support plan: duty to meet an adult carer's needs (section 40)",
        "Cynllun cymorth: dyletswydd i ddiwallu anghenion gofalwr sy'n oedolyn (adran 40)",
        "s.40",
        verified=False,
    ),
    _wls(
        "wls-s42",
        "Support plan: duty to meet a child carer's needs (section 42)",
        "Cynllun cymorth: dyletswydd i ddiwallu anghenion gofalwr sy'n blentyn (adran 42)",
        "s.42",
        verified=False,
    ),
    _wls(
        "wls-s45",
        "Support plan: power to meet a carer's needs (section 45)",
        "Cynllun cymorth: pŵer i ddiwallu anghenion gofalwr (adran 45)",
        "s.45",
        verified=False,
    ),
    _eng(
        "eng-s18",
        "Duty to meet an adult's needs (section 18, England)",
        "Dyletswydd i ddiwallu anghenion oedolyn (adran 18, Lloegr)",
        "s.18",
        verified=False,
    ),
    _eng(
        "eng-s19",
        "Power to meet an adult's needs (section 19, England)",
        "Pŵer i ddiwallu anghenion oedolyn (adran 19, Lloegr)",
        "s.19",
        verified=False,
    ),
    _eng(
        "eng-s20",
        "Support plan: duty to meet a carer's needs (section 20, England)",
        "Cynllun cymorth: dyletswydd i ddiwallu anghenion gofalwr (adran 20, Lloegr)",
        "s.20",
        verified=False,
    ),
    Code(
        "sct-s12a",
        "Services that the council decided on (section 12A, Scotland)",
        "Gwasanaethau y penderfynodd y cyngor arnynt (adran 12A, yr Alban)",
        verified=False,
        jurisdiction=SCOTLAND,
        citation="Social Work (Scotland) Act 1968 s.12A",
    ),
    Code(
        "nir-1972-order",
        "Personal social services (1972 Order, Northern Ireland)",
        "Gwasanaethau cymdeithasol personol (Gorchymyn 1972, Gogledd Iwerddon)",
        verified=False,
        jurisdiction=NORTHERN_IRELAND,
        citation="Health and Personal Social Services (Northern Ireland) Order 1972",
    ),
    is_open=True,
)
CARER_BASES: Final = frozenset({"wls-s40", "wls-s42", "wls-s45", "eng-s20"})
"""Bases of a carer's support plan: its person is the carer."""

WITHIN_S56: Final = frozenset({"wls-s35", "wls-s37"})
"""Bases under which a duty passes when the person moves inside Wales (Act s.56(1))."""

REFUSAL_RIGHTS: Final = code_list(
    "refusal-rights",
    f"{_ACT} ss.20-27; {_CARE_ACT} s.11",
    _wls("wls-s20", "An adult (section 20)", "Oedolyn (adran 20)", "s.20", verified=False),
    _wls(
        "wls-s22",
        "A young person of 16 or 17 (section 22)",
        "Person ifanc 16 neu 17 oed (adran 22)",
        "s.22",
        verified=False,
    ),
    _wls("wls-s23", "A child under 16, or a parent (section 23)", "Plentyn o dan 16, neu riant (adran 23)", "s.23"),
    _wls("wls-s25", "A carer who is an adult (section 25)", "Gofalwr sy'n oedolyn (adran 25)", "s.25", verified=False),
    _wls("wls-s26", "A carer of 16 or 17 (section 26)", "Gofalwr 16 neu 17 oed (adran 26)", "s.26", verified=False),
    _wls("wls-s27", "A carer under 16 (section 27)", "Gofalwr o dan 16 oed (adran 27)", "s.27", verified=False),
    _eng("eng-s11", "Refusal (section 11, England)", "Gwrthod (adran 11, Lloegr)", "s.11", verified=False),
    is_open=True,
)
REFUSAL_EXCEPTIONS: Final = code_list(
    "refusal-exceptions",
    f"{_ACT} ss.20-23",
    Code(
        "lacks-capacity-best-interests",
        "Lacks capacity, and an assessment is in the person's best interests",
        "Heb alluedd, ac asesiad er lles pennaf y person",
        verified=False,
        citation=f"{_ACT} s.20(2)",
    ),
    Code(
        "abuse-or-neglect",
        "Experiencing or at risk of abuse or neglect",
        "Yn profi neu mewn perygl o gamdriniaeth neu esgeulustod",
        verified=False,
        citation=f"{_ACT} s.20(2)",
    ),
    _wls("parent-lacks-capacity", "The parent lacks capacity", "Nid oes gan y rhiant alluedd", "s.23"),
    _wls("child-disagrees", "A child with understanding disagrees", "Plentyn sy'n deall yn anghytuno", "s.23"),
    _wls(
        "inconsistent-with-well-being",
        "No assessment would be inconsistent with the child's well-being",
        "Byddai peidio ag asesu yn anghyson â llesiant y plentyn",
        "s.23",
    ),
    _wls(
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
    "this project",
    Code("whole", "The whole assessment", "Yr asesiad cyfan"),
    Code("part", "A part of it", "Rhan ohono"),
    is_open=False,
)
ENQUIRY_BASES: Final = code_list(
    "enquiry-bases",
    f"{_ACT} s.126; {_CARE_ACT} s.42; Adult Support and Protection (Scotland) Act 2007",
    _wls("wls-s126", "Enquiry under section 126", "Ymholiad o dan adran 126", "s.126"),
    _wls(
        "wls-s130",
        "Report of a child at risk (section 130)",
        "Adrodd am blentyn mewn perygl (adran 130)",
        "s.130",
        verified=False,
    ),
    _eng("eng-s42", "Enquiry under section 42 (England)", "Ymholiad o dan adran 42 (Lloegr)", "s.42", verified=False),
    Code(
        "sct-asp-2007",
        "Inquiry under the 2007 Act (Scotland)",
        "Ymholiad o dan Ddeddf 2007 (yr Alban)",
        verified=False,
        jurisdiction=SCOTLAND,
        citation="Adult Support and Protection (Scotland) Act 2007",
    ),
    Code(
        "nir-adult-protection",
        "Adult protection investigation (Northern Ireland)",
        "Ymchwiliad amddiffyn oedolion (Gogledd Iwerddon)",
        verified=False,
        jurisdiction=NORTHERN_IRELAND,
        citation="regional adult safeguarding policy",
    ),
    is_open=True,
)
SDS_OPTIONS: Final = code_list(
    "self-directed-support",
    "Scottish Government, self-directed support guidance s.6",
    *(
        Code(f"sct-sds-{number}", en, cy, jurisdiction=SCOTLAND, citation="self-directed support guidance s.6")
        for number, en, cy in (
            (1, "Option 1: direct payment", "Dewis 1: taliad uniongyrchol"),
            (
                2,
                "Option 2: the person directs, the council or a third party arranges",
                "Dewis 2: y person sy'n cyfarwyddo, y cyngor neu drydydd parti sy'n trefnu",
            ),
            (3, "Option 3: the council selects and arranges", "Dewis 3: y cyngor sy'n dewis ac yn trefnu"),
            (4, "Option 4: a mixture", "Dewis 4: cymysgedd"),
        )
    ),
    is_open=False,
)
