"""Two councils under a network that loses, doubles and reorders: in the end both give the same answers."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.transfer import (
    Conversation,
    Disputed,
    Duty,
    Held,
    Message,
    MessageType,
    Nobody,
    Placed,
    Stage,
    allowed_moves,
    duty_holder,
    effective,
    judge,
    place,
    stage_of,
)
from tests.transfer.said import MOVE, NOON, A, B, Desk, answer, body_of, desks, fitting

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Network:
    """Copies of what was sent and has not been answered yet. A message stays until its receipt gets through."""

    random: Random
    waiting: list[Message] = field(default_factory=list)

    def deliver(self, desks_by_name: dict[str, Desk], *, hour: int, refuses: bool, loses: bool) -> None:
        """Bring any waiting message to its addressee; the receipt may be lost, and then the message comes again."""
        if not self.waiting:
            return
        message = self.random.choice(self.waiting)
        receiver, sender = desks_by_name[message.aud], desks_by_name[message.iss]
        if not _receive(receiver, message, hour=hour, refuses=refuses) or loses:
            return
        receipts = [each for each in receiver.conversation.receipts if each.of == message.digest]
        assert len(receipts) == 1  # the same message gets the same receipt, for ever
        if receipts[0] not in sender.conversation.receipts:
            sender.conversation = sender.conversation.with_receipt(receipts[0])
        self.waiting.remove(message)


def _receive(receiver: Desk, message: Message, *, hour: int, refuses: bool) -> bool:
    """What a council does: place, judge, answer. True when there is a receipt, false when it may heal."""
    refused = refuses
    try:
        if place(receiver.conversation, message) is Placed.KNOWN:
            return True
        judge(receiver.conversation, message)
    except Refusal as refusal:
        if refusal.heals:
            return False
        if refusal.code != "move-not-allowed":
            raise
        refused = True
    receipt = answer(message, outcome="rejected" if refused else "delivered", at=NOON + HOUR * hour)
    receiver.conversation = receiver.conversation.with_message(message).with_receipt(receipt)
    return True


def _answers(conversation: Conversation) -> tuple[Stage, list[Duty], set[str]]:
    days = [MOVE + DAY * offset for offset in range(-4, 5)]
    messages, receipts = conversation.messages, conversation.receipts
    duties = [duty_holder(messages, receipts, day=day) for day in days]
    return stage_of(messages, receipts), duties, {message.digest for message in effective(messages, receipts)}


def _is_answered(duty: Duty) -> bool:
    """Somebody holds the duty, unless the person has died, or both councils go on in another transfer."""
    return not isinstance(duty, Nobody) or duty.reason in ("died", "joined")


def _speak(desk: Desk, network: Network, kind: MessageType, *, day: int, hour: int) -> None:
    if kind in allowed_moves(desk.conversation.messages, council=desk.council, receipts=desk.conversation.receipts):
        body = fitting(kind, desk.conversation.messages, council=desk.council, day=MOVE + DAY * day)
        network.waiting.append(desk.say(body, at=NOON + HOUR * hour))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from((A, B)), st.sampled_from(MessageType), st.integers(-2, 2)),
        st.tuples(st.just("network"), st.booleans(), st.booleans()),
    ),
    max_size=40,
)


@settings(max_examples=100)
@given(steps=STEPS, chance=st.randoms(use_true_random=False), refusing=st.floats(0, 0.4))
def test_both_councils_and_any_auditor_come_to_the_same_stage_and_the_same_duty_on_every_day(
    steps: list[tuple[str, MessageType | bool, int]], chance: Random, refusing: float
) -> None:
    a, b = desks()
    by_name, network = {A: a, B: b}, Network(chance)
    network.waiting.append(a.say(body_of(MessageType.NOTIFICATION), at=NOON))
    for hour, (who, what, detail) in enumerate(steps):
        if isinstance(what, MessageType):
            if (who, what) != (B, MessageType.NOTIFICATION):
                _speak(by_name[who], network, what, day=detail, hour=hour)
        else:
            network.deliver(by_name, hour=hour, refuses=chance.random() < refusing, loses=bool(what))
        held = by_name[who].conversation if who in by_name else b.conversation
        assert _is_answered(duty_holder(held.messages, held.receipts, day=MOVE)) or not held.messages
    for hour in range(10_000):
        network.deliver(by_name, hour=40 + hour, refuses=False, loses=False)
        if not network.waiting:
            break
    assert not network.waiting
    assert _answers(a.conversation) == _answers(b.conversation)
    messages, receipts = list(a.conversation.messages), list(a.conversation.receipts)
    chance.shuffle(messages)
    chance.shuffle(receipts)
    auditor = Conversation(a.conversation.transfer, tuple(messages), tuple(receipts))
    assert _answers(auditor) == _answers(a.conversation)
    assert all(map(_is_answered, _answers(auditor)[1]))


@given(days=st.lists(st.integers(-3, 3), max_size=6), speakers=st.randoms(use_true_random=False))
def test_the_duty_passes_once_forward_in_time_and_never_back(days: list[int], speakers: Random) -> None:
    """Along the days: the sending council, then perhaps a dispute, then the receiving one; nothing in between."""
    a, b = desks()
    notified = b.keep(a.say(body_of(MessageType.NOTIFICATION)))
    for offset in days:
        speaker, listener = speakers.choice([(a, b), (b, a)])
        listener.keep(speaker.say(body_of(MessageType.ARRIVED, MOVE + DAY * offset), at=NOON + DAY * 20))
    found = [duty_holder(a.conversation.messages, [answer(notified)], day=MOVE + DAY * each) for each in range(-9, 9)]
    order = [
        1 if isinstance(each, Disputed) else 2 if isinstance(each, Held) and each.council == B else 0 for each in found
    ]
    assert order == sorted(order)
    assert order[0] == 0
    assert order[-1] == 2
