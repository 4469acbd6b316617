import re

import httpx
import pytest

from exchange.jose import JsonObject
from tests.federation.moving import member, members_of
from tests.pages.staging import Stage, Visitor, text_of

OURS = {"name": "Megan Pritchard", "day": "14", "month": "3", "year": "1941", "role": "Social worker", "contact": "100"}
STRONG = {**OURS, "system": "nhs", "number": "999 000 0158"}
CRLF_TEXT = "The daughter stays.\r\nSee her letter."


def hidden(answer: httpx.Response, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', answer.text)
    assert found, answer.text
    return found.group(1)


def compare(visitor: Visitor, transfer: str, **filled: str) -> httpx.Response:
    return visitor.send(f"/en/transfers/{transfer}/match", compare="yes", **filled)


def say(visitor: Visitor, transfer: str, shown: httpx.Response, **filled: str) -> httpx.Response:
    known = {name: hidden(shown, name) for name in ("once", "shown")}
    return visitor.send(f"/en/transfers/{transfer}/match", say="yes", **known, **filled)


def matched(stage: Stage, **more: str) -> tuple[Visitor, str]:
    """A transfer whose person is confirmed, and somebody at the page."""
    transfer, visitor = stage.move(**more), stage.sign_in(stage.ceredigion)
    say(visitor, transfer, compare(visitor, transfer, **STRONG), **STRONG)
    assert stage.ceredigion.transfer(transfer)["stage"] == "matched"
    return visitor, transfer


def answers(page: httpx.Response, **outcomes: str) -> dict[str, str]:
    """Every field of the page of needs; all accepted but those that are named."""
    keys = re.findall(r'name="(key-\d+)" value="([^"]+)"', page.text)
    filled = dict(keys)
    for name, _ in keys:
        number = name.removeprefix("key-")
        filled |= {f"outcome-{number}": "accepted", f"reason-{number}": ""}
    return {**filled, "base": hidden(page, "base"), **outcomes}


@pytest.fixture(scope="module")
def transfer(stage: Stage) -> str:
    return stage.move()


PAGES = ("match", "decide", "decide/first-day", "decide/worker", "decide/check")


@pytest.mark.parametrize("page", PAGES)
def test_refuses_whoever_is_not_a_caseworker_here(stage: Stage, transfer: str, page: str) -> None:
    path = f"/en/transfers/{transfer}/{page}"
    assert stage.visitor(stage.ceredigion).open(path).url.path == "/en/sign-in"
    assert stage.sign_in(stage.ceredigion, "alun").open(path).status_code == 403
    assert "Megan" not in stage.sign_in(stage.ceredigion, "alun").open(path).text
    unknown = "/en/transfers/00000000-0000-4000-8000-000000000000/" + page
    assert stage.sign_in(stage.ceredigion).open(unknown).status_code == 404


@pytest.mark.parametrize("page", PAGES[1:])
def test_refuses_to_decide_while_nobody_has_said_whose_records_these_are(
    stage: Stage, transfer: str, page: str
) -> None:
    answer = stage.sign_in(stage.ceredigion).open(f"/en/transfers/{transfer}/{page}")
    assert answer.status_code == 422
    assert "Needs someone with her" not in answer.text


def test_refuses_a_comparison_without_a_second_fact(stage: Stage, transfer: str) -> None:
    answer = compare(stage.sign_in(stage.ceredigion), transfer, name="Megan Pritchard")
    assert answer.status_code == 422
    assert "a name alone is not enough" in text_of(answer.text)


@pytest.mark.parametrize("year", ["19411", "x", "1941-", ""])
def test_refuses_a_day_that_does_not_exist(stage: Stage, transfer: str, year: str) -> None:
    answer = compare(stage.sign_in(stage.ceredigion), transfer, **{**STRONG, "month": "13", "year": year})
    assert answer.status_code == 422
    assert "Enter a date that exists" in text_of(answer.text)


def test_nobody_can_say_that_it_is_the_person_where_the_comparison_says_no(stage: Stage, transfer: str) -> None:
    visitor = stage.sign_in(stage.ceredigion)
    other = {**STRONG, "name": "John Hughes", "year": "1999", "number": "999 000 0166"}
    shown = compare(visitor, transfer, **other)
    assert "Not the same person" in text_of(shown.text)
    assert 'name="say"' not in shown.text
    say(visitor, transfer, compare(visitor, transfer, **STRONG), **other)
    assert stage.ceredigion.transfer(transfer)["stage"] == "notified"


def test_what_was_changed_after_the_comparison_is_compared_again_before_anybody_says_anything(
    stage: Stage, transfer: str
) -> None:
    visitor = stage.sign_in(stage.ceredigion)
    say(visitor, transfer, compare(visitor, transfer, **STRONG), **{**STRONG, "day": "15"})
    assert stage.ceredigion.transfer(transfer)["stage"] == "notified"


def test_a_weak_match_takes_two_different_people(stage: Stage) -> None:
    transfer, non, elin = stage.move(), stage.sign_in(stage.ceredigion), stage.sign_in(stage.ceredigion, "elin")
    shown = compare(non, transfer, **OURS)
    assert "A weak match" in text_of(shown.text)
    for _ in range(2):  # also saying it twice, oneself, is one word
        said = say(non, transfer, compare(non, transfer, **OURS), **OURS)
        assert "A colleague has to look" in text_of(said.text)
    assert stage.ceredigion.transfer(transfer)["stage"] == "notified"
    assert "Non Evans compared them" in text_of(elin.open(f"/en/transfers/{transfer}/match").text)
    say(elin, transfer, compare(elin, transfer, **OURS), **OURS)
    now = stage.ceredigion.transfer(transfer)
    assert now["stage"] == "matched"
    [word] = [each for each in members_of(now, "messages") if each["type"] == "matched"]
    body = member(word, "body")
    assert (member(body, "by")["name"], member(body, "second")["name"]) == ("Non Evans", "Elin Tudur")


def test_a_need_that_is_not_accepted_needs_a_reason(stage: Stage) -> None:
    visitor, transfer = matched(stage)
    path = f"/en/transfers/{transfer}/decide"
    page = visitor.open(path)
    answer = visitor.send(path, next="yes", **answers(page, **{"outcome-1": "varied"}))
    assert answer.status_code == 422
    assert "Need 2: say why" in text_of(answer.text)
    assert 'value="varied" checked' in visitor.open(path).text  # saved all the same


def sign_everything(visitor: Visitor, transfer: str, **changed: str) -> httpx.Response:
    """From the needs to the page that is signed."""
    path = f"/en/transfers/{transfer}/decide"
    visitor.send(path, next="yes", **answers(visitor.open(path), **changed))
    first_day = visitor.open(f"{path}/first-day")
    rows = dict(
        re.findall(r'name="((?:how|need|provider|owner|day|month|year)-\d+)"[^>]*value="([^"]*)"', first_day.text)
    )
    hows = dict(re.findall(r'(?s)<textarea[^>]*name="(how-\d+)"[^>]*>(.*?)</textarea>', first_day.text))
    visitor.send(f"{path}/first-day", next="yes", base=hidden(first_day, "base"), **{**rows, **hows})
    worker = visitor.open(f"{path}/worker")
    filled = {"name": "Non Evans", "role": "Social worker", "contact": "100", "assessment": "proportionate"}
    return visitor.send(f"{path}/worker", next="yes", base=hidden(worker, "base"), **filled)


def signed(stage: Stage, transfer: str) -> list[JsonObject]:
    said = members_of(stage.ceredigion.transfer(transfer), "messages")
    return [member(each, "body") for each in said if each["type"] == "decision"]


def test_the_decision_is_said_once_however_often_the_button_is_pressed(stage: Stage) -> None:
    visitor, transfer = matched(stage)
    check = sign_everything(visitor, transfer, **{"outcome-5": "varied", "reason-5": CRLF_TEXT})
    assert "Before you can sign" not in text_of(check.text)
    form = {name: hidden(check, name) for name in ("once", "seen")}
    for _ in range(3):
        visitor.send(f"/en/transfers/{transfer}/decide/check", **form)
    [decision] = signed(stage, transfer)
    needs = members_of(decision, "needs")
    assert {each["outcome"] for each in needs} == {"accepted", "varied"}
    assert {each.get("reason") for each in needs} == {None, CRLF_TEXT.replace("\r\n", "\n")}
    assert len(needs) > 6  # a need that the plan repeats is decided in both records
    assert [each["owner"] for each in members_of(decision, "dayOne")] == ["Non Evans"] * 5
    assert {each["act"] for each in trail(stage, transfer)} >= {"opened", "said-matched", "said-decision"}


def trail(stage: Stage, transfer: str) -> list[dict[str, str]]:
    node = stage.ceredigion.node
    lines = node.store.read(lambda tx: [*tx.trail.of("transfer", transfer), *tx.trail.of("decision", transfer)])
    return [{"act": each.act, "name": each.name} for each in lines]


def test_what_somebody_changed_after_the_page_was_shown_is_not_signed_unseen(stage: Stage) -> None:
    visitor, transfer = matched(stage)
    check = sign_everything(visitor, transfer)
    form = {name: hidden(check, name) for name in ("once", "seen")}
    elin = stage.sign_in(stage.ceredigion, "elin")
    path = f"/en/transfers/{transfer}/decide"
    elin.send(path, next="yes", **answers(elin.open(path), **{"outcome-0": "afresh", "reason-0": "She fell."}))
    answer = visitor.send(f"{path}/check", **form)
    assert answer.status_code == 409
    assert "Somebody has changed the decision" in text_of(answer.text)
    assert signed(stage, transfer) == []


def test_a_colleague_never_overwrites_and_both_answers_are_shown(stage: Stage) -> None:
    visitor, transfer = matched(stage)
    elin = stage.sign_in(stage.ceredigion, "elin")
    path = f"/en/transfers/{transfer}/decide"
    mine, theirs = visitor.open(path), elin.open(path)
    elin.send(path, later="yes", **answers(theirs, **{"outcome-0": "afresh", "reason-0": "She fell on Friday."}))
    answer = visitor.send(path, next="yes", **answers(mine, **{"outcome-0": "dropped", "reason-0": "No longer so."}))
    assert answer.status_code == 409
    said = text_of(answer.text)
    assert "Changed by Elin Tudur meanwhile" in said
    assert "She fell on Friday." in said
    assert "No longer so." in said
    assert "She fell on Friday." in visitor.open(path).text  # theirs stands until somebody chooses
    chosen = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    visitor.send(path, next="yes", **chosen)
    assert "No longer so." in elin.open(path).text


def test_nothing_that_was_typed_is_lost_when_the_session_runs_out(stage: Stage) -> None:
    visitor, transfer = matched(stage)
    path = f"/en/transfers/{transfer}/decide"
    page = visitor.open(path)
    stage.world.clock.turn(minutes=45)
    answer = visitor.send(path, next="yes", **answers(page, **{"outcome-2": "varied", "reason-2": "Typed for an hour"}))
    assert answer.url.path == "/en/sign-in"
    stranger = stage.sign_in(stage.ceredigion, "elin")
    assert "Typed for an hour" not in stranger.open(path).text
    again = stage.sign_in(stage.ceredigion)
    assert "Typed for an hour" in again.open(path).text
    assert "Typed for an hour" not in again.open(path).text  # it was put aside once, and was not saved


def test_an_empty_form_accepts_nothing_and_one_button_accepts_what_is_left(stage: Stage) -> None:
    visitor, transfer = matched(stage)
    path = f"/en/transfers/{transfer}/decide"
    page = visitor.open(path)
    left = {name: "" if name.startswith("outcome") else text for name, text in answers(page).items()}
    left |= {"outcome-1": "dropped", "reason-1": "He asked for that."}
    visitor.send(path, rest="yes", **left)
    now = visitor.open(path).text
    assert now.count('value="accepted" checked') == 5
    assert now.count('value="dropped" checked') == 1
