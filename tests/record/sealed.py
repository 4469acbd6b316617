"""Small documents that are whole enough to be sealed, and councils that seal and present them."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, date, datetime
from itertools import count
from typing import cast

from hypothesis import strategies as st

from exchange.jose import JsonObject, JsonValue, PrivateKey, b64u
from exchange.jose.sdjwt import Salts
from exchange.record.choose import Withhold
from exchange.record.consent import Consent
from exchange.record.kinds import ASSESSMENT, PLAN, Kind, read_content
from exchange.record.present import Presentation, present
from exchange.record.seal import SealedRecord, seal
from exchange.record.status import StatusRef
from exchange.record.verify import VerifiedRecord, parse, verify

GWYNEDD, CEREDIGION = "https://gwynedd.example", "https://ceredigion.example"
RECORD_KEY, MESSAGE_KEY = PrivateKey.generate(), PrivateKey.generate()
ISSUER_KEYS = {RECORD_KEY.kid: RECORD_KEY.public}
PRESENTER_KEYS = {MESSAGE_KEY.kid: MESSAGE_KEY.public}
SIGNED_AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
JTI = "0b5c5f0e-7d5c-4c42-9d60-3a1f5f0f6a11"
STATUS = StatusRef(f"{GWYNEDD}/status/1", 4711)

WORKER: JsonObject = {"name": "Ffion Rees", "role": "Social worker"}
PERSON: JsonObject = {
    "name": {"official": "Mair Elin Prys"},
    "birthDate": "1948-03-14",
    "gender": {"absent": "not-asked"},
    "ethnicity": {"absent": "declined"},
    "identifiers": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765919"}],
}
SHARED: JsonObject = {
    "person": PERSON,
    "language": {"spoken": "cy", "written": "cy", "activeOffer": {"made": "yes", "accepted": "yes"}},
    "contacts": [
        {"id": "contact-1", "name": "Nia Prys", "relationship": "daughter", "phone": "01970 000000"},
        {"id": "contact-2", "name": "Ifan Prys", "relationship": "brother"},
    ],
    "outcomes": [
        {
            "id": "outcome-1",
            "words": "I want to wash and dress in my own time.",
            "saidBy": "person",
            "wellbeing": ["control"],
            "baseline": {"value": 2, "outOf": 5, "saidBy": "person"},
        },
        {
            "id": "outcome-2",
            "words": {"original": "cy", "cy": "Dw i eisiau canu yn y côr eto.", "en": "I want to sing again."},
            "saidBy": "person",
            "wellbeing": ["relationships"],
            "baseline": {"absent": "declined"},
        },
    ],
    "needs": [
        {
            "id": f"need-{n}",
            "statement": f"Needs help, number {n}, since the stroke in 2024.5 or so: 3e2 steps.",
            "causes": ["physical-ill-health"],
            "areas": ["self-care"],
            "outcomeIds": ["outcome-1"],
            "metBy": {"authority": "A call each morning."},
            "fluctuation": {"absent": "not-asked"},
        }
        for n in (1, 2, 3)
    ],
    "risks": [
        {
            "id": "risk-1",
            "statement": "Falls in the bathroom.",
            "ifUnmet": "A broken hip.",
            "likelihood": "high",
            "severity": "high",
            "mitigation": "A rail beside the bath.",
            "needIds": ["need-1"],
        }
    ],
    "safeguarding": {"enquiry": {"absent": "not-applicable"}},
    "alerts": [{"id": "alert-1", "kind": "animal", "detail": "A dog that barks and does not bite."}],
    "sharing": {"informed": "yes", "consent": {"absent": "not-asked"}},
    "withholding": [],
}
ASSESSMENT_DOCUMENT: JsonObject = {
    "about": {
        "jurisdiction": "GB-WLS",
        "kind": "wls-adult-s19",
        "language": "en",
        "reason": "She asked for help after the stroke.",
        "completedOn": "2026-10-30",
    },
    **SHARED,
    "conduct": {
        "dates": ["2026-10-12", "2026-10-28"],
        "place": "At home.",
        "methods": ["home-visit"],
        "language": "cy",
        "leadCoordinator": WORKER,
        "person": {"tookPart": "yes"},
        "carer": {"absent": "not-applicable"},
        "family": {"tookPart": "yes", "how": "Her daughter was there."},
    },
    "circumstances": [{"id": "circumstance-1", "topic": "home", "statement": "A cottage with a steep stair."}],
    "barriers": [{"id": "barrier-1", "statement": "Her left arm is weak.", "outcomeIds": ["outcome-1"]}],
    "strengths": [{"id": "strength-1", "kind": "own", "statement": "She knows what she wants."}],
}
PLAN_DOCUMENT: JsonObject = {
    "about": {
        "jurisdiction": "GB-WLS",
        "basis": "wls-s35",
        "language": "en",
        "assessment": {"completedOn": "2026-10-30"},
        "startsOn": "2026-11-02",
    },
    **SHARED,
    "actions": [
        {
            "id": "action-1",
            "by": "provider",
            "what": "A call each morning.",
            "howOften": "Daily.",
            "minutesPerWeek": 315,
            "needIds": ["need-1", "need-2"],
        }
    ],
    "monitoring": {"how": "A telephone call.", "by": WORKER, "howOften": "Monthly."},
    "review": {"nextOn": "2027-05-03", "how": "A visit."},
    "authorisation": {
        "preparedBy": WORKER,
        "authorisedBy": WORKER,
        "authorisedOn": "2026-11-01",
        "person": {"agreed": "yes"},
        "carer": {"absent": "not-applicable"},
    },
}
DOCUMENTS = {ASSESSMENT.name: (ASSESSMENT, ASSESSMENT_DOCUMENT), PLAN.name: (PLAN, PLAN_DOCUMENT)}


def assessment(**changed: JsonValue) -> JsonObject:
    """A copy of the assessment with some sections changed."""
    return {**deepcopy(ASSESSMENT_DOCUMENT), **changed}


def plan(**changed: JsonValue) -> JsonObject:
    """A copy of the plan with some sections changed."""
    return {**deepcopy(PLAN_DOCUMENT), **changed}


def items_of(document: JsonObject, section: str) -> list[JsonObject]:
    """The entries of a list section."""
    return cast(list[JsonObject], document[section])


def numbered_salts() -> Salts:
    numbers = count()
    return lambda: b64u(next(numbers).to_bytes(16))


def sealed(document: JsonObject, *, kind: Kind = ASSESSMENT, supersedes: str | None = None) -> SealedRecord:
    return seal(
        read_content(document, vct=kind.vct),
        iss=GWYNEDD,
        jti=JTI,
        issued_at=SIGNED_AT,
        status=STATUS,
        signer=RECORD_KEY,
        salts=numbered_salts(),
        supersedes=supersedes,
    )


def presented(
    record: SealedRecord | str,
    *withhold: Withhold,
    purpose: str = "receiving-council",
    cleared: tuple[str, ...] = (),
    consent: Consent | None = None,
) -> Presentation:
    return present(
        record if isinstance(record, str) else record.token,
        purpose=purpose,
        audience=CEREDIGION,
        basis="wls-s56",
        withhold=withhold,
        cleared=cleared,
        consent=consent,
        iss=GWYNEDD,
        jti=JTI,
        issued_at=SIGNED_AT,
        signer=MESSAGE_KEY,
    )


def consent_to(sections: Iterable[str], *, taken_on: date = date(2026, 11, 1)) -> Consent:
    """A consent that reaches these sections."""
    return Consent(frozenset(sections), "has-capacity", taken_on, "social-worker")


def read(presentation: Presentation, audience: str | None = CEREDIGION) -> VerifiedRecord:
    unverified = parse(presentation.record, presentation.statement)
    return verify(unverified, issuer_keys=ISSUER_KEYS, presenter_keys=PRESENTER_KEYS, audience=audience)


TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
EXTENSIONS: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Kind, JsonObject]:
    """Assessments and plans with any number of entries, any texts, and members that no schema names."""
    kind, document = DOCUMENTS[draw(st.sampled_from(sorted(DOCUMENTS)))]
    document = deepcopy(document)
    for section in ("contacts", "alerts", "risks"):
        texts = draw(st.lists(TEXTS, max_size=4, min_size=1 if section == "risks" else 0))
        template = items_of(document, section)[0]
        name = {"contacts": "name", "alerts": "detail", "risks": "statement"}[section]
        document[section] = [{**template, "id": f"x-{n}", name: text} for n, text in enumerate(texts)]
    for name in draw(st.sets(st.sampled_from(["x-more", "x-other", "_sdx", "Sgôr"]))):
        items_of(document, "needs")[0][name] = draw(EXTENSIONS)
    if draw(st.booleans()):
        document["newSection"] = draw(EXTENSIONS)
    return kind, document
