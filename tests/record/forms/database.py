"""A terse form out of a database: tables, short names, numbers for links, letters for codes."""

from exchange.jose import JsonObject
from exchange.record import ASSESSMENT
from exchange.record.mapping import FormMapping, Row
from exchange.record.turns import Day, ListOf, Numbered, Same, Table, Turn

FORM: JsonObject = {
    "CLI": {"NM": "POWELL DAI", "DOB": "19590227", "GND": "1", "NHS": "9990000557", "LNG": "E", "WO": "Y", "ETH": "N"},
    "ASM": {"TYP": "A19", "DT": "20260714", "WKR": "HUWS M", "WKR_ROLE": "SW", "VER": 7, "LOCK": True},
    "OUTC": [{"NO": 1, "TXT": "Get back to the allotment", "WB": "E,R", "BASE": 2, "TGT": 7}],
    "NEED": [
        {"NO": 1, "TXT": "Cannot lift or dig since the stroke", "CAUSE": "P", "AREA": "L,C", "OUTC": [1]},
        {"NO": 2, "TXT": "Loses words when tired", "CAUSE": "P,X", "AREA": "T", "OUTC": [1]},
    ],
    "ELIG": [
        {"NO": 1, "NEED": 1, "A": "Y", "B": "Y", "B_AREA": "iv,vi", "C": "Y", "D": "N", "RES": "N", "WHY": "Club helps"}
    ],
    "RISK": [{"NO": 1, "TXT": "Second stroke unnoticed, lives alone", "HARM": "Long lie", "L": 2, "S": 3, "MIT": "Y"}],
}

_YES = Table({"Y": "yes", "N": "no", "U": "unknown"})
_AREAS = Table(
    {
        "S": "self-care", "T": "communication", "P": "protection", "L": "work-learning-leisure", "F": "relationships",
        "C": "community", "K": "caring-for-child",
    }
)  # fmt: skip
_CAUSES = Table({"P": "physical-ill-health", "M": "mental-ill-health", "A": "age", "D": "disability"})
_WELLBEING = Table({"H": "health", "E": "education", "R": "relationships", "W": "work", "C": "control"})


class Level(Table):
    """The form writes levels as numbers."""

    def into_one(self, value: object) -> str | None:
        """By the number."""
        found = self.codes.get(str(value))
        return found if isinstance(found, str) else None

    def out_one(self, value: object) -> int | None:
        """As a number."""
        return next((int(number) for number, level in self.codes.items() if level == value), None)


def _row(form: str, content: str, turn: Turn | None = None) -> Row:
    return Row((form,), (content,), turn or Same())


MAPPING = FormMapping(
    ASSESSMENT,
    (
        _row("/CLI/NM", "/person/name/official"),
        _row("/CLI/DOB", "/person/birthDate", Day("%Y%m%d")),
        _row("/CLI/GND", "/person/gender/code"),
        _row("/CLI/NHS", "/person/identifiers/0/value"),
        _row("/CLI/LNG", "/language/spoken", Table({"E": "en", "W": "cy"})),
        _row("/CLI/WO", "/language/activeOffer/made", _YES),
        _row("/CLI/ETH", "/person/ethnicity/code"),
        _row("/ASM/TYP", "/about/kind", Table({"A19": "wls-adult-s19", "C24": "wls-carer-s24"})),
        _row("/ASM/DT", "/about/completedOn", Day("%Y%m%d")),
        _row("/ASM/DT", "/conduct/dates/0", Day("%Y%m%d")),
        _row("/ASM/WKR", "/conduct/leadCoordinator/name"),
        _row("/ASM/WKR_ROLE", "/conduct/leadCoordinator/role", Table({"SW": "Social worker", "OT": "Therapist"})),
        _row("/OUTC/*/NO", "/outcomes/*/id", Numbered("o")),
        _row("/OUTC/*/TXT", "/outcomes/*/words"),
        _row("/OUTC/*/WB", "/outcomes/*/wellbeing", ListOf(",", _WELLBEING)),
        _row("/OUTC/*/BASE", "/outcomes/*/baseline/value"),
        _row("/OUTC/*/TGT", "/outcomes/*/target/value"),
        _row("/NEED/*/NO", "/needs/*/id", Numbered("n")),
        _row("/NEED/*/TXT", "/needs/*/statement"),
        _row("/NEED/*/CAUSE", "/needs/*/causes", ListOf(",", _CAUSES)),
        _row("/NEED/*/AREA", "/needs/*/areas", ListOf(",", _AREAS)),
        _row("/NEED/*/OUTC", "/needs/*/outcomeIds", Numbered("o")),
        _row("/ELIG/*/NO", "/determinations/*/id", Numbered("d")),
        _row("/ELIG/*/NEED", "/determinations/*/needId", Numbered("n")),
        _row("/ELIG/*/A", "/determinations/*/criteria/0/met", _YES),
        _row("/ELIG/*/B", "/determinations/*/criteria/1/met", _YES),
        _row("/ELIG/*/B_AREA", "/determinations/*/criteria/1/areas", ListOf(",", Table({n: n for n in ("iv", "vi")}))),
        _row("/ELIG/*/C", "/determinations/*/criteria/2/met", _YES),
        _row("/ELIG/*/D", "/determinations/*/criteria/3/met", _YES),
        _row("/ELIG/*/RES", "/determinations/*/result", Table({"E": "eligible", "N": "not-eligible"})),
        _row("/ELIG/*/WHY", "/determinations/*/reasons"),
        _row("/RISK/*/NO", "/risks/*/id", Numbered("r")),
        _row("/RISK/*/TXT", "/risks/*/statement"),
        _row("/RISK/*/HARM", "/risks/*/ifUnmet"),
        _row("/RISK/*/L", "/risks/*/likelihood", Level({"1": "low", "2": "moderate", "3": "high"})),
        _row("/RISK/*/S", "/risks/*/severity", Level({"1": "low", "2": "moderate", "3": "high"})),
    ),
    fixed={
        "/about/jurisdiction": "GB-WLS",
        "/about/language": "en",
        "/person/gender/system": "https://fhir.hl7.org.uk/CodeSystem/NHSDataModelAndDictionary-PersonStatedGenderCode",
        "/person/ethnicity/system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryWales",
        "/person/identifiers/*/system": "https://fhir.nhs.uk/Id/nhs-number",
        "/outcomes/*/saidBy": "person",
        "/outcomes/*/baseline/outOf": 10,
        "/outcomes/*/baseline/saidBy": "worker",
        "/determinations/*/scheme": "wls-adult-2015",
        "/determinations/*/criteria/0/ref": "a",
        "/determinations/*/criteria/1/ref": "b",
        "/determinations/*/criteria/2/ref": "c",
        "/determinations/*/criteria/3/ref": "d",
        **{f"/determinations/*/criteria/{n}/evidence": "The form holds only the answer." for n in range(4)},
        "/determinations/*/decidedBy": {"name": "Not on the form", "role": "Not on the form"},
        "/determinations/*/decidedOn": "2026-07-14",
    },
)
