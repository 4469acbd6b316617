"""Combined assessments are two records that know of each other and hold nothing of each other; refusals lift duties."""

from typing import cast

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import ASSESSMENT, Assessment, read_content
from exchange.record.combined import check_combined
from exchange.record.refusals import Duty, duty_after
from exchange.record.safeguards import RefusedAssessment
from tests.record.test_content import GONE, changed, example

MEGAN, SIAN = example("megan-assessment.json"), example("sian-carer-assessment.json")


def read(document: JsonObject) -> Assessment:
    return cast(Assessment, read_content(document, vct=ASSESSMENT.vct))


def findings(one: JsonObject, other: JsonObject) -> set[tuple[str, str]]:
    with pytest.raises(Refusal, match="not-combined") as refused:
        check_combined(read(one), read(other))
    return {(finding.at, finding.rule) for finding in refused.value.findings}


@pytest.mark.parametrize("link", [GONE, "00000000-0000-4000-8000-000000000000"])
def test_refuses_two_that_do_not_name_the_same_link(link: object) -> None:
    at = "/about/combinedWith" if link is GONE else "/about/combinedWith/link"
    assert findings(changed(SIAN, at, link), MEGAN) == {("/about/combinedWith/link", "not-linked")}


def test_refuses_two_about_the_same_person() -> None:
    assert ("/person", "same-person") in findings(MEGAN, MEGAN)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("/circumstances/1/statement", cast(JsonObject, cast("list[JsonValue]", MEGAN["needs"])[2])["statement"]),
        ("/risks/0/mitigation", "9990000158"),
        ("/ownWords/0/words", "Seven here. Ask me again when I've moved."),
    ],
)
def test_refuses_what_the_other_persons_record_says(at: str, value: JsonValue) -> None:
    megan = changed(MEGAN, "/ownWords/0/words", "Seven here. Ask me again when I've moved.")
    assert (at, "others-data") in findings(changed(SIAN, at, value), megan)


@pytest.mark.parametrize("consent", ["no", "unknown"])
def test_refuses_to_combine_without_consent(consent: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(changed(SIAN, "/about/combinedWith/consent", consent))
    assert [(finding.at, finding.rule) for finding in refused.value.findings] == [
        ("/about/combinedWith/consent", "consent-missing")
    ]


def test_the_two_of_the_story_belong_together_either_way_round() -> None:
    check_combined(read(MEGAN), read(SIAN))
    check_combined(read(SIAN), read(MEGAN))


# -- refusals ---------------------------------------------------------------------------------------------------------

REFUSAL: JsonObject = {
    "id": "rf1", "what": "All of it", "extent": "whole", "by": "person", "on": "2026-10-01",
    "reason": {"absent": "declined"}, "capacityBasis": "No reason to doubt it.",
}  # fmt: skip


def test_refuses_an_exception_that_does_not_limit_this_right() -> None:
    document = changed(example("gary-assessment.json"), "/refusals/0/exceptionCase", "child-disagrees")
    with pytest.raises(Refusal) as refused:
        read(document)
    assert [(finding.at, finding.rule) for finding in refused.value.findings] == [
        ("/refusals/0/exceptionCase", "not-with-this-right")
    ]


@pytest.mark.parametrize(
    ("more", "duty"),
    [
        ({}, Duty.LIFTED),
        ({"extent": "part"}, Duty.STANDS),
        ({"exceptionCase": "abuse-or-neglect"}, Duty.STANDS),
        ({"reengagedOn": "2026-11-01"}, Duty.BACK),
        ({"exceptionCase": "child-harm", "reengagedOn": "2026-11-01"}, Duty.BACK),
    ],
)
def test_a_refusal_lifts_the_duty_unless_an_exception_holds_or_it_came_back(more: JsonObject, duty: Duty) -> None:
    assert duty_after(RefusedAssessment.model_validate({**REFUSAL, **more})) is duty
    assert duty.sentence("en") != duty.sentence("cy")


def test_the_carer_who_refused_has_a_record_that_says_so_and_nothing_else() -> None:
    content = read(example("idwal-carer-assessment.json"))
    assert duty_after(content.refusals[0]) is Duty.LIFTED
    assert [*content.needs, *content.outcomes, *content.determinations] == []
