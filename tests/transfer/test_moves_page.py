"""The page that lawyers and suppliers read says all that the tables say."""

from dataclasses import fields

import pytest

from exchange.transfer import CROSSINGS, JURISDICTIONS, SILENCES, TABLE, Fact, Jurisdiction, Rule
from exchange.transfer.bodies import Basis
from exchange.transfer.moves_page import moves_page

PAGE = moves_page()
UNUSED = {"wls-power": {"own_plan", "not_told", "days_differ"}, "wls-carer": {"own_plan"}}


def rules_of(basis: Basis) -> dict[str, Rule]:
    found = {each.name: getattr(JURISDICTIONS[basis], each.name) for each in fields(Jurisdiction)}
    return {name: rule for name, rule in found.items() if isinstance(rule, Rule)}


def section(basis: Basis) -> str:
    return PAGE.split(f"### `{basis}`", 1)[1].split("\n### ", 1)[0]


@pytest.mark.parametrize("basis", JURISDICTIONS)
def test_every_rule_that_can_apply_stands_there_with_its_source(basis: Basis) -> None:
    for name, rule in rules_of(basis).items():
        row = next((line for line in section(basis).splitlines() if f"`{rule.code}`" in line), "")
        assert bool(row) == (name not in UNUSED.get(basis, set())), name
        if row:
            assert rule.sentence in row
            assert row.endswith("† |") == (not rule.verified and not rule.local)
            assert ("*local*" in row) == rule.local


def test_every_message_crossing_and_silence_stands_there_once() -> None:
    lines = PAGE.splitlines()
    for kind in TABLE:
        assert sum(line.startswith(f"| `{kind}` | ") and line.count(" | ") == 4 for line in lines) == 1, kind
    for sentence in CROSSINGS.values():
        assert PAGE.count(sentence) == 1
    for about, wait in SILENCES.items():
        assert sum(line.startswith(f"| `{about}` | {wait.limit.sentence}") for line in lines) == 1
    used = {fact for move in TABLE.values() for fact in move.after | move.never_after}
    assert all(fact in PAGE for fact in used)
    assert used <= set(Fact)


@pytest.mark.parametrize("basis", JURISDICTIONS)
def test_a_rule_is_seen_or_local_or_neither_and_no_code_says_two_things(basis: Basis) -> None:
    everywhere = [rule for each in JURISDICTIONS for rule in rules_of(each).values()]
    for rule in rules_of(basis).values():
        assert not (rule.verified and rule.local), rule.code
        assert rule.local == rule.citation.startswith("local setting") or "as read by this project" in rule.citation
        assert {each for each in everywhere if each.code == rule.code} == {rule}


def test_a_law_speaks_in_its_own_name() -> None:
    """No rule of one nation is cited for another."""
    nations = {"wls": "wls-", "eng": "eng-", "cross": "uk-", "sct": "sct-"}
    for basis in JURISDICTIONS:
        prefix = nations[basis.split("-")[0]]
        assert {rule.code[: len(prefix)] for rule in rules_of(basis).values()} == {prefix}
