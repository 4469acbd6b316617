"""The API pages in a real browser: they are served from here alone, and nothing on them fails."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from exchange.api.contract import TITLE
from tests.api.asking import Asking
from tests.api.test_callers import NEEDED

PLACES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next((found for name in PLACES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium is installed here (`make test` installs it)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


def watched(browser: Browser) -> tuple[Page, list[str], list[str]]:
    """A page that can reach nothing but this machine; the requests that it makes, and what goes wrong on it."""
    page = browser.new_page()
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    return page, requests, faults


def test_the_api_pages_show_every_operation_and_ask_nobody_else(asking: Asking, browser: Browser) -> None:
    page, requests, faults = watched(browser)
    page.goto(f"{asking.gwynedd.url}/docs")
    page.wait_for_selector(".opblock")
    assert page.title().startswith(TITLE)
    shown = {
        (method, path.replace("\u200b", ""))
        for method, path in zip(
            page.locator(".opblock-summary-method").all_inner_texts(),
            page.locator(".opblock-summary-path").all_inner_texts(),
            strict=True,
        )
    }
    assert NEEDED.keys() <= shown
    page.locator("#operations-transfers-post_transfer .opblock-summary").click()
    page.wait_for_selector("#operations-transfers-post_transfer .opblock-body")
    text = page.locator("#operations-transfers-post_transfer").inner_text()
    assert "Idempotency-Key" in text
    assert "W06000008" in text
    assert [url for url in requests if not url.startswith((asking.gwynedd.url, "data:"))] == []
    assert faults == []
    page.close()


def test_a_developer_can_try_an_operation_on_the_page(asking: Asking, browser: Browser) -> None:
    page, _, faults = watched(browser)
    page.goto(f"{asking.gwynedd.url}/docs")
    page.locator("button.authorize").first.click()
    page.locator(".auth-container input").fill(asking.token(asking.gwynedd))
    page.locator(".auth-btn-wrapper .authorize").click()
    page.locator(".auth-btn-wrapper .btn-done").click()
    block = page.locator("#operations-events-get_events")
    block.locator(".opblock-summary").click()
    block.locator(".try-out__btn").click()
    block.locator(".execute").click()
    status = block.locator(".live-responses-table .response-col_status").last
    status.wait_for()
    assert re.match("200", status.inner_text())
    assert faults == []
    page.close()


def test_the_pages_load_what_this_server_has() -> None:
    import fastapi_offline

    folder = Path(fastapi_offline.__file__).parent / "static"
    assert {"swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"} <= {path.name for path in folder.iterdir()}
