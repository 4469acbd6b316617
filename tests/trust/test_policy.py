from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue, loads
from exchange.trust import apply_policy, merge_policies, read_policy

KIND = "openid_relying_party"
CODES = {"invalid_policy": "policy-conflict", "invalid_metadata": "metadata-policy"}


class Verdict(NamedTuple):
    code: str | None
    merged: JsonValue = None
    resolved: JsonValue = None


def judge(superior: JsonObject, subordinate: JsonObject, metadata: JsonObject) -> Verdict:
    """What becomes of metadata under an anchor's policy and an intermediate's, for one entity type."""
    merged: JsonValue = None
    try:
        policy = merge_policies(read_policy({KIND: superior}), read_policy({KIND: subordinate}))
        merged = {name: dict(operators) for name, operators in policy[KIND].items()}
        resolved = apply_policy(policy, {KIND: metadata})[KIND]
    except Refusal as refusal:
        return Verdict(refusal.code, merged)
    return Verdict(None, merged, resolved)


def code_of(operators: JsonObject, metadata: JsonValue = None) -> str | None:
    """The verdict on one parameter `p` under one policy; None where all is well."""
    return judge({"p": operators}, {"p": operators}, {} if metadata is None else {"p": metadata}).code


def outcome(operators: JsonObject, metadata: JsonValue = None) -> JsonValue:
    declared: JsonObject = {} if metadata is None else {"p": metadata}
    resolved = apply_policy(read_policy({KIND: {"p": operators}}), {KIND: declared})[KIND]
    assert isinstance(resolved, dict)
    return resolved.get("p", "absent")


def in_order(value: JsonValue) -> JsonValue:
    """With lists sorted: the standard leaves the order of merged sets open."""
    if isinstance(value, dict):
        return {name: in_order(member) for name, member in value.items()}
    return sorted(value, key=repr) if isinstance(value, list) else value


def cases(folder: Path) -> Iterator[tuple[int, JsonObject]]:
    listed = loads((folder / "federation-policy" / "policies.json").read_bytes(), limit=4 * 1_048_576)
    assert isinstance(listed, list)
    for case in listed:
        assert isinstance(case, dict)
        assert isinstance(case["n"], int)
        yield case["n"], case


def member(case: JsonObject, name: str) -> JsonObject:
    value = case[name]
    assert isinstance(value, dict)
    return value


def test_agrees_with_every_published_policy_vector(vectors: Path) -> None:
    counted, wrong = 0, []
    for number, case in cases(vectors):
        counted += 1
        verdict = judge(member(case, "TA"), member(case, "INT"), member(case, "metadata"))
        expected = Verdict(
            CODES[str(case["error"])] if "error" in case else None, case.get("merged"), case.get("resolved")
        )
        agrees = verdict.code == expected.code and all(
            in_order(ours) == in_order(theirs) for ours, theirs in zip(verdict[1:], expected[1:], strict=True)
        )
        if not agrees:
            wrong.append(number)
    assert counted == 1010
    assert wrong == []


@pytest.mark.parametrize(
    "policy",
    [None, [], "value", {}, {KIND: {}}, {KIND: []}, {KIND: {"p": {}}}, {KIND: {"p": []}}, {KIND: {"p": None}}],
)
def test_refuses_a_policy_whose_levels_are_not_objects_with_members(policy: JsonValue) -> None:
    with pytest.raises(Refusal, match="policy-conflict"):
        read_policy(policy)


@pytest.mark.parametrize(
    "operators",
    [
        {"default": None},
        {"essential": "true"},
        {"essential": 1},
        {"essential": None},
        {"add": "a"},
        {"add": None},
        {"add": [["a"]]},
        {"one_of": "a"},
        {"one_of": [True]},
        {"subset_of": {"a": 1}},
        {"subset_of": [None]},
        {"superset_of": 3},
    ],
)
def test_refuses_an_operator_configured_with_a_value_it_does_not_support(operators: JsonObject) -> None:
    assert code_of(operators) == "policy-conflict"


@pytest.mark.parametrize(
    "operators",
    [
        {"value": ["a"], "add": ["b"]},
        {"value": None, "add": []},
        {"value": None, "default": "a"},
        {"value": "a", "one_of": ["b", "c"]},
        {"value": None, "one_of": ["a"]},
        {"value": ["a", "b"], "subset_of": ["a"]},
        {"value": None, "subset_of": ["a"]},
        {"value": ["a"], "superset_of": ["a", "b"]},
        {"value": "a", "superset_of": []},
        {"value": None, "essential": True},
        {"add": ["a"], "one_of": ["a"]},
        {"add": ["a", "b"], "subset_of": ["a"]},
        {"one_of": ["a"], "subset_of": ["a"]},
        {"one_of": ["a"], "superset_of": ["a"]},
        {"subset_of": ["a"], "superset_of": ["a", "b"]},
    ],
)
def test_refuses_operators_that_may_not_stand_together(operators: JsonObject) -> None:
    assert code_of(operators, ["a"]) == "policy-conflict"


@pytest.mark.parametrize(
    "operators",
    [
        {"value": ["a", "b"], "add": ["b"]},
        {"value": "a", "default": "b"},
        {"value": "a", "one_of": ["a", "b"]},
        {"value": ["a"], "subset_of": ["a", "b"]},
        {"value": ["a", "b"], "superset_of": ["a"]},
        {"value": "a", "essential": True},
        {"value": None, "essential": False},
        {"add": ["a"], "default": ["b"]},
        {"add": ["a"], "subset_of": ["a", "b"]},
        {"add": ["a"], "superset_of": ["a"]},
        {"add": ["a"], "essential": True},
        {"default": "a", "one_of": ["a"]},
        {"default": ["a"], "subset_of": ["a"]},
        {"default": ["a"], "superset_of": ["a"]},
        {"default": "a", "essential": True},
        {"one_of": ["a"], "essential": False},
        {"subset_of": ["a", "b"], "superset_of": ["a"]},
        {"subset_of": ["a"], "essential": False},
        {"superset_of": ["a"], "essential": False},
    ],
)
def test_accepts_operators_that_may_stand_together(operators: JsonObject) -> None:
    assert code_of(operators) is None


def test_merging_refuses_a_combination_that_neither_policy_holds_alone() -> None:
    assert judge({"p": {"value": ["a"]}}, {"p": {"subset_of": ["b"]}}, {}).code == "policy-conflict"
    assert judge({"p": {"one_of": ["a"]}}, {"p": {"add": ["a"]}}, {}).code == "policy-conflict"


@pytest.mark.parametrize(
    ("superior", "subordinate"),
    [
        ({"value": 1}, {"value": True}),
        ({"value": 0}, {"value": False}),
        ({"value": "a"}, {"value": ["a"]}),
        ({"default": "a"}, {"default": "b"}),
        ({"one_of": ["a"]}, {"one_of": ["b"]}),
    ],
)
def test_merging_refuses_what_a_subordinate_would_change(superior: JsonObject, subordinate: JsonObject) -> None:
    assert judge({"p": superior}, {"p": subordinate}, {}).code == "policy-conflict"


@pytest.mark.parametrize(
    ("operators", "value"),
    [
        ({"one_of": ["a", "b"]}, "c"),
        ({"one_of": ["a"]}, ["a"]),
        ({"one_of": [1]}, True),
        ({"add": ["a"]}, "a"),
        ({"subset_of": ["a"]}, "a"),
        ({"superset_of": ["a"]}, "a"),
        ({"superset_of": ["a", "b"]}, ["a"]),
        ({"essential": True}, None),
        ({"one_of": ["a"], "essential": True}, None),
    ],
)
def test_refuses_metadata_that_breaks_the_policy(operators: JsonObject, value: JsonValue) -> None:
    assert code_of(operators, value) == "metadata-policy"


@pytest.mark.parametrize(
    ("operators", "value", "expected"),
    [
        ({"essential": True, "subset_of": ["a", "b", "c"]}, ["a", "e"], ["a"]),
        ({"essential": False, "subset_of": ["a", "b", "c"]}, ["a", "e"], ["a"]),
        ({"essential": True, "subset_of": ["a", "b", "c"]}, ["d", "e"], []),
        ({"essential": False, "subset_of": ["a", "b", "c"]}, ["d", "e"], []),
        ({"essential": False, "subset_of": ["a", "b", "c"]}, None, "absent"),
        ({"value": None}, "a", "absent"),
        ({"value": {"b": 1, "a": [2]}}, "a", {"b": 1, "a": [2]}),
        ({"add": [{"a": 1}, 2]}, [{"a": 1}], [{"a": 1}, 2]),
        ({"add": ["a", "a"]}, None, ["a"]),
        ({"add": ["a"], "default": ["b"]}, None, ["a"]),
        ({"default": "a", "one_of": ["a", "b"]}, "b", "b"),
        ({"superset_of": ["a"]}, None, "absent"),
    ],
)
def test_applies_operators_in_the_order_of_the_standard(
    operators: JsonObject, value: JsonValue, expected: JsonValue
) -> None:
    assert outcome(operators, value) == expected


def test_ignores_an_operator_that_the_standard_does_not_define() -> None:
    assert outcome({"regexp": "^a$"}, "b") == "b"


def test_takes_scope_as_a_set_of_words() -> None:
    policy = read_policy({KIND: {"scope": {"subset_of": ["openid", "email"], "default": "openid", "add": ["openid"]}}})
    assert apply_policy(policy, {KIND: {"scope": "phone email"}}) == {KIND: {"scope": "email openid"}}
    assert apply_policy(policy, {KIND: {}}) == {KIND: {"scope": "openid"}}


def test_policies_for_other_entity_types_and_parameters_stand_apart() -> None:
    merged = merge_policies(
        read_policy({"a": {"p": {"value": 1}}, "b": {"p": {"value": 2}}}),
        read_policy({"a": {"q": {"value": 3}}, "c": {"p": {"value": 4}}}),
    )
    metadata: JsonObject = {"a": {"r": 0}, "c": {}, "d": {"p": 5}}
    assert apply_policy(merged, metadata) == {"a": {"r": 0, "p": 1, "q": 3}, "c": {"p": 4}, "d": {"p": 5}}
    assert metadata == {"a": {"r": 0}, "c": {}, "d": {"p": 5}}


def test_a_place_never_carries_a_text_from_the_policy() -> None:
    with pytest.raises(Refusal) as caught:
        read_policy({"care_council": {"Mrs Jones, 1 High Street": {"essential": 1}}})
    assert caught.value.at == "/care_council/*"


WORDS = st.sampled_from(["a", "b", "c"])
SETS = st.lists(WORDS, max_size=3, unique=True)
VALUES = st.one_of(WORDS, SETS, st.booleans(), st.integers(0, 1))
OPERATORS = st.fixed_dictionaries(
    {},
    optional={
        "value": st.one_of(st.none(), VALUES),
        "add": SETS,
        "default": VALUES,
        "one_of": SETS,
        "subset_of": SETS,
        "superset_of": SETS,
        "essential": st.booleans(),
    },
)
PARAMETER = st.dictionaries(st.just("p"), VALUES, max_size=1)


@given(OPERATORS.filter(bool), OPERATORS.filter(bool), OPERATORS.filter(bool), PARAMETER)
def test_what_stands_below_can_never_widen_what_a_superior_allows(
    superior: JsonObject, middle: JsonObject, lowest: JsonObject, metadata: JsonObject
) -> None:
    try:
        highest = read_policy({KIND: {"p": superior}})
        merged = merge_policies(highest, read_policy({KIND: {"p": middle}}))
        merged = merge_policies(merged, read_policy({KIND: {"p": lowest}}))
        resolved = apply_policy(merged, {KIND: metadata})
    except Refusal:
        return
    # The superior's own policy finds nothing left to refuse, and nothing left to change.
    assert apply_policy(highest, resolved) == resolved
    assert apply_policy(merged, resolved) == resolved


@given(SETS, SETS, SETS, st.sampled_from(["add", "subset_of", "superset_of"]))
def test_sets_merge_the_same_in_every_grouping(a: list[str], b: list[str], c: list[str], operator: str) -> None:
    first, second, third = (read_policy({KIND: {"p": {operator: [*words]}}}) for words in (a, b, c))
    left = merge_policies(merge_policies(first, second), third)
    right = merge_policies(first, merge_policies(second, third))
    assert left == right
