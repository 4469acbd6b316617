"""A record that no longer stands: its council says so once, and whoever holds it learns it from the status list."""

from collections.abc import Callable

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, JsonValue
from exchange.journeys.withdraw import withdraw
from exchange.node import Once
from tests.world import Running, World

PLAN = "care-and-support-plan"
UNTIL_NEXT_LOOK = {"hours": 7}  # longer than a fetched list is kept, shorter than a trust chain lives


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        action()
    return caught.value.code


def status_at(council: Running, record: str) -> JsonValue:
    verification = council.client.read(f"/v1/records/{record}")["verification"]
    assert isinstance(verification, dict)
    return verification["status"]


def withdrawn(council: Running, record: str, *, key: str = "") -> str:
    """Withdraw a record as the case system of its council does."""
    asked = Once("case-system", key or council.node.fresh_id(), b"withdraw " + record.encode())
    return withdraw(council.node, record, once_as=asked)


def sent(world: World) -> str:
    """A plan that the receiving council holds, and knows to be valid."""
    gwynedd, ceredigion = world.councils
    record = gwynedd.publish("megan-plan")
    gwynedd.notify(ceredigion, [record])
    gwynedd.deliver()
    world.work(rounds=2)
    assert status_at(ceredigion, record) == "valid"
    return record


def publish_newer(council: Running, old: str) -> str:
    content = council.client.read(f"/v1/records/{old}")["content"]
    body: JsonObject = {"kind": PLAN, "content": content, "supersedes": old}
    return str(council.client.post("/v1/records", body, key=council.node.fresh_id())["digest"])


def test_refuses_to_withdraw_what_is_not_there_or_was_made_elsewhere(world: World) -> None:
    record = sent(world)
    gwynedd, ceredigion = world.councils
    assert code_of(lambda: withdrawn(ceredigion, record)) == "record-unknown"
    assert code_of(lambda: withdrawn(gwynedd, "A" * 43)) == "record-unknown"
    assert status_at(gwynedd, record) == "valid"


def test_refuses_to_send_a_withdrawn_record(world: World) -> None:
    gwynedd, ceredigion = world.councils
    record = gwynedd.publish("megan-plan")
    assert withdrawn(gwynedd, record) == record
    assert code_of(lambda: gwynedd.notify(ceredigion, [record])) == "record-withdrawn"


def test_the_receiving_council_learns_that_a_record_was_withdrawn(world: World) -> None:
    record = sent(world)
    gwynedd, ceredigion = world.councils
    withdrawn(gwynedd, record, key="k")
    assert status_at(gwynedd, record) == "entered-in-error"
    world.clock.turn(**UNTIL_NEXT_LOOK)
    world.work()
    assert status_at(ceredigion, record) == "entered-in-error"


def test_the_receiving_council_learns_that_a_newer_record_takes_its_place(world: World) -> None:
    record = sent(world)
    gwynedd, ceredigion = world.councils
    newer = publish_newer(gwynedd, record)
    assert (status_at(gwynedd, record), status_at(gwynedd, newer)) == ("superseded", "valid")
    world.clock.turn(**UNTIL_NEXT_LOOK)
    world.work()
    assert status_at(ceredigion, record) == "superseded"


def test_what_was_withdrawn_stays_withdrawn(world: World) -> None:
    gwynedd = world.councils[0]
    record = gwynedd.publish("megan-plan")
    events = len(gwynedd.client.read("/v1/events")["events"])  # type: ignore[arg-type]
    for key in ("k", "k", "another"):
        withdrawn(gwynedd, record, key=key)
    assert status_at(gwynedd, publish_newer(gwynedd, record)) == "valid"
    assert status_at(gwynedd, record) == "entered-in-error"
    kinds = [event["type"] for event in gwynedd.client.read("/v1/events")["events"]]  # type: ignore[union-attr,index,call-overload]
    assert kinds[events:] == ["record.withdrawn", "record.published"]


def test_a_case_system_withdraws_a_record_through_its_door(world: World) -> None:
    gwynedd = world.councils[0]
    record = gwynedd.publish("megan-plan")
    body: JsonObject = {"reason": "entered-in-error"}
    for _ in range(2):  # the same request twice is one withdrawal
        withdrawn = gwynedd.client.post(f"/v1/records/{record}/withdraw", body, key="withdraw")
        assert withdrawn["verification"]["status"] == "entered-in-error"  # type: ignore[index,call-overload]
    events = gwynedd.client.read("/v1/events")["events"]
    assert [each["type"] for each in events if isinstance(each, dict)][-1] == "record.withdrawn"  # type: ignore[union-attr]
