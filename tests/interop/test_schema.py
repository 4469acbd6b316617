"""The schemas as another implementation of JSON Schema reads them (Ajv): it takes and refuses what we do."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import cast

import pytest

from exchange.jose import JsonObject, JsonValue, loads_signed
from exchange.record import ASSESSMENT, KINDS, PLAN
from tests.interop.node import Node

SCHEMAS = Path(__file__).parents[2] / "schemas"
EXAMPLES = sorted((SCHEMAS / "examples").glob("*.json"))
EVERY = 29  # of the places of an example: which ones they are differs from example to example


@pytest.fixture(scope="module")
def ajv(node: Node) -> Node:
    for kind in KINDS.values():
        file = SCHEMAS / f"{kind.name}-{kind.version}.json"
        assert node.answer("compileSchema", name=kind.name, schema=loads_signed(file.read_bytes())) is True
    return node


def kind_of(example: Path) -> str:
    return (PLAN if example.stem.endswith("-plan") else ASSESSMENT).name


def errors(ajv: Node, example: Path, document: JsonObject) -> list[list[str]]:
    return cast(list[list[str]], ajv.answer("validate", name=kind_of(example), document=document))


def members_of(value: JsonValue, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield (*at, name)
        yield from members_of(member, (*at, name))


def changed(document: JsonObject, at: tuple[str | int, ...], value: JsonValue) -> JsonObject:
    copy = deepcopy(document)
    place: JsonValue = copy
    for step in at[:-1]:
        place = place[step]  # type: ignore[index]
    place[at[-1]] = value  # type: ignore[index]
    return copy


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_another_validator_refuses_what_is_wrong_in_an_example(ajv: Node, example: Path) -> None:
    document = loads_signed(example.read_bytes())
    places = list(members_of(document))[EXAMPLES.index(example) % EVERY :: EVERY]
    assert places
    for place in places:
        for wrong in (None, -1, "\u0000"):  # no member takes any of them
            assert errors(ajv, example, changed(document, place, wrong)), (place, wrong)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_another_validator_takes_every_example(ajv: Node, example: Path) -> None:
    assert errors(ajv, example, loads_signed(example.read_bytes())) == []
