"""The assessment of an adult, a child or a carer. Each top-level member is a section and is disclosed on its own."""

from typing import Annotated

from exchange.record import codes
from exchange.record.codes import OneOf
from exchange.record.needs import (
    Barrier,
    Circumstance,
    Determination,
    Need,
    Outcome,
    OwnWords,
    Risk,
    Strength,
)
from exchange.record.parts import Answer, Day, FreeText, Item, Known, Line, Many, Maybe, MinutesPerWeek, Part, Some
from exchange.record.person import (
    Carer,
    CareTask,
    CommunicationNeed,
    Contact,
    Dependant,
    Language,
    Person,
    Professional,
    Relationship,
    Worker,
)
from exchange.record.safeguards import (
    Advocacy,
    Alert,
    CapacityDecision,
    LeftEmpty,
    RefusedAssessment,
    Safeguarding,
    Sharing,
    Withholding,
)

Jurisdiction = Annotated[str, OneOf(codes.JURISDICTIONS)]
DocumentLanguage = Annotated[str, OneOf(codes.DOCUMENT_LANGUAGES)]


class Combined(Part):
    """An assessment that was made together with another person's; each has a record of its own and consented."""

    relationship: Relationship
    consent: Answer
    consent_on: Maybe[Day] = None


class AboutAssessment(Part):
    """Which kind of assessment this is, under whose law, in which language it is written, and why it was made."""

    jurisdiction: Jurisdiction
    kind: Annotated[str, OneOf(codes.ASSESSMENT_KINDS)]
    language: DocumentLanguage
    reason: FreeText
    completed_on: Day
    local_reference: Maybe[Line] = None
    combined_with: Maybe[Combined] = None


class Caring(Part):
    """What an assessed carer does and for whom, and how far they can and want to go on."""

    cared_for: Known[Line]
    relationship: Relationship
    does: Some[CareTask]
    minutes_per_week: Maybe[MinutesPerWeek] = None
    able: Known[FreeText]
    able_to_go_on: Known[FreeText]
    willing: Known[FreeText]
    willing_to_go_on: Known[FreeText]
    work_and_leisure: Maybe[Known[FreeText]] = None


class Involvement(Part):
    """How someone took part in the assessment."""

    took_part: Answer
    how: Maybe[FreeText] = None


class Conduct(Part):
    """When, where and how the assessment was made, by whom, and who took part."""

    dates: Some[Day]
    place: FreeText
    methods: Some[Annotated[str, OneOf(codes.METHODS)]]
    language: Annotated[str, OneOf(codes.LANGUAGES)]
    lead_coordinator: Worker
    person: Involvement
    carer: Known[Involvement]
    family: Known[Involvement]
    notes: Maybe[FreeText] = None


class Contributor(Item):
    """Someone who contributed to the assessment, and what."""

    name: Line
    role: Line
    organisation: Maybe[Line] = None
    contribution: FreeText
    on: Maybe[Day] = None


class Assessment(Part):
    """A needs assessment. Lists that are empty for a reason say it under `leftEmpty`."""

    about: AboutAssessment
    person: Person
    language: Language
    communication_needs: Many[CommunicationNeed] = ()
    contacts: Many[Contact] = ()
    professionals: Many[Professional] = ()
    dependants: Many[Dependant] = ()
    carers: Many[Carer] = ()
    caring: Maybe[Caring] = None
    conduct: Conduct
    contributors: Many[Contributor] = ()
    own_words: Many[OwnWords] = ()
    capacity: Many[CapacityDecision] = ()
    advocacy: Maybe[Advocacy] = None
    refusals: Many[RefusedAssessment] = ()
    circumstances: Many[Circumstance] = ()
    outcomes: Many[Outcome] = ()
    barriers: Many[Barrier] = ()
    risks: Many[Risk] = ()
    strengths: Many[Strength] = ()
    needs: Many[Need] = ()
    determinations: Many[Determination] = ()
    safeguarding: Safeguarding
    alerts: Many[Alert] = ()
    sharing: Sharing
    withholding: Many[Withholding] = ()
    left_empty: Many[LeftEmpty] = ()
