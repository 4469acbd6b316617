"""The same on PostgreSQL: the main story, deaths at every commit of a delivery, catching up, and many workers.

The tests are those of the other files, with councils whose stores are databases of a real server.
"""

from collections.abc import Iterator

import pytest

from benchmarks.postgres import Server
from tests.federation.hostile import Network
from tests.federation.mortal import Mortal
from tests.federation.test_crash import (
    Pair,
    test_a_receiver_that_dies_while_it_takes_a_message_in_takes_it_in_once,
    test_a_sender_that_dies_while_it_delivers_delivers_once,
    test_a_step_that_dies_at_its_commit_happens_once_and_is_answered_alike,
)
from tests.federation.test_delivery import (
    test_a_council_that_was_off_gets_everything_once_and_in_order,
    test_a_worker_that_comes_back_after_its_lease_ran_out_changes_nothing,
)
from tests.federation.test_move import test_a_person_moves_and_an_auditor_finds_everything_genuine
from tests.federation.test_worker import test_several_workers_on_one_store_send_nothing_twice
from tests.world import CEREDIGION, GWYNEDD, POWYS, World, open_world

__all__ = [
    "test_a_council_that_was_off_gets_everything_once_and_in_order",
    "test_a_person_moves_and_an_auditor_finds_everything_genuine",
    "test_a_receiver_that_dies_while_it_takes_a_message_in_takes_it_in_once",
    "test_a_sender_that_dies_while_it_delivers_delivers_once",
    "test_a_step_that_dies_at_its_commit_happens_once_and_is_answered_alike",
    "test_a_worker_that_comes_back_after_its_lease_ran_out_changes_nothing",
    "test_several_workers_on_one_store_send_nothing_twice",
]


@pytest.fixture(scope="module")
def trio(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("trio")
    with open_world(folder, members=(GWYNEDD, CEREDIGION, POWYS), new_store=postgres.create) as opened:
        yield opened


@pytest.fixture
def network(trio: World) -> Network:
    found = Network()
    trio.councils[0].stop()
    trio.councils[0].start(transport=found)
    return found


@pytest.fixture(scope="module")
def pair(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with open_world(tmp_path_factory.mktemp("pair"), new_store=postgres.create) as opened:
        gwynedd, ceredigion = (Mortal.born(council) for council in opened.councils)
        yield Pair(gwynedd, ceredigion, gwynedd.council.publish("megan-plan"))


@pytest.fixture
def world(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with open_world(tmp_path_factory.mktemp("world"), new_store=postgres.create) as opened:
        yield opened


def test_the_stores_are_where_they_should_be(trio: World) -> None:
    assert {council.node.settings.store_url.partition(":")[0] for council in trio.councils} == {"postgresql+psycopg"}
    assert not list(trio.councils[0].folder.glob("*.db"))
