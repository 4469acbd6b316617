"""Determinations: kept apart, recomputed from their answers, and never shown as holding across a border."""

import itertools
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import ASSESSMENT, PLAN, SCHEMES, Assessment, read_content
from exchange.record.codes.law import JURISDICTIONS
from exchange.record.eligibility import Recomputed, Verdict, recompute, standing
from exchange.record.needs import Determination
from tests.record.test_content import GONE, changed, example, kind_of

ANSWERS = ("yes", "no", "unknown")
WORKER: JsonObject = {"name": "Ffion Rees", "role": "Social worker"}


def determination(
    scheme: str, answers: dict[str, tuple[str, list[str]]], result: str, **more: JsonValue
) -> Determination:
    criteria: list[JsonObject] = [
        {"ref": ref, "met": met, "areas": list[JsonValue](areas), "evidence": "Seen."}
        for ref, (met, areas) in answers.items()
    ]
    members: JsonObject = {
        "id": "d1",
        "needId": "n1",
        "scheme": scheme,
        "criteria": list[JsonValue](criteria),
        "canAndCanOnly": {"absent": "not-applicable"},
        "result": result,
        "reasons": "As answered.",
        "decidedBy": WORKER,
        "decidedOn": "2026-10-30",
        **more,
    }
    return Determination.model_validate(members)


def welsh(met: tuple[str, str, str, str], can: str, only: str, result: str, **more: JsonValue) -> Determination:
    answers = {ref: (answer, ["i"] if ref == "b" else []) for ref, answer in zip("abcd", met, strict=True)}
    both: JsonObject = {"can": can, "canOnly": only, "reasons": "As seen."}
    return determination("wls-adult-2015", answers, result, canAndCanOnly=both, **more)


def findings(document: JsonObject, name: str) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as refused:
        read_content(document, vct=kind_of(name).vct)
    return [(finding.at, finding.rule) for finding in refused.value.findings]


# -- what a document may claim ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "at", "value", "expected"),
    [
        ("megan-assessment", "/determinations/0/scheme", "eng-adult-2015", "other-jurisdiction"),
        ("amina-assessment", "/determinations/0/scheme", "wls-adult-2015", "other-jurisdiction"),
        ("megan-assessment", "/about/kind", "eng-adult-s9", "other-jurisdiction"),
        ("megan-plan", "/about/basis", "eng-s18", "other-jurisdiction"),
        ("megan-plan", "/about/sdsOption", "sct-sds-1", "other-jurisdiction"),
        ("gary-assessment", "/refusals/0/right", "eng-s11", "other-jurisdiction"),
        ("peter-carer-assessment", "/determinations/0/result", "eligible-protection", "other-jurisdiction"),
    ],
)
def test_refuses_what_belongs_to_another_nations_law(name: str, at: str, value: str, expected: str) -> None:
    assert (at, expected) in findings(changed(example(f"{name}.json"), at, value), f"{name}.json")


def test_refuses_a_personal_budget_outside_england() -> None:
    budget = cast(JsonObject, example("amina-plan.json")["charges"])["personalBudget"]
    document = changed(example("megan-plan.json"), "/charges/personalBudget", budget)
    assert findings(document, "megan-plan.json") == [("/charges/personalBudget", "other-jurisdiction")]


D0 = "/determinations/0"


@pytest.mark.parametrize(
    ("name", "at", "value", "expected"),
    [
        ("megan-assessment", f"{D0}/scheme", "wls-carer-2015", (f"{D0}/scheme", "other-persons")),
        ("sian-carer-assessment", f"{D0}/scheme", "wls-adult-2015", (f"{D0}/scheme", "other-persons")),
        ("sian-carer-assessment", "/caring", GONE, ("/caring", "required")),
        ("sian-carer-plan", "/caring", GONE, ("/caring", "required")),
        ("amina-assessment", f"{D0}/criteria/1/areas", ["a"], (f"{D0}/criteria/1/areas", "too-few-areas")),
        ("amina-assessment", f"{D0}/criteria/1/areas", ["a", "a"], (f"{D0}/criteria/1/areas", "too-few-areas")),
        ("megan-assessment", f"{D0}/criteria/1/areas", [], (f"{D0}/criteria/1/areas", "too-few-areas")),
        ("megan-assessment", f"{D0}/criteria/1/ref", "a", (f"{D0}/criteria/1/ref", "answered-twice")),
        ("megan-assessment", f"{D0}/band", "low", (f"{D0}/band", "not-in-scheme")),
        ("alasdair-plan", f"{D0}/band", GONE, (f"{D0}/band", "required")),
        ("alasdair-plan", f"{D0}/lowestBandServed", GONE, (f"{D0}/lowestBandServed", "required")),
        ("gwen-plan", "/review/closure", GONE, ("/review/closure", "required")),
        ("gwen-plan", "/review/decision", "confirmed", ("/review/closure", "not-closed")),
    ],
)
def test_refuses_what_a_law_does_not_allow(name: str, at: str, value: object, expected: tuple[str, str]) -> None:
    assert expected in findings(changed(example(f"{name}.json"), at, value), f"{name}.json")


def test_a_scheme_of_a_newer_version_is_let_through_unjudged(megan: JsonObject) -> None:
    document = changed(megan, "/determinations/0/scheme", "wls-adult-2031")
    document = changed(document, "/determinations/0/criteria/0/ref", "z9")
    content = cast(Assessment, read_content(document, vct=ASSESSMENT.vct))
    assert recompute(content.determinations[0]).verdict is Verdict.UNKNOWN_SCHEME


# -- recomputing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("met", list(itertools.product(ANSWERS, repeat=4)), ids="".join)
@pytest.mark.parametrize(("can", "only"), [("yes", "yes"), ("yes", "no"), ("yes", "unknown")])
def test_wales_wants_all_four_limbs_and_can_and_can_only(met: tuple[str, ...], can: str, only: str) -> None:
    answers = (*met, can, only)
    found = recompute(welsh(cast("tuple[str, str, str, str]", met), can, only, "eligible"))
    if "no" in answers:
        assert found.verdict is Verdict.DIFFERS
        assert found.results == {"not-eligible"}
    elif "unknown" in answers:
        assert found.verdict is Verdict.OPEN
    else:
        assert found.verdict is Verdict.FOLLOWS
    assert set(found.because) == {
        *(ref for ref, answer in zip("abcd", met, strict=True) if answer != "yes"),
        *(["can-and-can-only"] if only != "yes" else []),
    }


def test_protection_makes_a_need_eligible_whatever_the_criteria_say() -> None:
    for met in itertools.product(ANSWERS, repeat=4):
        limbs = cast("tuple[str, str, str, str]", met)
        protected = welsh(limbs, "yes", "yes", "eligible-protection", protection="yes")
        assert recompute(protected).verdict is Verdict.FOLLOWS
        refused = welsh(limbs, "yes", "yes", "not-eligible", protection="yes")
        assert recompute(refused).verdict is Verdict.DIFFERS


@pytest.mark.parametrize(
    ("met", "areas", "verdict"),
    [
        ("yes", ["a", "b"], Verdict.FOLLOWS),
        ("yes", ["a"], Verdict.DIFFERS),  # one outcome is too few
        ("no", [], Verdict.DIFFERS),
        ("unknown", [], Verdict.OPEN),
    ],
)
def test_england_counts_outcomes(met: str, areas: list[str], verdict: Verdict) -> None:
    answers = {"a": ("yes", list[str]()), "b": (met, areas), "c": ("yes", list[str]())}
    assert recompute(determination("eng-adult-2015", answers, "eligible")).verdict is verdict


@pytest.mark.parametrize(
    ("health", "outcomes", "verdict"),
    [
        ("yes", "no", Verdict.FOLLOWS),
        ("no", "yes", Verdict.FOLLOWS),
        ("no", "no", Verdict.DIFFERS),
        ("unknown", "no", Verdict.OPEN),
        ("unknown", "yes", Verdict.FOLLOWS),
    ],
)
def test_england_takes_a_carers_health_or_one_outcome(health: str, outcomes: str, verdict: Verdict) -> None:
    none = list[str]()
    answers = {"a": ("yes", none), "b1": (health, none), "b2": (outcomes, ["i"]), "c": ("yes", none)}
    assert recompute(determination("eng-carer-2015", answers, "eligible")).verdict is verdict


BANDS = ["critical", "substantial", "moderate", "low"]


@given(st.sampled_from(BANDS), st.sampled_from(BANDS))
def test_scotland_compares_the_band_with_what_the_council_serves(band: str, lowest: str) -> None:
    expected = "eligible" if BANDS.index(band) <= BANDS.index(lowest) else "not-eligible"
    answers = {"r": ("yes", list[str]())}
    found = recompute(determination("sct-adult-2009", answers, expected, band=band, lowestBandServed=lowest))
    assert found.verdict is Verdict.FOLLOWS
    assert found.results == {expected}
    assert recompute(determination("sct-adult-2009", answers, expected)).verdict is Verdict.OPEN


def test_nisat_does_not_decide_by_rule() -> None:
    assert recompute(determination("nir-nisat", {"n": ("yes", ["3"])}, "eligible")).verdict is Verdict.NO_RULE


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_said_in_both_languages(verdict: Verdict) -> None:
    said = {language: Recomputed(verdict, because=("a",)).sentence(language) for language in ("en", "cy")}
    assert said["en"] != said["cy"]
    assert all(sentence.endswith(": a.") for sentence in said.values())
    assert "{" not in "".join(said.values())


@pytest.mark.parametrize("name", ["megan-assessment", "amina-plan", "peter-carer-assessment", "alasdair-assessment"])
def test_the_results_in_the_examples_follow_from_their_answers(name: str) -> None:
    content = read_content(example(f"{name}.json"), vct=kind_of(f"{name}.json").vct)
    assert content.determinations
    assert {recompute(each).verdict for each in content.determinations} == {Verdict.FOLLOWS}


# -- where it holds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(("scheme", "jurisdiction"), list(itertools.product(SCHEMES, [*JURISDICTIONS.codes, "FR"])))
def test_a_determination_holds_in_its_own_nation_and_never_across_a_border(
    scheme: str, jurisdiction: str, language: str
) -> None:
    found = standing(scheme, jurisdiction=jurisdiction, language=language)
    assert found.holds is (SCHEMES[scheme].jurisdiction == jurisdiction)
    assert SCHEMES[scheme].citation in found.sentence
    across = {"en": "does not hold", "cy": "Nid yw'n gymwys"}[language]
    assert (across in found.sentence) is not found.holds
    unchecked = {"en": "Not all of the wording", "cy": "Nid yw holl eiriad"}[language]
    assert (unchecked in found.sentence) is not SCHEMES[scheme].verified


def test_criteria_that_are_not_known_hold_nowhere() -> None:
    found = standing("wls-adult-2031", jurisdiction="GB-WLS", language="en")
    assert not found.holds
    assert not found.verified
    assert "wls-adult-2031" not in found.sentence


def test_scotland_says_that_thresholds_are_each_councils_own() -> None:
    assert "its own threshold" in standing("sct-adult-2009", jurisdiction="GB-SCT", language="en").sentence
    assert "threshold" not in standing("sct-adult-2009", jurisdiction="GB-WLS", language="en").sentence


def test_a_plan_may_carry_its_determinations() -> None:
    assert "determinations" in {spec.name for spec in PLAN.sections}
