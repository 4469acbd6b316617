"""The contract: `openapi.yaml` is what is served, every operation explains itself, and every example holds."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.protocols import Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from exchange.api import contract
from exchange.api.declaring import problems
from exchange.api.examples import EXAMPLES
from exchange.api.problems import problem_json
from exchange.errors import CODES, Finding, Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.wire import Problem
from tests import canary
from tests.api.asking import Asking
from tests.api.test_callers import ASKS, NEEDED, operations

ROOT = Path(__file__).parents[2]
COMMITTED = cast(JsonObject, yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8")))
CONTRACT = contract()
OPERATIONS = operations()
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
WORD = re.compile(r"^[a-z][a-z_]*$")


def component(name: str) -> Validator:
    """A validator for one schema of the contract."""
    document = Resource.from_contents(CONTRACT, default_specification=DRAFT202012)
    schema = {"$ref": f"urn:contract#/components/schemas/{name}"}
    registry = Registry().with_resource("urn:contract", document)
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


def member(value: JsonValue, *path: str) -> JsonValue:
    for step in path:
        assert isinstance(value, dict)
        value = value[step]
    return value


def schemas() -> JsonObject:
    found = member(CONTRACT, "components", "schemas")
    assert isinstance(found, dict)
    return found


def references(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield str(value["$ref"])
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from references(each)


def test_the_committed_file_is_what_is_served(asking: Asking) -> None:
    council = asking.ask("GET", "/openapi.json").json()
    anchor = asking.ask("GET", "/openapi.json", to=asking.world.anchor).json()
    assert {**council, "paths": {**anchor["paths"], **council["paths"]}} == COMMITTED, "run `make generate`"
    assert {key: value for key, value in anchor.items() if key not in ("paths", "components")} == {
        key: value for key, value in council.items() if key not in ("paths", "components")
    }


def test_the_document_has_the_form_of_openapi_31() -> None:
    document = CONTRACT
    assert re.fullmatch(r"3\.1\.\d+", str(document["openapi"]))
    assert document.keys() <= {"openapi", "info", "paths", "components", "tags"}
    assert member(document, "info", "version")
    paths = document["paths"]
    assert isinstance(paths, dict)
    for path, methods in paths.items():
        assert isinstance(methods, dict)
        assert path.startswith("/")
        assert methods.keys() <= METHODS
    dangling = {ref for ref in references(document) if ref.removeprefix("#/components/schemas/") not in schemas()}
    assert dangling == set()
    for schema in schemas().values():
        Draft202012Validator.check_schema(cast("dict[str, object]", schema))


def test_no_schema_is_left_over() -> None:
    used = {ref.rpartition("/")[2] for ref in references(CONTRACT)}
    assert schemas().keys() - used == set()


@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
def test_an_operation_explains_itself(operation: tuple[str, str]) -> None:
    said = OPERATIONS[operation]
    assert WORD.match(str(said["operationId"]))
    assert str(said["summary"])
    assert str(said["description"]).endswith((".", "`", "`."))
    assert said["tags"]
    parameters = said.get("parameters", [])
    assert isinstance(parameters, list)
    named = {str(member(each, "name")) for each in parameters if member(each, "in") == "path"}
    assert named == set(re.findall(r"\{(\w+)\}", operation[1]))
    for each in parameters:
        assert member(each, "description")
        assert member(each, "schema")
    responses = said["responses"]
    assert isinstance(responses, dict)
    assert "422" not in responses or "HTTPValidationError" not in json.dumps(responses["422"])
    assert any(
        "Problem" in json.dumps(answer) or "error_description" in json.dumps(answer) for answer in responses.values()
    )
    for status, answer in responses.items():
        assert member(answer, "description"), status


def test_operation_ids_are_different() -> None:
    ids = [said["operationId"] for said in OPERATIONS.values()]
    assert len(set(map(str, ids))) == len(ids)


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each[0] == "POST"], ids=" ".join)
def test_a_body_is_a_component_with_a_good_example(operation: tuple[str, str]) -> None:
    content = member(OPERATIONS[operation], "requestBody", "content")
    assert isinstance(content, dict)
    assert content.keys() == {"application/json"}
    assert member(OPERATIONS[operation], "requestBody", "required") is True
    [name] = [ref.rpartition("/")[2] for ref in references(member(content, "application/json", "schema"))]
    example = content["application/json"].get("example") if isinstance(content["application/json"], dict) else None
    if name != "NewRecord":  # whole records stand in schemas/examples
        assert list(component(name).iter_errors(example)) == []


@pytest.mark.parametrize("model", EXAMPLES, ids=lambda model: str(model.__name__))
def test_an_example_is_what_the_door_takes(model: type[Problem]) -> None:
    model.model_validate(EXAMPLES[model], by_alias=True, by_name=False)


@pytest.mark.parametrize("operation", NEEDED, ids=" ".join)
def test_case_systems_learn_of_tokens_keys_and_problems(operation: tuple[str, str]) -> None:
    said = OPERATIONS[operation]
    responses = said["responses"]
    assert isinstance(responses, dict)
    wanted = {"400", "401", "403"} | ({"413", "415", "422"} if operation[0] == "POST" else set())
    wanted |= {"404"} if "{" in operation[1] else set()
    assert wanted <= responses.keys()
    for status in wanted:
        assert member(responses[status], "content", "application/problem+json", "schema") == {
            "$ref": "#/components/schemas/Problem"
        }
    parameters = said.get("parameters", [])
    assert isinstance(parameters, list)
    keys = [each for each in parameters if member(each, "name") == "Idempotency-Key"]
    has_effect = operation[0] == "POST" and operation not in ASKS
    assert [member(each, "required") for each in keys] == ([True] if has_effect else [])


def test_a_problem_is_what_the_contract_says() -> None:
    validator = component("Problem")
    for code in CODES:
        refusal = Refusal(code, "/a", findings=(Finding(code, "/a", "rule"), Finding("schema-failed", "/b")))
        assert list(validator.iter_errors(problem_json(refusal))) == []


def test_every_status_that_a_door_answers_with_is_explained() -> None:
    declared = {status for said in OPERATIONS.values() for status in cast(JsonObject, said["responses"])}
    for status in declared - {"200", "201"}:
        key: int | str = int(status) if status.isdigit() else status
        assert problems(key)[key]["description"]


def test_good_answers_are_what_the_contract_says(asking: Asking) -> None:
    answers = {
        "Record": f"/v1/records/{asking.plan}",
        "RecordPage": "/v1/records",
        "Transfer": f"/v1/transfers/{asking.transfer}",
        "TransferPage": "/v1/transfers",
        "EventPage": "/v1/events",
    }
    for name, path in answers.items():
        found = asking.ask("GET", path).json()
        assert [error.message for error in component(name).iter_errors(found)] == []
    made = asking.ask("POST", "/v1/records", {"kind": "care-and-support-plan", "content": canary.small_plan()})
    assert list(component("Record").iter_errors(made.json())) == []
    proofs = asking.ask("POST", "/log/proofs", {"digests": [asking.plan, "A" * 43]}).json()
    assert list(component("Proofs").iter_errors(proofs)) == []
    results = asking.ask("POST", "/federation/messages", {"messages": ["x"]}).json()
    assert list(component("ParcelResults").iter_errors(results)) == []
