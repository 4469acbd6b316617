"""What one council knows of another is out of date: a new member, new keys, a stranger. It heals by itself."""

import sqlite3
from contextlib import closing

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject, PrivateKey, encrypt
from exchange.journeys.receive import receive
from tests.federation.hostile import Network
from tests.federation.ledger import Book, disagreements
from tests.world import Running, World

DECISION: JsonObject = {"assessment": "full", "worker": {"name": "Non Evans", "role": "Social worker", "contact": "-"}}


def why(council: Running, transfer: str) -> str | None:
    return council.node.store.read(lambda tx: tx.outbox.waiting(transfer))[0].problem


def wanted(council: Running) -> list[str]:
    return council.node.store.read(lambda tx: tx.members.wanted_list())


def through_a_network(council: Running) -> Network:
    network = Network()
    council.stop()
    council.start(transport=network)
    return network


def with_new_key(council: Running, role: str) -> None:
    """The council's operator puts another key into its folder, and starts it again."""
    council.stop()
    (council.folder / "keys" / f"{role}.pem").write_bytes(PrivateKey.generate().pem())
    council.start()


def converge(world: World) -> None:
    for _ in range(12):
        for council in world.councils:
            council.work()
        world.clock.turn(seconds=31)


def test_a_sender_that_is_not_known_yet_is_looked_up_by_the_worker_and_then_heard(world: World) -> None:
    gwynedd, ceredigion = world.councils
    network = through_a_network(ceredigion)
    with closing(sqlite3.connect(ceredigion.folder / "store.db")) as database:
        database.execute("DELETE FROM members WHERE entity_id = ?", (gwynedd.entity_id,))
        database.commit()
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    assert gwynedd.deliver() == 0
    assert why(gwynedd, transfer) == "entity-unknown"
    assert "not (yet) known as a member" in str(gwynedd.transfer(transfer)["waiting"])
    assert Book.of(ceredigion).messages == {}
    assert network.paths == []  # the door has asked nobody
    assert wanted(ceredigion) == [gwynedd.entity_id]
    ceredigion.work()
    assert "/.well-known/openid-federation" in network.paths
    assert wanted(ceredigion) == []
    world.clock.turn(seconds=6)
    assert gwynedd.deliver() == 1
    converge(world)
    assert disagreements(world.councils) == []


@pytest.mark.parametrize("role", ["message", "record", "encryption"])
def test_a_council_that_has_changed_a_key_is_looked_up_and_then_heard(world: World, role: str) -> None:
    gwynedd, ceredigion = world.councils
    plan = gwynedd.publish("megan-plan")
    gwynedd.notify(ceredigion, [plan])
    converge(world)
    with_new_key(gwynedd, role)
    with pytest.raises(Refusal, match="busy"):  # until its own worker has fetched the chain that names the new key
        gwynedd.publish("megan-plan")
    gwynedd.work()
    network = through_a_network(ceredigion)
    plan = gwynedd.publish("megan-plan")
    transfer = gwynedd.notify(ceredigion, [plan])
    if role != "encryption":
        assert gwynedd.deliver() == 0
        assert why(gwynedd, transfer) == "kid-unknown"
        assert network.paths == []
        assert wanted(ceredigion) == [gwynedd.entity_id]
    converge(world)
    ceredigion.match(transfer)
    ceredigion.say(transfer, "decision", DECISION)
    converge(world)
    assert [each["outcome"] for each in messages(gwynedd, transfer)] == ["delivered"] * 3
    assert [each["outcome"] for each in messages(ceredigion, transfer)] == ["delivered"] * 3


def test_a_message_under_an_old_encryption_key_is_sealed_anew(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    with_new_key(ceredigion, "encryption")
    ceredigion.work()
    assert gwynedd.deliver() == 0
    assert why(gwynedd, transfer) == "decryption-key-unknown"
    assert wanted(gwynedd) == [ceredigion.entity_id]
    gwynedd.work()
    world.clock.turn(seconds=6)
    assert gwynedd.deliver() == 1
    converge(world)
    assert disagreements(world.councils) == []


def test_a_receipt_under_a_new_key_is_believed_once_that_is_known(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    with_new_key(ceredigion, "message")
    ceredigion.work()
    assert gwynedd.deliver() == 0
    assert why(gwynedd, transfer) == "kid-unknown"
    receipt = Book.of(ceredigion).receipts
    gwynedd.work()
    world.clock.turn(seconds=6)
    assert gwynedd.deliver() == 1
    assert Book.of(gwynedd).receipts == Book.of(ceredigion).receipts == receipt
    converge(world)
    assert disagreements(world.councils) == []


def test_strangers_are_forgotten_and_do_not_keep_members_from_being_looked_up(world: World) -> None:
    gwynedd, ceredigion = world.councils
    network = through_a_network(ceredigion)
    to = ceredigion.node.keyring.encryption.public

    def knock(name: str) -> str | None:
        parcel = encrypt(b"nothing", to=to, iss=f"https://{name}.example", aud=ceredigion.entity_id)
        problem = receive(ceredigion.node, [parcel]).results[0].problem
        return problem.code if problem else None

    assert {knock(f"stranger-{number}") for number in range(120)} == {"entity-unknown"}
    assert network.paths == []
    with closing(sqlite3.connect(ceredigion.folder / "store.db")) as database:
        database.execute("DELETE FROM members WHERE entity_id = ?", (gwynedd.entity_id,))
        database.commit()
    assert knock("gwynedd") == "entity-unknown"
    for _ in range(3):
        ceredigion.work()
    assert wanted(ceredigion) == []
    assert network.hosts == {f"127.0.0.1:{port}" for port in (world.anchor.port, gwynedd.port)}
    gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    assert gwynedd.deliver() == 1


def messages(council: Running, transfer: str) -> list[JsonObject]:
    found = council.transfer(transfer)["messages"]
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, dict)]
