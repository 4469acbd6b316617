"""The signed statement of a presentation: who shows which record to whom, for what, and what is left out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import envelope
from exchange.record.consent import Consent, consent_in
from exchange.record.purposes import Purpose, find_ground, find_purpose

STATEMENT_TYP: Final = "presentation+jwt"
_REQUIRED: Final = {"iss", "aud", "iat", "jti", "purpose", "basis", "record", "disclosed", "withheld"}
_CODE: Final = "presentation-claims"


@dataclass(frozen=True)
class Statement:
    """What a presenter says about a presentation. `withheld` maps digests to grounds, where these are told."""

    iss: str
    aud: str
    issued_at: datetime
    jti: str
    purpose: str
    basis: str
    record: str
    disclosed: frozenset[str]
    withheld: dict[str, str | None]
    consent: Consent | None


def read_statement(claims: JsonObject) -> Statement:
    """Read the claims of a statement, checked or not.

    Refuses `presentation-claims`, `consent-…`, `purpose-unknown` and `ground-unknown`.
    """
    if not _REQUIRED <= claims.keys() <= _REQUIRED | {"consent"}:
        raise Refusal(_CODE)
    purpose = find_purpose(envelope.text(claims, "purpose", code=_CODE))
    disclosed, withheld = claims["disclosed"], claims["withheld"]
    if not isinstance(disclosed, list) or not isinstance(withheld, list):
        raise Refusal(_CODE)
    shown = frozenset(each for each in disclosed if isinstance(each, str))
    grounds = dict(_read_withheld(each, purpose) for each in withheld)
    if len(shown) != len(disclosed) or len(grounds) != len(withheld):  # twice, or not a digest
        raise Refusal(_CODE)
    issued_at = envelope.moment(claims, "iat", code=_CODE)
    return Statement(
        envelope.text(claims, "iss", code=_CODE),
        envelope.text(claims, "aud", code=_CODE),
        issued_at,
        envelope.uuid(claims, "jti", code=_CODE),
        purpose.code,
        envelope.text(claims, "basis", code=_CODE),
        envelope.digest(claims, "record", code=_CODE),
        shown,
        grounds,
        consent_in(claims, purpose=purpose, issued_at=issued_at),
    )


def _read_withheld(value: JsonValue, purpose: Purpose) -> tuple[str, str | None]:
    if not isinstance(value, dict) or not {"digest"} <= value.keys() <= {"digest", "ground"}:
        raise Refusal(_CODE, "/withheld")
    if "ground" not in value:
        return envelope.digest(value, "digest", code=_CODE), None
    ground = find_ground(envelope.text(value, "ground", code=_CODE), purpose=purpose)
    return envelope.digest(value, "digest", code=_CODE), ground.code if ground else None
