"""Who may be shown what: one table of sections by purposes. `docs/purposes.md` is this table to read and to print.

`may`   the section goes along, unless someone decides to withhold it or entries of it;
`ask`   it goes along only if a worker has decided so, because the law makes someone look first;
`never` it does not go along, whoever asks.

Where the table keeps a section back, the ground behind the colon is the one that counts. The last row, `other`, is for
sections that this version does not know. One purpose rests on consent, `cross-border`: there the consent's scope is a
second sieve. For all others consent is not the basis, and none is taken. A change of this table is a change of who sees
what: it needs a lawyer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exchange.councils import Nation
from exchange.errors import Refusal
from exchange.record.grounds import AUDIT, COUNCIL, CROSS_BORDER, GROUNDS, HEALTH, PERSON, PROVIDER, Ground


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
    needs_ground: bool = True  # whether everything that is withheld by hand needs a ground
    needs_consent: bool = False  # whether it rests on the person's consent; else consent is no basis for it
    verified: bool = True


@dataclass(frozen=True)
class Ruling:
    """One cell of the table, with the ground on which the section is kept back if it is."""

    rule: Rule
    ground: str | None


PURPOSES: Final[Mapping[str, Purpose]] = {
    purpose.code: purpose
    for purpose in (
        Purpose(
            COUNCIL,
            "For the council that the person moves to",
            "I'r cyngor y mae'r person yn symud iddo",
            "Social Services and Well-being (Wales) Act 2014 s.56(1)(b)",
        ),
        Purpose(
            PERSON,
            "For the person whom it is about",
            "I'r person y mae'n ymwneud ag ef",
            "SI 2015/1335 (W.131) reg 7; UK GDPR Art 15",
            needs_ground=False,
            verified=False,
        ),
        Purpose(
            PROVIDER,
            "For a provider who gives care under the plan",
            "I ddarparwr sy'n rhoi gofal o dan y cynllun",
            "UK GDPR Art 6(1)(e), 9(2)(h); Data Protection Act 2018 Sch.1 para 2",
            verified=False,
        ),
        Purpose(
            HEALTH,
            "For a health board that treats the person or plans with them",
            "I fwrdd iechyd sy'n trin y person neu'n cynllunio gyda nhw",
            "Social Services and Well-being (Wales) Act 2014 Part 9; UK GDPR Art 9(2)(h)",
            verified=False,
        ),
        Purpose(
            CROSS_BORDER,
            "For a council of another nation that the person moves to, with their consent",
            "I gyngor mewn cenedl arall y mae'r person yn symud iddo, gyda'i gydsyniad",
            "The four nations' Principles of 2015: shared with the consent of the adult involved",
            needs_consent=True,
        ),
        Purpose(
            AUDIT,
            "For an inspectorate, an auditor or the Ombudsman",
            "I arolygiaeth, archwilydd neu'r Ombwdsmon",
            "Social Services and Well-being (Wales) Act 2014 Part 8; Public Services Ombudsman (Wales) Act 2019",
            verified=False,
        ),
    )
}


_TABLE: Final = """
section            receiving-council person             provider         health           cross-border    audit
about              may               may                may              may              may             may
person             may               may                may              may              may             ask:not-needed
language           may               may                may              may              may             may
communicationNeeds may               may                may              may              may             ask:not-needed
contacts           may               ask:third-party    may              may              ask:third-party ask:not-needed
professionals      may               may                may              may              may             ask:not-needed
dependants         may               ask:third-party    ask:not-needed   ask:not-needed   ask:third-party ask:not-needed
carers             may               ask:third-party    may              may              ask:third-party ask:not-needed
caring             may               may                ask:not-needed   may              may             ask:not-needed
conduct            may               may                never:not-needed ask:not-needed   may             may
contributors       may               ask:third-party    never:not-needed ask:not-needed   ask:third-party ask:not-needed
ownWords           may               may                may              may              may             ask:not-needed
capacity           may               may                may              may              may             ask:not-needed
advocacy           may               may                may              may              may             may
refusals           may               may                ask:not-needed   ask:not-needed   may             may
circumstances      may               may                ask:not-needed   may              may             ask:not-needed
outcomes           may               may                may              may              may             may
barriers           may               may                may              may              may             ask:not-needed
risks              may               ask:serious-harm   may              may              may             ask:not-needed
strengths          may               may                may              may              may             ask:not-needed
needs              may               may                may              may              may             may
determinations     may               may                never:not-needed ask:not-needed   never:other-law may
safeguarding       may               ask:serious-harm   ask:not-needed   ask:not-needed   ask:not-needed  ask:not-needed
alerts             may               ask:serious-harm   may              may              may             ask:not-needed
sharing            may               ask:serious-harm   ask:not-needed   ask:not-needed   may             may
withholding        may               never:serious-harm ask:not-needed   may              may             may
leftEmpty          may               may                never:not-needed ask:not-needed   may             may
actions            may               may                may              may              may             may
directPayments     may               may                never:not-needed never:not-needed may             may
equipment          may               may                may              may              may             ask:not-needed
contingency        may               may                may              may              may             ask:not-needed
monitoring         may               may                may              ask:not-needed   may             may
review             may               may                may              may              may             may
charges            may               may                never:not-needed never:not-needed may             may
authorisation      may               may                may              ask:not-needed   may             may
copiesGiven        may               may                never:not-needed never:not-needed may             may
other              may               never:serious-harm never:not-needed ask:not-needed   ask:not-needed  ask:not-needed
"""


def _read_table(table: str) -> Mapping[str, Mapping[str, Ruling]]:
    (_, *purposes), *rows = (line.split() for line in table.strip().split("\n"))
    return {
        purpose: {section: _read_cell(cells[column]) for section, *cells in rows}
        for column, purpose in enumerate(purposes)
    }


def _read_cell(cell: str) -> Ruling:
    rule, _, ground = cell.partition(":")
    return Ruling(Rule(rule), ground or None)


RULINGS: Final = _read_table(_TABLE)
OTHER: Final = "other"


def find_purpose(code: str) -> Purpose:
    """The purpose of this code; refuses `purpose-unknown`."""
    purpose = PURPOSES.get(code)
    if purpose is None:
        raise Refusal("purpose-unknown", "purpose")
    return purpose


def purpose_of_move(sending: Nation, receiving: Nation) -> Purpose:
    """For which purpose a council shows its records to the one that a person moves to."""
    return PURPOSES[COUNCIL if sending is receiving else CROSS_BORDER]


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
