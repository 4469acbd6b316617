"""The receiving council's own record cites what it took over: checked when it is made, shown to whoever reads it."""

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from tests.federation.moving import members_of
from tests.world import Running, World, content_of


def publish_resting_on(council: Running, *basis: JsonValue) -> JsonObject:
    body: JsonObject = {"kind": "assessment", "content": content_of("megan-assessment"), "basis": [*basis]}
    return council.client.post("/v1/records", body, key=council.node.fresh_id())


def test_refuses_to_cite_what_this_council_does_not_hold_or_was_not_shown(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan, never_sent = gwynedd.publish("megan-plan"), gwynedd.publish("megan-assessment")
    gwynedd.notify(
        ceredigion, [plan], withhold=[{"record": plan, "section": "needs", "item": "n2", "ground": "third-party"}]
    )
    gwynedd.deliver()
    refused: list[tuple[JsonValue, str]] = [
        ({"record": never_sent, "carried": ["n1"]}, "/basis/0/record"),
        ({"record": plan, "carried": ["n1", "n99"]}, "/basis/0/carried/1"),
        ({"record": plan, "carried": ["n1"], "afresh": ["n2"]}, "/basis/0/afresh/0"),  # withheld from us
    ]
    for citation, at in refused:
        with pytest.raises(Refusal) as caught:
            publish_resting_on(ceredigion, citation)
        assert (caught.value.code, caught.value.findings[0].at) == ("citation-wrong", at)
    records = members_of(ceredigion.client.read("/v1/records"), "records")
    assert [each["own"] for each in records] == [False]


def test_a_new_record_cites_the_record_that_was_received(world: World) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    gwynedd.notify(ceredigion, [plan])
    gwynedd.deliver()
    cited: JsonObject = {"record": plan, "carried": ["n1", "n2"], "changed": ["n3"], "afresh": []}
    new = publish_resting_on(ceredigion, cited)
    assert new["basis"] == [cited]
    assert ceredigion.client.read(f"/v1/records/{new['digest']}")["basis"] == [cited]
    assert ceredigion.client.read(f"/v1/records/{plan}")["basis"] == []
