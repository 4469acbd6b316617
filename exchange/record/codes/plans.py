"""Code lists about what a plan says is done; the room says how to read a list."""

from typing import Final

from exchange.record.codes.code_list import OWN, Code, code_list

ACTORS: Final = code_list(
    "actors",
    "SI 2015/1335 (W.131) reg 3",
    Code("authority", "The council", "Y cyngor"),
    Code("provider", "A care provider", "Darparwr gofal"),
    Code("carer", "The carer", "Y gofalwr"),
    Code("person", "The person", "Y person"),
    Code("family", "Family or friends", "Teulu neu ffrindiau"),
    Code("health", "The health service", "Y gwasanaeth iechyd"),
    Code("community", "The community", "Y gymuned"),
    is_open=True,
)
FREQUENCIES: Final = code_list(
    "payment-frequencies",
    OWN,
    Code("weekly", "Weekly", "Bob wythnos"),
    Code("four-weekly", "Every four weeks", "Bob pedair wythnos"),
    Code("monthly", "Monthly", "Bob mis"),
    Code("once", "Once", "Unwaith"),
    is_open=True,
)
MANAGED_BY: Final = code_list(
    "direct-payment-managers",
    OWN,
    Code("person", "The person", "Y person"),
    Code("family", "A family member", "Aelod o'r teulu"),
    Code("council", "The council, on the person's behalf", "Y cyngor, ar ran y person"),
    Code("third-party", "A managed account provider", "Darparwr cyfrif a reolir"),
    is_open=True,
)
COPY_FORMS: Final = code_list(
    "copy-forms",
    OWN,
    Code("paper", "On paper", "Ar bapur"),
    Code("large-print", "Large print", "Print bras"),
    Code("easy-read", "Easy read", "Hawdd ei ddeall"),
    Code("email", "By email", "Drwy e-bost"),
    Code("audio", "Audio", "Sain"),
    Code("signed-video", "Video in sign language", "Fideo mewn iaith arwyddion"),
    Code("braille", "Braille", "Braille"),
    is_open=True,
)
SERVICES: Final = code_list(
    "services",
    "national census of adults receiving care and support; its own list seen in no source",
    *(
        Code(code, en, cy, verified=False)
        for code, en, cy in (
            ("home-care", "Care at home", "Gofal yn y cartref"),
            ("reablement", "Reablement", "Ailalluogi"),
            ("day-opportunities", "Day opportunities", "Cyfleoedd dydd"),
            ("short-break", "Respite or short breaks", "Seibiant neu seibiannau byr"),
            ("sitting", "Sitting service", "Gwasanaeth eistedd"),
            ("telecare", "Telecare", "Teleofal"),
            ("meals", "Meals", "Prydau"),
            ("transport", "Transport", "Cludiant"),
            ("supported-living", "Supported living", "Byw â chymorth"),
            ("shared-lives", "Shared lives", "Cysylltu bywydau"),
            ("extra-care", "Care in extra-care housing", "Gofal mewn tai gofal ychwanegol"),
            ("care-home", "Care home", "Cartref gofal"),
            ("family-support", "Family support", "Cymorth i deuluoedd"),
            ("community-support", "Support in the community", "Cymorth yn y gymuned"),
            ("professional-support", "Support from a social worker", "Cymorth gan weithiwr cymdeithasol"),
        )
    ),
    is_open=True,
)
UNITS: Final = code_list(
    "units",
    OWN,
    Code("visits", "Visits", "Ymweliadau"),
    Code("days", "Days", "Diwrnodau"),
    Code("nights", "Nights", "Nosweithiau"),
    Code("sessions", "Sessions", "Sesiynau"),
    Code("meals", "Meals", "Prydau"),
    Code("journeys", "Journeys", "Siwrneiau"),
    Code("calls", "Telephone calls", "Galwadau ffôn"),
    is_open=True,
)
PERIODS: Final = code_list(
    "periods",
    OWN,
    Code("day", "A day", "Y dydd"),
    Code("week", "A week", "Yr wythnos"),
    Code("four-weeks", "Four weeks", "Pedair wythnos"),
    Code("month", "A month", "Y mis"),
    Code("year", "A year", "Y flwyddyn"),
    is_open=False,
)
REVIEW_DECISIONS: Final = code_list(
    "review-decisions",
    "SI 2015/1335 (W.131) reg 6",
    Code("confirmed", "The plan stays as it is", "Y cynllun yn aros fel y mae"),
    Code("revised", "The plan is revised", "Y cynllun yn cael ei ddiwygio"),
    Code("closed", "The plan is closed", "Y cynllun yn cael ei gau"),
    is_open=False,
)
CLOSURE_REASONS: Final = code_list(
    "closure-reasons",
    "national census of adults receiving care and support; its own list seen in no source",
    Code("moved", "Moved to another council's area", "Symud i ardal cyngor arall", verified=False),
    Code("needs-met-otherwise", "Needs can be met otherwise", "Gellir diwallu'r anghenion fel arall", verified=False),
    Code("not-eligible", "No longer eligible", "Ddim yn gymwys mwyach", verified=False),
    Code("person-ended", "The person ended it", "Y person a ddaeth ag ef i ben", verified=False),
    Code("health-funded", "The health service meets the needs", "Y gwasanaeth iechyd sy'n diwallu", verified=False),
    Code("died", "The person died", "Bu farw'r person", verified=False),
    is_open=True,
)
ACHIEVED: Final = code_list(
    "achieved",
    OWN,
    Code("fully", "Fully", "Yn llawn"),
    Code("partly", "In part", "Yn rhannol"),
    Code("not", "Not", "Dim"),
    Code("unknown", "Not known", "Anhysbys"),
    is_open=False,
)
"""How far an outcome was achieved (SI 2015/1335 reg 6: the closure statement says so)."""
