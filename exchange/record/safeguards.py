"""Capacity, advocacy, refusals, safeguarding, sharing: what protects the person and decides who may see what."""

from typing import Annotated

from pydantic import Field

from exchange.record.codes.code_list import OneOf
from exchange.record.codes.law import ENQUIRY_BASES, JURISDICTIONS
from exchange.record.codes.people import ABSENT_REASONS
from exchange.record.codes.refusals import REFUSAL_EXCEPTIONS, REFUSAL_EXTENTS, REFUSAL_RIGHTS
from exchange.record.codes.safeguards import (
    ABUSE_CATEGORIES,
    ALERT_KINDS,
    CAPACITY_AUTHORITIES,
    CAPACITY_OUTCOMES,
    DEPRIVATION,
)
from exchange.record.links import ContactId
from exchange.record.needs import Speaker
from exchange.record.parts import Answer, CodeValue, Day, FreeText, Item, ItemId, Known, Line, Many, Maybe, Part
from exchange.record.person import Worker

SectionName = Annotated[str, Field(pattern="^[a-z][A-Za-z0-9]{0,63}$")]


class CapacityDecision(Item):
    """Capacity for one decision at one time, and who may decide instead."""

    decision: FreeText
    on: Day
    outcome: Annotated[str, OneOf(CAPACITY_OUTCOMES)]
    basis: FreeText
    assessed_by: Maybe[Worker] = None
    authority: Maybe[Annotated[str, OneOf(CAPACITY_AUTHORITIES)]] = None
    authority_contact_id: Maybe[ContactId] = None
    deprivation_of_liberty: Maybe[Annotated[str, OneOf(DEPRIVATION)]] = None


class AppropriateIndividual(Part):
    """Someone close who helps the person to take full part."""

    name: Line
    contact_id: Maybe[ContactId] = None


class IndependentAdvocate(Part):
    """An independent professional advocate."""

    name: Known[Line]
    organisation: Line
    phone: Maybe[Line] = None
    since: Maybe[Day] = None


class Advocacy(Part):
    """What keeps the person from taking full part, and who helps: someone close, or an independent advocate."""

    needed: Maybe[Answer] = None
    barrier: Known[FreeText]
    appropriate_individual: Known[AppropriateIndividual]
    independent_advocate: Known[IndependentAdvocate]
    notes: Maybe[FreeText] = None


class RefusedAssessment(Item):
    """An assessment, or a part of it, was refused: by whom, under which right, and whether the duty came back.

    A refusal lifts the duty unless an exception holds; a later request brings the duty back (Act ss.20-27).
    """

    what: FreeText
    extent: Maybe[Annotated[str, OneOf(REFUSAL_EXTENTS)]] = None
    right: Maybe[Annotated[str, OneOf(REFUSAL_RIGHTS)]] = None
    by: Speaker
    on: Day
    reason: Known[FreeText]
    capacity_basis: FreeText
    exception_case: Maybe[Annotated[str, OneOf(REFUSAL_EXCEPTIONS)]] = None
    reengaged_on: Maybe[Day] = None


class Enquiry(Part):
    """A safeguarding enquiry (in Wales under section 126 of the Act) and what it concluded."""

    basis: Maybe[Annotated[str, OneOf(ENQUIRY_BASES)]] = None
    categories: Many[Annotated[str, OneOf(ABUSE_CATEGORIES)]] = ()
    started_on: Day
    conclusion: Known[FreeText]
    concluded_on: Maybe[Day] = None
    reference: Maybe[Line] = None


class Safeguarding(Part):
    """Whether there was a safeguarding enquiry; if there was none, that is said too."""

    enquiry: Known[Enquiry]
    notes: Maybe[FreeText] = None


class Alert(Item):
    """What someone who comes to the house has to know."""

    kind: Annotated[str, OneOf(ALERT_KINDS)]
    detail: FreeText
    review_on: Maybe[Day] = None


class ConsentToShare(Part):
    """What the person said about sharing, and its limits. Inside Wales it is not the legal basis of a transfer."""

    given: Answer
    on: Maybe[Day] = None
    words: Maybe[FreeText] = None
    limits: Maybe[FreeText] = None


class SensitiveSection(Part):
    """A section that asks for special care, and why."""

    section: SectionName
    why: FreeText


class CrossBorderConsent(Part):
    """Consent to send the record to another nation: for what, how capacity was judged, who took it, when withdrawn."""

    to: Annotated[str, OneOf(JURISDICTIONS)]
    given: Answer
    on: Day
    scope: FreeText
    capacity_basis: FreeText
    taken_by: Worker
    told_may_withdraw: Answer
    withdrawn_on: Maybe[Day] = None


class Sharing(Part):
    """What the person knows, wants and objects to about sharing."""

    informed: Answer
    consent: Known[ConsentToShare]
    cross_border: Maybe[CrossBorderConsent] = None
    objection: Maybe[FreeText] = None
    sensitive: Many[SensitiveSection] = ()
    notes: Maybe[FreeText] = None


class Withholding(Item):
    """A decision to withhold a section, or one entry of it, from the person's own copy. Never part of that copy."""

    section: SectionName
    item: Maybe[ItemId] = None
    ground: CodeValue
    decided_by: Worker
    decided_on: Day


class LeftEmpty(Item):
    """Why a section is empty, where someone could otherwise not tell."""

    section: SectionName
    absent: Annotated[str, OneOf(ABSENT_REASONS)]
    note: Maybe[FreeText] = None
