"""The five elements of an assessment, the needs that come out of them, and what was determined about each need."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from exchange.record.codes.code_list import OneOf
from exchange.record.codes.needs import (
    ADVICE_KINDS,
    BANDS,
    CONTRIBUTIONS,
    LEVELS,
    NEED_AREAS,
    NEED_CAUSES,
    RESULTS,
    STRENGTH_KINDS,
    TOPICS,
    UNABLE_BECAUSE,
    WELLBEING,
)
from exchange.record.codes.people import SPEAKERS, WORDS_FORMS
from exchange.record.links import NeedId, OutcomeId
from exchange.record.parts import Answer, Day, FreeText, Item, Known, Line, Many, Maybe, Part, Some
from exchange.record.person import Worker
from exchange.record.schemes import SCHEME_CODES

Level = Annotated[str, OneOf(LEVELS)]
Speaker = Annotated[str, OneOf(SPEAKERS)]


class Circumstance(Item):
    """Personal circumstances, topic by topic."""

    topic: Annotated[str, OneOf(TOPICS)]
    statement: FreeText
    since: Maybe[Day] = None


def _check_scale(out_of: int, so_far: ValidationInfo[object]) -> int:
    if so_far.data.get("value", 0) > out_of:
        raise PydanticCustomError("score-above-scale", "The score is above the end of its scale.")
    return out_of


class Score(Part):
    """How things are, as a step on a scale from 0; who says so, and when."""

    value: Annotated[int, Field(ge=0, le=100)]
    out_of: Annotated[int, Field(ge=1, le=100), AfterValidator(_check_scale)]
    said_by: Speaker
    on: Maybe[Day] = None
    words: Maybe[FreeText] = None


class Target(Part):
    """Where the person wants to be on the same scale, and by when."""

    value: Annotated[int, Field(ge=0, le=100)]
    by: Maybe[Day] = None


class Contribution(Part):
    """Whether care, prevention, advice or something else could help to achieve an outcome (Act s.19(4))."""

    by: Annotated[str, OneOf(CONTRIBUTIONS)]
    could_help: Answer
    how: Maybe[FreeText] = None


class Outcome(Item):
    """What matters to the person, in their own words where they could say it."""

    words: FreeText
    said_by: Speaker
    wellbeing: Known[Some[Annotated[str, OneOf(WELLBEING)]]]
    baseline: Known[Score]
    target: Maybe[Target] = None
    contributions: Many[Contribution] = ()


class Barrier(Item):
    """What stands in the way of an outcome."""

    statement: FreeText
    outcome_ids: Some[OutcomeId]


class Risk(Item):
    """What may happen if an outcome is not achieved, and what is done about it."""

    statement: FreeText
    if_unmet: FreeText
    likelihood: Known[Level]
    severity: Known[Level]
    mitigation: Known[FreeText]
    immediate: Maybe[Answer] = None
    outcome_ids: Many[OutcomeId] = ()
    need_ids: Many[NeedId] = ()


class Strength(Item):
    """What the person, the family and the community bring."""

    kind: Annotated[str, OneOf(STRENGTH_KINDS)]
    statement: FreeText
    outcome_ids: Many[OutcomeId] = ()


class MetBy(Part):
    """Who meets the need today, and how."""

    person: Maybe[FreeText] = None
    carer: Maybe[FreeText] = None
    community: Maybe[FreeText] = None
    health: Maybe[FreeText] = None
    authority: Maybe[FreeText] = None


class Advice(Part):
    """Information, advice or assistance that was given about a need."""

    kind: Annotated[str, OneOf(ADVICE_KINDS)]
    what: FreeText
    on: Maybe[Day] = None


class Need(Item):
    """A need, in words that hold in any nation: where it comes from, what it touches, which outcomes hang on it."""

    statement: FreeText
    causes: Known[Some[Annotated[str, OneOf(NEED_CAUSES)]]]
    areas: Known[Some[Annotated[str, OneOf(NEED_AREAS)]]]
    outcome_ids: Some[OutcomeId]
    met_by: Known[MetBy]
    fluctuation: Known[FreeText]
    evidence: Maybe[FreeText] = None
    advice: Many[Advice] = ()


class Criterion(Part):
    """The answer to one limb of a scheme, with the areas it names in the scheme's own numbering, and the evidence."""

    ref: Annotated[str, Field(pattern="^[a-z0-9]{1,4}$")]
    met: Answer
    areas: Many[Annotated[str, Field(pattern="^[a-z0-9]{1,4}$")]] = ()
    evidence: FreeText


class CanAndCanOnly(Part):
    """Whether the need can be met, and can only be met, through a plan that the authority prepares and delivers."""

    can: Answer
    can_only: Answer
    reasons: FreeText


class Determination(Item):
    """What was determined about one need under one scheme. It holds in that scheme's jurisdiction and nowhere else."""

    need_id: NeedId
    scheme: Annotated[str, OneOf(SCHEME_CODES)]
    criteria: Some[Criterion]
    unable_because: Many[Annotated[str, OneOf(UNABLE_BECAUSE)]] = ()
    can_and_can_only: Known[CanAndCanOnly]
    protection: Maybe[Answer] = None
    band: Maybe[Annotated[str, OneOf(BANDS)]] = None
    lowest_band_served: Maybe[Annotated[str, OneOf(BANDS)]] = None
    result: Annotated[str, OneOf(RESULTS)]
    reasons: FreeText
    decided_by: Worker
    decided_on: Day


class OwnWords(Item):
    """What the person, or someone close, said, as they said it."""

    speaker: Speaker
    about: Maybe[Line] = None
    words: FreeText
    form: Maybe[Annotated[str, OneOf(WORDS_FORMS)]] = None
    on: Maybe[Day] = None
