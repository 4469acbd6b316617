"""Code lists about needs, outcomes, risks and capacity; the room says how to read a list."""

from typing import Final

from exchange.record.codes.code_list import OWN, Code, code_list

_CRITERIA = "SI 2015/1578 (W.187) regs 3-5"
_NISAT = "NISAT, core domains"
_ACT = "Social Services and Well-being (Wales) Act 2014"

TOPICS: Final = code_list(
    "circumstance-topics",
    OWN,
    Code("home", "Home and housing", "Cartref a thŷ"),
    Code("household", "Household and family", "Aelwyd a theulu"),
    Code("daily-life", "Daily life", "Bywyd bob dydd"),
    Code("physical-health", "Physical health", "Iechyd corfforol"),
    Code("mental-health", "Mental health and mood", "Iechyd meddwl a hwyliau"),
    Code("mobility", "Moving about", "Symud o gwmpas"),
    Code("memory", "Memory and understanding", "Cof a dealltwriaeth"),
    Code("work-and-learning", "Work and learning", "Gwaith a dysgu"),
    Code("community", "Community and interests", "Cymuned a diddordebau"),
    Code("money", "Money and benefits", "Arian a budd-daliadau"),
    Code("development", "Development", "Datblygiad"),
    Code("what-changes", "What the move changes", "Yr hyn y mae symud yn ei newid"),
    is_open=True,
)
WELLBEING: Final = code_list(
    "well-being",
    f"{_ACT} s.2",
    Code(
        "health",
        "Physical and mental health and emotional well-being",
        "Iechyd corfforol a meddyliol a llesiant emosiynol",
    ),
    Code("protection", "Protection from abuse and neglect", "Amddiffyn rhag camdriniaeth ac esgeulustod"),
    Code("education", "Education, training and recreation", "Addysg, hyfforddiant a hamdden"),
    Code("relationships", "Domestic, family and personal relationships", "Perthnasoedd domestig, teuluol a phersonol"),
    Code("contribution", "Contribution made to society", "Y cyfraniad a wneir at gymdeithas"),
    Code("rights", "Securing rights and entitlements", "Sicrhau hawliau a hawlogaethau"),
    Code("economic", "Social and economic well-being", "Llesiant cymdeithasol ac economaidd"),
    Code("accommodation", "Suitability of living accommodation", "Addasrwydd llety byw"),
    Code("control", "Control over day-to-day life (adult)", "Rheolaeth dros fywyd o ddydd i ddydd (oedolyn)"),
    Code("work", "Participation in work (adult)", "Cymryd rhan mewn gwaith (oedolyn)"),
    Code("development", "Development (child)", "Datblygiad (plentyn)"),
    Code("welfare", "Welfare (child)", "Lles (plentyn)"),
    is_open=True,
)
LEVELS: Final = code_list(
    "levels",
    OWN,
    Code("low", "Low", "Isel"),
    Code("moderate", "Moderate", "Cymedrol"),
    Code("high", "High", "Uchel"),
    is_open=False,
)
STRENGTH_KINDS: Final = code_list(
    "strength-kinds",
    "Part 3 Code of Practice, five elements",
    Code("own", "The person's own", "Y person ei hun", verified=False),
    Code("family", "Family and friends", "Teulu a ffrindiau", verified=False),
    Code("community", "Community", "Cymuned", verified=False),
    is_open=False,
)
NEED_CAUSES: Final = code_list(
    "need-causes",
    f"{_CRITERIA}, limb (a)",
    Code("physical-ill-health", "Physical ill-health", "Afiechyd corfforol"),
    Code("mental-ill-health", "Mental ill-health", "Afiechyd meddwl"),
    Code("age", "Age", "Oedran"),
    Code("disability", "Disability", "Anabledd"),
    Code("dependence", "Dependence on alcohol or drugs", "Dibyniaeth ar alcohol neu gyffuriau"),
    Code("similar", "Other similar circumstances", "Amgylchiadau tebyg eraill"),
    Code(
        "child-development",
        "Adverse effect on the child's development if unmet",
        "Effaith andwyol ar ddatblygiad y plentyn os na ddiwellir",
    ),
    Code("caring", "Providing care", "Darparu gofal", verified=False),
    is_open=True,
)
NEED_AREAS: Final = code_list(
    "need-areas",
    f"{_CRITERIA}, limb (b); others as cited",
    Code("self-care", "Self-care or domestic routines", "Hunanofal neu arferion domestig"),
    Code("communication", "Ability to communicate", "Y gallu i gyfathrebu"),
    Code("protection", "Protection from abuse or neglect", "Amddiffyn rhag camdriniaeth neu esgeulustod"),
    Code("work-learning-leisure", "Work, education, learning or leisure", "Gwaith, addysg, dysgu neu hamdden"),
    Code(
        "relationships",
        "Family or other significant personal relationships",
        "Perthnasoedd teuluol neu berthnasoedd personol arwyddocaol eraill",
    ),
    Code(
        "community",
        "Social relationships and involvement in the community",
        "Perthnasoedd cymdeithasol ac ymwneud â'r gymuned",
    ),
    Code("caring-for-child", "Caring responsibilities for a child", "Cyfrifoldebau gofalu am blentyn"),
    Code("developmental-goals", "Achieving developmental goals", "Cyflawni nodau datblygiadol"),
    Code(
        "caring-for-others",
        "Caring responsibilities for other people",
        "Cyfrifoldebau gofalu am bobl eraill",
        verified=False,
        citation="SI 2015/313 reg 3",
    ),
    Code("home", "Home and housing", "Cartref a thai", citation=_NISAT),
    Code("mobility", "Moving about", "Symud o gwmpas", citation=_NISAT),
    Code("decisions", "Awareness and decision-making", "Ymwybyddiaeth a gwneud penderfyniadau", citation=_NISAT),
    Code("physical-health", "Physical health and medication", "Iechyd corfforol a meddyginiaeth", citation=_NISAT),
    Code("mental-health", "Mental health", "Iechyd meddwl", citation=_NISAT),
    is_open=True,
)
UNABLE_BECAUSE: Final = code_list(
    "unable-because",
    "SI 2015/1578 (W.187) reg 6; SI 2015/313 reg 2(3)",
    Code(
        "pain-anxiety-distress",
        "Only with significant pain, anxiety or distress",
        "Dim ond â phoen, pryder neu drallod sylweddol",
    ),
    Code("danger", "Only by endangering self or another", "Dim ond drwy beryglu ei hun neu rywun arall"),
    Code(
        "takes-longer",
        "Takes significantly longer than would normally be expected",
        "Yn cymryd llawer mwy o amser nag y byddid yn ei ddisgwyl fel arfer",
    ),
    Code(
        "needs-assistance",
        "Only with assistance",
        "Dim ond gyda chymorth",
        jurisdiction="GB-ENG",
        citation="SI 2015/313 reg 2(3)",
    ),
    is_open=False,
)
RESULTS: Final = code_list(
    "determination-results",
    OWN,
    Code("eligible", "Eligible", "Cymwys"),
    Code(
        "eligible-protection",
        "Eligible, to protect from abuse or neglect",
        "Cymwys, i amddiffyn rhag camdriniaeth neu esgeulustod",
        jurisdiction="GB-WLS",
        citation=f"{_ACT} s.35(3)(b)",
    ),
    Code("not-eligible", "Not eligible", "Ddim yn gymwys"),
    is_open=False,
)
CONTRIBUTIONS: Final = code_list(
    "contributions",
    f"{_ACT} s.19(4)",
    Code("care-and-support", "Care and support", "Gofal a chymorth"),
    Code("preventative-services", "Preventative services", "Gwasanaethau ataliol"),
    Code("information-advice-assistance", "Information, advice or assistance", "Gwybodaeth, cyngor neu gynhorthwy"),
    Code("other-matters", "Other matters", "Materion eraill"),
    is_open=False,
)
ADVICE_KINDS: Final = code_list(
    "advice-kinds",
    "Care Act 2014 s.25; Social Services and Well-being (Wales) Act 2014 s.17",
    Code("information", "Information", "Gwybodaeth", verified=False),
    Code("advice", "Advice", "Cyngor", verified=False),
    Code("assistance", "Assistance", "Cynhorthwy", verified=False),
    Code("prevention", "How to prevent, reduce or delay the need", "Sut i atal, lleihau neu ohirio'r angen"),
    is_open=True,
)
BANDS: Final = code_list(
    "risk-bands",
    "Scottish Government and COSLA, national eligibility criteria (2009; not statutory)",
    *(
        Code(code, en, cy, jurisdiction="GB-SCT", citation="national eligibility criteria (2009)")
        for code, en, cy in (
            ("critical", "Critical", "Critigol"),
            ("substantial", "Substantial", "Sylweddol"),
            ("moderate", "Moderate", "Cymedrol"),
            ("low", "Low", "Isel"),
        )
    ),
    is_open=False,
)
"""Most urgent first."""
