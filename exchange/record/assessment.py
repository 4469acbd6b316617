"""The assessment of an adult, a child or a carer. Each top-level member is a section and is disclosed on its own."""

from typing import Annotated

from exchange.record.codes.code_list import OneOf
from exchange.record.codes.languages import LANGUAGES
from exchange.record.codes.law import ASSESSMENT_KINDS, JURISDICTIONS
from exchange.record.codes.people import DOCUMENT_LANGUAGES, METHODS
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
from exchange.record.parts import (
    Answer,
    Day,
    Digest,
    FreeText,
    Item,
    Known,
    Line,
    Many,
    Maybe,
    MinutesPerWeek,
    Part,
    Some,
    Uuid,
)
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

Jurisdiction = Annotated[str, OneOf(JURISDICTIONS)]
DocumentLanguage = Annotated[str, OneOf(DOCUMENT_LANGUAGES)]


class Combined(Part):
    """An assessment that was made together with another person's; each has a record of its own and consented.

    `link` is the same in both records and says nothing about either person. Nothing else of the other is held here.
    """

    link: Uuid
    relationship: Relationship
    consent: Answer
    consent_on: Maybe[Day] = None
    record: Maybe[Digest] = None


class AboutAssessment(Part):
    """Which kind of assessment this is, under whose law, in which language it is written, and why it was made."""

    jurisdiction: Jurisdiction
    kind: Annotated[str, OneOf(ASSESSMENT_KINDS)]
    language: DocumentLanguage
    reason: Known[FreeText]
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
    moving: Maybe[Answer] = None
    effect_on_child: Maybe[Known[FreeText]] = None  # where the carer is a child


class Involvement(Part):
    """How someone took part in the assessment."""

    took_part: Answer
    how: Maybe[FreeText] = None


class SelfAssessment(Part):
    """The person's own assessment: what it says is under `ownWords`; here is how it was made and where views differ."""

    completed_on: Day
    helped_by: Known[Line]
    differences: Known[FreeText]


class Conduct(Part):
    """When, where and how the assessment was made, by whom, and who took part."""

    dates: Some[Day]
    place: Known[FreeText]
    methods: Known[Some[Annotated[str, OneOf(METHODS)]]]
    language: Known[Annotated[str, OneOf(LANGUAGES)]]
    lead_coordinator: Worker
    person: Involvement
    carer: Known[Involvement]
    family: Known[Involvement]
    self_assessment: Maybe[Known[SelfAssessment]] = None
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
