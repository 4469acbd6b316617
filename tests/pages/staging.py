"""A stage for the pages: real councils, people with accounts of every role, a real browser, and visitors without one.

stage.sign_in(stage.ceredigion)                 # a visitor: plain HTTP requests with a session, as fast as can be
with stage.browsing(stage.ceredigion) as page:  # Chromium, signed in, without JavaScript
"""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from exchange.node import SALT_BYTES, Role, SignedIn, begin_session, keep_password, roles_among
from exchange.pages.visits import cookie_name
from exchange.store import Transaction
from tests.world import CEREDIGION, GWYNEDD, Running, World, open_world

PASSWORD = "tri chynnig i Gymro"
PLACES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
PEOPLE: Mapping[str, tuple[str, Role]] = {
    "non": ("Non Evans", Role.CASEWORKER),
    "elin": ("Elin Tudur", Role.CASEWORKER),
    "alun": ("Alun Bowen", Role.AUDITOR),
    "olwen": ("Olwen Prys", Role.OPERATOR),
}


@dataclass
class Visitor:
    """Somebody at the pages without a browser: follows where a form leads, keeps the session's cookie."""

    url: str
    http: httpx.Client = field(repr=False)

    def open(self, path: str) -> httpx.Response:
        """Open a page."""
        return self.http.get(self.url + path)

    def send(self, path: str, *, origin: str | None = None, **filled: str) -> httpx.Response:
        """Send a form, as a browser sends it from our own page; `origin`: from another site's."""
        site = {"sec-fetch-site": "same-origin"} if origin is None else {"origin": origin}
        return self.http.post(self.url + path, data=filled, headers=site)


@dataclass
class Stage:
    """Two councils of a world, and who works there."""

    world: World
    _visitors: list[httpx.Client] = field(default_factory=list)

    @property
    def gwynedd(self) -> Running:
        return self.world.councils[0]

    @property
    def ceredigion(self) -> Running:
        return self.world.councils[1]

    def move(self, *examples: str, **more: str) -> str:
        """Gwynedd publishes, tells Ceredigion of a move, and everything arrives; the transfer's id."""
        records = [self.gwynedd.publish(each) for each in examples or ("megan-assessment", "megan-plan")]
        self.world.work(2)
        transfer = self.gwynedd.notify(self.ceredigion, records, **more)
        self.world.work(3)
        return transfer

    def visitor(self, council: Running) -> Visitor:
        """Somebody who is not signed in."""
        client = httpx.Client(follow_redirects=True, timeout=30)
        self._visitors.append(client)
        return Visitor(council.url, client)

    def sign_in(self, council: Running, login: str = "non") -> Visitor:
        """Somebody who is: the session is begun without a password, whose check is meant to be slow."""
        visitor, node = self.visitor(council), council.node

        def begin(tx: Transaction) -> str:
            account = tx.accounts.with_login(login)
            assert account is not None
            roles = roles_among(account.roles, kind=node.settings.role)
            return begin_session(node, tx, SignedIn(account.id, account.name, roles, via="local"))

        visitor.http.cookies.set(cookie_name(node), node.store.write(begin), domain="127.0.0.1")
        return visitor

    @contextmanager
    def browsing(self, browser: Browser, council: Running, login: str = "non", *, width: int = 1280) -> Iterator[Page]:
        """A page of Chromium, signed in; it runs no script of ours, because there is none."""
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
        context.add_cookies([
            {"name": each.name, "value": each.value or "", "url": council.url}
            for each in self.sign_in(council, login).http.cookies.jar
        ])  # fmt: skip
        yield context.new_page()
        context.close()

    def close(self) -> None:
        for each in self._visitors:
            each.close()


@contextmanager
def open_stage(folder: Path, *, members: Sequence[str] = (GWYNEDD, CEREDIGION)) -> Iterator[Stage]:
    """The stage, with an account of every role at each council and at the federation operator."""
    with open_world(folder, members=members) as world:
        for council in world.councils:
            for login, (name, role) in PEOPLE.items():
                add_person(council, login, name=name, role=role)
        add_person(world.anchor, "ffion", name="Ffion Rees", role=Role.FEDERATION_OPERATOR)
        stage = Stage(world)
        yield stage
        stage.close()


def add_person(council: Running, login: str, *, name: str, role: Role) -> None:
    """An account with the password of all of them."""
    node = council.node
    node.store.write(
        lambda tx: tx.accounts.add(
            node.fresh_id(), login=login, name=name, roles={role}, secret=_secret(), at=node.now()
        )
    )


@cache
def _secret() -> str:
    """What is kept of the password; made once, for it is meant to be slow."""
    return keep_password(PASSWORD, salt=bytes(SALT_BYTES))


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Chromium; skips, saying so, where there is none."""
    program = next((found for name in PLACES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium is installed here (`make test` installs it)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


def text_of(html: str) -> str:
    """What a page says, on one line."""
    body = re.sub(r"(?s)<(style|title)[^>]*>.*?</\1>|<!--.*?-->", " ", html)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
