"""Eligibility: does a result follow from the answers that are kept with it, and where does a determination hold?

`recompute` compares; it decides nothing. A worker may have had reasons that no answer shows: a result that differs is
shown as differing, with the limbs on which it turns, and is not changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exchange.record.codes.law import JURISDICTIONS
from exchange.record.needs import CanAndCanOnly, Determination
from exchange.record.schemes import SCHEMES, Scheme

_YES, _NO, _UNKNOWN = "yes", "no", "unknown"
ELIGIBLE, PROTECTED, NOT_ELIGIBLE = "eligible", "eligible-protection", "not-eligible"


class Verdict(StrEnum):
    """What recomputing a determination came to."""

    FOLLOWS = "follows"  # the result follows from the answers
    DIFFERS = "differs"  # the answers lead to another result
    OPEN = "open"  # the answers do not decide
    NO_RULE = "no-rule"  # the scheme does not decide by rule
    UNKNOWN_SCHEME = "unknown-scheme"  # of a newer version: nothing is known about it here


@dataclass(frozen=True)
class Recomputed:
    """The verdict; the results that would follow from the answers; and the limbs on which it turns."""

    verdict: Verdict
    results: frozenset[str] = frozenset()
    because: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """The verdict in words, in Welsh for `cy`, else in English."""
        tongue = "cy" if language == "cy" else "en"
        turns = _TURNS_ON[tongue].format(", ".join(self.because)) if self.because else ""
        return _VERDICTS[self.verdict][tongue] + turns


@dataclass(frozen=True)
class Standing:
    """Whether a determination holds somewhere, in words. `verified`: the source of the whole scheme was seen."""

    holds: bool
    sentence: str
    verified: bool


def recompute(determination: Determination) -> Recomputed:
    """Work the result out from the stored answers, and compare."""
    scheme = SCHEMES.get(determination.scheme)
    if scheme is None:
        return Recomputed(Verdict.UNKNOWN_SCHEME)
    if not scheme.test and scheme.bands is None:
        return Recomputed(Verdict.NO_RULE)
    answers = _by_band(determination, scheme) if scheme.bands else _by_limbs(determination, scheme)
    return _compare(determination, answers)


def _by_limbs(determination: Determination, scheme: Scheme) -> Mapping[str, str]:
    """For each group of the test, or for "can and can only", whether it is met."""
    met = {criterion.ref: criterion.met for criterion in determination.criteria}
    for criterion in determination.criteria:
        if len(set(criterion.areas)) < scheme.at_least.get(criterion.ref, 0) and criterion.met == _YES:
            met[criterion.ref] = _NO
    answers = {"/".join(group): _any([met.get(limb, _UNKNOWN) for limb in group]) for group in scheme.test}
    if scheme.asks_can_and_can_only:
        stated = determination.can_and_can_only
        both = [stated.can, stated.can_only] if isinstance(stated, CanAndCanOnly) else [_UNKNOWN]
        answers["can-and-can-only"] = _all(both)
    return answers


def _by_band(determination: Determination, scheme: Scheme) -> Mapping[str, str]:
    order = list(scheme.bands.codes) if scheme.bands else []
    band, lowest = determination.band, determination.lowest_band_served
    if band is None or lowest is None:
        return {"band": _UNKNOWN}
    return {"band": _YES if order.index(band) <= order.index(lowest) else _NO}


def _compare(determination: Determination, answers: Mapping[str, str]) -> Recomputed:
    outcome = _all(list(answers.values()))
    because = tuple(limb for limb, answer in answers.items() if answer != _YES)
    results = {_YES: {ELIGIBLE}, _NO: {NOT_ELIGIBLE}, _UNKNOWN: set[str]()}[outcome]
    if determination.protection == _YES:  # irrespective of the criteria (SSWA 2014 s.35(3)(b))
        results = {ELIGIBLE, PROTECTED} if outcome == _YES else {PROTECTED}
    if not results:
        return Recomputed(Verdict.OPEN, because=because)
    verdict = Verdict.FOLLOWS if determination.result in results else Verdict.DIFFERS
    return Recomputed(verdict, frozenset(results), because)


def _any(answers: list[str]) -> str:
    return _YES if _YES in answers else _UNKNOWN if _UNKNOWN in answers else _NO


def _all(answers: list[str]) -> str:
    return _NO if _NO in answers else _UNKNOWN if _UNKNOWN in answers else _YES


def standing(scheme_code: str, *, jurisdiction: str, language: str) -> Standing:
    """Whether what was determined under a scheme holds in a jurisdiction: in its own, and never across a border."""
    tongue = "cy" if language == "cy" else "en"
    scheme = SCHEMES.get(scheme_code)
    if scheme is None:
        return Standing(holds=False, sentence=_STANDINGS["unknown"][tongue], verified=False)
    holds = scheme.jurisdiction == jurisdiction
    sentence = _STANDINGS["here" if holds else "elsewhere"][tongue].format(
        scheme=scheme.label.label(tongue),
        citation=scheme.citation,
        there=_IN[scheme.jurisdiction][tongue],
        here=_IN.get(jurisdiction, _ELSEWHERE)[tongue],
    )
    if holds and scheme.bands:
        sentence += _STANDINGS["local"][tongue]
    if not scheme.verified:
        sentence += _STANDINGS["unverified"][tongue]
    return Standing(holds=holds, sentence=sentence, verified=scheme.verified)


_VERDICTS: Final[Mapping[Verdict, Mapping[str, str]]] = {
    Verdict.FOLLOWS: {
        "en": "The result follows from the answers that are kept with it.",
        "cy": "Mae'r canlyniad yn dilyn o'r atebion a gedwir gydag ef.",
    },
    Verdict.DIFFERS: {
        "en": "The answers that are kept with it lead to another result: ask who decided.",
        "cy": "Mae'r atebion a gedwir gydag ef yn arwain at ganlyniad arall: holwch bwy a benderfynodd.",
    },
    Verdict.OPEN: {
        "en": "The answers that are kept with it do not decide.",
        "cy": "Nid yw'r atebion a gedwir gydag ef yn penderfynu.",
    },
    Verdict.NO_RULE: {
        "en": "These criteria do not decide by rule: the result is the practitioner's judgement.",
        "cy": "Nid yw'r meini prawf hyn yn penderfynu drwy reol: barn yr ymarferydd yw'r canlyniad.",
    },
    Verdict.UNKNOWN_SCHEME: {
        "en": "These criteria are not known here, so nothing was compared.",
        "cy": "Nid yw'r meini prawf hyn yn hysbys yma, felly ni chymharwyd dim.",
    },
}
_TURNS_ON: Final = {"en": " Not met, or not answered: {}.", "cy": " Heb ei fodloni, neu heb ei ateb: {}."}
_STANDINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "here": {
        "en": "Made under the criteria “{scheme}” ({citation}), which hold in {there}.",
        "cy": "Gwnaed o dan y meini prawf “{scheme}” ({citation}), sy'n gymwys {there}.",
    },
    "elsewhere": {
        "en": "Made under the criteria “{scheme}” ({citation}), which hold in {there} only. It does not hold in "
        "{here}: there eligibility has to be determined afresh, from the needs and outcomes.",
        "cy": "Gwnaed o dan y meini prawf “{scheme}” ({citation}), sy'n gymwys {there} yn unig. Nid yw'n gymwys "
        "{here}: yno rhaid penderfynu ar gymhwystra o'r newydd, ar sail yr anghenion a'r canlyniadau.",
    },
    "local": {
        "en": " Each council there sets its own threshold.",
        "cy": " Mae pob cyngor yno yn gosod ei drothwy ei hun.",
    },
    "unverified": {
        "en": " Not all of the wording of these criteria has been checked against its source.",
        "cy": " Nid yw holl eiriad y meini prawf hyn wedi'i wirio yn erbyn ei ffynhonnell.",
    },
    "unknown": {
        "en": "Made under criteria that are not known here: it is not shown as holding anywhere.",
        "cy": "Gwnaed o dan feini prawf nad ydynt yn hysbys yma: nid yw'n cael ei ddangos yn gymwys yn unman.",
    },
}
_IN: Final[Mapping[str, Mapping[str, str]]] = {
    nation: {"en": JURISDICTIONS.codes[nation].en, "cy": welsh}
    for nation, welsh in (
        ("GB-WLS", "yng Nghymru"),
        ("GB-ENG", "yn Lloegr"),
        ("GB-SCT", "yn yr Alban"),
        ("GB-NIR", "yng Ngogledd Iwerddon"),
    )
}
_ELSEWHERE: Final = {"en": "another jurisdiction", "cy": "mewn awdurdodaeth arall"}
