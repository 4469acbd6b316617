"""Large documents: what is of the largest size goes all the way, and one byte more is refused before it is said."""

import pytest

from exchange.errors import Refusal
from exchange.jose import JsonObject
from exchange.peers import MAX_MESSAGES_BYTES
from exchange.transfer.envelope import MAX_PLAINTEXT
from tests.federation.hostile import Network
from tests.federation.ledger import Book, disagreements
from tests.world import Running, World, content_of

RECORD = 1_048_576


def plan_of(council: Running, *lengths: int) -> str:
    """Publish a plan with risks whose statements are so long; its digest."""
    content = content_of("megan-plan")
    risks = content["risks"]
    assert isinstance(risks, list)
    assert isinstance(risks[0], dict)
    risks += [{**risks[0], "id": f"long{place:03}", "statement": "a" * length} for place, length in enumerate(lengths)]
    body: JsonObject = {"kind": "care-and-support-plan", "content": content}
    return str(council.client.post("/v1/records", body, key=council.node.fresh_id())["digest"])


def size_of(council: Running, digest: str) -> int:
    stored = council.node.store.read(lambda tx: tx.records.find(digest))
    assert stored is not None
    assert stored.token is not None
    return len(stored.token)


def largest(council: Running) -> list[int]:
    """How long the statements of a plan must be for a record of the largest size; 3 letters are 4 bytes."""
    lengths = [18_000] * 35 + [9, 9]
    while (missing := RECORD - size_of(council, plan_of(council, *lengths))) > 24_000:
        lengths.insert(0, min(18_000, missing // 2))
    lengths[-1] += missing * 3 // 4 - 4
    while (missing := RECORD - size_of(council, plan_of(council, *lengths))) > 2:
        lengths[-1] += 1
    for tried in ([*lengths[:-1], lengths[-1] + 1], [*lengths[:-2], lengths[-2] + 1, lengths[-1]], lengths):
        try:
            if size_of(council, plan_of(council, *tried)) == RECORD:
                return tried
        except Refusal:
            continue
    raise AssertionError("no record has this size")


def test_a_record_of_the_largest_size_goes_all_the_way_and_one_byte_more_is_refused(world: World) -> None:
    gwynedd, ceredigion = world.councils
    lengths = largest(gwynedd)
    record = plan_of(gwynedd, *lengths)
    transfer = gwynedd.notify(ceredigion, [record])
    assert gwynedd.deliver() == 1
    stored = ceredigion.node.store.read(lambda tx: tx.messages.attachments(Book.of(ceredigion).said_in(transfer)[0]))
    assert [len(each.token) for each in stored] == [RECORD]
    held = Book.of(gwynedd).records
    lengths[-1] += 1  # a letter more is a byte or two more
    with pytest.raises(Refusal, match="too-large"):
        plan_of(gwynedd, *lengths)
    assert Book.of(gwynedd).records == held
    assert disagreements(world.councils) == []


def test_a_message_of_the_largest_size_goes_all_the_way_and_a_little_more_is_refused(world: World) -> None:
    gwynedd, ceredigion = world.councils
    network = Network()
    gwynedd.stop()
    gwynedd.start(transport=network)
    large = plan_of(gwynedd, *[18_000] * 40)
    records = [large, *(plan_of(gwynedd, *[18_000] * 40) for _ in range(4))]
    filling = [18_000] * 30
    first = gwynedd.notify(ceredigion, [*records, plan_of(gwynedd, *filling)])
    missing = MAX_PLAINTEXT - plaintext_of(gwynedd, first)
    assert 0 < missing < 20 * 18_000
    while missing > 30_000:
        filling.append(15_000)
        missing -= 20_800  # a risk of that length, with what else belongs to it
    filling.append(max(1, missing * 3 // 4 - 1_500))
    second = gwynedd.notify(ceredigion, [*records, plan_of(gwynedd, *filling)])
    size = plaintext_of(gwynedd, second)
    assert MAX_PLAINTEXT - 8_000 < size <= MAX_PLAINTEXT
    assert gwynedd.deliver() == 2
    assert max(network.sizes) <= MAX_MESSAGES_BYTES
    filling[-1] += (MAX_PLAINTEXT - size) * 3 // 4 + 3
    books = Book.of(gwynedd).messages
    with pytest.raises(Refusal, match="too-large"):
        gwynedd.notify(ceredigion, [*records, plan_of(gwynedd, *filling)])
    assert Book.of(gwynedd).messages == books
    assert disagreements(world.councils) == []


def plaintext_of(council: Running, transfer: str) -> int:
    """How many bytes the one message of a transfer, with all that is attached, has in its envelope."""
    (digest,) = Book.of(council).said_in(transfer)
    node = council.node
    stored = node.store.read(lambda tx: tx.messages.find(digest))
    assert stored is not None
    attached = node.store.read(lambda tx: tx.messages.attachments(digest))
    return len(stored.token) + sum(2 + len(each.token) + len(each.statement) for each in attached)


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
def test_the_door_takes_a_request_of_the_largest_size_and_not_one_byte_more(
    world: World, more: int, status: int
) -> None:
    start, end = b'{"messages":["', b'"]}'
    body = start + b"a" * (MAX_MESSAGES_BYTES - len(start + end) + more) + end
    assert world.councils[0].raw("POST", "/federation/messages", body).status_code == status
