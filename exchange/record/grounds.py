"""Grounds: why a part of a record may be kept back, each with its law, and for which purposes it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

COUNCIL: Final = "receiving-council"
PERSON: Final = "person"
PROVIDER: Final = "provider"
HEALTH: Final = "health"
CROSS_BORDER: Final = "cross-border"
AUDIT: Final = "audit"
_ALL: Final = frozenset({COUNCIL, PERSON, PROVIDER, HEALTH, CROSS_BORDER, AUDIT})


@dataclass(frozen=True)
class Ground:
    """Why something may be kept back, and for which purposes. One that is not `told` would itself do the harm."""

    code: str
    en: str
    cy: str
    citation: str
    purposes: frozenset[str]
    told: bool
    verified: bool = True


GROUNDS: Final[Mapping[str, Ground]] = {
    ground.code: ground
    for ground in (
        Ground(
            "serious-harm",
            "Showing it would be likely to harm the person or someone else seriously",
            "Byddai ei ddangos yn debygol o achosi niwed difrifol i'r person neu i rywun arall",
            "Data Protection Act 2018 Sch.3 para 7(2) (social work data)",
            frozenset({PERSON}),
            told=False,
        ),
        Ground(
            "serious-harm-health",
            "A health professional thinks that showing it would be likely to do serious harm",
            "Mae gweithiwr iechyd proffesiynol o'r farn y byddai ei ddangos yn debygol o achosi niwed difrifol",
            "Data Protection Act 2018 Sch.3 Pt 2 (health data)",
            frozenset({PERSON}),
            told=False,
        ),
        Ground(
            "expectations-and-wishes",
            "The person gave or wanted it kept from the one who asks on their behalf",
            "Roedd y person am ei gadw rhag yr un sy'n gofyn ar ei ran",
            "Data Protection Act 2018 Sch.3 (asker with parental responsibility, or appointed by a court)",
            frozenset({PERSON}),
            told=False,
        ),
        Ground(
            "third-party",
            "It is about someone else who has not agreed",
            "Mae'n ymwneud â rhywun arall nad yw wedi cytuno",
            "Data Protection Act 2018 Sch.2 para 16",
            _ALL,
            told=True,
        ),
        Ground(
            "court-report",
            "It comes from a report for a court",
            "Daw o adroddiad ar gyfer llys",
            "Data Protection Act 2018 Sch.3 (social work data, reports for courts)",
            _ALL,
            told=True,
        ),
        Ground(
            "adoption",
            "It is adoption information",
            "Gwybodaeth am fabwysiadu ydyw",
            "Data Protection Act 2018 Sch.4 (adoption records)",
            _ALL,
            told=True,
            verified=False,
        ),
        Ground(
            "legal-privilege",
            "It is legal advice",
            "Cyngor cyfreithiol ydyw",
            "Data Protection Act 2018 Sch.2 para 19",
            _ALL,
            told=True,
            verified=False,
        ),
        Ground(
            "not-requested",
            "It is not part of the plan, and the receiving council did not ask for it",
            "Nid yw'n rhan o'r cynllun, ac ni ofynnodd y cyngor derbyn amdano",
            "Social Services and Well-being (Wales) Act 2014 s.56(1)(b)",
            frozenset({COUNCIL}),
            told=True,
        ),
        Ground(
            "not-needed",
            "Whoever it is shown to does not need it for what they have to do",
            "Nid oes ei angen ar y sawl y caiff ei ddangos iddo ar gyfer yr hyn y mae'n rhaid iddo ei wneud",
            "UK GDPR Art 5(1)(c)",
            _ALL - {PERSON},
            told=True,
            verified=False,
        ),
        Ground(
            "not-consented",
            "The person did not agree that it crosses the border",
            "Ni chytunodd y person iddo groesi'r ffin",
            "The four nations' Principles of 2015 on moves across borders",
            frozenset({CROSS_BORDER}),
            told=True,
        ),
        Ground(
            "other-law",
            "It was decided under the law of one nation and holds there only",
            "Fe'i penderfynwyd o dan gyfraith un genedl ac yno'n unig y mae'n dal",
            "SI 2015/1578 (W.187); Care and Support (Eligibility Criteria) Regulations 2015; each for its own nation",
            frozenset({CROSS_BORDER}),
            told=True,
            verified=False,
        ),
    )
}
