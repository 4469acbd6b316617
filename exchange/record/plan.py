"""The care and support plan: who does what for which need, how it is watched, and who agreed to it."""

from typing import Annotated

from pydantic import Field

from exchange.record.assessment import Caring, DocumentLanguage, Jurisdiction
from exchange.record.codes.code_list import OneOf
from exchange.record.codes.law import PLAN_BASES, SDS_OPTIONS
from exchange.record.codes.plans import (
    ACTORS,
    PERIODS,
    SERVICES,
    UNITS,
)
from exchange.record.links import ContactId, NeedId, OutcomeId
from exchange.record.money import Charges, DirectPayment
from exchange.record.needs import Determination, Need, Outcome, OwnWords, Risk
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
)
from exchange.record.person import (
    Carer,
    CommunicationNeed,
    Contact,
    Dependant,
    Language,
    Person,
    Professional,
)
from exchange.record.review import Authorisation, CopyGiven, Monitoring, Review
from exchange.record.safeguards import (
    Advocacy,
    Alert,
    CapacityDecision,
    LeftEmpty,
    Safeguarding,
    Sharing,
    Withholding,
)


class AssessmentReference(Part):
    """The assessment this plan follows from: its day, and its digest once it is a record."""

    completed_on: Day
    record: Maybe[Digest] = None
    local_reference: Maybe[Line] = None


class AboutPlan(Part):
    """Under whose law and on which basis the plan was made, in which language, and since when it holds."""

    jurisdiction: Jurisdiction
    basis: Annotated[str, OneOf(PLAN_BASES)]
    language: DocumentLanguage
    assessment: Known[AssessmentReference]
    starts_on: Day
    care_since: Maybe[Known[Day]] = None
    sds_option: Maybe[Annotated[str, OneOf(SDS_OPTIONS)]] = None
    local_reference: Maybe[Line] = None


class Quantity(Part):
    """How much of something: so many visits, nights or meals in a period."""

    number: Annotated[int, Field(ge=1, le=1_000)]
    unit: Annotated[str, OneOf(UNITS)]
    per: Annotated[str, OneOf(PERIODS)]


class CarerGap(Part):
    """What is missing if the carer who does this does not move: without it nobody can work out what to put in place."""

    what: FreeText
    minutes_per_week: Maybe[MinutesPerWeek] = None
    from_day: Maybe[Day] = None


class Action(Item):
    """Something that someone does for at least one need: what, how often, since when, and by whom."""

    by: Annotated[str, OneOf(ACTORS)]
    what: FreeText
    how_often: FreeText
    service: Maybe[Annotated[str, OneOf(SERVICES)]] = None
    minutes_per_week: Maybe[MinutesPerWeek] = None
    quantity: Maybe[Quantity] = None
    provider: Maybe[Line] = None
    provider_phone: Maybe[Line] = None
    starts_on: Maybe[Day] = None
    ends_on: Maybe[Day] = None
    need_ids: Some[NeedId]
    outcome_ids: Many[OutcomeId] = ()
    needed_on_day_one: Maybe[Answer] = None
    on_move: Maybe[FreeText] = None
    carer_gap: Maybe[CarerGap] = None


class Equipment(Item):
    """A thing or an adaptation that helps: whose it is, and whether it moves with the person."""

    what: FreeText
    owner: Line
    moves: Answer
    need_ids: Many[NeedId] = ()
    service_due_on: Maybe[Day] = None
    notes: Maybe[FreeText] = None


class Contingency(Item):
    """What is done if something fails."""

    if_this: FreeText
    then: FreeText
    contact_ids: Many[ContactId] = ()


class CareAndSupportPlan(Part):
    """A care and support plan, or a carer's support plan. Lists empty for a reason say it under `leftEmpty`."""

    about: AboutPlan
    person: Person
    language: Language
    communication_needs: Many[CommunicationNeed] = ()
    contacts: Many[Contact] = ()
    professionals: Many[Professional] = ()
    dependants: Many[Dependant] = ()
    carers: Many[Carer] = ()
    caring: Maybe[Caring] = None
    own_words: Many[OwnWords] = ()
    capacity: Many[CapacityDecision] = ()
    advocacy: Maybe[Advocacy] = None
    outcomes: Many[Outcome] = ()
    needs: Many[Need] = ()
    determinations: Many[Determination] = ()
    risks: Many[Risk] = ()
    actions: Many[Action] = ()
    direct_payments: Many[DirectPayment] = ()
    equipment: Many[Equipment] = ()
    contingency: Many[Contingency] = ()
    monitoring: Monitoring
    review: Review
    charges: Maybe[Charges] = None
    safeguarding: Safeguarding
    alerts: Many[Alert] = ()
    authorisation: Authorisation
    copies_given: Many[CopyGiven] = ()
    sharing: Sharing
    withholding: Many[Withholding] = ()
    left_empty: Many[LeftEmpty] = ()
