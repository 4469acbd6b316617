"""What can be attested, by whom in which role, and the sentence that says so to a reader."""

from dataclasses import dataclass
from typing import Final, Protocol

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import envelope
from exchange.record.codes.code_list import Code, code_list
from exchange.record.codes.people import REGISTRATION_BODIES

ATTESTED: Final = code_list(
    "attested",
    "this project",
    Code("assessed", "made this assessment", "a wnaeth yr asesiad hwn"),
    Code("authorised", "authorised this record", "a awdurdododd y cofnod hwn"),
    Code("provides", "gives care as this plan says", "sy'n rhoi gofal yn ôl y cynllun hwn"),
    Code("contributed", "contributed a part of this record", "a gyfrannodd ran o'r cofnod hwn"),
    Code("document", "wrote the attached document", "a ysgrifennodd y ddogfen a atodwyd"),
    Code("consent", "took the person's consent", "a gymerodd gydsyniad y person"),
    is_open=False,
)
ROLES: Final = code_list(
    "attesting-roles",
    "this project",
    Code("assessor", "assessor", "asesydd"),
    Code("manager", "manager", "rheolwr"),
    Code("provider", "provider", "darparwr"),
    Code("health-board", "health board", "bwrdd iechyd"),
    is_open=False,
)
_CODE: Final = "attestation-claims"
_MEMBERS: Final = {"name", "registration", "signIn"}


@dataclass(frozen=True)
class Registration:
    """An entry in a professional register."""

    body: str
    number: str


@dataclass(frozen=True)
class Who:
    """Whoever attested: name (of a person or a firm), registration, and the way in which they signed in (a code)."""

    name: str
    registration: Registration | None = None
    sign_in: str | None = None

    def claim(self) -> JsonObject:
        """As an attestation conceals it; refuses `attestation-claims` for what no reader would take."""
        claim: JsonObject = {"name": self.name}
        if self.registration is not None:
            claim["registration"] = {"body": self.registration.body, "number": self.registration.number}
        if self.sign_in is not None:
            claim["signIn"] = self.sign_in
        Who.read(claim)
        return claim

    @staticmethod
    def read(value: JsonValue) -> "Who":
        """Read what an attestation disclosed; refuses `attestation-claims`."""
        if not isinstance(value, dict) or not {"name"} <= value.keys() <= _MEMBERS:
            raise Refusal(_CODE, "/who")
        return Who(
            envelope.text(value, "name", code=_CODE),
            _registration(value["registration"]) if "registration" in value else None,
            envelope.slug(value, "signIn", code=_CODE) if "signIn" in value else None,
        )


class Attesting(Protocol):
    """An attestation, as far as its sentence goes."""

    @property
    def says(self) -> str:
        """What is attested."""

    @property
    def role(self) -> str:
        """In which role."""

    @property
    def stated(self) -> bool:
        """Whether a council states it of somebody else."""

    @property
    def who(self) -> Who | None:
        """Who it was, if that is shown."""


def sentence(attestation: Attesting, *, issuer: str, language: str) -> str:
    """Who attests what and in which role, in Welsh for `cy`, else in English. `issuer` is the signer's name."""
    welsh = language == "cy"
    role, says = ROLES.codes[attestation.role].label(language), ATTESTED.codes[attestation.says].label(language)
    who = _named(attestation.who, language)
    if not attestation.stated:
        signer = f"{issuer} ({who})" if who else issuer
        return (
            f"{signer} sy'n llofnodi, fel {role}, mai nhw {says}." if welsh else f"{signer} signs, as {role}: {says}."
        )
    someone = who or ("rhywun nas enwir mwyach" if welsh else "someone who is no longer named")
    if welsh:
        return f"Fel y datganwyd gan {issuer}: {someone}, {role}, {says}."
    return f"As stated by {issuer}: {someone}, {role}, {says}."


def _named(who: Who | None, language: str) -> str:
    if who is None:
        return ""
    if who.registration is None:
        return who.name
    body = REGISTRATION_BODIES.codes.get(who.registration.body)
    return f"{who.name}, {body.label(language) if body else who.registration.body} {who.registration.number}"


def _registration(value: JsonValue) -> Registration:
    if not isinstance(value, dict) or value.keys() != {"body", "number"}:
        raise Refusal(_CODE, "/who/registration")
    return Registration(envelope.slug(value, "body", code=_CODE), envelope.text(value, "number", code=_CODE))
