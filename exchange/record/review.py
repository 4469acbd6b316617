"""How a plan is watched, reviewed and closed, who agreed to it, and who has a copy."""

from typing import Annotated

from pydantic import Field

from exchange.record.codes.code_list import OneOf
from exchange.record.codes.plans import ACHIEVED, CLOSURE_REASONS, COPY_FORMS, REVIEW_DECISIONS
from exchange.record.links import OutcomeId
from exchange.record.parts import Answer, Day, FreeText, Item, Known, Line, Maybe, Part, Some
from exchange.record.person import LanguageCode, Worker


class Monitoring(Part):
    """How it is seen whether outcomes are being achieved."""

    how: FreeText
    by: Worker
    how_often: FreeText


class OutcomeReached(Part):
    """How far one outcome was achieved when the plan was closed."""

    outcome_id: OutcomeId
    achieved: Annotated[str, OneOf(ACHIEVED)]
    words: Maybe[FreeText] = None


class Closure(Part):
    """The statement that closes a plan: why, how far each outcome was achieved, how needs are met otherwise."""

    closed_on: Day
    reason: Annotated[str, OneOf(CLOSURE_REASONS)]
    reasons: FreeText
    outcomes: Some[OutcomeReached]
    needs_met_otherwise: Known[FreeText]


class Review(Part):
    """When and how the plan is reviewed, and what the last review decided: confirm, revise or close it.

    Reasons are recorded with each decision (SI 2015/1335 reg 6); a closed plan carries its closure statement.
    """

    next_on: Known[Day]
    interval_months: Maybe[Annotated[int, Field(ge=1, le=36)]] = None
    how: FreeText
    last_on: Maybe[Day] = None
    last_decision: Maybe[FreeText] = None
    decision: Maybe[Annotated[str, OneOf(REVIEW_DECISIONS)]] = None
    closure: Maybe[Closure] = None


class Agreement(Part):
    """Whether someone agreed to the plan, and what they said."""

    agreed: Answer
    on: Maybe[Day] = None
    words: Maybe[FreeText] = None


class Authorisation(Part):
    """Who prepared and who authorised the plan, who leads the assessment, and whether person and carer agreed."""

    prepared_by: Worker
    lead_coordinator: Maybe[Worker] = None
    authorised_by: Worker
    authorised_on: Day
    person: Known[Agreement]
    carer: Known[Agreement]


class CopyGiven(Item):
    """A copy of the plan: to whom, when, in which form and language."""

    to: Line
    on: Day
    form: Annotated[str, OneOf(COPY_FORMS)]
    language: LanguageCode
