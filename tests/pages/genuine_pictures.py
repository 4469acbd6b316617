"""Pictures of "Is it genuine?": `PYTHONPATH=. python -m tests.pages.genuine_pictures docs/screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.pages.genuine_states import STATES, staged
from tests.pages.staging import open_browser


def take_pictures(folder: Path, browser: Browser) -> None:
    """One picture of the panel for each state, in English: `genuine-<state>.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    for state in STATES:
        with (
            tempfile.TemporaryDirectory() as place,
            staged(Path(place), state) as (stage, found),
            stage.browsing(browser, found.council) as page,
        ):
            page.goto(f"{found.council.url}/en{found.path}")
            page.locator("[data-state]").screenshot(path=folder / f"genuine-{state}.png")


if __name__ == "__main__":
    with open_browser() as opened:
        take_pictures(Path(sys.argv[1]), opened)
