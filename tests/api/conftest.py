"""One world for all that is asked of a council's doors: what a refusal leaves behind, the next test would see."""

from collections.abc import Iterator

import pytest

from tests.api.asking import Asking, open_asking


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with open_asking(tmp_path_factory.mktemp("asking")) as opened:
        yield opened
