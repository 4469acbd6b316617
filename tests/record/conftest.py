"""What many tests of the room want at hand."""

from pathlib import Path

import pytest

from exchange.jose import JsonObject, loads_signed

EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples"


@pytest.fixture
def megan() -> JsonObject:
    """The assessment of the story."""
    return loads_signed((EXAMPLES / "megan-assessment.json").read_bytes())
