"""Money in a plan: direct payments, whether the person pays a charge, and in England the personal budget."""

from typing import Annotated

from exchange.record.codes.code_list import OneOf
from exchange.record.codes.plans import FREQUENCIES, MANAGED_BY
from exchange.record.links import NeedId
from exchange.record.parts import Answer, Day, FreeText, Item, Known, Line, Maybe, Part, Pence, Some


class DirectPayment(Item):
    """A direct payment: for which needs, how much and how often, who manages it, until when."""

    need_ids: Some[NeedId]
    amount_pence: Pence
    frequency: Annotated[str, OneOf(FREQUENCIES)]
    managed_by: Annotated[str, OneOf(MANAGED_BY)]
    manager: Maybe[Line] = None
    used_for: FreeText
    starts_on: Maybe[Day] = None
    ends_on: Known[Day]
    payroll: Maybe[Line] = None
    personal_assistants: Maybe[FreeText] = None
    on_move: Maybe[FreeText] = None


class PersonalBudget(Part):
    """England only: what meeting the needs costs, and who pays how much of it (Care Act 2014 s.26)."""

    amount_pence: Pence
    frequency: Annotated[str, OneOf(FREQUENCIES)]
    authority_pence: Pence
    person_pence: Pence
    since: Maybe[Day] = None


class Account(Part):
    """England only: an account kept towards a cap on care costs, where one is kept."""

    amount_pence: Pence
    on: Day


class Charges(Part):
    """Whether the person pays a charge, and in England the personal budget; no financial assessment travels."""

    charged: Answer
    personal_budget: Maybe[PersonalBudget] = None
    independent_personal_budget: Maybe[Account] = None
    care_account: Maybe[Account] = None
    notes: Maybe[FreeText] = None
