"""Code lists as data: each code with a label in English and Welsh, the list's source, and whether a source was seen.

A *closed* list never grows within a major version, and any other code is refused. An *open* list may grow in a
minor version, so any well-formed code is read, and one that is not in the list is shown as not known. Welsh labels are
working translations, not official texts. `verified=False` means that nobody has seen the source of that code yet:
whoever shows the code says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class Code:
    """One code of a list. `verified` tells whether its source was seen."""

    code: str
    en: str
    cy: str
    verified: bool = True

    def label(self, language: str) -> str:
        """The label in Welsh for `cy`, else in English."""
        return self.cy if language == "cy" else self.en


@dataclass(frozen=True, eq=False)
class CodeList:
    """A named list of codes. `open` lists may grow in a minor version."""

    name: str
    source: str
    codes: Mapping[str, Code]
    open: bool


@dataclass(frozen=True, eq=False)
class OneOf:
    """Marks a string as a code of a list: `Annotated[str, OneOf(NEED_AREAS)]`."""

    codes: CodeList

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        if self.codes.open:
            return core_schema.str_schema(pattern=_SLUG, max_length=64, strict=True)
        return core_schema.literal_schema(list(self.codes.codes))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        found = handler(schema)
        found["x-code-list"] = self.codes.name
        if self.codes.open:
            found["examples"] = list(self.codes.codes)
        unseen = [code.code for code in self.codes.codes.values() if not code.verified]
        return {**found, "x-unverified": unseen} if unseen else found


_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"


def code_list(name: str, source: str, *codes: Code, is_open: bool) -> CodeList:
    """A list made of these codes."""
    return CodeList(name, source, {code.code: code for code in codes}, open=is_open)


_OWN = "this project"

ABSENT_REASONS: Final = code_list(
    "absent-reasons",
    _OWN,
    Code("not-asked", "Not asked", "Heb ofyn"),
    Code("declined", "Person declined to say", "Gwrthododd y person ddweud"),
    Code("unknown", "Not known", "Anhysbys"),
    Code("not-applicable", "Does not apply", "Ddim yn berthnasol"),
    is_open=False,
)
ANSWERS: Final = code_list(
    "answers",
    _OWN,
    Code("yes", "Yes", "Ydy"),
    Code("no", "No", "Nac ydy"),
    Code("unknown", "Not known", "Anhysbys"),
    is_open=False,
)
JURISDICTIONS: Final = code_list(
    "jurisdictions",
    "ISO 3166-2:GB",
    Code("GB-WLS", "Wales", "Cymru"),
    Code("GB-ENG", "England", "Lloegr"),
    Code("GB-SCT", "Scotland", "Yr Alban"),
    Code("GB-NIR", "Northern Ireland", "Gogledd Iwerddon"),
    is_open=False,
)
DOCUMENT_LANGUAGES: Final = code_list(
    "document-languages",
    "ISO 639-1",
    Code("cy", "Welsh", "Cymraeg"),
    Code("en", "English", "Saesneg"),
    is_open=False,
)
LANGUAGES: Final = code_list(
    "languages",
    "ISO 639; UK Core HumanLanguage for q-codes",
    Code("cy", "Welsh", "Cymraeg"),
    Code("en", "English", "Saesneg"),
    Code("pl", "Polish", "Pwyleg"),
    Code("q1", "Braille", "Braille"),
    Code("q4", "British Sign Language", "Iaith Arwyddion Prydain"),
    Code("q5", "Makaton", "Makaton"),
    is_open=True,
)
ASSESSMENT_KINDS: Final = code_list(
    "assessment-kinds",
    "Social Services and Well-being (Wales) Act 2014",
    Code("wls-adult-s19", "Assessment of an adult (section 19)", "Asesiad o oedolyn (adran 19)"),
    Code("wls-child-s21", "Assessment of a child (section 21)", "Asesiad o blentyn (adran 21)"),
    Code("wls-carer-s24", "Assessment of a carer (section 24)", "Asesiad o ofalwr (adran 24)"),
    is_open=True,
)
PLAN_BASES: Final = code_list(
    "plan-bases",
    "Social Services and Well-being (Wales) Act 2014",
    Code("wls-s35", "Duty to meet an adult's needs (section 35)", "Dyletswydd i ddiwallu anghenion oedolyn (adran 35)"),
    Code("wls-s36", "Power to meet an adult's needs (section 36)", "Pŵer i ddiwallu anghenion oedolyn (adran 36)"),
    Code("wls-s37", "Duty to meet a child's needs (section 37)", "Dyletswydd i ddiwallu anghenion plentyn (adran 37)"),
    Code("wls-s38", "Power to meet a child's needs (section 38)", "Pŵer i ddiwallu anghenion plentyn (adran 38)"),
    is_open=True,
)
METHODS: Final = code_list(
    "assessment-methods",
    _OWN,
    Code("home-visit", "Visit at home", "Ymweliad cartref"),
    Code("hospital-visit", "Visit in hospital", "Ymweliad ysbyty"),
    Code("school-visit", "Visit at school", "Ymweliad ysgol"),
    Code("video-call", "Video call", "Galwad fideo"),
    Code("telephone", "Telephone", "Ffôn"),
    Code("self-assessment", "Self-assessment", "Hunanasesiad"),
    Code("observation", "Observation", "Arsylwi"),
    is_open=True,
)
RELATIONSHIPS: Final = code_list(
    "relationships",
    _OWN,
    Code("spouse-or-partner", "Husband, wife or partner", "Gŵr, gwraig neu bartner"),
    Code("daughter", "Daughter", "Merch"),
    Code("son", "Son", "Mab"),
    Code("mother", "Mother", "Mam"),
    Code("father", "Father", "Tad"),
    Code("sister", "Sister", "Chwaer"),
    Code("brother", "Brother", "Brawd"),
    Code("grandparent", "Grandparent", "Mam-gu/nain neu dad-cu/taid"),
    Code("grandchild", "Grandchild", "Ŵyr neu wyres"),
    Code("other-family", "Other family", "Teulu arall"),
    Code("friend", "Friend", "Ffrind"),
    Code("neighbour", "Neighbour", "Cymydog"),
    is_open=True,
)
CONTACT_ROLES: Final = code_list(
    "contact-roles",
    _OWN,
    Code("next-of-kin", "Next of kin", "Perthynas agosaf"),
    Code("emergency", "Emergency contact", "Cyswllt brys"),
    Code("keyholder", "Keyholder", "Deiliad allwedd"),
    Code("carer", "Carer", "Gofalwr"),
    Code("attorney-welfare", "Attorney for health and welfare", "Atwrnai iechyd a lles"),
    Code("attorney-property", "Attorney for property and affairs", "Atwrnai eiddo a materion"),
    Code("deputy", "Court-appointed deputy", "Dirprwy a benodwyd gan y llys"),
    Code("parental-responsibility", "Has parental responsibility", "Â chyfrifoldeb rhiant"),
    is_open=True,
)
PROFESSIONAL_ROLES: Final = code_list(
    "professional-roles",
    _OWN,
    Code("gp", "General practitioner", "Meddyg teulu"),
    Code("community-nurse", "District or community nurse", "Nyrs ardal neu gymunedol"),
    Code("occupational-therapist", "Occupational therapist", "Therapydd galwedigaethol"),
    Code("physiotherapist", "Physiotherapist", "Ffisiotherapydd"),
    Code("social-worker", "Social worker", "Gweithiwr cymdeithasol"),
    Code("care-provider", "Care provider", "Darparwr gofal"),
    Code("hospital-consultant", "Hospital consultant", "Meddyg ymgynghorol"),
    Code("school", "School", "Ysgol"),
    Code("housing", "Housing officer", "Swyddog tai"),
    Code("voluntary-organisation", "Voluntary organisation", "Sefydliad gwirfoddol"),
    is_open=True,
)
REGISTRATION_BODIES: Final = code_list(
    "registration-bodies",
    "seen in no source",
    Code("social-care-wales", "Social Care Wales", "Gofal Cymdeithasol Cymru", verified=False),
    Code("social-work-england", "Social Work England", "Social Work England", verified=False),
    Code("sssc", "Scottish Social Services Council", "Scottish Social Services Council", verified=False),
    Code("niscc", "Northern Ireland Social Care Council", "Northern Ireland Social Care Council", verified=False),
    Code("hcpc", "Health and Care Professions Council", "Cyngor y Proffesiynau Iechyd a Gofal", verified=False),
    Code("nmc", "Nursing and Midwifery Council", "Y Cyngor Nyrsio a Bydwreigiaeth", verified=False),
    is_open=True,
)
ADDRESS_TYPES: Final = code_list(
    "address-types",
    _OWN,
    Code("home", "Home", "Cartref"),
    Code("moving-to", "Moving to", "Yn symud i"),
    Code("temporary", "Temporary", "Dros dro"),
    Code("correspondence", "For letters", "Ar gyfer llythyrau"),
    Code("previous", "Previous", "Blaenorol"),
    is_open=True,
)
