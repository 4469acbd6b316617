"""What another council may send and must not get away with, at the real door, from one that holds real keys.

After every refusal nothing has changed but what the rule says, the parcels beside the bad one have arrived, and nothing
about the person stands in the answer.
"""

import io
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from dataclasses import dataclass

import pytest

from exchange.jose import dumps
from tests import canary
from tests.federation.bad_parcels import MORE, PARCELS, Way
from tests.federation.bad_records import MORE_RECORDS, RECORDS
from tests.federation.liar import Liar, claims_of, code_of
from tests.snapshot import Watch
from tests.world import CEREDIGION, GWYNEDD, POWYS, open_world

CASES = {**{code: (code, bad) for code, bad in {**PARCELS, **RECORDS}.items()}, **MORE, **MORE_RECORDS}
# What a refusal may leave behind: nothing but a note to look somebody up, where it was a problem. Never a record.
_ANSWERED = {"receipts", "log_entries", "log_nodes", "events", "chains", "wrapped_keys"}
TRACES: dict[Way, set[str]] = {
    "problem": {"wanted"},
    "held": {*_ANSWERED, "held_messages"},
    "rejected": {*_ANSWERED, "messages", "attachments", "errands", "transfers"},
    "checked": {*_ANSWERED, "messages", "attachments", "errands", "transfers", "search_words"},
}


@dataclass(frozen=True)
class Scene:
    """Powys lies to Ceredigion, which has an honest transfer with Gwynedd."""

    liar: Liar
    victim: Watch
    notices: io.StringIO


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    notices = io.StringIO()
    with (
        redirect_stdout(notices),
        open_world(tmp_path_factory.mktemp("world"), members=(GWYNEDD, CEREDIGION, POWYS)) as world,
    ):
        gwynedd, victim, powys = world.councils
        gwynedd.notify(victim, [gwynedd.publish("megan-plan")])
        gwynedd.deliver()
        with closing(Watch(victim)) as watch, closing(Liar(powys.node, victim.node, victim.url)) as liar:
            yield Scene(liar, watch, notices)


@pytest.mark.parametrize("name", CASES)
def test_is_refused_and_leaves_only_its_trace(scene: Scene, name: str) -> None:
    code, bad = CASES[name]
    parcel = bad.make(scene.liar)
    before = scene.victim.now()
    answer = scene.liar.send(parcel)
    [result] = answer.json()["results"]
    assert code_of(result) == (bad.outcome, code)
    changes = scene.victim.now().changes_since(before)
    assert changes.pop("records", 0) == bad.records
    assert changes.keys() <= TRACES[bad.way]
    assert changes.get("receipts", 0) == (bad.way != "problem")
    said = [dumps(claims_of(result["receipt"], "receipt+jwt"))] if "receipt" in result else []
    for told in (answer.content, str(answer.headers).encode(), *said):
        assert canary.found_in(told) == []


@pytest.mark.parametrize("name", CASES)
def test_one_bad_parcel_stops_no_other(scene: Scene, name: str) -> None:
    code, bad = CASES[name]
    first, second = scene.liar.letter().sealed(), scene.liar.letter().sealed()
    results = scene.liar.post(first, bad.make(scene.liar), second)
    assert [code_of(result) for result in results] == [("delivered", ""), (bad.outcome, code), ("delivered", "")]


def test_notices_hold_nothing_about_the_person(scene: Scene) -> None:
    assert canary.found_in(scene.notices.getvalue().encode()) == []
