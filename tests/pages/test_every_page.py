"""What holds of every page, in both languages, on a wide screen and at 320 px (which is 1280 px at 400 %)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from exchange.pages.doors import _doors
from exchange.pages.languages import Language
from exchange.settings import Role
from tests.pages.addresses import ADDRESSES, NO_PAGES, NOBODY, Address, names, stage_for
from tests.pages.leftovers import leftovers
from tests.pages.staging import PASSWORD, Stage, Visitor, open_stage
from tests.world import CEREDIGION, GWYNEDD, SHROPSHIRE, Running

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = 1280, 320
TITLE = re.compile(r"(?s)<title>(.*?)</title>")


@dataclass
class Walk:
    """A stage with states, and a window for everybody."""

    stage: Stage
    browser: Browser
    values: dict[str, str]
    windows: dict[tuple[str, str], Page] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)

    def council(self, address: Address) -> Running:
        world = self.stage.world
        places = {"gwynedd": world.councils[0], "ceredigion": world.councils[1], "anchor": world.anchor}
        return places[address.where]

    def url(self, address: Address, language: Language) -> str:
        return f"{self.council(address).url}/{language}{address.path(self.values)}"

    def window(self, address: Address) -> Page:
        key = (address.where, address.who)
        if key not in self.windows:
            context = self.browser.new_context(locale="en-GB")
            self.contexts.append(context)
            council = self.council(address)
            if address.who != NOBODY:
                cookies = self.stage.sign_in(council, address.who).http.cookies.jar
                found = [{"name": each.name, "value": each.value or "", "url": council.url} for each in cookies]
                context.add_cookies(found)  # type: ignore[arg-type]
            self.windows[key] = context.new_page()
        return self.windows[key]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Walk]:
    with open_stage(tmp_path_factory.mktemp("walk"), members=(GWYNEDD, CEREDIGION, SHROPSHIRE)) as stage:
        walk = Walk(stage, browser, stage_for(stage))
        yield walk
        for context in walk.contexts:
            context.close()


@dataclass
class Heard:
    """What a window says beside the page: complaints, and where it asked for something."""

    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def complain(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "the server responded with a status" not in message.text:
            self.complaints.append(message.text)

    def ask(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.hosts.add(urlsplit(request.url).netloc)


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
@pytest.mark.parametrize("language", Language)
def test_every_page_can_be_used_by_everybody(walk: Walk, address: Address, language: Language) -> None:
    page, heard = walk.window(address), Heard()
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.on("console", heard.complain)
    page.on("request", heard.ask)
    url = walk.url(address, language)
    answer = page.goto(url)
    page.remove_listener("console", heard.complain)
    page.remove_listener("request", heard.ask)
    assert answer is not None
    assert (answer.status, page.url) == (address.status, url)
    assert heard.complaints == []
    assert heard.hosts == {urlsplit(url).netloc}
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert page.title().partition(" – ")[0].strip()
    assert leftovers(answer.text(), language, names=names()) == []
    assert complaints_of_axe(page) == []
    page.set_viewport_size({"width": NARROW, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert complaints_of_axe(page) == []


def complaints_of_axe(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page as it is shown now."""
    found = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
    return [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found.response["violations"]]


@pytest.mark.parametrize("language", Language)
def test_no_two_pages_have_the_same_title(walk: Walk, language: Language) -> None:
    titles: dict[tuple[str, str], set[str]] = {}
    visitors: dict[tuple[str, str], Visitor] = {}
    for address in ADDRESSES:
        council = walk.council(address)
        key = (address.where, address.who)
        if key not in visitors:
            visitors[key] = (
                walk.stage.visitor(council) if address.who == NOBODY else walk.stage.sign_in(council, address.who)
            )
        found = TITLE.search(visitors[key].open(f"/{language}{address.path(walk.values)}").text)
        assert found is not None
        if address.status < 400:
            titles.setdefault((address.where, found[1]), set()).add(address.route)
    assert {title: routes for title, routes in titles.items() if len(routes) > 1} == {}


def test_every_page_has_a_row() -> None:
    routes = Counter(route for role in Role for route in _pages(role))
    assert set(routes) - {_plain(each.route) for each in ADDRESSES} - NO_PAGES == set()


def _pages(role: Role) -> Iterator[str]:
    for door in _doors(role):
        for route in door.routes:
            if "GET" in getattr(route, "methods", ()):
                yield str(getattr(route, "path", ""))


def _plain(route: str) -> str:
    """The route of an address, as its door has it."""
    return re.sub(r"/say/[a-z-]+$", "/say/{what}", route)


def test_a_transfer_is_reached_by_keyboard_alone(walk: Walk) -> None:
    council = walk.stage.ceredigion
    context = walk.browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{council.url}/en/sign-in")
    _tab_to(page, "#login")
    page.keyboard.type("elin")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/transfers")
    _tab_to(page, ".govuk-skip-link")
    page.keyboard.press("Enter")
    _tab_to(page, "#order")
    page.keyboard.press("ArrowDown")
    assert page.locator("#order").input_value() == "move"
    _tab_to(page, "main table a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/transfers/*")
    context.close()


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on it; it has to be seen there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            assert page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
            )
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_where_the_readers_own_colours_rule_what_stands_out_still_does(walk: Walk) -> None:
    address = Address("/transfers")
    context = walk.browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active")
    cookies = walk.stage.sign_in(walk.council(address)).http.cookies.jar
    url = walk.council(address).url
    context.add_cookies([{"name": each.name, "value": each.value or "", "url": url} for each in cookies])
    page = context.new_page()
    page.goto(walk.url(address, Language.EN))
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert len(page.screenshot()) > 10_000
    for tag in page.locator(".govuk-tag").all():
        assert tag.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"
    context.close()
