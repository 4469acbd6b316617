"""A process dies at a commit, before it or after: nothing is lost, nothing doubled, one receipt stands for ever."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.jose import JsonObject
from exchange.store import StoreClosed
from tests.federation.ledger import Book, disagreements, sent_again
from tests.federation.mortal import Fate, Mortal, settle
from tests.store.support import Killed
from tests.world import WORKER, Running, content_of, known_person, open_world

STEPS = ("publish", "notify", "match", "decide", "arrive", "enter")
DEATHS = (Fate.BEFORE, Fate.AFTER)
DECISION: JsonObject = {"assessment": "full", "worker": {"name": "Non Evans", "role": "Social worker", "contact": "-"}}


@dataclass
class Pair:
    """Two councils that can die, and a plan that the first one has published."""

    gwynedd: Mortal
    ceredigion: Mortal
    plan: str

    @property
    def both(self) -> tuple[Running, Running]:
        return self.gwynedd.council, self.ceredigion.council

    def settle(self) -> None:
        settle(self.gwynedd, self.ceredigion)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with open_world(tmp_path_factory.mktemp("pair")) as world:
        gwynedd, ceredigion = (Mortal.born(council) for council in world.councils)
        yield Pair(gwynedd, ceredigion, gwynedd.council.publish("megan-plan"))


class Story:
    """One person's move, told step by step. Each step has its own key, and is asked for until it is answered."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.transfer = ""
        self.keys = {name: pair.both[0].node.fresh_id() for name in STEPS}

    def publish(self) -> str:
        return self.pair.both[0].publish("megan-plan", key=self.keys["publish"])

    def notify(self) -> str:
        self.transfer = self.pair.both[0].notify(self.pair.both[1], [self.pair.plan], key=self.keys["notify"])
        return self.transfer

    def match(self) -> str:
        said: JsonObject = {"person": known_person(content_of("megan-plan")), "by": WORKER}
        return self._say(self.pair.both[1], "match", "matched", said)

    def decide(self) -> str:
        return self._say(self.pair.both[1], "decide", "decision", DECISION)

    def arrive(self) -> str:
        return self._say(self.pair.both[0], "arrive", "arrived", {"day": self.pair.both[0].clock.today})

    def enter(self) -> str:
        return self._say(self.pair.both[1], "enter", "entered", {"form": "structured", "documents": [self.pair.plan]})

    def _say(self, council: Running, step: str, what: str, body: JsonObject) -> str:
        messages = council.say(self.transfer, what, body, key=self.keys[step])["messages"]
        assert isinstance(messages, list)
        said = [each for each in messages if isinstance(each, dict) and each["type"] == what]
        assert len(said) == 1
        return str(said[0]["digest"])

    def tell(self) -> None:
        """From the notification to the end, whoever dies meanwhile."""
        gwynedd, ceredigion = self.pair.gwynedd, self.pair.ceredigion
        for mortal in (gwynedd, ceredigion):
            mortal.insist(mortal.look_up)
        gwynedd.insist(self.notify)
        self.pair.settle()
        ceredigion.insist(self.match)
        ceredigion.insist(self.decide)
        gwynedd.insist(self.arrive)
        ceredigion.insist(self.enter)
        self.pair.settle()

    def check(self) -> None:
        for council in self.pair.both:
            assert council.transfer(self.transfer)["stage"] == "entered"
        assert disagreements(self.pair.both) == []


def answered(council: Running, key: str) -> bool:
    return council.node.store.read(lambda tx: tx.idempotency.find("case-system", key)) is not None


@pytest.mark.parametrize("fate", DEATHS)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_dies_at_its_commit_happens_once_and_is_answered_alike(pair: Pair, step: str, fate: Fate) -> None:
    story = Story(pair)
    steps: list[tuple[str, Mortal, Callable[[], str]]] = [
        ("publish", pair.gwynedd, story.publish),
        ("notify", pair.gwynedd, story.notify),
        ("match", pair.ceredigion, story.match),
        ("decide", pair.ceredigion, story.decide),
        ("arrive", pair.gwynedd, story.arrive),
        ("enter", pair.ceredigion, story.enter),
    ]
    for name, mortal, act in steps:
        commits = mortal.bomb.commits
        if name == step:
            mortal.bomb.arm(fate)
            with pytest.raises(Refusal, match="peer-answer"):
                act()
            assert mortal.revive()
            assert answered(mortal.council, story.keys[name]) is (fate is Fate.AFTER)
        answer = act()
        assert act() == answer
        assert mortal.bomb.commits - commits == (3 if name == step else 2)  # a request is one commit
        pair.settle()
    story.check()


@pytest.mark.parametrize("fate", DEATHS)
@pytest.mark.parametrize(("what", "nth"), [("claim", 1), ("settle", 2)])
def test_a_sender_that_dies_while_it_delivers_delivers_once(pair: Pair, what: str, nth: int, fate: Fate) -> None:
    story = Story(pair)
    story.notify()
    sender, receiver = pair.both
    (message,) = Book.of(sender).said_in(story.transfer)
    pair.gwynedd.bomb.arm(fate, nth=nth)
    with pytest.raises((Killed, StoreClosed)):
        sender.deliver()
    assert pair.gwynedd.revive()
    settled = (what, fate) == ("settle", Fate.AFTER)
    assert Book.of(sender).outbox[message] == ("settled" if settled else "ready")
    assert (message in Book.of(sender).receipts) is settled
    assert (message in Book.of(receiver).receipts) is (what != "claim")
    first = Book.of(receiver).receipts.get(message)
    pair.settle()
    assert Book.of(receiver).receipts[message] == (first or Book.of(sender).receipts[message])
    assert disagreements(pair.both) == []
    assert sent_again(sender, receiver, message).receipt == Book.of(receiver).receipts[message][1]
    assert disagreements(pair.both) == []


@pytest.mark.parametrize("fate", DEATHS)
def test_a_receiver_that_dies_while_it_takes_a_message_in_takes_it_in_once(pair: Pair, fate: Fate) -> None:
    story = Story(pair)
    story.notify()
    sender, receiver = pair.both
    (message,) = Book.of(sender).said_in(story.transfer)
    pair.ceredigion.bomb.arm(fate)
    assert sender.deliver() == 0
    assert pair.ceredigion.revive()
    book = Book.of(receiver)
    assert (message in book.receipts) is (message in book.messages) is (fate is Fate.AFTER)
    first = book.receipts.get(message)
    pair.settle()
    assert Book.of(sender).receipts[message] == (first or Book.of(receiver).receipts[message])
    assert sent_again(sender, receiver, message).receipt == Book.of(sender).receipts[message][1]
    assert disagreements(pair.both) == []


def test_whichever_commit_of_a_whole_move_a_council_dies_at_the_books_agree(pair: Pair) -> None:
    told = 0
    for mortal in (pair.gwynedd, pair.ceredigion):
        for fate in DEATHS:
            for nth in range(1, 60):
                story, commits = Story(pair), mortal.bomb.commits
                mortal.bomb.arm(fate, nth=nth)
                story.tell()
                told += 1
                if mortal.bomb.fates:
                    mortal.bomb.fates.clear()
                    assert mortal.bomb.commits - commits < nth  # the whole story has fewer commits than that
                    break
    assert told > 40, "a whole move is some dozen commits of each council"
    story.check()


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sender=st.lists(st.sampled_from(Fate), max_size=8), receiver=st.lists(st.sampled_from(Fate), max_size=8))
def test_however_often_both_die_the_books_agree(pair: Pair, sender: list[Fate], receiver: list[Fate]) -> None:
    story = Story(pair)
    pair.gwynedd.bomb.fates, pair.ceredigion.bomb.fates = [*sender], [*receiver]
    story.tell()
    pair.gwynedd.bomb.fates, pair.ceredigion.bomb.fates = [], []
    story.check()
