"""A fixture for those who ask for it by importing it: a PostgreSQL server, started once for their folder of tests."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from benchmarks.postgres import Server, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server; the tests that need it are skipped, saying so, where PostgreSQL is not installed."""
    with ExitStack() as opened:
        try:
            server = opened.enter_context(running_postgres())
        except FileNotFoundError as absent:
            pytest.skip(str(absent))
        yield server
