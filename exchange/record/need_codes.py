"""Code lists about needs, outcomes, risks and capacity; `codes.py` says how to read a list."""

from typing import Final

from exchange.record.codes import Code, code_list

_OWN = "this project"
_CRITERIA = "SI 2015/1578 (W.187) regs 3-5"

COMMUNICATION_GROUPS: Final = code_list(
    "communication-groups",
    "Accessible Information Standard DAPB1605",
    Code("professional", "Communication professional", "Gweithiwr cyfathrebu proffesiynol"),
    Code("support", "Communication support", "Cymorth cyfathrebu", verified=False),
    Code("contact", "Contact method", "Dull cysylltu", verified=False),
    Code("format", "Information format", "Fformat gwybodaeth", verified=False),
    is_open=False,
)
TOPICS: Final = code_list(
    "circumstance-topics",
    _OWN,
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
    "Social Services and Well-being (Wales) Act 2014 s.2",
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
SPEAKERS: Final = code_list(
    "speakers",
    _OWN,
    Code("person", "The person", "Y person"),
    Code("carer", "The carer", "Y gofalwr"),
    Code("parent", "A parent", "Rhiant"),
    Code("family", "Family", "Teulu"),
    Code("advocate", "Advocate", "Eiriolwr"),
    Code("worker", "The worker", "Y gweithiwr"),
    is_open=True,
)
LEVELS: Final = code_list(
    "levels",
    _OWN,
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
    f"{_CRITERIA}, limb (b)",
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
    is_open=True,
)
UNABLE_BECAUSE: Final = code_list(
    "unable-because",
    "SI 2015/1578 (W.187) reg 6",
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
    is_open=False,
)
RESULTS: Final = code_list(
    "determination-results",
    _OWN,
    Code("eligible", "Eligible", "Cymwys"),
    Code(
        "eligible-protection",
        "Eligible, to protect from abuse or neglect",
        "Cymwys, i amddiffyn rhag camdriniaeth neu esgeulustod",
    ),
    Code("not-eligible", "Not eligible", "Ddim yn gymwys"),
    is_open=False,
)
CAPACITY_OUTCOMES: Final = code_list(
    "capacity-outcomes",
    "Mental Capacity Act 2005",
    Code("has-capacity", "Has capacity for this decision", "Â galluedd ar gyfer y penderfyniad hwn", verified=False),
    Code(
        "lacks-capacity", "Lacks capacity for this decision", "Heb alluedd ar gyfer y penderfyniad hwn", verified=False
    ),
    Code(
        "not-assessed",
        "No reason to doubt capacity; not assessed",
        "Dim rheswm i amau galluedd; heb ei asesu",
        verified=False,
    ),
    is_open=False,
)
CAPACITY_AUTHORITIES: Final = code_list(
    "capacity-authorities",
    "Mental Capacity Act 2005",
    Code("lpa", "Lasting power of attorney", "Atwrneiaeth arhosol", verified=False),
    Code("deputy", "Deputy of the Court of Protection", "Dirprwy'r Llys Gwarchod", verified=False),
    Code("best-interests", "Best-interests decision", "Penderfyniad er lles pennaf", verified=False),
    is_open=True,
)
DEPRIVATION: Final = code_list(
    "deprivation-of-liberty",
    "Mental Capacity Act 2005",
    Code("none", "Not deprived of liberty", "Heb ei amddifadu o ryddid", verified=False),
    Code("dols", "Deprivation of Liberty Safeguards", "Trefniadau Diogelu rhag Colli Rhyddid", verified=False),
    Code("court", "Order of the Court of Protection", "Gorchymyn y Llys Gwarchod", verified=False),
    is_open=True,
)
REFUSAL_EXCEPTIONS: Final = code_list(
    "refusal-exceptions",
    "Social Services and Well-being (Wales) Act 2014 ss.20-23",
    Code(
        "lacks-capacity-best-interests",
        "Lacks capacity, and an assessment is in the person's best interests",
        "Heb alluedd, ac asesiad er lles pennaf y person",
        verified=False,
    ),
    Code(
        "abuse-or-neglect",
        "Experiencing or at risk of abuse or neglect",
        "Yn profi neu mewn perygl o gamdriniaeth neu esgeulustod",
        verified=False,
    ),
    Code("parent-lacks-capacity", "The parent lacks capacity", "Nid oes gan y rhiant alluedd"),
    Code("child-disagrees", "A child with understanding disagrees", "Plentyn sy'n deall yn anghytuno"),
    Code(
        "inconsistent-with-well-being",
        "No assessment would be inconsistent with the child's well-being",
        "Byddai peidio ag asesu yn anghyson â llesiant y plentyn",
    ),
    Code(
        "child-harm",
        "Suspected abuse, neglect or other harm of a child",
        "Amheuaeth o gamdriniaeth, esgeulustod neu niwed arall i blentyn",
    ),
    is_open=True,
)
ALERT_KINDS: Final = code_list(
    "alert-kinds",
    _OWN,
    Code("falls", "Falls", "Cwympiadau"),
    Code("allergy", "Allergy", "Alergedd"),
    Code("seizures", "Seizures", "Ffitiau"),
    Code("swallowing", "Swallowing or choking", "Llyncu neu dagu"),
    Code("access", "Getting in", "Cael mynediad"),
    Code("animal", "Animal in the home", "Anifail yn y cartref"),
    Code("lone-working", "Do not visit alone", "Peidiwch ag ymweld ar eich pen eich hun"),
    is_open=True,
)
