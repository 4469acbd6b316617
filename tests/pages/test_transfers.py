"""One transfer on one page, and what a caseworker says in it."""

import re

import httpx
import pytest

from exchange.pages.languages import Language
from exchange.pages.moving.to_tell import TO_TELL
from tests.pages.leftovers import leftovers
from tests.pages.staging import Stage, Visitor, text_of
from tests.world import Running

NAMES = ("Megan", "Eluned", "Pritchard", "Non Evans")
NOBODY = "00000000-0000-4000-8000-000000000000"
FILLED: dict[str, dict[str, str]] = {
    "arrived": {"day": "2026-11-20"},
    "wrong-person": {"fault": "sending", "noticed_on": "2026-11-20", "note": "Born in another year"},
    "question": {"text": "Does she still use the hoist?"},
    "day": {"day": "2026-12-01", "confidence": "likely"},
    "cancelled": {"ground": "not-moving"},
    "more": {"asks": "assessment", "name": "Non Evans", "role": "Social worker", "contact": "01632 960 111"},
    "not-ours": {"ground": "not-resident"},
    "dispute": {"about": "cost", "lead": "yes"},
}


@pytest.fixture(scope="module")
def transfer(stage: Stage) -> str:
    """A move that nobody here has looked at yet, and that stays so."""
    return stage.move()


def matched(stage: Stage) -> str:
    transfer = stage.move("megan-plan")
    stage.ceredigion.match(transfer)
    stage.world.work(2)
    return transfer


def ask(visitor: Visitor, transfer: str, what: str) -> tuple[str, str]:
    """The address of a form, and the key that its page holds."""
    path = f"/en/transfers/{transfer}/say/{what}"
    [key] = re.findall('name="once" value="([^"]+)"', visitor.open(path).text)
    return path, key


def tell(visitor: Visitor, transfer: str, what: str, **filled: str) -> httpx.Response:
    path, key = ask(visitor, transfer, what)
    return visitor.send(path, once=key, send="yes", **filled)


def said(council: Running, transfer: str) -> list[str]:
    messages = council.transfer(transfer)["messages"]
    assert isinstance(messages, list)
    return [str(each["type"]) for each in messages if isinstance(each, dict)]


def test_shows_nothing_to_who_is_not_signed_in_or_has_another_role(stage: Stage, transfer: str) -> None:
    for path in (f"/en/transfers/{transfer}", f"/en/transfers/{transfer}/say/arrived"):
        assert "Megan" not in stage.visitor(stage.ceredigion).open(path).text
        for login in ("alun", "olwen"):
            assert stage.sign_in(stage.ceredigion, login).open(path).status_code == 403


def test_knows_no_other_transfer_and_no_other_statement(stage: Stage, transfer: str) -> None:
    visitor = stage.sign_in(stage.ceredigion)
    assert visitor.open(f"/en/transfers/{NOBODY}").status_code == 404
    assert visitor.open("/en/transfers/anything").status_code == 404
    assert visitor.open(f"/en/transfers/{transfer}/say/nonsense").status_code == 404
    assert visitor.open(f"/en/transfers/{NOBODY}/say/arrived").status_code == 404


def test_says_who_from_where_when_whose_duty_and_what_waits(stage: Stage, transfer: str) -> None:
    shown = text_of(stage.sign_in(stage.ceredigion).open(f"/en/transfers/{transfer}").text)
    for expected in (
        "Megan Eluned Pritchard", "14 March 1941", "9990000158", "Gwynedd", "Ceredigion", "20 November 2026 (today)",
        "Move notified", "holds the duty today", "Genuine and current", "records may be missing",
        "Waiting for", "Notification of a move",
    ):  # fmt: skip
        assert expected in shown


def test_until_it_is_matched_matching_is_all_there_is_to_do(stage: Stage, transfer: str) -> None:
    html = stage.sign_in(stage.ceredigion).open(f"/en/transfers/{transfer}").text
    assert "Nobody here has confirmed yet whose records these are" in html
    steps = html.split("What to do next</h2>")[1].split("<h2")[0]
    assert re.findall(r'href="[^"]+/(\w+)"', steps) == ["match"]


def test_what_can_be_done_next_leads_through_the_work_and_never_to_a_refusal(stage: Stage) -> None:
    transfer = matched(stage)
    visitor = stage.sign_in(stage.ceredigion)
    html = visitor.open(f"/en/transfers/{transfer}").text
    steps = html.split("What to do next</h2>")[1].split("<h2")[0]
    assert re.findall(rf'href="/en/transfers/{transfer}/([\w/-]+)"', steps) == [
        "decide",
        "say/arrived",
        "say/entered",
        "plan",
    ]
    for what in re.findall(rf'href="/en/transfers/{transfer}/(say/[\w-]+)"', html):
        assert visitor.open(f"/en/transfers/{transfer}/{what}").status_code == 200


def test_the_sending_council_has_the_same_page_with_its_own_part(stage: Stage, transfer: str) -> None:
    html = stage.sign_in(stage.gwynedd).open(f"/en/transfers/{transfer}").text
    assert f"/transfers/{transfer}/match" not in html
    assert f"/transfers/{transfer}/say/closed" in html
    assert "Nobody here has confirmed" not in html


@pytest.mark.parametrize("language", Language)
def test_every_page_is_in_one_language(stage: Stage, language: Language) -> None:
    transfer = matched(stage)
    for council in (stage.ceredigion, stage.gwynedd):
        visitor = stage.sign_in(council)
        possible = council.transfer(transfer)["possible"]
        assert isinstance(possible, list)
        forms = [f"/say/{what}" for what, telling in TO_TELL.items() if telling.message in possible]
        for place in ("", *forms):
            answer = visitor.open(f"/{language}/transfers/{transfer}{place}")
            assert answer.status_code == 200
            assert leftovers(answer.text, language, names=NAMES) == [], place


@pytest.mark.parametrize("what", FILLED)
def test_shows_what_will_be_sent_and_sends_it_once(stage: Stage, what: str) -> None:
    transfer = matched(stage)
    visitor = stage.sign_in(stage.ceredigion)
    before = said(stage.ceredigion, transfer)
    path, key = ask(visitor, transfer, what)
    look = visitor.send(path, once=key, **FILLED[what])
    assert "Check what will be sent" in look.text
    assert said(stage.ceredigion, transfer) == before
    for _ in range(2):
        answer = visitor.send(path, once=key, send="yes", **FILLED[what])
        assert answer.url.path == f"/en/transfers/{transfer}", text_of(answer.text)
    assert said(stage.ceredigion, transfer) == [*before, TO_TELL[what].message]
    [step] = [
        step
        for step in stage.ceredigion.node.store.read(lambda tx: tx.trail.of("transfer", transfer))
        if step.act.startswith("said")
    ]
    assert step.name == "Non Evans"


def test_says_which_records_were_entered_and_answers_a_question(stage: Stage) -> None:
    transfer = matched(stage)
    visitor, other = stage.sign_in(stage.ceredigion), stage.sign_in(stage.gwynedd)
    records = stage.ceredigion.transfer(transfer)["records"]
    assert isinstance(records, list)
    tell(visitor, transfer, "entered", documents=str(records[0]), form="structured", local_reference="C-77")
    assert said(stage.ceredigion, transfer)[-1] == "entered"
    tell(visitor, transfer, "question", text="Who holds the key safe?")
    stage.world.work(2)
    assert "Answer a question" in other.open(f"/en/transfers/{transfer}").text
    path, key = ask(other, transfer, "answer")
    [of] = re.findall('name="of"[^>]*value="([^"]+)"', other.open(path).text)
    other.send(path, once=key, send="yes", of=of, text="Her daughter")
    stage.world.work(2)
    shown = text_of(visitor.open(f"/en/transfers/{transfer}").text)
    assert "Who holds the key safe?" in shown
    assert "Her daughter" in shown
    assert "Answer a question" not in other.open(f"/en/transfers/{transfer}").text


def test_the_sending_council_closes_its_part_with_a_statement(stage: Stage) -> None:
    transfer = matched(stage)
    visitor = stage.sign_in(stage.gwynedd)
    missing = tell(visitor, transfer, "closed", day="2026-11-20", statement="Done.")
    assert missing.status_code == 422
    assert 'href="#reason"' in missing.text
    tell(visitor, transfer, "closed", day="2026-11-20", statement="Done.", reason="by-hand")
    assert said(stage.gwynedd, transfer)[-1] == "closed"


@pytest.mark.parametrize(
    ("what", "filled", "at"),
    [
        ("arrived", {"day": ""}, "day"),
        ("arrived", {"day": "soon"}, "day"),
        ("arrived", {"day": "2026-12-24"}, "day"),  # an arrival is a fact, never a promise
        ("question", {"text": ""}, "text"),
        ("question", {"text": "x" * 10_001}, "text"),
        ("cancelled", {"ground": "died"}, "day"),
        ("cancelled", {"ground": "boredom"}, "ground"),
        ("more", {"asks": "assessment", "name": "Non", "role": "", "contact": "1"}, "role"),
    ],
)
def test_says_beside_the_field_what_is_wrong_and_keeps_the_rest(
    stage: Stage, transfer: str, what: str, filled: dict[str, str], at: str
) -> None:
    before = said(stage.ceredigion, transfer)
    answer = tell(stage.sign_in(stage.ceredigion), transfer, what, **filled)
    assert answer.status_code == 422
    assert f'href="#{at}"' in answer.text
    assert said(stage.ceredigion, transfer) == before


def test_refuses_a_form_of_another_site_and_one_without_a_key(stage: Stage, transfer: str) -> None:
    visitor = stage.sign_in(stage.ceredigion)
    before = said(stage.ceredigion, transfer)
    path, key = ask(visitor, transfer, "arrived")
    filled = {"day": "2026-11-20", "send": "yes"}
    assert visitor.send(path, origin="https://evil.example", once=key, **filled).status_code == 403
    assert visitor.send(path, **filled).status_code == 404
    assert said(stage.ceredigion, transfer) == before


def test_what_is_not_possible_now_is_refused_in_words(stage: Stage, transfer: str) -> None:
    answer = stage.sign_in(stage.ceredigion).open(f"/en/transfers/{transfer}/say/closed")
    assert answer.status_code == 422
