"""Who may be shown what: one table of sections by purposes, and the grounds on which something is kept back.

`may`   the section goes along, unless someone decides to withhold it or entries of it;
`ask`   it goes along only if a worker has decided so, because the law makes someone look first;
`never` it does not go along, whoever asks.

Where the table keeps a section back, the ground beside the word is the one that counts. The last row, `other`, is for
sections that this version does not know. A change of this table is a change of who sees what: it needs a lawyer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exchange.errors import Refusal


class Rule(StrEnum):
    """What the table says of one section for one purpose."""

    MAY = "may"
    ASK = "ask"
    NEVER = "never"


@dataclass(frozen=True)
class Purpose:
    """Why a record is shown to someone, under which law; `verified=False` means that nobody saw the source yet."""

    code: str
    en: str
    cy: str
    citation: str
    needs_ground: bool  # whether everything that is withheld by hand needs a ground
    verified: bool = True


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


@dataclass(frozen=True)
class Ruling:
    """One cell of the table, with the ground on which the section is kept back if it is."""

    rule: Rule
    ground: str | None


COUNCIL: Final = "receiving-council"
PERSON: Final = "person"

PURPOSES: Final[Mapping[str, Purpose]] = {
    purpose.code: purpose
    for purpose in (
        Purpose(
            COUNCIL,
            "For the council that the person moves to",
            "I'r cyngor y mae'r person yn symud iddo",
            "Social Services and Well-being (Wales) Act 2014 s.56(1)(b)",
            needs_ground=True,
        ),
        Purpose(
            PERSON,
            "For the person whom it is about",
            "I'r person y mae'n ymwneud ag ef",
            "SI 2015/1335 (W.131) reg 7; UK GDPR Art 15",
            needs_ground=False,
            verified=False,
        ),
    )
}

_BOTH = frozenset({COUNCIL, PERSON})

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
            _BOTH,
            told=True,
        ),
        Ground(
            "court-report",
            "It comes from a report for a court",
            "Daw o adroddiad ar gyfer llys",
            "Data Protection Act 2018 Sch.3 (social work data, reports for courts)",
            _BOTH,
            told=True,
        ),
        Ground(
            "adoption",
            "It is adoption information",
            "Gwybodaeth am fabwysiadu ydyw",
            "Data Protection Act 2018 Sch.4 (adoption records)",
            _BOTH,
            told=True,
            verified=False,
        ),
        Ground(
            "legal-privilege",
            "It is legal advice",
            "Cyngor cyfreithiol ydyw",
            "Data Protection Act 2018 Sch.2 para 19",
            _BOTH,
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
            "The receiving council does not need it for what it has to do",
            "Nid oes ei angen ar y cyngor derbyn ar gyfer yr hyn y mae'n rhaid iddo ei wneud",
            "UK GDPR Art 5(1)(c)",
            frozenset({COUNCIL}),
            told=True,
            verified=False,
        ),
    )
}

_TABLE = """
section              receiving-council   person
about                may                 may
person               may                 may
language             may                 may
communicationNeeds   may                 may
contacts             may                 ask third-party
professionals        may                 may
dependants           may                 ask third-party
carers               may                 ask third-party
caring               may                 may
conduct              may                 may
contributors         may                 ask third-party
ownWords             may                 may
capacity             may                 may
advocacy             may                 may
refusals             may                 may
circumstances        may                 may
outcomes             may                 may
barriers             may                 may
risks                may                 ask serious-harm
strengths            may                 may
needs                may                 may
determinations       may                 may
safeguarding         may                 ask serious-harm
alerts               may                 ask serious-harm
sharing              may                 ask serious-harm
withholding          may                 never serious-harm
leftEmpty            may                 may
actions              may                 may
directPayments       may                 may
equipment            may                 may
contingency          may                 may
monitoring           may                 may
review               may                 may
charges              may                 may
authorisation        may                 may
copiesGiven          may                 may
other                may                 never serious-harm
"""


def _read_table(table: str) -> Mapping[str, Mapping[str, Ruling]]:
    rulings: dict[str, dict[str, Ruling]] = {purpose: {} for purpose in PURPOSES}
    for line in table.split("\n")[2:-1]:
        section, *words = line.split()
        for purpose in PURPOSES:
            rule = Rule(words.pop(0))
            rulings[purpose][section] = Ruling(rule, None if rule is Rule.MAY else words.pop(0))
    return rulings


RULINGS: Final = _read_table(_TABLE)
OTHER: Final = "other"


def find_purpose(code: str) -> Purpose:
    """The purpose of this code; refuses `purpose-unknown`."""
    purpose = PURPOSES.get(code)
    if purpose is None:
        raise Refusal("purpose-unknown", "purpose")
    return purpose


def find_ground(code: str | None, *, purpose: Purpose) -> Ground | None:
    """The ground of this code, if it counts for the purpose; none at all is enough only where none is needed."""
    if code is None and not purpose.needs_ground:
        return None
    ground = GROUNDS.get(code or "")
    if ground is None or purpose.code not in ground.purposes:
        raise Refusal("ground-unknown", "ground")
    return ground


def ruling_on(section: str, *, purpose: Purpose) -> Ruling:
    """What the table says of a section for a purpose; a section that it does not name falls under `other`."""
    rulings = RULINGS[purpose.code]
    return rulings.get(section, rulings[OTHER])
