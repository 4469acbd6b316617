"""Who the record is about, how to speak with them, and the people around them."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from exchange.record.codes.code_list import OneOf
from exchange.record.codes.languages import LANGUAGES
from exchange.record.codes.people import (
    ADDRESS_TYPES,
    COMMUNICATION_GROUPS,
    CONTACT_ROLES,
    DISABILITIES,
    PROFESSIONAL_ROLES,
    REGISTRATION_BODIES,
    RELATIONSHIPS,
    RESIDENCES,
)
from exchange.record.identifiers import check_identifier
from exchange.record.links import ContactId, NeedId
from exchange.record.parts import (
    Answer,
    Coded,
    Day,
    FreeText,
    Item,
    Known,
    Line,
    Many,
    Maybe,
    MinutesPerWeek,
    Part,
    Some,
    Text,
    Uri,
)

Relationship = Annotated[str, OneOf(RELATIONSHIPS)]
LanguageCode = Annotated[str, OneOf(LANGUAGES)]


class Name(Part):
    """The person's name as officially written, and the one they want to be called by."""

    official: Line
    usual: Maybe[Line] = None
    family: Maybe[Line] = None
    given: Many[Line] = ()
    previous: Many[Line] = ()


def _check_value(value: str, so_far: ValidationInfo[object]) -> str:
    check_identifier(so_far.data.get("system", ""), value)
    return value


class Identifier(Part):
    """A number under a system. Health numbers are checked; none is required, and none is the only key."""

    system: Uri
    value: Annotated[Line, AfterValidator(_check_value)]
    verification_status: Maybe[Coded] = None


class Address(Part):
    """An address, with its unique property reference number where it is known."""

    type: Annotated[str, OneOf(ADDRESS_TYPES)]
    text: Text
    postcode: Maybe[Annotated[str, Field(pattern="^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$")]] = None
    uprn: Maybe[Annotated[str, Field(pattern="^[0-9]{1,12}$")]] = None
    since: Maybe[Day] = None
    until: Maybe[Day] = None


class Person(Part):
    """The person the record is about."""

    name: Name
    birth_date: Known[Day]
    gender: Known[Coded]
    ethnicity: Known[Coded]
    identifiers: Many[Identifier] = ()
    addresses: Many[Address] = ()
    phone: Maybe[Known[Line]] = None
    email: Maybe[Known[Line]] = None
    pronouns: Maybe[Line] = None
    religion: Maybe[Known[Line]] = None
    occupation: Maybe[Known[FreeText]] = None
    disabilities: Maybe[Known[Some[Annotated[str, OneOf(DISABILITIES)]]]] = None
    residence: Maybe[Known[Annotated[str, OneOf(RESIDENCES)]]] = None


class ActiveOffer(Part):
    """Whether a service in Welsh was offered without having to be asked for, and what the person chose."""

    made: Answer
    accepted: Maybe[Answer] = None
    on: Maybe[Day] = None


class Language(Part):
    """The languages in which the person lives, and the Active Offer."""

    spoken: Known[LanguageCode]
    written: Known[LanguageCode]
    also: Many[LanguageCode] = ()
    active_offer: Known[ActiveOffer]
    interpreter: Maybe[Known[FreeText]] = None
    notes: Maybe[FreeText] = None


class CommunicationNeed(Item):
    """Something that has to be done so that the person, or this contact of theirs, can understand and be understood."""

    group: Annotated[str, OneOf(COMMUNICATION_GROUPS)]
    need: FreeText
    code: Maybe[Coded] = None
    contact_id: Maybe[ContactId] = None
    review_on: Maybe[Day] = None


class Contact(Item):
    """Someone to know: family, friends, whoever holds a key, a power or parental responsibility."""

    name: Line
    relationship: Known[Relationship]
    roles: Many[Annotated[str, OneOf(CONTACT_ROLES)]] = ()
    phone: Maybe[Line] = None
    email: Maybe[Line] = None
    address: Maybe[Text] = None
    language: Maybe[LanguageCode] = None
    may_be_told: Maybe[Answer] = None
    lives_with_person: Maybe[Answer] = None
    notes: Maybe[FreeText] = None


class Professional(Item):
    """Someone who is involved by profession: the GP, a nurse, the school, a provider."""

    role: Annotated[str, OneOf(PROFESSIONAL_ROLES)]
    organisation: Line
    name: Maybe[Line] = None
    phone: Maybe[Line] = None
    email: Maybe[Line] = None
    involvement: Maybe[FreeText] = None
    ends_with_move: Maybe[Answer] = None


class Dependant(Item):
    """Someone who depends on the person."""

    name: Known[Line]
    relationship: Relationship
    birth_date: Maybe[Known[Day]] = None
    needs: Maybe[FreeText] = None


class CareTask(Part):
    """One thing that a carer does: without it there is a gap, and only from it can the gap be worked out."""

    what: FreeText
    how_often: FreeText
    minutes_per_week: Maybe[MinutesPerWeek] = None
    need_ids: Many[NeedId] = ()
    continues_after_move: Maybe[Answer] = None


class CarerAssessment(Part):
    """Whether the carer was offered an assessment in their own right, and what came of it."""

    offered: Answer
    on: Maybe[Day] = None
    accepted: Maybe[Answer] = None
    notes: Maybe[FreeText] = None


class Carer(Item):
    """Someone who gives unpaid care: what they do, whether they can and want to go on, and whether they move too."""

    name: Line
    relationship: Relationship
    contact_id: Maybe[ContactId] = None
    lives_with_person: Answer
    moving: Answer
    does: Some[CareTask]
    able: Known[FreeText]
    willing: Known[FreeText]
    assessment: CarerAssessment
    gap_after_move: Maybe[FreeText] = None


class Registration(Part):
    """A worker's entry in a professional register."""

    body: Annotated[str, OneOf(REGISTRATION_BODIES)]
    number: Line


class Worker(Part):
    """A practitioner, by name and role, and how to reach them. `trained`: for this task (SI 2015/1335 reg 2)."""

    name: Line
    role: Line
    organisation: Maybe[Line] = None
    registration: Maybe[Registration] = None
    trained: Maybe[Answer] = None
    phone: Maybe[Line] = None
    email: Maybe[Line] = None
