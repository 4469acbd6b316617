"""What may come after 1.0: an assessment 1.1, which only adds, and a draft of 2.0 with one breaking change.

Neither is released. They are here to prove that today's program will get along with them. In 1.1 a need says since when
it is there, pets have a section, so has transport, and a list of codes has grown. In 2.0 a risk is scored in numbers
from 1 to 5, in one place, instead of in words in two.
"""

from typing import Final, cast

from exchange.jose import JsonObject, JsonValue, PrivateKey
from exchange.jose.sdjwt import Concealer, sign_sdjwt
from exchange.record import needs
from exchange.record.assessment import Assessment
from exchange.record.kinds import Kind
from exchange.record.parts import Day, FreeText, Item, Line, Many, Maybe, Part
from exchange.record.sections import sections_in
from exchange.record.translate import Change
from tests.record.sealed import GWYNEDD, JTI, SIGNED_AT, STATUS, assessment, items_of, numbered_salts


class Need(needs.Need):
    """A need of 1.1, which may say since when it is there."""

    since: Maybe[Day] = None


class Pet(Item):
    """An animal that has to be thought of."""

    what: Line


class Transport(Part):
    """How the person gets about."""

    how: FreeText


class Assessment11(Assessment):
    """The assessment of 1.1: optional members and sections more, and nothing else."""

    needs: Many[Need] = ()
    pets: Many[Pet] = ()
    transport: Maybe[Transport] = None


VCT_11: Final = "urn:assessment-exchange:assessment:1.1"
VCT_20: Final = "urn:assessment-exchange:assessment:2.0"
KIND_11: Final = Kind("assessment", "1.1", VCT_11, Assessment11, sections_in(Assessment11))
LEVELS: Final = {"low": 1, "moderate": 3, "high": 5}
ADDED: Final = ("/needs/0/since", "/alerts/0/kind", "/pets", "/transport")


def assessment_11() -> JsonObject:
    """An assessment with all that 1.1 adds."""
    document = assessment(pets=[{"id": "pet-1", "what": "A cat called Siani."}], transport={"how": "The bus."})
    items_of(document, "needs")[0]["since"] = "2024-05-01"
    items_of(document, "alerts")[0]["kind"] = "drone"
    return document


def sealed_11(document: JsonObject, key: PrivateKey) -> str:
    """The document as a council with a newer program seals it."""
    concealer = Concealer(numbered_salts())
    skeleton: list[JsonValue] = []
    for spec in KIND_11.sections:
        body = document.get(spec.name, [] if spec.is_list else None)
        if isinstance(body, list):
            body = [concealer.item(item) for item in body]
        entry: JsonObject = {"id": spec.name, "kind": spec.name}
        concealer.member(entry, "body", body)
        skeleton.append(entry)
    claims: JsonObject = {
        "iss": GWYNEDD, "iat": int(SIGNED_AT.timestamp()), "jti": JTI, "vct": VCT_11, "_sd_alg": "sha-256",
        "status": {"status_list": {"idx": STATUS.idx, "uri": STATUS.uri}}, "sections": skeleton,
    }  # fmt: skip
    return sign_sdjwt(claims, disclosures=concealer.disclosures, typ="dc+sd-jwt", signer=key)


def score_of(level: JsonValue) -> JsonValue:
    """A level in words as a score; words that 2.0 does not know stay words."""
    return LEVELS.get(level, level) if isinstance(level, str) else level


def level_of(score: JsonValue) -> JsonValue:
    """A score as the nearest level in words."""
    if not isinstance(score, int):
        return score
    return "low" if score <= 2 else "moderate" if score == 3 else "high"


CHANGES_20: Final = (
    Change("/risks/*/likelihood", "/risks/*/score/likelihood", score_of, level_of),
    Change("/risks/*/severity", "/risks/*/score/severity", score_of, level_of),
    Change(None, "/risks/*/scoredBy", default="worker"),
)
"""All that the draft of 2.0 changes."""


def risks_of(document: JsonObject) -> list[JsonObject]:
    """The risks of a document of either version."""
    return cast(list[JsonObject], document["risks"])
