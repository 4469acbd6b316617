"""Released schemas are frozen: files, models and pins agree, and nothing writes over a released file."""

from pathlib import Path

import pytest

import generate
from exchange.errors import Refusal
from exchange.evidence import schema_digests
from exchange.record.kinds import KINDS
from exchange.record.released import RELEASED, check_released, schema_digest, schema_file

SCHEMAS = Path(__file__).parents[2] / "schemas"
MADE = {path.name: text for path, text in generate.files().items() if path.parent.name == "schemas"}


def test_refuses_another_text_for_a_released_file() -> None:
    pins = {"urn:assessment-exchange:assessment:1.0": schema_digest("{}\n")}
    check_released("assessment-1.0.json", "{}\n", pins=pins)
    check_released("assessment-1.1.json", "{ }\n", pins=pins)
    with pytest.raises(Refusal) as refusal:
        check_released("assessment-1.0.json", "{ }\n", pins=pins)
    assert (refusal.value.code, refusal.value.at) == ("schema-frozen", "assessment-1.0.json")


def test_pins_files_and_models_agree() -> None:
    """If this fails a file or the models changed after the release: undo that, and add a version instead."""
    assert RELEASED.keys() == KINDS.keys()
    for vct, pinned in RELEASED.items():
        name = schema_file(vct)
        assert schema_digest((SCHEMAS / name).read_text("utf-8")) == pinned
        assert schema_digest(MADE[name]) == pinned


def test_every_schema_file_belongs_to_a_kind_and_has_its_digest_in_evidence() -> None:
    assert {path.name for path in SCHEMAS.glob("*.json")} == {schema_file(vct) for vct in KINDS}
    files = {vct: schema_digest((SCHEMAS / schema_file(vct)).read_text("utf-8")) for vct in KINDS}
    assert dict(schema_digests()) == files


def test_the_pins_are_printed_as_they_are_to_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    generate.pins()
    printed = dict(line.strip(' ",\n').split('": "') for line in capsys.readouterr().out.splitlines())
    assert printed == {vct: schema_digest(MADE[schema_file(vct)]) for vct in KINDS}
