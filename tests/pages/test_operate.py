"""The page of an operator: what does not move and why, with no name of a person in it."""

import pytest

from exchange.journeys.keep_accounts import list_accounts
from exchange.node import Role
from exchange.store import Account
from tests.pages.staging import Stage, Visitor, add_person, text_of


@pytest.fixture
def operator(stage: Stage) -> Visitor:
    return stage.sign_in(stage.gwynedd, "olwen")


@pytest.fixture
def leaver(stage: Stage) -> Account:
    """Somebody who leaves the council today."""
    login = f"leaver-{stage.gwynedd.node.fresh_id()[:8]}"
    add_person(stage.gwynedd, login, name="Gwenllian Haf", role=Role.CASEWORKER)
    return account(stage, login)


def account(stage: Stage, login: str) -> Account:
    return next(each for each in list_accounts(stage.gwynedd.node) if each.login == login)


@pytest.mark.parametrize("login", ["non", "alun"])
def test_refuses_other_roles(stage: Stage, login: str) -> None:
    assert stage.visitor(stage.gwynedd).open("/en/operate").url.path == "/en/sign-in"
    assert stage.sign_in(stage.gwynedd, login).open("/en/operate").status_code == 403


def test_nobody_else_disables_an_account_and_no_other_site_does(stage: Stage, leaver: Account) -> None:
    path = f"/en/operate/accounts/{leaver.id}/disable"
    assert stage.sign_in(stage.gwynedd, "non").send(path).status_code == 403
    assert stage.sign_in(stage.gwynedd, "olwen").send(path, origin="https://evil.example").status_code == 403
    assert account(stage, leaver.login).disabled_at is None


def test_there_is_no_page_for_an_account_that_is_not_there_or_is_ones_own(stage: Stage, operator: Visitor) -> None:
    mine = account(stage, "olwen").id
    assert operator.open("/en/operate/accounts/nobody/disable").status_code == 404
    assert operator.open(f"/en/operate/accounts/{mine}/disable").status_code == 404
    assert operator.send("/en/operate/accounts/nobody/disable").status_code == 422
    assert operator.send(f"/en/operate/accounts/{mine}/disable").status_code == 403
    assert account(stage, "olwen").disabled_at is None


def test_disabling_asks_once_more_and_then_ends_what_is_open(stage: Stage, operator: Visitor, leaver: Account) -> None:
    theirs, path = stage.sign_in(stage.gwynedd, leaver.login), f"/en/operate/accounts/{leaver.id}/disable"
    assert "There is no way back" in text_of(operator.open(path).text)
    assert theirs.open("/en/transfers").url.path == "/en/transfers"
    for _ in range(2):
        assert operator.send(path).status_code == 200
    assert theirs.open("/en/transfers").url.path == "/en/sign-in"
    steps = stage.gwynedd.node.store.read(lambda tx: tx.trail.newest())
    assert [(each.act, each.name) for each in steps if each.of == leaver.id and each.act == "disabled"] == [
        ("disabled", "Olwen Prys")
    ]
    assert "Disabled on 20 November 2026" in text_of(operator.open("/en/operate").text)


def test_shows_keys_members_accounts_and_facts(stage: Stage, operator: Visitor) -> None:
    said = text_of(operator.open("/en/operate").text)
    kid = stage.gwynedd.node.keyring.federation.kid
    for expected in (kid[:4] + " " + kid[4:8], "Ceredigion", "Alun Bowen", "SQLite", "Development", "good until"):
        assert expected in said


def test_says_why_something_does_not_move_and_names_nobody(stage: Stage, operator: Visitor) -> None:
    record = stage.gwynedd.publish("megan-plan")
    before = text_of(operator.open("/en/operate").text)
    assert "Nothing that is due was left lying." in before
    moved = stage.gwynedd.notify(stage.ceredigion, [record])
    stage.ceredigion.stop()
    stage.world.clock.turn(minutes=3)
    idle = text_of(operator.open("/en/operate").text)
    assert "Is the worker running?" in idle
    assert moved in idle
    stage.gwynedd.deliver()
    said = operator.open("/en/operate").text
    stage.ceredigion.start()
    assert "does not answer" in text_of(said) or "cannot be reached" in text_of(said)
    assert "Is the worker running?" not in text_of(said)
    assert "Megan" not in said
    welsh = text_of(operator.open("/cy/operate").text)
    assert "Ciwiau" in welsh
    assert "Queues" not in welsh
