"""One running Node for all tests of this room."""

from collections.abc import Iterator

import pytest

from tests.interop.node import Node, running_node


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    with running_node() as node:
        yield node
