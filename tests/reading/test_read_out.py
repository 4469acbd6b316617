"""What a caseworker reads first, what stands under a need, and how each value is said."""

from typing import cast

import pytest

from exchange.jose import JsonObject, JsonValue
from exchange.reading import Entry, Gap, Item, Language, Part, ReadOut, Value, read_out
from exchange.record import ASSESSMENT, PLAN
from tests.reading.told import all_told, example


def read(name: str, language: Language = "en", **changed: JsonValue) -> ReadOut:
    content: JsonObject = {**example(name), **changed}
    return read_out(content, kind=PLAN if name.endswith("plan") else ASSESSMENT, language=language)


def part(told: ReadOut, name: str) -> Part:
    [found] = [one for one in (*told.opening, *told.parts) if one.id == name]
    return found


def entry(told: ReadOut, at: str) -> Entry:
    [found] = [one for one in all_told(told).entries if one.at == at]
    return found


def item(told: ReadOut, at: str) -> Item:
    [found] = [one for one in all_told(told).items if one.at == at]
    return found


def said(told: ReadOut, at: str) -> list[str]:
    found = entry(told, at)
    return [value.text for values in (found.values, *(group.values for group in found.groups)) for value in values]


# -- what is withheld and what is not understood ----------------------------------------------------------------------


def test_what_is_withheld_stands_where_it_would_have_been() -> None:
    content = example("megan-plan")
    risks = cast("list[JsonValue]", content["risks"])
    shown: JsonObject = {**content, "risks": [*risks[:1], *risks[2:]]}
    del shown["safeguarding"]
    gaps = [Gap("risks", "/risks/1", "third-party"), Gap("safeguarding", "/safeguarding", None)]
    told = read_out(shown, kind=PLAN, language="en", withheld=gaps)
    [first, gap, *others] = part(told, "risks").items
    assert (first.at, [other.at for other in others]) == ("/risks/0", [f"/risks/{n}" for n in range(1, len(risks) - 1)])
    assert gap.withheld
    assert gap.withheld.ground == "third-party"
    assert gap.withheld.sentence == "Not shown. It is about someone else who has not agreed."
    kept_back = part(told, "safeguarding").withheld
    assert kept_back
    assert kept_back.sentence == "Not shown. The ground is not told."


def test_a_ground_and_a_section_that_nobody_knows_are_shown_as_such() -> None:
    gaps = [Gap("horoscope", "/horoscope", "stars")]
    told = read_out({}, kind=ASSESSMENT, language="cy", withheld=gaps)
    [horoscope] = told.parts
    assert not horoscope.understood
    assert horoscope.title == "Heb ei ddeall: horoscope"
    assert horoscope.withheld
    assert "stars" in horoscope.withheld.sentence


def test_a_reference_to_what_is_withheld_says_that_it_is_not_shown() -> None:
    told = read("gwen-plan", outcomes=[])
    [value] = entry(told, "/needs/0/outcomeIds").values
    assert (value.text, value.kind, value.target) == ("an entry that is not shown here (o2)", "reference", None)


def test_members_of_others_are_shown_with_their_owner_and_never_as_understood() -> None:
    about = cast(JsonObject, example("gwen-plan")["about"])
    extra: JsonObject = {"gwynedd.llyw.cymru:frailty": {"score": 4}, "sgôr": [True, None]}
    told = read("gwen-plan", about={**about, **extra})
    frailty = entry(told, "/about/gwynedd.llyw.cymru:frailty")
    assert (frailty.label, frailty.owner) == ("Added by gwynedd.llyw.cymru: frailty", "gwynedd.llyw.cymru")
    assert not frailty.understood
    assert said(told, "/about/gwynedd.llyw.cymru:frailty/score") == ["4"]
    assert (entry(told, "/about/sgôr").label, said(told, "/about/sgôr")) == ("Not understood: sgôr", ["Yes", "(empty)"])


def test_a_code_that_an_open_list_has_gained_since_is_shown_as_not_known() -> None:
    told = read("gwen-plan", alerts=[{"id": "a", "kind": "dragon", "detail": "In the cellar."}])
    [value] = entry(told, "/alerts/0/kind").values
    assert value == Value("dragon", "unknown", note="a code that is not known here")


def test_a_value_that_does_not_have_the_form_of_its_member_is_shown_and_marked() -> None:
    told = read("gwen-plan", charges={"charged": 7, "notes": {"original": "cy"}})
    assert not entry(told, "/charges/charged").understood
    assert said(told, "/charges/charged") == ["7"]


# -- the order --------------------------------------------------------------------------------------------------------


def test_own_words_and_risks_come_before_anything_else_and_safeguarding_last() -> None:
    told = read("megan-assessment")
    assert told.title == "Assessment: Megan Eluned Pritchard"
    assert [one.id for one in told.opening] == [
        *("ownWords", "alerts", "risks", "communicationNeeds", "language", "contacts")
    ]
    names = [one.id for one in told.parts]
    assert names[0] == "needs"
    assert names[-3:] == ["safeguarding", "sharing", "withholding"]
    assert names.index("carers") < names.index("conduct") < names.index("capacity")


def test_a_need_is_read_with_its_outcomes_who_does_what_and_what_was_determined() -> None:
    told = read("megan-plan")
    first = part(told, "needs").items[0]
    assert [one.id for one in first.parts][:2] == ["outcomes", "actions"]
    assert {one.title for one in first.parts} >= {"Personal outcomes", "Who does what"}
    assessed = read("megan-assessment")
    for need in part(assessed, "needs").items:
        assert [one.id for one in need.parts][-1] == "determinations"


def test_what_serves_two_needs_is_whole_under_the_first_and_named_under_the_other() -> None:
    told = read("megan-plan")
    [first, second, *_] = part(told, "needs").items
    [mine] = [one for one in first.parts if one.id == "actions"]
    [theirs] = [one for one in second.parts if one.id == "actions"]
    assert "actions-a1" in [one.anchor for one in mine.items]
    assert "actions-a1" in [value.target for one in theirs.entries for value in one.values]
    assert "actions-a1" not in [one.anchor for one in theirs.items]


def test_a_risk_is_whole_in_the_opening_and_named_under_its_need() -> None:
    told = read("gwen-plan")
    [risk] = part(told, "risks").items
    [under] = [one for need in part(told, "needs").items for one in need.parts if one.id == "risks"]
    assert [value.target for value in under.entries[0].values] == [risk.anchor]


def test_an_empty_section_says_why_in_its_own_place() -> None:
    told = read("gwen-plan")
    [reason] = part(told, "carers").items
    assert reason.title.text == "Does not apply"
    assert "leftEmpty" not in [one.id for one in told.parts]


# -- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "en", "cy"),
    [
        ("/person/birthDate", "8 September 1954", "8 Medi 1954"),
        ("/actions/0/minutesPerWeek", "3 hours 30 minutes", "3 awr 30 munud"),
        ("/outcomes/0/baseline", "1 out of 10", "1 allan o 10"),
        ("/needs/1/fluctuation", "Does not apply", "Ddim yn berthnasol"),
        ("/review/decision", "The plan is closed", "Y cynllun yn cael ei gau"),
        ("/review/closure/outcomes/1/outcomeId", "Cawod heb gynulleidfa.", "Cawod heb gynulleidfa."),
        ("/charges/charged", "No", "Nac ydy"),
        ("/person/identifiers", "999 000 0581", "999 000 0581"),
    ],
)
def test_a_value_is_said_as_people_say_it(at: str, en: str, cy: str) -> None:
    assert said(read("gwen-plan"), at)[0] == en
    assert said(read("gwen-plan", "cy"), at)[0] == cy


def test_a_number_comes_with_the_name_of_its_system() -> None:
    numbers = entry(read("gwen-plan", "cy"), "/person/identifiers").groups
    assert [value.note for group in numbers for value in group.values] == ["Rhif GIG", "rhif cleient, Bro Morgannwg"]


def test_money_and_quantities_are_said_in_one_line() -> None:
    told = read(
        "gwen-plan",
        charges={"charged": "yes", "careAccount": {"amountPence": 123_450, "on": "2026-01-01"}},
        actions=[{"id": "a1", "quantity": {"number": 14, "unit": "visits", "per": "week"}}],
    )
    assert said(told, "/charges/careAccount/amountPence") == ["£1,234.50"]
    assert said(told, "/actions/0/quantity") == ["Visits: 14 a week"]


def test_what_people_wrote_carries_its_language_and_says_which_is_the_translation() -> None:
    reason = entry(read("megan-assessment"), "/about/reason").values
    assert [(value.lang, value.note) for value in reason] == [
        ("en", "translated into English"),
        ("cy", "in Welsh, as it was said or written"),
    ]
    [words] = entry(read("gwen-plan"), "/needs/0/statement").values
    assert words.lang == "cy"
    assert item(read("gwen-plan"), "/needs/0").title.lang == "cy"
    [name] = entry(read("gwen-plan"), "/person/name/official").values
    assert name.lang is None


def test_limbs_and_areas_are_read_from_the_scheme_with_their_numbers() -> None:
    told = read("megan-assessment", "cy")
    assert said(told, "/determinations/0/criteria/0/ref")[0].startswith("(a) Yn codi o afiechyd")


def test_a_code_whose_source_nobody_has_seen_says_so() -> None:
    [service] = entry(read("gwen-plan"), "/actions/0/service").values
    [actor] = entry(read("gwen-plan"), "/actions/0/by").values
    assert (service.text, service.verified, actor.verified) == ("Reablement", False, True)


def test_a_long_title_is_cut_at_a_word_and_a_short_one_need_not_be_said_twice() -> None:
    long = item(read("megan-plan"), "/needs/0")
    assert long.title.text.endswith(" …")
    assert len(long.title.text) <= 92
    assert long.title_at is None
    assert item(read("gwen-plan"), "/needs/0").title_at == "/needs/0/statement"
