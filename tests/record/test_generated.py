"""Whatever document can be made from the schemas: the program and an independent validator take it."""

from typing import cast

from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from exchange.jose import JsonObject, dumps, loads_signed
from exchange.record import KINDS, Kind, plain, read_content, read_section, unknown_members
from exchange.record.codes.law import JURISDICTIONS
from exchange.record.eligibility import recompute, standing
from exchange.record.schemas import json_schemas
from tests.record.generator import documents

SCHEMAS = json_schemas()
VALIDATORS = {
    kind.vct: Draft202012Validator(
        SCHEMAS[f"{kind.name}-{kind.version}.json"], format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    for kind in KINDS.values()
}
# A document has thousands of choices: making a failing one smaller takes longer than finding the fault in it.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
often = settings(
    max_examples=12,
    deadline=None,
    phases=WITHOUT_SHRINKING,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@often
@given(documents())
def test_every_document_is_valid_for_the_program_and_for_an_independent_validator(
    made: tuple[Kind, JsonObject],
) -> None:
    kind, document = made
    content = read_content(document, vct=kind.vct)
    assert plain(content) == document == loads_signed(dumps(document))
    assert [error.json_path for error in VALIDATORS[kind.vct].iter_errors(document)] == []


@often
@given(documents())
def test_every_section_can_be_read_alone_and_knows_what_it_does_not_know(made: tuple[Kind, JsonObject]) -> None:
    kind, document = made
    for spec in kind.sections:
        if spec.name in document:
            read_section(document[spec.name], spec=spec)
    unknown = unknown_members(read_content(document, vct=kind.vct))
    assert len(set(unknown)) == len(unknown)
    assert {name for name in document if kind.section(name) is None} == {
        at[1:].replace("~1", "/").replace("~0", "~") for at in unknown if at.count("/") == 1
    }


@often
@given(documents())
def test_every_determination_is_recomputed_and_holds_in_one_nation(made: tuple[Kind, JsonObject]) -> None:
    kind, document = made
    about = cast(JsonObject, document["about"])
    for each in read_content(document, vct=kind.vct).determinations:
        found = recompute(each)
        assert found.sentence("cy")
        holds = [n for n in JURISDICTIONS.codes if standing(each.scheme, jurisdiction=n, language="en").holds]
        assert holds == [about["jurisdiction"]]
