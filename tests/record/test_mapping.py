"""Any council's form maps in and out, and what is lost is told: three invented forms, as different as real ones."""

import copy
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.record import read_content
from exchange.record.findings import pointer
from exchange.record.mapping import FormMapping, Mapped, bring_in, send_out
from exchange.record.translate import Fate
from tests.record.forms import database, family, word

FORMS = {
    "word": (word.FORM, word.MAPPING),
    "database": (database.FORM, database.MAPPING),
    "family": (family.FORM, family.MAPPING),
}
EACH_FORM = pytest.mark.parametrize(("form", "mapping"), FORMS.values(), ids=FORMS)


def leaves(value: JsonValue, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str, JsonValue]]:
    if isinstance(value, dict | list) and value:
        for name, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(member, (*at, name))
    else:
        yield pointer(at), value


def look(value: JsonValue, at: str) -> JsonValue:
    for step in at.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value[step] if isinstance(value, dict) else None
    return value


def fates(mapped: Mapped) -> dict[str, Fate]:
    return {line.before: line.fate for line in mapped.told if line.before is not None}


def is_under(at: str, places: set[str]) -> bool:
    return any(at == place or at.startswith(f"{place}/") for place in places)


def check_told(source: JsonObject, mapped: Mapped) -> None:
    """Every value that went in is in the report, and everything that came out comes from it."""
    befores = {line.before for line in mapped.told if line.before is not None}
    afters = {line.after for line in mapped.told if line.after is not None}
    assert [at for at, value in leaves(source) if value is not None and not is_under(at, befores)] == []
    holds = [at for at, value in leaves(mapped.document) if value != {}]  # an entry of which nothing was known is empty
    assert [at for at in holds if not is_under(at, afters)] == []
    assert {line.before for line in mapped.told if line.fate is Fate.ADDED} <= {None}
    assert all(line.after is None for line in mapped.told if line.fate is Fate.DROPPED)


@EACH_FORM
def test_a_form_becomes_a_valid_assessment_and_every_field_is_told(form: JsonObject, mapping: FormMapping) -> None:
    mapped = bring_in(form, mapping)
    read_content(mapped.document, vct=mapping.kind.vct)
    check_told(form, mapped)


@EACH_FORM
def test_what_was_kept_or_changed_comes_back_as_it_was(form: JsonObject, mapping: FormMapping) -> None:
    mapped = bring_in(form, mapping)
    back = send_out(mapped.document, mapping)
    check_told(mapped.document, back)
    for line in mapped.told:
        if line.before is not None and line.fate in (Fate.KEPT, Fate.CHANGED):
            assert look(back.document, line.before) == look(form, line.before), line.before


def test_the_long_form_loses_what_is_for_the_office_only() -> None:
    told = fates(bring_in(word.FORM, word.MAPPING))
    dropped = {at for at, fate in told.items() if fate is Fate.DROPPED}
    assert dropped == {
        "/Part 5: Eligibility/All four tests met?",  # ticked once for all needs: no determination of any one need
        "/Part 5: Eligibility/Why",
        "/Part 6: For the office/Signed",
        "/Part 6: For the office/Costing code",
        "/Part 6: For the office/Pages",
    }
    assert told["/Part 1: About you/Date of birth"] is Fate.CHANGED
    assert told["/Part 1: About you/Name"] is Fate.KEPT


def test_the_terse_form_loses_a_code_that_it_does_not_explain() -> None:
    mapped = bring_in(database.FORM, database.MAPPING)
    told = fates(mapped)
    assert told["/NEED/1/CAUSE"] is Fate.LOSSY  # "P,X": the table knows no X
    assert {at for at, fate in told.items() if fate is Fate.DROPPED} == {"/ASM/VER", "/ASM/LOCK", "/RISK/0/MIT"}
    assert {line.before for line in mapped.losses} == {"/NEED/1/CAUSE", "/ASM/VER", "/ASM/LOCK", "/RISK/0/MIT"}


def test_the_family_form_loses_who_lives_where() -> None:
    told = fates(bring_in(family.FORM, family.MAPPING))
    lost = {at for at, fate in told.items() if fate in (Fate.DROPPED, Fate.LOSSY)}
    assert lost == {
        *(f"/aelwydydd/{n}/{name}" for n in (0, 1) for name in ("pwy", "nosweithiau")),
        "/bodlon/llun",
    }


@EACH_FORM
def test_what_a_form_never_asks_is_added_as_not_asked(form: JsonObject, mapping: FormMapping) -> None:
    mapped = bring_in(form, mapping)
    added = {line.after for line in mapped.told if line.fate is Fate.ADDED}
    assert "/safeguarding/enquiry" in added
    assert mapped.document["safeguarding"] == {"enquiry": {"absent": "not-asked"}}


@EACH_FORM
def test_what_cannot_be_unknown_is_found_when_the_document_is_read(form: JsonObject, mapping: FormMapping) -> None:
    first = next(iter(form))
    without = {name: member for name, member in form.items() if name != first}
    mapped = bring_in(without, mapping)
    with pytest.raises(Refusal) as refused:
        read_content(mapped.document, vct=mapping.kind.vct)
    assert "/person/name" in {finding.at.removesuffix("/official") for finding in refused.value.findings}


def test_an_example_goes_out_on_each_form_with_every_loss_told(megan: JsonObject) -> None:
    for _, mapping in FORMS.values():
        out = send_out(megan, mapping)
        check_told(megan, out)
        assert out.losses
        again = bring_in(out.document, mapping)
        assert send_out(again.document, mapping).document == out.document


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_whatever_is_on_a_form_nothing_is_lost_in_silence(name: str, data: st.DataObject) -> None:
    form, mapping = FORMS[name]
    form = copy.deepcopy(form)
    values: st.SearchStrategy[JsonValue] = (
        st.none() | st.text(max_size=8) | st.integers(0, 99) | st.booleans() | st.just([]) | st.just({})
    )
    for at, _ in list(leaves(form)):
        if data.draw(st.integers(0, 5)) == 0:
            holder = look(form, at.rpartition("/")[0])
            last = at.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            if isinstance(holder, dict):
                holder[last] = data.draw(values)
    mapped = bring_in(form, mapping)
    check_told(form, mapped)
    check_told(mapped.document, send_out(mapped.document, mapping))
