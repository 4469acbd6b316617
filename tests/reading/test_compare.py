"""Two versions of a record: what is new, gone or changed, and nothing else."""

import copy
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from exchange.jose import JsonObject, JsonValue
from exchange.reading import Comparison, Gap, Mark, compare, mark_words
from exchange.record import ASSESSMENT, PLAN, Kind
from tests.reading.told import EXAMPLES, LANGUAGES, example, kind_of, leaves
from tests.record.generator import documents

WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
WORDS = st.text(alphabet="ab \n'é", max_size=60)


def differ(before: JsonObject, after: JsonObject, *, kind: Kind = PLAN) -> Comparison:
    return compare(before, after, kind=kind, language="en")


def items(content: JsonObject, section: str) -> list[JsonObject]:
    return cast("list[JsonObject]", content[section])


def said(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Each difference as section, entry and what became of it, or of the member."""
    found: list[tuple[str, str, str]] = [
        (part.id, "", entry.what) for part in comparison.parts for entry in part.entries
    ]
    for part in comparison.parts:
        for item in part.items:
            alone = item.what != "changed"
            found += [(part.id, item.id, item.what)] if alone else [(part.id, item.id, "changed") for _ in item.entries]
    return found


# -- nothing else -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_document_does_not_differ_from_itself(path: object) -> None:
    name = str(getattr(path, "stem", ""))
    found = differ(example(name), example(name), kind=kind_of(name))
    assert (found.parts, found.unread) == ((), ())
    assert found.unchanged > 50


@settings(max_examples=6, deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
@given(documents())
def test_no_document_differs_from_itself(made: tuple[Kind, JsonObject]) -> None:
    kind, content = made
    assert differ(content, copy.deepcopy(content), kind=kind).parts == ()


def test_another_order_of_entries_is_no_difference() -> None:
    before, after = example("megan-plan"), example("megan-plan")
    for section in ("needs", "outcomes", "actions", "contacts"):
        items(after, section).reverse()
    assert differ(before, after).parts == ()


def test_a_new_title_of_an_outcome_does_not_change_the_needs_that_name_it() -> None:
    before, after = example("gwen-plan"), example("gwen-plan")
    items(after, "outcomes")[0]["words"] = "Cerdded i'r siop."
    assert said(differ(before, after)) == [("outcomes", "o1", "changed")]


# -- all of it --------------------------------------------------------------------------------------------------------


MEGAN = example("megan-assessment")
LEAVES = [at for at, leaf in leaves(MEGAN) if isinstance(leaf, str) and not at.endswith("/id")]


@settings(max_examples=40, deadline=None, phases=WITHOUT_SHRINKING)
@given(st.sampled_from(LEAVES))
def test_whatever_leaf_changes_is_found_and_only_its_section(at: str) -> None:
    after = copy.deepcopy(MEGAN)
    *steps, last = at.split("/")[1:]
    inner: JsonValue = after
    for step in steps:
        inner = inner[int(step)] if isinstance(inner, list) else cast(JsonObject, inner)[step]
    if isinstance(inner, list):
        inner[int(last)] = "zebedee"
    else:
        cast(JsonObject, inner)[last] = "zebedee"
    assert {section for section, _, _ in said(differ(MEGAN, after, kind=ASSESSMENT))} == {at.split("/")[1]}


def test_an_entry_that_is_new_and_one_that_is_gone_are_said_whole() -> None:
    before, after = example("gwen-plan"), example("gwen-plan")
    gone = items(after, "actions").pop(0)
    items(after, "actions").append({**gone, "id": "a9", "what": "Galwad gyda'r nos"})
    found = differ(before, after)
    assert said(found) == [("actions", "a9", "new"), ("actions", "a1", "gone")]
    [new, old] = found.parts[0].items
    assert new.title.text == "Galwad gyda'r nos"
    assert {entry.what for entry in old.entries} == {"gone"}
    assert "Galwad foreol" in [value.text for entry in old.entries for value in entry.before]


def test_a_changed_text_shows_the_words_that_changed() -> None:
    before, after = example("gwen-plan"), example("gwen-plan")
    items(after, "needs")[0]["statement"] = "Angen help i ymolchi a gwisgo am ddeg wythnos ar ôl torri ei chlun."
    [part] = differ(before, after).parts
    [need] = part.items
    [change] = need.entries
    assert (change.labels, change.what) == (("Need",), "changed")
    [marks] = change.marks
    assert [mark for mark in marks if mark.what != "same"] == [Mark("chwe ", "gone"), Mark("ddeg ", "new")]


def test_a_day_that_moved_is_said_in_words_on_both_sides() -> None:
    before, after = example("gwen-plan"), example("gwen-plan")
    items(after, "actions")[0]["endsOn"] = "2026-04-06"
    [change] = differ(before, after).parts[0].items[0].entries
    assert [value.text for value in (*change.before, *change.after)] == ["6 March 2026", "6 April 2026"]
    assert change.marks == ()


def test_entries_without_ids_are_compared_by_position() -> None:
    before: JsonObject = {"needs": [{"statement": "One."}, {"statement": "Two."}]}
    after: JsonObject = {"needs": [{"statement": "One."}, {"statement": "Three."}, {"statement": "Four."}]}
    found = differ(before, after)
    assert [item.what for item in found.parts[0].items] == ["changed", "new"]
    assert found.unchanged == 1


# -- what one side does not show --------------------------------------------------------------------------------------


def test_what_may_only_be_withheld_is_not_called_gone() -> None:
    before, after = example("megan-plan"), example("megan-plan")
    items(after, "risks").pop(1)
    del after["safeguarding"]
    gaps = [Gap("risks", "/risks/1", "third-party"), Gap("safeguarding", "/safeguarding", None)]
    found = compare(before, after, kind=PLAN, language="en", withheld_after=gaps)
    assert {what for _, _, what in said(found)} == {"hidden"}
    assert [part.what for part in found.parts] == ["changed", "hidden"]
    assert compare(before, after, kind=PLAN, language="en").parts[1].what == "gone"


def test_what_both_sides_withhold_is_not_compared() -> None:
    gap = Gap("safeguarding", "/safeguarding", None)
    found = compare({}, {}, kind=PLAN, language="en", withheld_before=[gap], withheld_after=[gap])
    assert found == Comparison((), 0, ())


# -- a record and our own ---------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_compared_as_it_is_and_named() -> None:
    ours: JsonObject = {**example("gwen-plan"), "person": {"birthDate": 1954, "shoeSize": 39}, "needs": "see file"}
    found = differ(example("gwen-plan"), ours)
    assert [(one.side, one.at) for one in found.unread] == [
        ("after", "/person/birthDate"),
        ("after", "/person/shoeSize"),
        ("after", "/needs"),
    ]
    assert found.unread[0].labels == ("The person", "Date of birth")
    assert {"person", "needs"} <= {part.id for part in found.parts}


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | WORDS,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["needs", "id", "person", "about", "x"]), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_anything_can_be_compared_with_a_record(value: JsonValue) -> None:
    ours: JsonObject = value if isinstance(value, dict) else {"needs": value}
    for language in LANGUAGES:
        found = compare(example("gwen-plan"), ours, kind=PLAN, language=language)
        back = compare(ours, example("gwen-plan"), kind=PLAN, language=language)
        assert found.unchanged == back.unchanged
        assert {part.id for part in found.parts} == {part.id for part in back.parts}


# -- words ------------------------------------------------------------------------------------------------------------


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_marks(before: str, after: str) -> None:
    marks = mark_words(before, after)
    assert "".join(mark.text for mark in marks if mark.what != "new") == before
    assert "".join(mark.text for mark in marks if mark.what != "gone") == after
    assert all(mark.what == "same" for mark in marks) == (before == after)


def test_two_long_texts_of_which_nothing_agrees_are_one_change() -> None:
    marks = mark_words("Same " + "a b " * 2_000, "Same " + "c d " * 2_000)
    assert [mark.what for mark in marks] == ["same", "gone", "new"]
