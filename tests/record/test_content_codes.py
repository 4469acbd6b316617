"""Code lists: labels in both languages, a mark on whatever nobody has seen the source of, files for everybody else."""

import json
from pathlib import Path
from typing import cast

import pytest

from exchange.councils import COUNCILS, HEALTH_BOARDS
from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import ASSESSMENT, SCHEMES, Code, CodeList, Scheme, read_content
from exchange.record.code_files import code_files
from exchange.record.codes import LISTS, SYSTEMS
from exchange.record.codes.law import ASSESSMENT_KINDS, CARER_BASES, CARER_KINDS, JURISDICTIONS, PLAN_BASES, WITHIN_S56
from exchange.record.codes.needs import BANDS, NEED_AREAS
from exchange.record.codes.systems import (
    ETHNICITY_ENGLAND,
    ETHNICITY_SCOTLAND,
    ETHNICITY_WALES,
    STATED_GENDER,
    VERIFICATION_WALES,
    WRITTEN_FORMATS,
)
from exchange.record.grounds import GROUNDS
from exchange.record.schemas import json_schemas
from exchange.record.schemes import SCHEME_CODES
from exchange.record.sections import TITLES
from tests.record.test_content import changed

FILES = Path(__file__).parents[2] / "schemas" / "codes"
EACH_LIST = pytest.mark.parametrize("codes", [*LISTS.values(), SCHEME_CODES], ids=lambda codes: codes.name)


@EACH_LIST
def test_every_code_has_labels_in_both_languages_and_its_list_a_source(codes: CodeList) -> None:
    assert codes.codes
    assert codes.source
    for name, code in codes.codes.items():
        assert code.code == name
        assert code.label("en").strip()
        assert code.label("cy").strip()


def test_lists_and_titles_have_names_of_their_own() -> None:
    assert len(LISTS) > 40
    assert [name for name, codes in LISTS.items() if codes.name != name] == []
    assert all(title.en and title.cy for title in TITLES.values())


def test_what_nobody_has_seen_the_source_of_is_marked() -> None:
    unverified = {(codes.name, code.code) for codes in LISTS.values() for code in unseen(codes)}
    assert {
        ("communication-groups", "format"),
        ("refusal-exceptions", "abuse-or-neglect"),
        ("registration-bodies", "social-care-wales"),
        ("strength-kinds", "own"),
        ("assessment-kinds", "sct-adult-s12a"),
        ("plan-bases", "wls-s40"),
    } <= unverified
    assert ("need-areas", "self-care") not in unverified
    assert not any(limb.verified for limb in SCHEMES["wls-carer-2015"].limbs.values())
    assert [limb.code for limb in SCHEMES["wls-adult-2015"].limbs.values() if not limb.verified] == ["c"]
    assert {code for code, scheme in SCHEMES.items() if scheme.verified} == {
        "wls-child-2015",
        "nir-nisat",
    }


def unseen(codes: CodeList) -> list[Code]:
    return [code for code in codes.codes.values() if not code.verified]


def test_what_was_seen_is_said_in_the_lists_and_not_in_the_schemas_that_are_frozen() -> None:
    groups = cast("list[JsonObject]", code_files()["communication-groups.json"]["codes"])
    assert [code["code"] for code in groups if code["verified"] is False] == ["support", "contact", "format"]
    assert "verified" not in str(json_schemas())


@EACH_LIST
def test_a_jurisdiction_that_a_code_belongs_to_is_one_of_the_four(codes: CodeList) -> None:
    nations = {code.jurisdiction for code in codes.codes.values()} - {None}
    assert nations <= JURISDICTIONS.codes.keys()


def test_every_kind_of_assessment_and_basis_belongs_to_one_nation() -> None:
    for codes in (ASSESSMENT_KINDS, PLAN_BASES):
        assert {code.jurisdiction for code in codes.codes.values()} == set(JURISDICTIONS.codes)
        assert all(code.citation for code in codes.codes.values())
    assert ASSESSMENT_KINDS.codes.keys() >= CARER_KINDS
    assert PLAN_BASES.codes.keys() >= CARER_BASES | WITHIN_S56
    assert not CARER_BASES & WITHIN_S56


# -- lists of others --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["A", "B", {"code": "A"}, {"code": "A", "display": {"en": "White British"}}])
def test_refuses_an_ethnicity_without_the_list_it_is_of(value: JsonValue, megan: JsonObject) -> None:
    with pytest.raises(Refusal) as refused:
        read_content(changed(megan, "/person/ethnicity", value), vct=ASSESSMENT.vct)
    assert {finding.at for finding in refused.value.findings} <= {"/person/ethnicity", "/person/ethnicity/system"}


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("/person/ethnicity/code", "C"),  # in England another White background; Wales has no C
        ("/person/ethnicity/code", "1A"),
        ("/person/gender/code", "3"),
        ("/person/identifiers/0/verificationStatus/code", "09"),
        ("/communicationNeeds/3/code/code", "14"),
    ],
)
def test_refuses_a_code_that_the_named_list_does_not_have(at: str, code: str, megan: JsonObject) -> None:
    with pytest.raises(Refusal) as refused:
        read_content(changed(megan, at, code), vct=ASSESSMENT.vct)
    assert [(finding.at, finding.rule) for finding in refused.value.findings] == [(at, "not-in-system")]


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("/person/ethnicity", {"system": STATED_GENDER.system, "code": "1"}),
        ("/person/gender", {"system": ETHNICITY_WALES.system, "code": "A"}),
        ("/person/identifiers/0/verificationStatus", {"system": WRITTEN_FORMATS.system, "code": "11"}),
        ("/communicationNeeds/3/code", {"system": VERIFICATION_WALES.system, "code": "01"}),
    ],
)
def test_refuses_a_code_out_of_a_list_that_is_about_something_else(
    at: str, value: JsonValue, megan: JsonObject
) -> None:
    with pytest.raises(Refusal) as refused:
        read_content(changed(megan, at, value), vct=ASSESSMENT.vct)
    assert [(finding.at, finding.rule) for finding in refused.value.findings] == [(f"{at}/system", "other-list")]


def test_takes_a_code_of_a_list_that_nobody_here_holds(megan: JsonObject) -> None:
    document = changed(megan, "/person/ethnicity", {"system": "urn:example:census-2031", "code": "C"})
    read_content(document, vct=ASSESSMENT.vct)


def test_the_same_letter_means_something_else_in_each_nation() -> None:
    alike = ETHNICITY_WALES.codes.keys() & ETHNICITY_ENGLAND.codes.keys()
    assert {"A", "B"} <= {code for code in alike if ETHNICITY_WALES.codes[code].en != ETHNICITY_ENGLAND.codes[code].en}
    assert "C" not in ETHNICITY_WALES.codes
    assert "T" not in ETHNICITY_ENGLAND.codes
    assert not ETHNICITY_SCOTLAND.codes.keys() & ETHNICITY_WALES.codes.keys()
    assert len({codes.system for codes in LISTS.values() if codes.system}) == len(SYSTEMS)


# -- schemes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.code)
def test_a_scheme_has_a_nation_a_citation_and_areas_that_are_need_areas(scheme: Scheme) -> None:
    assert scheme.jurisdiction in JURISDICTIONS.codes
    assert scheme.citation
    assert {area.area for area in scheme.areas.values()} <= NEED_AREAS.codes.keys()
    assert {limb for group in scheme.test for limb in group} <= scheme.limbs.keys()
    assert scheme.at_least.keys() <= scheme.limbs.keys()


@pytest.mark.parametrize("code", ["wls-adult-2015", "wls-child-2015", "wls-carer-2015"])
def test_wales_asks_four_limbs_and_names_seven_areas(code: str) -> None:
    scheme = SCHEMES[code]
    assert list(scheme.limbs) == ["a", "b", "c", "d"]
    assert list(scheme.areas) == ["i", "ii", "iii", "iv", "v", "vi", "vii"]
    assert scheme.test == (("a",), ("b",), ("c",), ("d",))
    assert scheme.asks_can_and_can_only


def test_england_asks_for_two_of_ten_outcomes_and_of_a_carer_for_health_or_one_of_eight() -> None:
    adult, carer = SCHEMES["eng-adult-2015"], SCHEMES["eng-carer-2015"]
    assert "".join(adult.areas) == "abcdefghij"
    assert adult.at_least == {"b": 2}
    assert len(carer.areas) == 8
    assert ("b1", "b2") in carer.test


def test_scotland_has_four_bands_and_northern_ireland_eight_domains() -> None:
    assert list(BANDS.codes) == ["critical", "substantial", "moderate", "low"]
    assert SCHEMES["sct-adult-2009"].bands is BANDS
    assert list(SCHEMES["nir-nisat"].areas) == list("12345678")


# -- files ------------------------------------------------------------------------------------------------------------


def test_there_is_one_file_for_each_list_and_it_is_up_to_date() -> None:
    made = {name: json.dumps(file, indent=2, ensure_ascii=False) + "\n" for name, file in code_files().items()}
    assert {path.name: path.read_text("utf-8") for path in FILES.glob("*")} == made, "make generate"
    assert made.keys() >= {f"{name}.json" for name in (*LISTS, "schemes", "councils", "withholding-grounds")}


@pytest.mark.parametrize("file", code_files().values(), ids=lambda file: str(file["name"]))
def test_every_file_says_where_it_comes_from_and_labels_each_code_in_both_languages(file: JsonObject) -> None:
    assert file["source"]
    assert file["version"]
    assert str(file["system"]).startswith(("urn:assessment-exchange:codes:", "https://"))
    codes = [cast(JsonObject, code) for code in cast("list[JsonValue]", file["codes"])]
    assert len({code["code"] for code in codes}) == len(codes)
    for code in codes:
        assert code["en"]
        assert code["cy"]
        assert isinstance(code["verified"], bool)


def test_the_file_of_councils_carries_dates_successors_and_health_boards() -> None:
    codes = {str(one["code"]): one for one in cast("list[JsonObject]", code_files()["councils.json"]["codes"])}
    assert codes.keys() == COUNCILS.keys()
    assert codes["W06000002"]["healthBoard"] in HEALTH_BOARDS
    assert codes["E10000006"]["validTo"] == "2023-03-31"
    assert codes["E10000006"]["replacedBy"] == ["E06000063", "E06000064"]
    assert codes["ZT004"]["verified"] is False


def test_the_file_of_grounds_is_what_the_table_of_grounds_says() -> None:
    codes = {
        str(one["code"]): one for one in cast("list[JsonObject]", code_files()["withholding-grounds.json"]["codes"])
    }
    assert codes.keys() == GROUNDS.keys()
    assert all(codes[name]["citation"] == ground.citation for name, ground in GROUNDS.items())
