"""The pages of the federation operator: a card alone makes no member, and a suspended one is vouched for no more."""

import json
import re
from pathlib import Path

import httpx
import pytest

from exchange.app import open_node
from exchange.cli.setting_up import set_up
from exchange.errors import Refusal
from exchange.jose import dumps
from exchange.journeys.vouch import list_subordinates, vouch
from exchange.node import describe, spoken
from exchange.settings import Role
from exchange.trust import anchor_json
from tests.pages.staging import Stage, Visitor, text_of
from tests.world import ANCHOR

POWYS = "https://powys.example"


@pytest.fixture
def keeper(stage: Stage) -> Visitor:
    return stage.sign_in(stage.world.anchor, "ffion")


@pytest.fixture(scope="module")
def powys(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The card of a council that is no member yet, and its key's thumbprint."""
    folder = tmp_path_factory.mktemp("powys") / "powys"
    anchor = dumps(anchor_json(stage.world.anchor.node.anchors[ANCHOR]))
    values = {"gss": "W06000023", "entity_id": POWYS, "name": "Powys", "anchor_file": "anchor.json"}
    set_up(folder, role=Role.COUNCIL, values=values, addresses={}, anchor_file=anchor)
    with open_node(Path(folder), clock=stage.world.clock) as node:
        card = {"gss": "W06000023", "entity_id": POWYS, "configuration": describe(node)}
        return json.dumps(card), node.keyring.federation.kid


def members(stage: Stage) -> list[str]:
    return list_subordinates(stage.world.anchor.node)


def acts(stage: Stage) -> list[tuple[str, str]]:
    steps = stage.world.anchor.node.store.read(lambda tx: tx.trail.newest())
    return [(each.act, each.of) for each in steps if each.of_kind == "member"]


def filled(answer: httpx.Response) -> dict[str, str]:
    unescaped = answer.text.replace("&#34;", '"')
    card = re.search(r'name="card" value="(\{.*?\})">', unescaped)
    thumbprint = re.search(r'name="thumbprint" value="([^"]*)"', unescaped)
    assert card is not None
    assert thumbprint is not None
    return {"card": card[1], "thumbprint": thumbprint[1]}


@pytest.mark.parametrize("path", ["/federation", "/federation/enrol", "/federation/suspend?member=x"])
def test_refuses_who_is_not_signed_in(stage: Stage, path: str) -> None:
    assert stage.visitor(stage.world.anchor).open("/en" + path).url.path == "/en/sign-in"


def test_there_are_no_such_pages_at_a_council_and_none_of_a_council_here(stage: Stage, keeper: Visitor) -> None:
    assert stage.sign_in(stage.gwynedd).open("/en/federation").status_code == 404
    for path in ("/en/transfers", "/en/audit", "/en/operate"):
        assert keeper.open(path).status_code == 404


@pytest.mark.parametrize("path", ["/federation/enrol", "/federation/enrol/confirm", "/federation/suspend"])
def test_refuses_a_form_of_another_site(stage: Stage, keeper: Visitor, powys: tuple[str, str], path: str) -> None:
    before = members(stage)
    card, thumbprint = powys
    answer = keeper.send(
        "/en" + path, origin="https://evil.example", card=card, thumbprint=thumbprint, member=before[0]
    )
    assert (answer.status_code, members(stage)) == (403, before)


@pytest.mark.parametrize("path", ["/federation/enrol", "/federation/enrol/confirm"])
def test_refuses_a_thumbprint_that_differs_in_plain_words(
    stage: Stage, keeper: Visitor, powys: tuple[str, str], path: str
) -> None:
    card, thumbprint = powys
    other = stage.gwynedd.node.keyring.federation.kid
    for wrong in (other, thumbprint.lower(), thumbprint[:-1], "x"):
        answer = keeper.send("/en" + path, card=card, thumbprint=wrong)
        assert answer.status_code == 422
        assert "Do not enrol it." in text_of(answer.text)
        assert 'href="#thumbprint"' in answer.text
    assert POWYS not in members(stage)


@pytest.mark.parametrize("card", ["", "hello", "{}", '{"gss":"W06000023","entity_id":"x","configuration":"y"}'])
def test_refuses_what_is_no_card(stage: Stage, keeper: Visitor, card: str) -> None:
    answer = keeper.send("/en/federation/enrol", card=card, thumbprint="x")
    assert answer.status_code == 422
    assert 'href="#card"' in answer.text


def test_refuses_an_authority_that_does_no_social_care(keeper: Visitor, powys: tuple[str, str]) -> None:
    card, thumbprint = powys
    answer = keeper.send("/en/federation/enrol", card=card.replace("W06000023", "E07000223"), thumbprint=thumbprint)
    assert answer.status_code == 422
    assert "social care" in text_of(answer.text)


def test_shows_members_in_both_languages(keeper: Visitor, powys: tuple[str, str]) -> None:
    said = text_of(keeper.open("/en/federation").text)
    for expected in ("Gwynedd", "W06000002", "https://ceredigion.example", "20 December 2026"):
        assert expected in said


def test_enrols_after_two_looks_and_suspends_and_lets_back_in(
    stage: Stage, keeper: Visitor, powys: tuple[str, str]
) -> None:
    card, thumbprint = powys
    shown = keeper.send("/en/federation/enrol", card=card, thumbprint=spoken(thumbprint))
    assert "Powys" in text_of(shown.text)
    assert POWYS not in members(stage)  # nothing is done yet
    for _ in range(2):
        assert keeper.send("/en/federation/enrol/confirm", **filled(shown)).status_code == 200
    assert members(stage).count(POWYS) == 1
    assert "member already" in text_of(keeper.send("/en/federation/enrol", card=card, thumbprint=thumbprint).text)

    assert "for a day as a rule" in text_of(keeper.open(f"/en/federation/suspend?member={POWYS}").text)
    for _ in range(2):
        assert keeper.send("/en/federation/suspend", member=POWYS).status_code == 200
    assert POWYS not in members(stage)
    with pytest.raises(Refusal, match="entity-unknown"):
        vouch(stage.world.anchor.node, POWYS)
    assert keeper.open(f"/en/federation/suspend?member={POWYS}").status_code == 404
    assert acts(stage)[0] == ("suspended", POWYS)
    assert [act for act, of in acts(stage) if of == POWYS].count("suspended") == 1

    stage.world.clock.turn(seconds=1)
    keeper.send("/en/federation/enrol/confirm", card=card, thumbprint=thumbprint)
    assert POWYS in members(stage)


def test_warns_of_a_second_member_with_one_code(stage: Stage, keeper: Visitor, powys: tuple[str, str]) -> None:
    card, thumbprint = powys
    keeper.send("/en/federation/enrol/confirm", card=card, thumbprint=thumbprint)
    other = card.replace("W06000023", "W06000008")  # the card may say so; who reads it has to wonder
    said = text_of(keeper.send("/en/federation/enrol", card=other, thumbprint=thumbprint).text)
    assert "Another member has the same code: https://ceredigion.example" in said


def test_a_suspended_member_is_trusted_no_more_after_a_day(stage: Stage, keeper: Visitor) -> None:
    gone, here = "https://gwynedd.example", stage.ceredigion.node
    keeper.send("/en/federation/suspend", member=gone)
    stage.world.work(1)
    here.store.read(lambda tx: here.members.find(tx, gone, now=here.now()))
    stage.world.clock.turn(hours=25)
    stage.world.work(2)
    with pytest.raises(Refusal, match="chain-expired"):
        here.store.read(lambda tx: here.members.find(tx, gone, now=here.now()))
