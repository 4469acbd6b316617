"""The same parcel again: by a careless network, by a thief, after a restart. One effect, one receipt, for ever."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from exchange.errors import CODES
from exchange.journeys.look_up_members import look_up_members
from exchange.transfer import Place
from tests import canary
from tests.api.asking import problem_of
from tests.federation.bad_parcels import PARCELS
from tests.federation.liar import Letter, Liar, code_of, named
from tests.snapshot import Watch
from tests.world import CEREDIGION, GWYNEDD, POWYS, World, open_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with open_world(tmp_path_factory.mktemp("world"), members=(GWYNEDD, CEREDIGION, POWYS)) as opened:
        yield opened


@pytest.fixture
def liar(world: World) -> Iterator[Liar]:
    _, victim, powys = world.councils
    with closing(Liar(powys.node, victim.node, victim.url)) as opened:
        yield opened


@pytest.fixture
def victim(world: World) -> Iterator[Watch]:
    with closing(Watch(world.councils[1])) as watch:
        yield watch


def letters(liar: Liar) -> dict[str, Letter]:
    """One that is taken, one that is rejected, one that is held, one with a bad record."""
    transfer = liar.node.fresh_id()
    good = liar.letter(transfer=transfer)
    rejected = liar.letter(transfer=transfer, place=Place(2, named(good.message)))
    held = liar.letter(transfer=transfer)
    misread = liar.letter(liar.plan(audience="https://gwynedd.example"))
    return {"delivered": good, "rejected": rejected, "held": held, "checked": misread}


def test_the_same_parcel_has_one_effect_and_one_receipt(liar: Liar, victim: Watch) -> None:
    for name, letter in letters(liar).items():
        parcel = letter.sealed()
        [first] = liar.post(parcel)
        assert code_of(first)[0] == ("rejected" if name == "held" else name)
        after = victim.now()
        assert liar.post(parcel, parcel) == [first, first]
        assert liar.post(parcel) == [first]
        assert liar.post(letter.sealed()) == [first]  # the same message in a fresh envelope
        assert victim.now().changes_since(after) == {}


def test_the_same_parcel_twice_in_one_request_has_one_effect(liar: Liar, victim: Watch) -> None:
    parcel, before = liar.letter().sealed(), victim.now()
    first, second = liar.post(parcel, parcel)
    assert first == second
    assert victim.now().changes_since(before)["messages"] == 1
    assert victim.now().changes_since(before)["receipts"] == 1


def test_the_receipt_stands_after_a_restart_an_hour_and_a_month(world: World, liar: Liar) -> None:
    parcel = liar.letter().sealed()
    [first] = liar.post(parcel)
    council = world.councils[1]
    council.stop()
    council.start()
    again = replace(liar, victim=council.node)
    assert again.post(parcel) == [first]
    for hours in (1, 24 * 30):
        world.clock.turn(hours=hours)
        for each in world.councils:
            look_up_members(each.node)
        assert again.post(parcel) == [first]


def test_a_message_replayed_to_another_council_is_refused(world: World, liar: Liar) -> None:
    gwynedd = world.councils[0]
    letter = liar.letter()
    liar.post(letter.sealed())
    elsewhere = replace(liar, victim=gwynedd.node, url=gwynedd.url)
    key = gwynedd.node.keyring.encryption.public
    outcomes = [
        code_of(elsewhere.post(each.sealed())[0])
        for each in (letter, replace(letter, to=key), replace(letter, to=key, aud=gwynedd.entity_id))
    ]
    assert outcomes == [
        ("problem", "audience-wrong"), ("problem", "audience-wrong"), ("problem", "envelope-differs"),
    ]  # fmt: skip


def test_one_bad_parcel_among_many_good_ones_stops_none(liar: Liar) -> None:
    parcels = [liar.letter().sealed() for _ in range(24)]
    bad = [PARCELS[code].make(liar) for code in ("jwe-malformed", "signature-wrong", "entity-unknown", "forked")]
    mixed = [parcel for place, each in enumerate(bad) for parcel in (*parcels[place * 6 : place * 6 + 6], each)]
    outcomes = [code_of(result)[0] for result in liar.post(*mixed)]
    assert outcomes.count("delivered") == 24
    assert [place for place, outcome in enumerate(outcomes) if outcome != "delivered"] == [6, 13, 20, 27]


def test_a_problem_in_a_result_says_all_that_a_sender_needs(liar: Liar) -> None:
    for code, bad in PARCELS.items():
        if bad.way == "problem":
            [result] = liar.post(bad.make(liar))
            meaning = CODES[code]
            said = {"code": code, "title": meaning.sentence, "detail": meaning.remedy, "retry": meaning.heals}
            assert result == {"problem": said}


def test_what_is_no_delivery_is_refused_as_a_whole(liar: Liar, victim: Watch) -> None:
    before, good = victim.now(), liar.letter().sealed()
    for parcels in ([], [good] * 51):
        answer = liar.send(*parcels)
        assert problem_of(answer)["code"] == "schema-failed"
    answer = liar.send(good, "x" * (8 * 1_048_576))
    assert (answer.status_code, problem_of(answer)["code"]) == (413, "too-large")
    assert canary.found_in(answer.content) == []
    assert victim.now().changes_since(before) == {}
