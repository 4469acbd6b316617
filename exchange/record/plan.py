"""The care and support plan: who does what for which need, how it is watched, and who agreed to it."""

from typing import Annotated

from pydantic import Field

from exchange.record import codes, plan_codes
from exchange.record.assessment import DocumentLanguage, Jurisdiction
from exchange.record.codes import OneOf
from exchange.record.links import ContactId, NeedId, OutcomeId
from exchange.record.needs import Need, Outcome, OwnWords, Risk
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
    Pence,
    Some,
)
from exchange.record.person import (
    Carer,
    CommunicationNeed,
    Contact,
    Language,
    LanguageCode,
    Person,
    Professional,
    Worker,
)
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
    basis: Annotated[str, OneOf(codes.PLAN_BASES)]
    language: DocumentLanguage
    assessment: Known[AssessmentReference]
    starts_on: Day
    local_reference: Maybe[Line] = None


class Action(Item):
    """Something that someone does for at least one need: what, how often, since when, and by whom."""

    by: Annotated[str, OneOf(plan_codes.ACTORS)]
    what: FreeText
    how_often: FreeText
    minutes_per_week: Maybe[MinutesPerWeek] = None
    provider: Maybe[Line] = None
    provider_phone: Maybe[Line] = None
    starts_on: Maybe[Day] = None
    ends_on: Maybe[Day] = None
    need_ids: Some[NeedId]
    outcome_ids: Many[OutcomeId] = ()
    needed_on_day_one: Maybe[Answer] = None
    on_move: Maybe[FreeText] = None


class DirectPayment(Item):
    """A direct payment: for which needs, how much and how often, who manages it, until when."""

    need_ids: Some[NeedId]
    amount_pence: Pence
    frequency: Annotated[str, OneOf(plan_codes.FREQUENCIES)]
    managed_by: Annotated[str, OneOf(plan_codes.MANAGED_BY)]
    manager: Maybe[Line] = None
    used_for: FreeText
    starts_on: Maybe[Day] = None
    ends_on: Known[Day]
    payroll: Maybe[Line] = None
    on_move: Maybe[FreeText] = None


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


class Monitoring(Part):
    """How it is seen whether outcomes are being achieved."""

    how: FreeText
    by: Worker
    how_often: FreeText


class Review(Part):
    """When and how the plan is reviewed, and what the last review decided."""

    next_on: Known[Day]
    interval_months: Maybe[Annotated[int, Field(ge=1, le=36)]] = None
    how: FreeText
    last_on: Maybe[Day] = None
    last_decision: Maybe[FreeText] = None


class Charges(Part):
    """Only whether the person pays a charge; a financial assessment does not travel with the plan."""

    charged: Answer
    notes: Maybe[FreeText] = None


class Agreement(Part):
    """Whether someone agreed to the plan, and what they said."""

    agreed: Answer
    on: Maybe[Day] = None
    words: Maybe[FreeText] = None


class Authorisation(Part):
    """Who prepared and who authorised the plan, and whether person and carer agreed."""

    prepared_by: Worker
    authorised_by: Worker
    authorised_on: Day
    person: Known[Agreement]
    carer: Known[Agreement]


class CopyGiven(Item):
    """A copy of the plan: to whom, when, in which form and language."""

    to: Line
    on: Day
    form: Annotated[str, OneOf(plan_codes.COPY_FORMS)]
    language: LanguageCode


class CareAndSupportPlan(Part):
    """A care and support plan. Lists that are empty for a reason say it under `leftEmpty`."""

    about: AboutPlan
    person: Person
    language: Language
    communication_needs: Many[CommunicationNeed] = ()
    contacts: Many[Contact] = ()
    professionals: Many[Professional] = ()
    carers: Many[Carer] = ()
    own_words: Many[OwnWords] = ()
    capacity: Many[CapacityDecision] = ()
    advocacy: Maybe[Advocacy] = None
    outcomes: Many[Outcome] = ()
    needs: Many[Need] = ()
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
