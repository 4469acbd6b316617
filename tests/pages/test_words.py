"""No page shows a code: each one that can arrive has a name."""

from collections.abc import Iterator
from enum import Enum
from typing import Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from exchange.evidence import Severity
from exchange.matching import Grade
from exchange.matching.people import Likeness
from exchange.pages import words
from exchange.pages.words import TABLES
from exchange.record.consent import CONSENT_BASES
from exchange.record.kinds import KINDS
from exchange.transfer import MessageType
from exchange.transfer.bodies import BODIES
from exchange.transfer.silences import Silence
from exchange.transfer.stages import Stage
from exchange.wire import EVENT_TYPES, Identity, Outcome, RecordStatus, Why

ENUMS = {
    "stages": Stage,
    "messages": MessageType,
    "silences": Silence,
    "deliveries": Outcome,
    "why": Why,
    "record-statuses": RecordStatus,
    "grades": Grade,
    "likenesses": Likeness,
    "severities": Severity,
}


def literals(annotation: object) -> Iterator[frozenset[str]]:
    """Every closed set of codes in a type, at any depth."""
    if get_origin(annotation) is Literal:
        yield frozenset(map(str, get_args(annotation)))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field in annotation.model_fields.values():
            yield from literals(field.annotation)
    else:
        for inner in get_args(annotation):
            yield from literals(inner)


def body_codes() -> set[tuple[str, ...]]:
    return {tuple(sorted(found)) for body in BODIES.values() for found in literals(body)}


CODES = sorted(body_codes())


@pytest.mark.parametrize("name", ENUMS)
def test_every_code_of_an_enumeration_has_a_name_and_no_other(name: str) -> None:
    enumeration: type[Enum] = ENUMS[name]
    assert set(TABLES[name]) == {each.value for each in enumeration}


@pytest.mark.parametrize("codes", CODES, ids="-".join)
def test_every_code_that_a_message_can_hold_has_a_name(codes: tuple[str, ...]) -> None:
    tables = [set(table) for table in (*TABLES.values(), CONSENT_BASES.codes)]
    assert any(set(codes) <= table for table in tables)


def test_the_walk_finds_codes_at_any_depth() -> None:
    assert ("accepted", "afresh", "dropped", "varied") in body_codes()
    assert len(body_codes()) > 20


def test_every_event_every_kind_of_record_and_every_state_of_identity_has_a_name() -> None:
    assert set(words.EVENTS) == set(EVENT_TYPES)
    assert set(words.KINDS) == {kind.name for kind in KINDS.values()}
    assert frozenset(words.IDENTITIES) in set(literals(Identity))


def test_no_two_codes_of_a_table_have_one_name() -> None:
    assert [name for name, table in TABLES.items() if len(set(table.values())) < len(table)] == []
