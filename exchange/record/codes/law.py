"""Under whose law something was done: kinds of assessment, bases of plans, enquiries, self-directed support.

A code that has a jurisdiction is refused in a document of another one.
"""

from typing import Final

from exchange.record.codes.code_list import Code, code_list

WALES, ENGLAND, SCOTLAND, NORTHERN_IRELAND = "GB-WLS", "GB-ENG", "GB-SCT", "GB-NIR"
ACT: Final = "Social Services and Well-being (Wales) Act 2014"
CARE_ACT: Final = "Care Act 2014"

JURISDICTIONS: Final = code_list(
    "jurisdictions",
    "ISO 3166-2:GB",
    Code(WALES, "Wales", "Cymru"),
    Code(ENGLAND, "England", "Lloegr"),
    Code(SCOTLAND, "Scotland", "Yr Alban"),
    Code(NORTHERN_IRELAND, "Northern Ireland", "Gogledd Iwerddon"),
    is_open=False,
)


def wls(code: str, en: str, cy: str, section: str, *, verified: bool = True) -> Code:
    """A code of Welsh law, with the section of the Act."""
    return Code(code, en, cy, verified, WALES, f"{ACT} {section}")


def eng(code: str, en: str, cy: str, section: str, *, verified: bool = True) -> Code:
    """A code of English law, with the section of the Act."""
    return Code(code, en, cy, verified, ENGLAND, f"{CARE_ACT} {section}")


ASSESSMENT_KINDS: Final = code_list(
    "assessment-kinds",
    f"{ACT}; {CARE_ACT}; Social Work (Scotland) Act 1968; Northern Ireland Single Assessment Tool",
    wls("wls-adult-s19", "Assessment of an adult (section 19)", "Asesiad o oedolyn (adran 19)", "s.19"),
    wls("wls-child-s21", "Assessment of a child (section 21)", "Asesiad o blentyn (adran 21)", "s.21"),
    wls("wls-carer-s24", "Assessment of a carer (section 24)", "Asesiad o ofalwr (adran 24)", "s.24"),
    eng("eng-adult-s9", "Needs assessment (section 9, England)", "Asesiad o anghenion (adran 9, Lloegr)", "s.9"),
    eng("eng-carer-s10", "Carer's assessment (section 10, England)", "Asesiad gofalwr (adran 10, Lloegr)", "s.10"),
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
    f"{ACT}; {CARE_ACT}; Social Work (Scotland) Act 1968; HPSS (NI) Order 1972",
    wls(
        "wls-s35",
        "Duty to meet an adult's needs (section 35)",
        "Dyletswydd i ddiwallu anghenion oedolyn (adran 35)",
        "s.35",
    ),
    wls(
        "wls-s36", "Power to meet an adult's needs (section 36)", "Pŵer i ddiwallu anghenion oedolyn (adran 36)", "s.36"
    ),
    wls(
        "wls-s37",
        "Duty to meet a child's needs (section 37)",
        "Dyletswydd i ddiwallu anghenion plentyn (adran 37)",
        "s.37",
    ),
    wls(
        "wls-s38", "Power to meet a child's needs (section 38)", "Pŵer i ddiwallu anghenion plentyn (adran 38)", "s.38"
    ),
    wls(
        "wls-s40",
        "Support plan: duty to meet an adult carer's needs (section 40)",
        "Cynllun cymorth: dyletswydd i ddiwallu anghenion gofalwr sy'n oedolyn (adran 40)",
        "s.40",
        verified=False,
    ),
    wls(
        "wls-s42",
        "Support plan: duty to meet a child carer's needs (section 42)",
        "Cynllun cymorth: dyletswydd i ddiwallu anghenion gofalwr sy'n blentyn (adran 42)",
        "s.42",
        verified=False,
    ),
    wls(
        "wls-s45",
        "Support plan: power to meet a carer's needs (section 45)",
        "Cynllun cymorth: pŵer i ddiwallu anghenion gofalwr (adran 45)",
        "s.45",
        verified=False,
    ),
    eng(
        "eng-s18",
        "Duty to meet an adult's needs (section 18, England)",
        "Dyletswydd i ddiwallu anghenion oedolyn (adran 18, Lloegr)",
        "s.18",
        verified=False,
    ),
    eng(
        "eng-s19",
        "Power to meet an adult's needs (section 19, England)",
        "Pŵer i ddiwallu anghenion oedolyn (adran 19, Lloegr)",
        "s.19",
        verified=False,
    ),
    eng(
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

ENQUIRY_BASES: Final = code_list(
    "enquiry-bases",
    f"{ACT} s.126; {CARE_ACT} s.42; Adult Support and Protection (Scotland) Act 2007",
    wls("wls-s126", "Enquiry under section 126", "Ymholiad o dan adran 126", "s.126"),
    wls(
        "wls-s130",
        "Report of a child at risk (section 130)",
        "Adrodd am blentyn mewn perygl (adran 130)",
        "s.130",
        verified=False,
    ),
    eng("eng-s42", "Enquiry under section 42 (England)", "Ymholiad o dan adran 42 (Lloegr)", "s.42", verified=False),
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
