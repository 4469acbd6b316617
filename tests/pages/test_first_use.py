"""Somebody who has never been here takes over forty needs, by keyboard alone; how much that is, the README says.

A step is a page that somebody has to deal with: it is opened or sent. A key is counted each time one is pressed.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.documents import with_needs
from exchange.jose import JsonObject
from tests.federation.moving import members_of
from tests.pages.staging import PASSWORD, Stage
from tests.world import content_of

README = Path(__file__).parents[2] / "README.md"
FARTHEST = 60  # so many keys away from where one is, something is not found any more
FOCUSED = """() => { const e = document.activeElement;
  return (e.labels && e.labels.length ? e.labels[0].innerText : e.innerText || e.value || "").trim() }"""


@dataclass
class Hands:
    """Somebody at the keyboard, who counts."""

    page: Page
    keys: int = 0
    steps: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def reach(self, name: str) -> None:
        """Go on with the Tab key until something of this name has the focus."""
        for _ in range(FARTHEST):
            self.press("Tab")
            if self.page.evaluate(FOCUSED).startswith(name):
                return
        raise AssertionError(f"not within {FARTHEST} keys: {name}")

    def fill(self, name: str, text: str) -> None:
        self.reach(name)
        self.type(text)

    def follow(self, name: str) -> None:
        """Press what has this name, and be on the next page: a step."""
        self.reach(name)
        with self.page.expect_navigation():
            self.press("Enter")
        self.steps += 1

    def skip(self) -> None:
        """Over what is the same on every page."""
        self.reach("Skip to main content")
        self.press("Enter")

    def jump(self, name: str) -> None:
        """To another place on this page."""
        self.reach(name)
        self.press("Enter")


def unannounced(stage: Stage) -> str:
    """Forty needs and a plan arrive, of somebody whom nobody here has heard of."""
    gwynedd, ceredigion = stage.gwynedd, stage.ceredigion
    body: JsonObject = {"kind": "assessment", "content": with_needs(40).content}
    assessment = str(gwynedd.client.post("/v1/records", body, key=gwynedd.node.fresh_id())["digest"])
    plan = gwynedd.publish("carys-plan")
    stage.world.work(2)
    transfer = gwynedd.notify(ceredigion, [assessment, plan])
    stage.world.work(3)
    return transfer


@pytest.fixture
def hands(stage: Stage, browser: Browser) -> Hands:
    context = browser.new_context(java_script_enabled=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(stage.ceredigion.url + "/en/sign-in")
    at_work = Hands(page)
    at_work.fill("User name", "non")
    at_work.fill("Password", PASSWORD)
    at_work.follow("Sign in")
    at_work.keys = at_work.steps = 0
    return at_work


def say_who(hands: Hands, person: JsonObject) -> None:
    """From the list of people to the transfer, whose person is confirmed."""
    name = person["name"]
    assert isinstance(name, dict)
    year, month, day = str(person["birthDate"]).split("-")
    hands.skip()
    hands.follow(str(name["official"]))
    hands.skip()
    hands.follow("Say whose records these are")
    hands.skip()
    hands.fill("Full name", str(name["official"]))
    hands.fill("Day", str(int(day)))
    hands.fill("Month", str(int(month)))
    hands.fill("Year", year)
    numbers = members_of(person, "identifiers")
    hands.fill("Number", str(numbers[0]["value"]))
    hands.follow("Compare")
    hands.skip()
    hands.fill("Your job", "Social worker")
    hands.fill("Your telephone", "01632 960 100")
    hands.follow("This is the person")


def test_forty_needs_are_taken_over_in_one_sitting(stage: Stage, hands: Hands) -> None:
    transfer = unannounced(stage)
    hands.page.reload()
    person = content_of("carys-plan")["person"]
    assert isinstance(person, dict)
    say_who(hands, person)

    to_plan = hands.steps + 1  # one step more opens the interim plan, and the browser prints it
    assert hands.page.locator("a", has_text="Interim plan").count() == 1
    assert to_plan <= 6

    hands.skip()
    hands.follow("Decide")
    hands.skip()
    hands.jump("To the buttons at the end")
    hands.follow("Accept all")
    hands.skip()
    hands.jump("To the buttons at the end")
    hands.follow("Save and continue")
    hands.skip()
    hands.follow("Save and continue")
    hands.skip()
    hands.follow("Save and continue")
    hands.skip()
    hands.follow("Sign and send")

    [decision] = [
        each for each in members_of(stage.ceredigion.transfer(transfer), "messages") if each["type"] == "decision"
    ]
    body = decision["body"]
    assert isinstance(body, dict)
    assert len(members_of(body, "needs")) > 40
    said = README.read_text("utf-8")
    told = f"{hands.steps} pages and {hands.keys} keys"
    assert told in " ".join(said.split())
    assert f"{to_plan} pages" in " ".join(said.split())
