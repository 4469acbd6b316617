"""The network is hostile: it loses, doubles, delays, cuts and forges. Nothing false is believed, nothing is lost."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.errors import CODES, Refusal
from exchange.jose import JsonObject, JsonValue, PrivateKey, Signer, sign_jws
from exchange.outbound import Outbound
from exchange.peers import MAX_MESSAGES_BYTES
from exchange.transfer import sign_receipt
from tests.federation import hostile
from tests.federation.hostile import Delay, Mischief, Network, answer, results
from tests.federation.ledger import Book, disagreements, sent_again
from tests.world import CEREDIGION, GWYNEDD, POWYS, Running, World, open_world

ELSEWHERE = "http://elsewhere.example:8099/federation/messages"
DECISION: JsonObject = {"assessment": "full", "worker": {"name": "Non Evans", "role": "Social worker", "contact": "-"}}


class Trio:
    """Three councils; each of the first two sends through a network of its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.gwynedd, self.ceredigion, self.powys = world.councils
        self.networks = Network(), Network()
        for council, network in zip(world.councils, self.networks, strict=False):
            council.stop()
            council.start(transport=network)
        self.plan = self.gwynedd.publish("megan-plan")
        self.notify()
        self.gwynedd.deliver()

    @property
    def network(self) -> Network:
        return self.networks[0]

    def notify(self) -> tuple[str, str]:
        """A new transfer and the message that is now on its way."""
        transfer = self.gwynedd.notify(self.ceredigion, [self.plan])
        (message,) = Book.of(self.gwynedd).said_in(transfer)
        return transfer, message

    def outcome(self, transfer: str) -> tuple[str, str | None]:
        messages = self.gwynedd.transfer(transfer)["messages"]
        assert isinstance(messages, list)
        (message,) = (each for each in messages if isinstance(each, dict))
        code = message["code"]
        return str(message["outcome"]), None if code is None else str(code)

    def heal(self) -> None:
        """The network is well again, and workers go on until nothing is on its way."""
        for network in self.networks:
            network.mischief.clear()
            network.always = None
        for _ in range(30):
            for council in self.world.councils:
                council.work()
            if not any(each.node.store.read(lambda tx: tx.outbox.next_due()) for each in self.world.councils):
                assert disagreements(self.world.councils) == []
                return
            self.world.clock.turn(minutes=5)
        raise AssertionError("it never converged")


@pytest.fixture(scope="module")
def trio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trio]:
    with open_world(tmp_path_factory.mktemp("trio"), members=(GWYNEDD, CEREDIGION, POWYS)) as world:
        trio = Trio(world)
        yield trio
        trio.heal()  # whatever was tried, the books agree


NONSENSE: dict[str, tuple[Mischief, str]] = {
    "a page": (answer(b"<html>Welcome</html>", media_type="text/html"), "peer-answer"),
    "an error page": (answer(b"<html>Oh</html>", 500, "text/html"), "peer-answer"),
    "a bad gateway": (answer(b"", 502, "text/plain"), "peer-answer"),
    "not found": (answer(b"{}", 404), "peer-answer"),
    "not allowed": (answer(b'{"code": "not-authenticated"}', 401), "peer-answer"),
    "gone": (answer(b"{}", 410), "peer-answer"),
    "refused as malformed": (answer(b'{"code": "schema-failed"}', 422), "peer-answer"),
    "a redirect": (answer(b"", 307, location=ELSEWHERE), "peer-answer"),
    "a permanent redirect": (answer(b"", 308, location="/elsewhere"), "peer-answer"),
    "nothing": (answer(b""), "peer-answer"),
    "no content": (answer(b"", 204), "peer-answer"),
    "half of something": (answer(b'{"results": [{"rec'), "peer-answer"),
    "a list": (answer(b"[]"), "peer-answer"),
    "other bytes": (answer(b"\xff\xfe\x00"), "peer-answer"),
    "too deep": (answer(b"[" * 100_000), "peer-answer"),
    "a member twice": (answer(b'{"results": [], "results": []}'), "peer-answer"),
    "no results": (results(), "peer-answer"),
    "too many results": (results({"problem": {"code": "busy"}}, {"problem": {"code": "busy"}}), "peer-answer"),
    "a result of no kind": (results({"receipt": 5}), "peer-answer"),
    "both kinds at once": (results({"receipt": "a.b.c", "problem": {"code": "busy"}}), "peer-answer"),
    "a code nobody knows": (results({"problem": {"code": "Marged Huws"}}), "peer-answer"),
    "a huge body": (answer(b" " * (MAX_MESSAGES_BYTES + 1)), "peer-answer"),
    "compressed": (answer(b"\x1f\x8b\x08", content_encoding="gzip"), "peer-answer"),
    "a receipt that is none": (results({"receipt": "a.b.c"}), "base64url-malformed"),
    "an empty receipt": (results({"receipt": ""}), "jws-malformed"),
    "a lost request": (hostile.lose_request, "peer-unreachable"),
}
AFTER_THE_EFFECT: dict[str, tuple[Mischief, str]] = {
    "a lost answer": (hostile.lose_answer, "peer-unreachable"),
    "half an answer": (hostile.cut, "peer-answer"),
    "an answer that breaks off": (hostile.break_off, "peer-unreachable"),
    "an answer of another type": (hostile.as_other_type, "peer-answer"),
}


@pytest.mark.parametrize("what", [*NONSENSE, *AFTER_THE_EFFECT])
def test_nonsense_changes_nothing_and_is_tried_again(trio: Trio, what: str) -> None:
    mischief, code = {**NONSENSE, **AFTER_THE_EFFECT}[what]
    transfer, message = trio.notify()
    trio.network.mischief.append(mischief)
    assert trio.gwynedd.deliver() == 0
    assert trio.outcome(transfer) == ("waiting", code)
    assert trio.gwynedd.transfer(transfer)["stage"] == "notified"
    assert (message in Book.of(trio.ceredigion).receipts) is (what in AFTER_THE_EFFECT)
    assert {host.partition(":")[0] for host in trio.network.hosts} == {"127.0.0.1"}  # no redirect was followed
    trio.world.clock.turn(seconds=6)
    assert trio.gwynedd.deliver() == 1


class Endless(httpx.SyncByteStream):
    """A body without an end; it counts how much of it was taken."""

    def __init__(self, chunk: bytes, *, seconds_between: float = 0) -> None:
        self.taken = 0
        self._chunk = chunk
        self._seconds_between = seconds_between

    def __iter__(self) -> Iterator[bytes]:
        while True:
            time.sleep(self._seconds_between)
            self.taken += len(self._chunk)
            yield self._chunk


@pytest.mark.parametrize("slow", [False, True])
def test_an_answer_without_an_end_is_read_no_further_than_its_limit_and_not_for_long(slow: bool) -> None:
    body = Endless(b" " * (1 if slow else 65_536), seconds_between=0.02 if slow else 0)
    network = Network()
    network.always = lambda _request, _pass_on: httpx.Response(200, stream=body)
    with closing(Outbound({}, transport=network, longest_seconds=0.3 if slow else 30)) as outbound:
        began = time.monotonic()
        with pytest.raises(Refusal, match="peer-unreachable" if slow else "peer-answer"):
            outbound.fetch("https://ceredigion.example/log/checkpoint", accept="text/plain", limit=1_000_000)
    assert time.monotonic() - began < 5
    assert body.taken <= 1_000_000 + 65_536


def test_unsigned_problems_never_end_a_transfer(trio: Trio) -> None:
    transfer, _ = trio.notify()
    for code in ("signature-wrong", "forked", "move-not-allowed", "audience-wrong", "store-damaged", "entity-unknown"):
        trio.network.mischief.append(results({"problem": {"code": code, "retry": False}}))
        assert trio.gwynedd.deliver() == 0
        assert trio.outcome(transfer) == ("waiting", code)
        assert CODES[code].sentence in str(trio.gwynedd.transfer(transfer)["waiting"])
        trio.world.clock.turn(minutes=5)
    assert trio.gwynedd.deliver() == 1


class WithKid:
    """Signs with its own key, and says that it was another's."""

    def __init__(self, kid: str) -> None:
        self.kid = kid
        self._key = PrivateKey.generate()

    def sign(self, data: bytes) -> bytes:
        return self._key.sign(data)


def forgeries(trio: Trio, transfer: str, message: str) -> dict[str, tuple[str, str]]:
    """Receipts that are none for this message, each with the code it is refused with."""
    a, b, c = trio.gwynedd, trio.ceredigion, trio.powys
    settled, other = next(
        (said.transfer, digest) for digest, said in Book.of(a).messages.items() if digest in Book.of(a).receipts
    )
    honest = b.node.keyring.message

    def receipt(
        *, iss: str = b.entity_id, aud: str = a.entity_id, of: str = message, signer: Signer = honest, **more: str
    ) -> str:
        return sign_receipt(
            iss=iss, aud=aud, transfer=more.get("transfer", transfer), of=of, outcome="delivered",
            issued_at=a.node.now(), signer=signer,
        )  # fmt: skip

    def claims(**changed: JsonValue) -> JsonObject:
        made: JsonObject = {
            "iss": b.entity_id, "aud": a.entity_id, "iat": int(a.node.now().timestamp()), "transfer": transfer,
            "of": message, "outcome": "delivered", "checked": [],
        }  # fmt: skip
        return made | changed

    def signed(value: JsonObject, typ: str = "receipt+jwt") -> str:
        return sign_jws(value, typ=typ, signer=honest)

    good = receipt()
    return {
        "by a key nobody knows": (receipt(signer=PrivateKey.generate()), "kid-unknown"),
        "by a stranger under its name": (receipt(signer=WithKid(honest.kid)), "signature-wrong"),
        "by the sender itself": (receipt(signer=a.node.keyring.message), "kid-unknown"),
        "by another council": (receipt(signer=c.node.keyring.message), "kid-unknown"),
        "by another council in its own name": (receipt(iss=c.entity_id, signer=c.node.keyring.message), "kid-unknown"),
        "by its record key": (receipt(signer=b.node.keyring.record), "kid-unknown"),
        "by its federation key": (receipt(signer=b.node.keyring.federation), "kid-unknown"),
        "in another council's name": (receipt(iss=c.entity_id), "receipt-wrong"),
        "for another council": (receipt(aud=c.entity_id), "receipt-wrong"),
        "for another message": (receipt(of=other), "receipt-wrong"),
        "for another transfer": (receipt(transfer=settled), "receipt-wrong"),
        "the genuine one of another message": (Book.of(a).receipts[other][1], "receipt-wrong"),
        "of another type": (signed(claims(), "presentation+jwt"), "typ-wrong"),
        "rejecting without a reason": (signed(claims(outcome="rejected")), "receipt-wrong"),
        "with an outcome nobody knows": (signed(claims(outcome="accepted")), "receipt-wrong"),
        "with a claim nobody knows": (signed(claims(duty="yours")), "receipt-wrong"),
        "with a changed signature": (good[:-6] + ("A" if good[-6] != "A" else "B") + good[-5:], "signature-wrong"),
        "unsigned": (good.rpartition(".")[0] + ".", "signature-wrong"),
    }


FORGERIES = (
    "by a key nobody knows", "by a stranger under its name", "by the sender itself", "by another council",
    "by another council in its own name", "by its record key", "by its federation key", "in another council's name",
    "for another council", "for another message", "for another transfer", "the genuine one of another message",
    "of another type", "rejecting without a reason", "with an outcome nobody knows", "with a claim nobody knows",
    "with a changed signature", "unsigned",
)  # fmt: skip


@pytest.mark.parametrize("which", FORGERIES)
def test_a_forged_receipt_is_not_believed(trio: Trio, which: str) -> None:
    transfer, message = trio.notify()
    found = forgeries(trio, transfer, message)
    assert tuple(found) == FORGERIES
    token, code = found[which]
    trio.network.mischief.append(results({"receipt": token}))
    assert trio.gwynedd.deliver() == 0
    assert trio.outcome(transfer) == ("waiting", code)
    assert message not in Book.of(trio.gwynedd).receipts
    trio.world.clock.turn(seconds=6)
    assert trio.gwynedd.deliver() == 1


def test_a_request_that_arrives_twice_has_its_effect_once_and_one_receipt(trio: Trio) -> None:
    _, message = trio.notify()
    trio.network.mischief.append(hostile.double)
    assert trio.gwynedd.deliver() == 1
    trio.heal()
    assert Book.of(trio.gwynedd).receipts[message] == Book.of(trio.ceredigion).receipts[message]


def test_answers_in_another_order_settle_nothing(trio: Trio) -> None:
    trio.heal()
    transfers = [trio.notify()[0] for _ in range(2)]
    trio.network.mischief.append(hostile.reverse_answers)
    assert trio.gwynedd.deliver() == 0
    assert [trio.outcome(transfer) for transfer in transfers] == [("waiting", "receipt-wrong")] * 2
    trio.heal()


def test_a_request_that_arrives_after_later_ones_changes_nothing(trio: Trio) -> None:
    transfer, _ = trio.notify()
    delay = Delay()
    trio.network.mischief.append(delay)
    assert trio.gwynedd.deliver() == 0
    trio.world.clock.turn(seconds=6)
    assert trio.gwynedd.deliver() == 1
    trio.ceredigion.match(transfer)
    trio.ceredigion.say(transfer, "decision", DECISION)
    trio.gwynedd.say(transfer, "arrived", {"day": trio.world.clock.today})
    trio.heal()
    book = Book.of(trio.ceredigion)
    delay.let_go()
    assert Book.of(trio.ceredigion) == book
    trio.heal()


def test_a_message_that_overtakes_the_one_before_it_is_not_taken_yet(trio: Trio) -> None:
    """The sender keeps the order; should somebody else change it, the receiver does not take what comes too early."""
    transfer, first = trio.notify()
    later = trio.gwynedd.say(transfer, "arrived", {"day": trio.world.clock.today})
    assert later["id"] == transfer
    second = Book.of(trio.gwynedd).said_in(transfer)[1]
    assert sent_again(trio.gwynedd, trio.ceredigion, second).code == "expected-seq"
    assert Book.of(trio.ceredigion).said_in(transfer) == []
    trio.heal()
    assert Book.of(trio.ceredigion).said_in(transfer) == [first, second]


MISCHIEF: tuple[Mischief, ...] = (
    *(mischief for mischief, _ in (NONSENSE | AFTER_THE_EFFECT).values() if mischief is not NONSENSE["a huge body"][0]),
    hostile.double,
    hostile.reverse_answers,
    answer(b"", 503, "text/plain", retry_after="120"),
    lambda request, pass_on: pass_on(request),
)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(there=st.lists(st.sampled_from(MISCHIEF), max_size=8), back=st.lists(st.sampled_from(MISCHIEF), max_size=8))
def test_whatever_the_network_does_both_converge_once_it_is_well(
    trio: Trio, there: list[Mischief], back: list[Mischief]
) -> None:
    delay = Delay()
    trio.networks[0].mischief.extend([delay, *there])
    trio.networks[1].mischief.extend([*back, delay])
    transfers = [trio.notify()[0] for _ in range(2)]
    for transfer in transfers:
        trio.gwynedd.say(transfer, "arrived", {"day": trio.world.clock.today})
    for _ in range(6):
        trio.gwynedd.deliver()
        for transfer in transfers:
            with suppress(Refusal):  # as long as it has not arrived, and once it is said
                trio.ceredigion.match(transfer)
                trio.ceredigion.say(transfer, "decision", DECISION)
        trio.ceredigion.deliver()
        trio.world.clock.turn(seconds=20)
    delay.let_go()
    trio.heal()
    for transfer in transfers:
        assert len(Book.of(trio.ceredigion).said_in(transfer)) >= 2


def test_the_books_are_checked_by_something_that_can_find_fault(trio: Trio) -> None:
    """Each fault that the ledger looks for, made by hand in a copy of the books."""
    trio.notify()
    trio.heal()
    for statement in FAULTS:
        with damaged(trio.gwynedd, statement):
            assert disagreements(trio.world.councils) != [], statement


FAULTS = (
    "DELETE FROM log_entries WHERE kind = 'message'",
    "UPDATE log_entries SET nonce = zeroblob(32) WHERE idx = 2",
    "INSERT INTO log_entries SELECT max(idx) + 1, substr(digest, 2) || 'A', 'message', nonce, at FROM log_entries",
    "UPDATE log_entries SET idx = 1000000 WHERE idx = (SELECT max(idx) FROM log_entries)",
    "DELETE FROM receipts WHERE position = 1",
    "UPDATE receipts SET token = token || 'A' WHERE position = 1",
    "UPDATE receipts SET iss = 'https://powys.example' WHERE position = 1",
    "UPDATE receipts SET of = 'another' WHERE position = 1",
    "DELETE FROM events WHERE type = 'message.delivered'",
    "INSERT INTO events (type, data, at) SELECT type, data, at FROM events WHERE type = 'message.said'",
    "UPDATE outbox SET state = 'ready' WHERE position = 2",
    "DELETE FROM outbox WHERE position = 2",
    "UPDATE transfers SET stage = 'entered' WHERE position = 1",
    "UPDATE messages SET seq = 7 WHERE position = 1",
    "UPDATE messages SET digest = 'another' WHERE position = 1",
    "UPDATE checkpoints SET root = zeroblob(32) WHERE size = (SELECT min(size) FROM checkpoints)",
)


@contextmanager
def damaged(council: Running, statement: str) -> Iterator[None]:
    """A council's books with one thing changed in them, until it is put back."""
    path = council.folder / "store.db"
    council.stop()
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute(statement).rowcount > 0
        database.commit()
    council.start(serve=False)
    try:
        yield
    finally:
        council.stop()
        path.write_bytes(whole)
        council.start()
