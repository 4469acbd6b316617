"""What a kept chain meant at the time of what was signed under it."""

from datetime import timedelta

import pytest

from exchange.errors import Refusal
from tests.world import World


def test_a_kept_chain_is_refused_for_times_at_which_it_was_not_good(world: World) -> None:
    gwynedd, ceredigion = (council.node for council in world.councils)
    member = gwynedd.store.read(lambda tx: tx.members.find(ceredigion.entity_id))
    assert member is not None
    good = [world.clock() + timedelta(hours=hours) for hours in (2, 0, 1, 3)]
    for at in good:
        entity = gwynedd.members.at_the_time(member.chain, at=at)
        assert (entity.entity_id, entity.chain) == (ceredigion.entity_id, member.chain)
    for at in (min(good) - timedelta(days=1), member.expires_at, member.expires_at + timedelta(days=1)):
        with pytest.raises(Refusal):
            gwynedd.members.at_the_time(member.chain, at=at)


def test_a_chain_of_strangers_means_nothing_at_any_time(world: World) -> None:
    for chain in ((), ("not a statement", "at all")):
        with pytest.raises(Refusal):
            world.councils[0].node.members.at_the_time(chain, at=world.clock())
