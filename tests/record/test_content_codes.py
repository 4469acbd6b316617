"""Code lists: labels in both languages, and a mark on whatever nobody has seen the source of."""

import pytest

from exchange.record import CodeList, codes, need_codes, plan_codes
from exchange.record.need_codes import NEED_AREAS
from exchange.record.schemas import json_schemas
from exchange.record.schemes import ADULT, CARER, SCHEME_CODES, SCHEMES, Scheme
from exchange.record.sections import TITLES

LISTS = [
    found
    for module in (codes, need_codes, plan_codes)
    for found in vars(module).values()
    if isinstance(found, CodeList)
] + [SCHEME_CODES]


@pytest.mark.parametrize("codes", LISTS, ids=lambda codes: codes.name)
def test_every_code_has_labels_in_both_languages_and_its_list_a_source(codes: CodeList) -> None:
    assert codes.codes
    assert codes.source
    for name, code in codes.codes.items():
        assert code.code == name
        assert code.label("en").strip()
        assert code.label("cy").strip()


def test_lists_and_titles_have_names_of_their_own() -> None:
    assert len({codes.name for codes in LISTS}) == len(LISTS) > 25
    assert all(title.en and title.cy for title in TITLES.values())


def test_what_nobody_has_seen_the_source_of_is_marked() -> None:
    unverified = {(codes.name, code.code) for codes in LISTS for code in codes.codes.values() if not code.verified}
    assert {
        ("communication-groups", "format"),
        ("refusal-exceptions", "abuse-or-neglect"),
        ("registration-bodies", "social-care-wales"),
        ("schemes", "wls-carer-2015"),
        ("strength-kinds", "own"),
    } <= unverified
    assert ("need-areas", "self-care") not in unverified
    assert not any(limb.verified for limb in CARER.limbs.values())
    assert [limb.code for limb in ADULT.limbs.values() if not limb.verified] == ["c"]


def test_the_schemas_say_which_codes_are_unverified() -> None:
    text = str(json_schemas())
    assert "'x-unverified': ['support', 'contact', 'format']" in text


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.code)
def test_a_scheme_has_four_limbs_and_seven_areas_that_are_need_areas(scheme: Scheme) -> None:
    assert list(scheme.limbs) == ["a", "b", "c", "d"]
    assert list(scheme.areas) == ["i", "ii", "iii", "iv", "v", "vi", "vii"]
    assert set(scheme.areas.values()) <= NEED_AREAS.codes.keys()
    assert scheme.citation.startswith("SI 2015/1578")
    assert scheme.jurisdiction == "GB-WLS"
