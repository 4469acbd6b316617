"""What was generated is what the code would generate now."""

from pathlib import Path

import generate

ROOT = Path(__file__).parents[2]


def test_generated_files_are_up_to_date() -> None:
    stale = [
        str(path)
        for path, text in generate.files().items()
        if not (ROOT / path).exists() or (ROOT / path).read_text("utf-8") != text
    ]
    assert stale == [], "run `make generate`"


def test_every_schema_and_code_list_is_generated() -> None:
    present = {path.relative_to(ROOT) for path in (ROOT / "schemas").rglob("*.json")}
    written_by_hand = {path for path in present if path.parent.name == "examples"}
    assert present - written_by_hand <= generate.files().keys()
