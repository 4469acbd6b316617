"""Every order of the four types of message, tried out, with both councils' verdicts compared at every step."""

from collections.abc import Iterator
from itertools import product

import pytest

from exchange.errors import Refusal
from exchange.transfer import (
    TABLE,
    Conversation,
    Message,
    MessageType,
    Place,
    Role,
    Stage,
    admit,
    allowed_moves,
    check_move,
    duty_holder,
    effective,
    past_of,
    stage_of,
)
from tests.transfer.said import MOVE, TRANSFER, A, B, C, Desk, body_of, desks, stated

N, D, R, E = MessageType.NOTIFICATION, MessageType.DECISION, MessageType.ARRIVED, MessageType.ENTERED


def test_the_table_has_every_type_of_message() -> None:
    assert set(TABLE) == set(MessageType)
    assert [kind for kind in TABLE if TABLE[kind].opens] == [N]


@pytest.mark.parametrize(("council", "kind"), [(A, D), (A, E), (B, N), (C, R), (C, D), (C, N)])
def test_refuses_a_move_that_is_the_other_council_s_or_nobody_s(council: str, kind: MessageType) -> None:
    opened = Desk(A, B).say(body_of(N))
    with pytest.raises(Refusal, match=r"move-not-allowed|forked"):
        check_move(stated(body_of(kind), council, A if council == B else B, Place(1)), past=(opened,))


@pytest.mark.parametrize("kind", [D, R, E])
def test_refuses_to_begin_with_anything_but_a_notification(kind: MessageType) -> None:
    with pytest.raises(Refusal, match="move-not-allowed"):
        check_move(stated(body_of(kind), A, B, Place(1)), past=())


@pytest.mark.parametrize("kind", [N, D, E])
def test_refuses_to_say_twice_what_is_said_once(kind: MessageType) -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    speaker = a if TABLE[kind].who is Role.SENDING else b
    if kind is not N:
        speaker.say(body_of(kind))
    with pytest.raises(Refusal, match="move-not-allowed"):
        admit(speaker.conversation, speaker.state(body_of(kind)))


def test_an_arrival_may_be_said_again_by_both_even_at_the_end() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    for kind in (D, R, E):
        a.keep(b.say(body_of(kind)))
    assert allowed_moves(b.conversation.messages, council=B) == (R,)
    assert allowed_moves(a.conversation.messages, council=A) == (R,)


def test_allowed_moves_are_nobody_s_but_the_parties() -> None:
    opened = Desk(A, B).say(body_of(N))
    assert allowed_moves((), council=C) == (N,)
    assert allowed_moves((opened,), council=C) == ()
    assert allowed_moves((opened,), council=A) == (R,)
    assert allowed_moves((opened,), council=B) == (D, R, E)


def test_in_every_order_of_four_steps_illegal_moves_are_refused_by_both_and_have_no_effect() -> None:
    """All 4,096 walks of four steps, each message arriving at once; what is refused is left out, as a council would."""
    stages: set[Stage] = set()
    start = Conversation(TRANSFER)
    _walk(start, steps=4, stages=stages)
    assert stages == set(Stage) - {Stage.REFUSED}


def _walk(held: Conversation, *, steps: int, stages: set[Stage]) -> None:
    if held.messages:
        stages.add(stage_of(held.messages))
    if steps:
        for council, kind in product((A, B), MessageType):
            _walk(_say_and_compare(held, council, kind), steps=steps - 1, stages=stages)


def _say_and_compare(held: Conversation, council: str, kind: MessageType) -> Conversation:
    if not held.messages and council == B:
        return held  # the transfer has the councils' roles from its first message: let it be A's
    message = Desk(council, B if council == A else A, held).state(body_of(kind))
    if kind in allowed_moves(held.messages, council=council):
        admit(held, message)
        assert message in effective((*held.messages, message))
        return held.with_message(message)
    with pytest.raises(Refusal, match=r"move-not-allowed|forked"):
        admit(held, message)
    if (kind, council) != (N, B):
        assert message not in effective((*held.messages, message))
    return held


State = tuple[tuple[Message, ...], int, int]  # everything said; how many of A's B holds; how many of B's A holds


def test_in_every_interleaving_of_crossing_messages_both_councils_agree_with_everybody() -> None:
    """Explores all that two councils can say and hear, each type once each; at each end, nothing is left."""
    seen: set[State] = set()
    ends = 0
    open_states: list[State] = [((), 0, 0)]
    while open_states:
        state = open_states.pop()
        if state in seen:
            continue
        seen.add(state)
        following = list(_following(state))
        ends += not following
        open_states += following
    assert len(seen) > 500
    assert ends > 10


def _following(state: State) -> Iterator[State]:
    said, at_b, at_a = state
    by_a, by_b = ([message for message in said if message.iss == council] for council in (A, B))
    holds_a, holds_b = (*by_a, *by_b[:at_a]), (*by_b, *by_a[:at_b])
    for council, holds in ((A, holds_a), (B, holds_b)):
        desk = Desk(council, B if council == A else A, Conversation(TRANSFER, holds))
        for kind in allowed_moves(holds, council=council):
            if (holds or council == A) and not any(each.type is kind for each in holds if each.iss == council):
                yield (*said, desk.state(body_of(kind))), at_b, at_a
    if at_b < len(by_a):
        _agree(holds_b, by_a[at_b], said)
        yield said, at_b + 1, at_a
    if at_a < len(by_b):
        _agree(holds_a, by_b[at_a], said)
        yield said, at_b, at_a + 1


def _agree(holds: tuple[Message, ...], message: Message, said: tuple[Message, ...]) -> None:
    """Whoever receives it admits it, and finds the same past as one who holds everything that was ever said."""
    admit(Conversation(TRANSFER, holds), message)
    assert set(past_of(message, holds)) == set(past_of(message, said))
    assert set(effective(said)) == set(said)
    assert duty_holder(said, (), day=MOVE) == duty_holder(said[::-1], (), day=MOVE)
