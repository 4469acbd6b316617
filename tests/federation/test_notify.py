"""Who may be told what: the refusals before a transfer starts, each leaving nothing behind."""

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonValue
from tests.world import CEREDIGION, GWYNEDD, World


def refused(world: World, records: list[str], **more: JsonValue) -> str:
    gwynedd, ceredigion = world.councils
    with pytest.raises(Refusal) as refusal:
        gwynedd.notify(ceredigion, records, key="", **more)
    transfers = gwynedd.client.read("/v1/transfers")["transfers"]
    assert transfers == [], "a refused order started a transfer"
    return refusal.value.code


def test_refuses_a_notification_without_the_plan(world: World) -> None:
    assert refused(world, [world.councils[0].publish("megan-assessment")]) == "plan-missing"


def test_refuses_records_about_two_people(world: World) -> None:
    gwynedd = world.councils[0]
    records = [gwynedd.publish("megan-plan"), gwynedd.publish("carys-assessment")]
    assert refused(world, records) == "subjects-differ"


def test_refuses_a_record_that_was_superseded(world: World) -> None:
    gwynedd = world.councils[0]
    old = gwynedd.publish("megan-plan")
    content = gwynedd.client.read(f"/v1/records/{old}")["content"]
    body: dict[str, JsonValue] = {"kind": "care-and-support-plan", "content": content, "supersedes": old}
    gwynedd.client.post("/v1/records", body, key="newer")
    assert refused(world, [old]) == "record-changed"
    assert gwynedd.client.read(f"/v1/records/{old}")["verification"]["status"] == "superseded"  # type: ignore[index,call-overload]


def test_refuses_what_the_receiving_council_did_not_ask_for(world: World) -> None:
    gwynedd, ceredigion = world.councils
    settings = ceredigion.folder / "exchange.toml"
    ceredigion.stop()
    settings.write_text('standing_request = ["care-and-support-plan"]\n' + settings.read_text("utf-8"), "utf-8")
    ceredigion.start()
    world.clock.turn(hours=13)  # past half the life of what Gwynedd knows of Ceredigion
    gwynedd.work()
    records = [gwynedd.publish("megan-assessment"), gwynedd.publish("megan-plan")]
    assert refused(world, records) == "not-requested"
    assert gwynedd.notify(ceredigion, records[1:])


def test_refuses_to_send_to_oneself_to_a_district_or_to_nobody(world: World) -> None:
    records = [world.councils[0].publish("megan-plan")]
    assert refused(world, records, to=GWYNEDD) == "same-council"
    assert refused(world, records, to="E07000008") == "not-social-services"
    assert refused(world, records, to="W06000099") == "council-unknown"
    assert refused(world, records, to="W06000023") == "entity-unknown"


def test_refuses_to_withhold_what_is_not_there_or_without_a_ground(world: World) -> None:
    record = world.councils[0].publish("megan-plan")
    for part, code in (
        ({"section": "risks", "item": "r99", "ground": "third-party"}, "withhold-unknown"),
        ({"section": "weather", "ground": "third-party"}, "withhold-unknown"),
        ({"section": "risks", "item": "r1", "ground": "tired"}, "ground-unknown"),
        ({"section": "risks", "item": "r1"}, "ground-unknown"),
    ):
        withheld: dict[str, JsonValue] = {"record": record, **part}
        assert refused(world, [record], withhold=[withheld]) == code


def test_the_same_order_sent_twice_starts_one_transfer(world: World) -> None:
    gwynedd, ceredigion = world.councils
    record = gwynedd.publish("megan-plan")
    assert gwynedd.notify(ceredigion, [record], key="k") == gwynedd.notify(ceredigion, [record], key="k")
    assert ceredigion.gss == CEREDIGION
    assert len(gwynedd.client.read("/v1/transfers")["transfers"]) == 1  # type: ignore[arg-type]
