"""Consent to show a record across a border, as the presenter's signed statement carries it.

Between the nations of the UK nothing but the four nations' Principles of 2015 applies, and they say: share with the
consent of the adult involved. Inside Wales sharing rests on the Act: consent is not asked for and is not the basis, so
a statement for any other purpose must not carry one.

A consent says what it covers (section by section), on what the person's capacity to give it rests, who took it, when,
and that it can be taken back. It holds codes and a day, and no one's name: the statement outlives erasure. Who took it
by name stands in the record's own `sharing`, or in an attestation that the consent names by digest.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import envelope
from exchange.record.codes.code_list import Code, code_list
from exchange.record.purposes import Purpose, Rule, ruling_on

CONSENT_BASES: Final = code_list(
    "consent-bases",
    "Mental Capacity Act 2005; Children Act 1989",
    Code(
        "has-capacity",
        "The person has capacity to decide this",
        "Mae gan y person alluedd i benderfynu hyn",
        verified=False,
    ),
    Code(
        "competent-child",
        "The child is competent to decide this",
        "Mae'r plentyn yn gymwys i benderfynu hyn",
        verified=False,
    ),
    Code(
        "parental-responsibility",
        "Someone with parental responsibility",
        "Rhywun â chyfrifoldeb rhiant",
        verified=False,
    ),
    Code("lpa", "An attorney under a lasting power", "Atwrnai o dan atwrneiaeth arhosol", verified=False),
    Code("deputy", "A deputy of the Court of Protection", "Dirprwy'r Llys Gwarchod", verified=False),
    Code(
        "best-interests",
        "A decision in the person's best interests, in place of consent",
        "Penderfyniad er lles pennaf y person, yn lle cydsyniad",
        verified=False,
    ),
    is_open=False,
)
FREE_OF_CONSENT: Final = frozenset({"withholding"})
"""What must be kept from the person's own copy goes with whatever it is about: the other council has to keep it too."""

_CODE: Final = "consent-malformed"
_REQUIRED: Final = {"scope", "capacity", "takenOn", "takenBy", "withdrawable"}
_SUMMER: Final = timedelta(hours=1)  # London is never further ahead of UTC; no time zone database is asked here


@dataclass(frozen=True)
class Consent:
    """What was agreed to, on which basis, taken when and by whom (a role), and where that is attested, if it is."""

    scope: frozenset[str]
    capacity: str
    taken_on: date
    taken_by: str
    attestation: str | None = None

    def claim(self) -> JsonObject:
        """The consent as a statement carries it."""
        return {
            "scope": list[JsonValue](sorted(self.scope)),
            "capacity": self.capacity,
            "takenOn": self.taken_on.isoformat(),
            "takenBy": self.taken_by,
            "withdrawable": True,
            **({} if self.attestation is None else {"attestation": self.attestation}),
        }


def consent_in(claims: JsonObject, *, purpose: Purpose, issued_at: datetime) -> Consent | None:
    """The consent that a statement carries.

    Refuses `consent-missing`, `consent-not-basis` for a purpose that does not rest on it, and `consent-malformed`.
    """
    if "consent" not in claims:
        if purpose.needs_consent:
            raise Refusal("consent-missing", "/consent")
        return None
    if not purpose.needs_consent:
        raise Refusal("consent-not-basis", "/consent")
    return _read(claims["consent"], issued_at)


def kept_back_by(consent: Consent, section: str) -> bool:
    """Whether the consent does not reach this section."""
    return section not in consent.scope | FREE_OF_CONSENT


def check_scope(consent: Consent, *, purpose: Purpose) -> None:
    """Refuse `section-forbidden` for a scope that names what the table forbids: nobody is asked for that."""
    if any(ruling_on(section, purpose=purpose).rule is Rule.NEVER for section in consent.scope):
        raise Refusal("section-forbidden", "consent/scope")


def check_not_withdrawn(consent: Consent, *, sharing: JsonValue) -> None:
    """Refuse `consent-withdrawn` if the record itself says no, or says that this consent was taken back.

    `sharing` is the record's section of that name, as far as it is shown. Days are ISO text: earlier sorts first.
    """
    said = sharing.get("crossBorder") if isinstance(sharing, dict) else None
    if not isinstance(said, dict):
        return
    day, given, withdrawn = (said.get(name) for name in ("on", "given", "withdrawnOn"))
    refused = [withdrawn, day if given != "yes" else None]
    if any(isinstance(each, str) and consent.taken_on.isoformat() <= each for each in refused):
        raise Refusal("consent-withdrawn", "/sharing/crossBorder")


def _read(value: JsonValue, issued_at: datetime) -> Consent:
    if not isinstance(value, dict) or not _REQUIRED <= value.keys() <= _REQUIRED | {"attestation"}:
        raise Refusal(_CODE, "/consent")
    if value["withdrawable"] is not True:  # UK GDPR Art 7(3): else it is no consent
        raise Refusal(_CODE, "/consent/withdrawable")
    capacity = envelope.text(value, "capacity", code=_CODE)
    if capacity not in CONSENT_BASES.codes:
        raise Refusal(_CODE, "/consent/capacity")
    taken_on = envelope.day(value, "takenOn", code=_CODE)
    if taken_on > (issued_at + _SUMMER).date():
        raise Refusal(_CODE, "/consent/takenOn")
    return Consent(
        _scope(value["scope"]),
        capacity,
        taken_on,
        envelope.slug(value, "takenBy", code=_CODE),
        envelope.digest(value, "attestation", code=_CODE) if "attestation" in value else None,
    )


def _scope(value: JsonValue) -> frozenset[str]:
    names = value if isinstance(value, list) else []
    scope = frozenset(name for name in names if isinstance(name, str) and envelope.is_section_name(name))
    if not scope or len(scope) != len(names):  # nothing, something twice, or not a section's name
        raise Refusal(_CODE, "/consent/scope")
    return scope
