"""A federation of two councils, new for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import postgres
from tests.world import World, open_world

__all__ = ["postgres", "world"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_world(tmp_path) as opened:
        yield opened
