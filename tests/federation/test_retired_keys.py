"""A key that was replaced serves on for 45 days: what was signed or encrypted with it before is not lost."""

from datetime import datetime, timedelta

import pytest

from exchange.app import open_node
from exchange.errors import Refusal
from exchange.jose import PrivateKey
from exchange.keyring import RETIRED_SERVE
from tests.federation.hostile import Network, lose_answer
from tests.federation.ledger import Book
from tests.world import Running, World


def rotate(council: Running, role: str) -> None:
    """The operator puts a new key in the place of one, and names the old one as retired."""
    council.stop()
    keys = council.folder / "keys"
    (keys / f"{role}.pem").rename(keys / f"{role}-old.pem")
    (keys / f"{role}.pem").touch(0o600)
    (keys / f"{role}.pem").write_bytes(PrivateKey.generate().pem())
    retire(council, role, f"file:keys/{role}-old.pem", council.clock())
    council.start()


def retire(council: Running, role: str, key: str, since: datetime) -> None:
    with (council.folder / "exchange.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[[keys.retired]]\nrole = "{role}"\nkey = "{key}"\nsince = "{since:%Y-%m-%dT%H:%M:%SZ}"\n')


def look_each_other_up(world: World) -> None:
    """Every council fetches every chain anew."""
    for council in world.councils:
        now = council.node.now()
        for other in world.councils:
            council.node.store.write(lambda tx, other=other, now=now: tx.members.wanted(other.entity_id, at=now))  # type: ignore[misc]
    for council in world.councils:
        council.work()


def problem(council: Running, transfer: str) -> str | None:
    return council.node.store.read(lambda tx: tx.outbox.waiting(transfer))[0].problem


def test_a_message_signed_before_its_key_was_replaced_is_taken_after(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    old = gwynedd.node.keyring.message.kid
    rotate(gwynedd, "message")
    look_each_other_up(world)
    member = ceredigion.node.store.read(
        lambda tx: ceredigion.node.members.find(tx, gwynedd.entity_id, now=world.clock())
    )
    assert {*member.message_keys} == {old, gwynedd.node.keyring.message.kid}
    gwynedd.deliver()
    assert len(Book.of(ceredigion).said_in(transfer)) == 1
    gwynedd.say(transfer, "arrived", {"day": world.clock.today})  # and the next one is signed with the new key
    gwynedd.deliver()
    assert len(Book.of(ceredigion).said_in(transfer)) == 2


def test_a_receipt_signed_before_its_key_was_replaced_is_believed_after(world: World) -> None:
    gwynedd, ceredigion = world.councils
    network = Network()
    gwynedd.stop()
    gwynedd.start(transport=network)
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    network.mischief.append(lose_answer)
    assert gwynedd.deliver() == 0
    receipts = Book.of(ceredigion).receipts
    assert len(receipts) == 1
    rotate(ceredigion, "message")
    look_each_other_up(world)
    world.clock.turn(seconds=10)
    gwynedd.deliver()
    assert Book.of(gwynedd).receipts == receipts
    assert gwynedd.node.store.read(lambda tx: tx.outbox.waiting(transfer)) == []


def test_what_is_encrypted_to_a_replaced_key_is_read(world: World) -> None:
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    rotate(ceredigion, "encryption")
    ceredigion.work()  # its own chain names the new key, and Gwynedd has not heard of it
    assert gwynedd.deliver() == 1
    look_each_other_up(world)
    gwynedd.say(transfer, "arrived", {"day": world.clock.today})
    assert gwynedd.deliver() == 1


@pytest.mark.parametrize(("role", "code"), [("message", "kid-unknown"), ("encryption", "decryption-key-unknown")])
@pytest.mark.parametrize("over", [False, True])
def test_a_replaced_key_serves_for_45_days_and_no_longer(world: World, role: str, code: str, over: bool) -> None:
    assert timedelta(days=45) == RETIRED_SERVE
    gwynedd, ceredigion = world.councils
    transfer = gwynedd.notify(ceredigion, [gwynedd.publish("megan-plan")])
    rotated = gwynedd if role == "message" else ceredigion
    rotate(rotated, role)
    keyring = rotated.node.keyring
    end = world.clock() + RETIRED_SERVE
    if role == "message":
        world.clock.turn(seconds=RETIRED_SERVE.total_seconds() - (0 if over else 60))
        look_each_other_up(world)
        world.clock.turn(minutes=5)  # the last chain that names it is still good
        gwynedd.deliver()
        assert (len(Book.of(ceredigion).said_in(transfer)) == 0) is over
        if over:
            assert problem(gwynedd, transfer) == code
    else:
        old = keyring.retired[0].key
        assert keyring.decrypter(old.kid, now=end - timedelta(seconds=1)) is old
        assert keyring.decrypter(old.kid, now=end) is keyring.encryption
    assert bool(keyring.retired_at(end - timedelta(seconds=0 if over else 1), role=role)) is not over


@pytest.mark.parametrize(
    ("key", "at"),
    [("file:keys/nowhere.pem", "keys.retired/0"), ("file:keys/record.pem", "keys"), ("file:keys/message.pem", "keys")],
)
def test_a_retired_key_that_is_not_there_or_serves_in_another_role_refuses_the_start(
    world: World, key: str, at: str
) -> None:
    gwynedd = world.councils[0]
    gwynedd.stop()
    retire(gwynedd, "message", key, world.clock())
    with pytest.raises(Refusal) as refused, open_node(gwynedd.folder, clock=world.clock):
        pass
    assert (refused.value.code, refused.value.at) == ("key-two-roles" if at == "keys" else "key-absent", at)


def test_only_keys_that_others_depend_on_can_be_retired(world: World) -> None:
    gwynedd = world.councils[0]
    gwynedd.stop()
    retire(gwynedd, "record", "file:keys/record.pem", world.clock())
    with pytest.raises(Refusal, match="settings-wrong"), open_node(gwynedd.folder, clock=world.clock):
        pass
