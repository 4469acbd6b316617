"""One move from beginning to end, over real HTTP between real councils."""

from exchange.evidence import check
from exchange.jose import JsonObject
from tests.world import Running, World


def needs_of(council: Running, record: str) -> list[str]:
    content = council.client.read(f"/v1/records/{record}")["content"]
    assert isinstance(content, dict)
    needs = content["needs"]
    assert isinstance(needs, list)
    return [str(need["id"]) for need in needs if isinstance(need, dict)]


def test_a_person_moves_and_an_auditor_finds_everything_genuine(world: World) -> None:
    gwynedd, ceredigion = world.councils
    records = [gwynedd.publish("megan-assessment"), gwynedd.publish("megan-plan")]
    transfer = gwynedd.notify(
        ceredigion,
        records,
        withhold=[{"record": records[0], "section": "risks", "item": "r5", "ground": "third-party"}],
    )
    assert gwynedd.deliver() == 1
    assert ceredigion.match(transfer)["stage"] == "matched"

    decision: JsonObject = {
        "assessment": "proportionate",
        "needs": [
            {"record": records[0], "need": need, "outcome": "accepted"} for need in needs_of(ceredigion, records[0])
        ],
        "worker": {"name": "Non Evans", "role": "Social worker", "contact": "01632 960 300"},
    }
    assert ceredigion.say(transfer, "decision", decision)["stage"] == "decided"
    gwynedd.say(transfer, "arrived", {"day": world.clock.today})
    ceredigion.say(transfer, "entered", {"form": "structured", "documents": [*records]})
    world.work(rounds=3)

    for council in world.councils:
        seen = council.transfer(transfer)
        assert seen["stage"] == "entered"
        messages = seen["messages"]
        assert isinstance(messages, list)
        assert [message["outcome"] for message in messages if isinstance(message, dict)] == ["delivered"] * 5

    for council in world.councils:
        evidence = council.client.download(f"/v1/transfers/{transfer}/evidence")
        report = check(evidence, anchors=council.node.anchors, now=world.clock())
        assert report.passed
        assert [line for line in report.lines if line.severity == "warning"] == []
