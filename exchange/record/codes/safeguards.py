"""Code lists about capacity, safeguarding and what to know at the door; the room says how to read a list."""

from typing import Final

from exchange.record.codes.code_list import OWN, Code, code_list

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
    Code(
        "guardian",
        "Welfare guardian",
        "Gwarcheidwad lles",
        verified=False,
        jurisdiction="GB-SCT",
        citation="Adults with Incapacity (Scotland) Act 2000",
    ),
    is_open=True,
)
DEPRIVATION: Final = code_list(
    "deprivation-of-liberty",
    "Mental Capacity Act 2005",
    Code("none", "Not deprived of liberty", "Heb ei amddifadu o ryddid", verified=False),
    Code("dols", "Deprivation of Liberty Safeguards", "Trefniadau Diogelu rhag Colli Rhyddid", verified=False),
    Code("lps", "Liberty Protection Safeguards", "Trefniadau Amddiffyn Rhyddid", verified=False),
    Code("court", "Order of the Court of Protection", "Gorchymyn y Llys Gwarchod", verified=False),
    is_open=True,
)
ALERT_KINDS: Final = code_list(
    "alert-kinds",
    OWN,
    Code("falls", "Falls", "Cwympiadau"),
    Code("allergy", "Allergy", "Alergedd"),
    Code("seizures", "Seizures", "Ffitiau"),
    Code("swallowing", "Swallowing or choking", "Llyncu neu dagu"),
    Code("access", "Getting in", "Cael mynediad"),
    Code("animal", "Animal in the home", "Anifail yn y cartref"),
    Code("lone-working", "Do not visit alone", "Peidiwch ag ymweld ar eich pen eich hun"),
    is_open=True,
)
ABUSE_CATEGORIES: Final = code_list(
    "abuse-categories",
    "seen in no source",
    Code("physical", "Physical abuse", "Camdriniaeth gorfforol", verified=False),
    Code("emotional", "Emotional or psychological abuse", "Camdriniaeth emosiynol neu seicolegol", verified=False),
    Code("sexual", "Sexual abuse", "Camdriniaeth rywiol", verified=False),
    Code("financial", "Financial abuse", "Camdriniaeth ariannol", verified=False),
    Code("neglect", "Neglect", "Esgeulustod", verified=False),
    Code("self-neglect", "Self-neglect", "Hunanesgeulustod", verified=False),
    Code("domestic", "Domestic abuse", "Camdriniaeth ddomestig", verified=False),
    Code("organisational", "Organisational abuse", "Camdriniaeth sefydliadol", verified=False),
    Code("discriminatory", "Discriminatory abuse", "Camdriniaeth wahaniaethol", verified=False),
    Code("modern-slavery", "Modern slavery", "Caethwasiaeth fodern", verified=False),
    is_open=True,
)
