"""One stage for each file of tests, and one browser for all of them on this process."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.pages.staging import Stage, open_browser, open_stage


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage")) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened
