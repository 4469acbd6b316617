"""What a case system is told of a record: what is wrong, in both languages, and what must not be shown alone."""

import json
from typing import cast

import pytest

from exchange.jose import JsonObject
from tests.api.asking import Asking, problem_of
from tests.record.sealed import WORKER, assessment
from tests.world import content_of


def refused(asking: Asking, content: JsonObject, kind: str = "assessment") -> list[JsonObject]:
    problem = problem_of(asking.ask("POST", "/v1/records", {"kind": kind, "content": content}))
    return cast(list[JsonObject], problem["findings"])


@pytest.mark.parametrize(
    ("jurisdiction", "citation", "verified"),
    [
        ("GB-WLS", "Part 3 Code of Practice, five elements", False),
        ("GB-SCT", None, True),
        ("Zebedee", None, True),
        (["GB-WLS"], None, True),
    ],
)
def test_what_is_wrong_with_a_document_is_said_in_both_languages_with_its_nations_law(
    asking: Asking, jurisdiction: object, citation: str | None, verified: bool
) -> None:
    content = assessment(barriers=[{"id": "b1", "statement": "x", "outcomeIds": []}])
    cast(JsonObject, content["about"])["jurisdiction"] = jurisdiction  # type: ignore[assignment]
    [finding] = [each for each in refused(asking, content) if each["at"] == "/content/barriers/0/outcomeIds"]
    assert finding["explained"] == {
        "en": "Barriers, entry 1, outcomes: at least one entry is needed here.",
        "cy": "Rhwystrau, cofnod 1, canlyniadau: mae angen o leiaf un cofnod yma.",
        "citation": citation,
        "verified": verified,
    }


def test_a_problem_that_is_no_documents_needs_no_explanation(asking: Asking) -> None:
    problem = problem_of(asking.ask("POST", "/v1/records", {"kind": "assessment"}))
    assert all("explained" not in finding for finding in cast(list[JsonObject], problem["findings"]))


def test_a_determination_is_never_shown_as_holding_under_another_nations_law(asking: Asking) -> None:
    content = assessment(
        about={**cast(JsonObject, assessment()["about"]), "jurisdiction": "GB-ENG", "kind": "eng-adult-s9"},
        determinations=[
            {
                "id": "d1", "needId": "need-1", "scheme": "eng-adult-2015",
                "criteria": [{"ref": "a", "met": "no", "evidence": "None."}],
                "canAndCanOnly": {"absent": "not-applicable"}, "result": "eligible", "reasons": "She said so.",
                "decidedBy": WORKER, "decidedOn": "2026-10-30",
            }
        ],
    )  # fmt: skip
    shown = asking.ask("POST", "/v1/records", {"kind": "assessment", "content": content}).json()
    [holding] = shown["determinations"]
    assert (holding["at"], holding["holds"], holding["follows"]) == ("/determinations/0", False, "differs")
    assert "It does not hold in another" not in holding["sentence"]["en"]
    assert "It does not hold in Wales" in holding["sentence"]["en"]
    assert "yng Nghymru" in holding["sentence"]["cy"]
    assert "lead to another result" in holding["sentence"]["en"]


def test_a_determination_that_holds_here_says_under_which_law(asking: Asking) -> None:
    body = {"kind": "assessment", "content": content_of("megan-assessment")}
    shown = asking.ask("POST", "/v1/records", cast(JsonObject, body)).json()
    assert {each["holds"] for each in shown["determinations"]} == {True}
    assert {each["follows"] for each in shown["determinations"]} == {"follows"}
    assert all("SI 2015/1578" in each["sentence"]["cy"] for each in shown["determinations"])
    assert {each["verified"] for each in shown["determinations"]} == {False}  # limb (c): nobody saw all of its wording


def test_one_half_of_a_combined_assessment_does_not_hold_the_others_data(asking: Asking) -> None:
    mother = content_of("megan-assessment")
    megan = asking.publish(mother, kind="assessment")
    sian = content_of("sian-carer-assessment")
    cast(JsonObject, cast(JsonObject, sian["about"])["combinedWith"])["record"] = megan
    words = cast(list[JsonObject], mother["ownWords"])[0]["words"]
    slipped: JsonObject = {**sian, "ownWords": [{"id": "ow1", "speaker": "person", "words": words}]}
    answer = asking.ask("POST", "/v1/records", {"kind": "assessment", "content": slipped})
    assert (answer.status_code, problem_of(answer)["code"]) == (422, "not-combined")
    assert str(problem_of(answer)["at"]).startswith("/content/ownWords/0/words")
    assert asking.publish(sian, kind="assessment")


def test_a_refusal_says_what_it_does_to_the_duty(asking: Asking) -> None:
    refusal: JsonObject = {
        "id": "r1", "what": "A carer's assessment", "right": "wls-s20", "by": "person", "on": "2026-10-01",
        "reason": {"absent": "declined"}, "capacityBasis": "No reason to doubt it.",
    }  # fmt: skip
    back: JsonObject = {**refusal, "id": "r2", "reengagedOn": "2026-10-20"}
    content = assessment(refusals=[refusal, back])
    shown = asking.ask("POST", "/v1/records", {"kind": "assessment", "content": content}).json()
    assert [(each["at"], each["duty"]) for each in shown["refusals"]] == [
        ("/refusals/0", "lifted"),
        ("/refusals/1", "back"),
    ]
    assert "lifted the duty" in shown["refusals"][0]["sentence"]["en"]
    assert "y ddyletswydd" in shown["refusals"][0]["sentence"]["cy"]


def test_a_record_names_the_one_that_takes_its_place(asking: Asking) -> None:
    old = asking.publish(assessment(), kind="assessment")
    new = asking.publish(assessment(), kind="assessment", supersedes=old)
    read = [asking.ask("GET", f"/v1/records/{digest}").json() for digest in (old, new)]
    assert [each["supersededBy"] for each in read] == [new, None]
    assert [each["supersedes"] for each in read] == [None, old]


def test_what_others_added_is_shown_as_theirs_and_the_rest_as_not_known(asking: Asking) -> None:
    content = assessment()
    cast(JsonObject, content["about"]).update({"gwynedd.llyw.cymru:ward": "Seiont", "mood": "fine"})
    shown = asking.ask("POST", "/v1/records", {"kind": "assessment", "content": content}).json()
    assert shown["unknown"] == ["/about/gwynedd.llyw.cymru:ward", "/about/mood"]
    assert shown["extensions"] == [
        {"at": "/about/gwynedd.llyw.cymru:ward", "owner": "gwynedd.llyw.cymru", "name": "ward"}
    ]
    assert json.dumps(shown["content"]["about"]).count("Seiont") == 1
