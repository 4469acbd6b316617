"""Sending, step by step, and asking: what is refused, what is shown before it is sent, and that it is sent once."""

import re

import pytest

from exchange.pages.languages import Language, days_left
from tests.pages.staging import Stage, Visitor, text_of
from tests.world import CEREDIGION, GWYNEDD

MOVE = {
    "to": CEREDIGION, "base": "0", "move-day": "1", "move-month": "12", "move-year": "2026", "confidence": "certain",
    "served": "duty", "role": "Social worker", "contact": "01632 960 100",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan(stage: Stage) -> str:
    record = stage.gwynedd.publish("megan-plan")
    stage.world.work(2)
    return record


def hidden(html: str, name: str) -> str:
    """What a hidden field holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None
    return found[1]


def begin(visitor: Visitor, plan: str, **more: str) -> str:
    """Fill in who moves where and when; the page that follows."""
    opened = visitor.open(f"/en/send/move?record={plan}").text
    return visitor.send(
        "/en/send/move", **{**MOVE, "records": plan, "record": plan, "base": hidden(opened, "base"), **more}
    ).text


def sent(stage: Stage) -> int:
    return stage.gwynedd.node.store.read(lambda tx: len(tx.transfers.page()))


@pytest.mark.parametrize("path", ["/send", "/send/move", "/send/check", "/send/keep-back", "/send/consent", "/ask"])
def test_shows_nothing_to_who_is_not_signed_in_or_has_another_role(stage: Stage, path: str) -> None:
    assert stage.visitor(stage.gwynedd).open(f"/en{path}").url.path == "/en/sign-in"
    assert stage.sign_in(stage.gwynedd, "alun").open(f"/en{path}").status_code == 403


def test_refuses_a_form_of_another_site_and_sends_nothing(stage: Stage, plan: str) -> None:
    visitor = stage.sign_in(stage.gwynedd)
    page, before = begin(visitor, plan), sent(stage)
    filled = {"base": hidden(page, "base"), "once": hidden(page, "once")}
    assert visitor.send("/en/send/check", origin="https://evil.example", **filled).status_code == 403
    assert sent(stage) == before


def test_refuses_a_record_that_is_not_here(stage: Stage) -> None:
    assert stage.sign_in(stage.gwynedd).open(f"/en/send/move?record={'A' * 43}").status_code == 404


def test_says_what_is_missing_beside_each_field(stage: Stage, plan: str) -> None:
    answer = stage.sign_in(stage.gwynedd).send("/en/send/move", records=plan, record=plan, base="0")
    assert answer.status_code == 422
    for missing in ("Choose the council", "Enter a day that exists", "Say how sure", "Enter your job"):
        assert missing in answer.text


def test_shows_exactly_what_goes_along_and_what_stays_behind_and_sends_it_once(stage: Stage, plan: str) -> None:
    visitor = stage.sign_in(stage.gwynedd, "elin")
    begin(visitor, plan)
    choices = visitor.open("/en/send/keep-back").text
    choice = next(each for each in re.findall(r'value="([^"]+)"', choices) if each.startswith(f"{plan} risks - "))
    page = visitor.send("/en/send/keep-back", base=hidden(choices, "base"), hold=choice).text
    assert "Megan Eluned Pritchard" in text_of(page)
    assert "Risks" in text_of(page).partition("Below is exactly")[0]
    before, filled = sent(stage), {"base": hidden(page, "base"), "once": hidden(page, "once")}
    first = visitor.send("/en/send/check", **filled)
    second = visitor.send("/en/send/check", **filled)
    assert first.url == second.url
    assert sent(stage) == before + 1
    stage.world.work(3)
    transfer = first.url.path.rpartition("/")[2]
    shown = stage.ceredigion.client.read(f"/v1/records/{plan}")
    assert "risks" not in str(shown["content"])
    assert stage.ceredigion.transfer(transfer)["stage"] == "notified"


def test_sends_nothing_that_was_changed_after_it_was_shown(stage: Stage, plan: str) -> None:
    visitor = stage.sign_in(stage.gwynedd)
    page = begin(visitor, plan)
    begin(visitor, plan, note="Changed in another window")
    before = sent(stage)
    answer = visitor.send("/en/send/check", base=hidden(page, "base"), once=hidden(page, "once"))
    assert answer.status_code == 422
    assert sent(stage) == before


def test_asks_the_one_council_once(stage: Stage) -> None:
    visitor = stage.sign_in(stage.ceredigion)
    once = hidden(visitor.open("/cy/ask").text, "once")
    days = {f"{name}-{part}": text for name in ("move", "told", "born")
            for part, text in (("day", "20"), ("month", "11"), ("year", "2026"))}  # fmt: skip
    filled = {**MOVE, **days, "to": GWYNEDD, "name": "Sioned Hâf", "told": "person", "asks": "care-and-support-plan"}
    first = visitor.send("/cy/ask", once=once, **filled)
    assert first.url.path.startswith("/cy/transfers/"), text_of(first.text)
    assert visitor.send("/cy/ask", once=once, **filled).url == first.url
    assert visitor.send("/cy/ask", once=once, **{**filled, "name": ""}).status_code == 422


def test_counts_and_days_are_written_in_welsh_as_the_welsh_write_them(stage: Stage, plan: str) -> None:
    said = text_of(stage.sign_in(stage.gwynedd).open("/cy/transfers?side=sending").text)
    count = sent(stage)
    forms = {1: "1 trosglwyddiad", 2: "2 drosglwyddiad", 3: "3 throsglwyddiad", 6: "6 throsglwyddiad"}
    assert f"{forms.get(count, f'{count} trosglwyddiad')}" in said
    assert re.search(r"\d+ (Tachwedd|Rhagfyr) 2026", said)
    assert [days_left(days, Language.CY) for days in (-2, 0, 1, 3, 11)] == [
        "2 ddiwrnod yn ôl", "heddiw", "yfory", "ymhen 3 diwrnod", "ymhen 11 diwrnod",
    ]  # fmt: skip
