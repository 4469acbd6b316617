"""The table, row by row; and every order of a few messages, with both councils' verdicts compared at every step."""

from collections.abc import Iterator
from itertools import product

import pytest

from exchange.errors import Refusal
from exchange.transfer import (
    CROSSINGS,
    TABLE,
    AnyBody,
    Cancelled,
    Conversation,
    Message,
    Place,
    Recall,
    Role,
    Stage,
    Update,
    admit,
    allowed_moves,
    check_move,
    duty_holder,
    effective,
    past_of,
    stage_of,
)
from exchange.transfer import MessageType as T
from tests.transfer.said import (
    MOVE,
    TRANSFER,
    A,
    B,
    C,
    Desk,
    arrived,
    body_of,
    cancelled,
    closed,
    desks,
    destroyed,
    digest,
    dispute,
    documents,
    fitting,
    joins,
    not_ours,
    question,
    recall,
    request,
    resolved,
    stated,
    wrong_person,
)

N, D, R, E = T.NOTIFICATION, T.DECISION, T.ARRIVED, T.ENTERED


def answer_to(of: str) -> Update:
    return Update(about="answer", of=of, text="4711")


SAID_AT_ONCE = (N, D, R, E)
OF_SENDING = (T.DOCUMENTS, T.UPDATE, R, T.CANCELLED, T.RECALL, T.DISPUTE, T.CLOSED, T.DELIVERED_BY_HAND)
OF_RECEIVING = (
    T.REQUEST, T.UPDATE, T.MATCHED, T.WRONG_PERSON, D, T.NOT_OURS, R, E, T.COMPLETED, T.CANCELLED, T.DISPUTE,
)  # fmt: skip


def test_the_table_has_every_type_of_message() -> None:
    assert list(TABLE) == list(T)
    assert [kind for kind in TABLE if TABLE[kind].opens] == [N, T.REQUEST]


@pytest.mark.parametrize(
    ("council", "kind"), [*product((A,), sorted(set(OF_RECEIVING) - set(OF_SENDING))), (A, T.DESTROYED)]
)
def test_refuses_the_sending_council_a_move_of_the_receiving_one(council: str, kind: T) -> None:
    refuse(Desk(A, B).say(body_of(N)), council, kind)


@pytest.mark.parametrize("kind", sorted((set(OF_SENDING) - set(OF_RECEIVING)) | {N}))
def test_refuses_the_receiving_council_a_move_of_the_sending_one(kind: T) -> None:
    refuse(Desk(A, B).say(body_of(N)), B, kind)


@pytest.mark.parametrize("kind", sorted(T))
def test_refuses_every_move_of_a_third_council(kind: T) -> None:
    refuse(Desk(A, B).say(body_of(N)), C, kind)


def refuse(opened: Message, council: str, kind: T) -> None:
    message = stated(fitting(kind, [opened], council=council), council, A if council == B else B, Place(1))
    with pytest.raises(Refusal, match=r"move-not-allowed|forked"):
        check_move(message, past=(opened,))


@pytest.mark.parametrize("kind", sorted(set(T) - {N, T.REQUEST}))
def test_refuses_to_begin_with_anything_but_a_notification_or_a_request(kind: T) -> None:
    for council, other in ((A, B), (B, A)):
        with pytest.raises(Refusal, match="move-not-allowed"):
            check_move(stated(body_of(kind), council, other, Place(1)), past=())


def test_refuses_to_say_twice_what_is_said_once() -> None:
    for kind in (N, T.COMPLETED, T.CLOSED, T.CANCELLED, T.DISPUTE, T.NOT_OURS):
        a, b = desks()
        b.keep(a.say(body_of(N)))
        speaker = a if kind is N or TABLE[kind].who is Role.SENDING else b
        if kind is not N:
            speaker.say(body_of(kind))
        with pytest.raises(Refusal, match="move-not-allowed"):
            admit(speaker.conversation, speaker.state(body_of(kind)))


def test_a_decision_may_be_revised_further_records_entered_and_an_arrival_said_again() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    for kind in (D, R, E):
        a.keep(b.say(body_of(kind)))
    assert {D, R, E} <= set(allowed_moves(b.conversation.messages, council=B))
    assert R in allowed_moves(a.conversation.messages, council=A)


def test_allowed_moves_are_nobody_s_but_the_parties() -> None:
    opened = Desk(A, B).say(body_of(N))
    assert allowed_moves((), council=C) == (N, T.REQUEST)
    assert allowed_moves((opened,), council=C) == ()
    assert allowed_moves((opened,), council=A) == OF_SENDING
    assert allowed_moves((opened,), council=B) == OF_RECEIVING


def test_where_the_receiving_council_opened_nothing_can_be_entered_before_it_was_sent() -> None:
    asked = Desk(B, A).say(body_of(T.REQUEST))
    assert set(OF_RECEIVING) - set(allowed_moves((asked,), council=B)) == {T.MATCHED, T.WRONG_PERSON, E}
    assert allowed_moves((asked,), council=A) == OF_SENDING


def test_refuses_to_close_while_a_dispute_that_the_sending_council_knows_of_is_open() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    raised = b.say(dispute())
    assert T.CLOSED in allowed_moves(a.conversation.messages, council=A)  # not heard yet: the two cross
    a.keep(raised)
    with pytest.raises(Refusal, match="move-not-allowed"):
        admit(a.conversation, a.state(closed(reason="other")))
    a.keep(b.say(resolved(raised.digest, how="withdrawn", holder=None, starts_on=None)))
    admit(a.conversation, a.state(closed(reason="other")))


AFTER_THE_END = {T.UPDATE, T.RECALL, T.DISPUTE}


@pytest.mark.parametrize("end", [cancelled(), cancelled("died", MOVE), recall(scope="transfer", records=())])
def test_after_the_end_harm_is_reported_questions_are_asked_and_a_dispute_is_raised_and_no_more(end: AnyBody) -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    b.keep(a.say(end))
    recalled = {T.DESTROYED} if isinstance(end, Recall) else set()
    overrules = set() if isinstance(end, Cancelled) and end.ground == "died" else {R}
    assert set(allowed_moves(a.conversation.messages, council=A)) == AFTER_THE_END
    assert set(allowed_moves(b.conversation.messages, council=B)) == (
        {T.UPDATE, T.WRONG_PERSON, T.DISPUTE} | recalled | overrules
    )


def test_after_closing_what_is_left_can_still_be_said() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    b.keep(a.say(closed(reason="no-answer")))
    left = {T.DOCUMENTS, T.UPDATE, R, T.RECALL, T.DISPUTE}
    assert set(allowed_moves(a.conversation.messages, council=A)) == left
    assert {T.COMPLETED, E, D, R, T.NOT_OURS} <= set(allowed_moves(b.conversation.messages, council=B))


def fits(body: AnyBody, desk: Desk) -> str:
    """Where a body does not fit what was said; nothing if it does."""
    try:
        admit(desk.conversation, desk.state(body))
    except Refusal as refusal:
        return refusal.at
    return ""


def test_refuses_a_body_that_answers_nothing() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    asked = b.say(question())
    for body, at in (
        (request(), "/body/move"), (wrong_person(asked.digest), "/body/undoes"), (destroyed(asked.digest), "/type"),
        (answer_to(asked.digest), "/body/of"), (answer_to(digest("other")), "/body/of"),
        (resolved(asked.digest), "/type"),
    ):  # fmt: skip
        assert fits(body, b) == at
    assert fits(documents(asked.digest), a) == fits(answer_to(asked.digest), a) == "/body/of"
    a.keep(asked)
    assert fits(answer_to(asked.digest), a) == ""


def test_refuses_to_close_without_an_entry_and_without_a_reason() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    assert fits(closed(), a) == "/body/reason"
    assert fits(closed(reason="by-hand"), a) == ""
    a.keep(b.say(body_of(E)))
    assert fits(closed(), a) == ""


def test_once_somebody_arrived_only_a_death_cancels() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    b.keep(a.say(arrived()))
    for desk in (a, b):
        assert fits(cancelled(), desk) == "/body/ground"
        assert fits(cancelled("died", MOVE), desk) == ""
    assert fits(recall(scope="transfer", records=()), a) == "/body/scope"
    assert fits(recall(), a) == ""


def test_a_council_takes_the_duty_upon_itself_and_never_gives_it_away() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    ours = a.keep(b.say(not_ours()))
    theirs = b.keep(a.say(dispute()))
    both = (ours.digest, theirs.digest)
    for desk, own, other, raised in ((a, "sending", "receiving", theirs), (b, "receiving", "sending", ours)):
        assert fits(resolved(*both, holder=other), desk) == "/body/holder"
        assert fits(resolved(*both, holder=own), desk) == ""
        assert fits(resolved(*both, how="withdrawn", holder=None, starts_on=None), desk) == "/body/how"
        assert fits(resolved(raised.digest, how="withdrawn", holder=None, starts_on=None), desk) == ""
        assert fits(resolved(ours.digest, digest("no dispute"), holder=own), desk) == "/body/of"


def test_the_transfer_with_the_smaller_id_survives() -> None:
    a, b = desks()
    b.keep(a.say(body_of(N)))
    assert fits(joins("ffffffff-0000-0000-0000-000000000000"), a) == "/body/survivor"
    assert fits(joins(TRANSFER), a) == "/body/survivor"
    assert fits(joins("00000000-0000-0000-0000-000000000006"), a) == ""


@pytest.mark.parametrize(("kinds", "steps"), [(SAID_AT_ONCE, 4), (tuple(T), 3)])
def test_in_every_order_illegal_moves_are_refused_by_both_and_have_no_effect(kinds: tuple[T, ...], steps: int) -> None:
    """Every walk of so many steps, each message arriving at once; what is refused is left out, as a council would."""
    stages: set[Stage] = set()
    _walk(Conversation(TRANSFER), kinds, steps=steps, stages=stages)
    assert {Stage.NOTIFIED, Stage.DECIDED, Stage.ARRIVED, Stage.ENTERED} <= stages


def _walk(held: Conversation, kinds: tuple[T, ...], *, steps: int, stages: set[Stage]) -> None:
    if held.messages:
        stages.add(stage_of(held.messages))
    if steps:
        for council, kind in product((A, B), kinds):
            following = _say_and_compare(held, council, kind)
            if following is not held:
                _walk(following, kinds, steps=steps - 1, stages=stages)


def _say_and_compare(held: Conversation, council: str, kind: T) -> Conversation:
    if not held.messages and council == B:
        return held  # the transfer has the councils' roles from its first message: let it be A's
    body = fitting(kind, held.messages, council=council)
    message = Desk(council, B if council == A else A, held).state(body)
    if kind in allowed_moves(held.messages, council=council):
        admit(held, message)
        assert message in effective((*held.messages, message))
        return held.with_message(message)
    with pytest.raises(Refusal, match=r"move-not-allowed|forked"):
        admit(held, message)
    if kind not in (N, T.REQUEST):  # one who claims to be the other council of the two: forked
        assert message not in effective((*held.messages, message))
    return held


State = tuple[tuple[Message, ...], int, int]  # everything said; how many of A's B holds; how many of B's A holds


@pytest.mark.parametrize(("ours", "theirs"), sorted(product(OF_SENDING, OF_RECEIVING)))
def test_of_two_crossing_messages_both_count_in_either_order(ours: T, theirs: T) -> None:
    """Whatever both may say unseen by the other: each is admitted, and the answers do not depend on the order."""
    a, b = desks()
    opened = b.keep(a.say(body_of(N)))
    mine, yours = a.say(fitting(ours, [opened], council=A)), b.say(fitting(theirs, [opened], council=B))
    admit(a.conversation, yours)
    admit(b.conversation, mine)
    one, other = (opened, mine, yours), (opened, yours, mine)
    assert set(effective(one)) == set(effective(other)) == set(one)
    assert stage_of(one) is stage_of(other)
    assert duty_holder(one, (), day=MOVE) == duty_holder(other, (), day=MOVE)
    for council in (A, B):
        assert allowed_moves(one, council=council) == allowed_moves(other, council=council)


def test_what_crosses_and_contradicts_is_told_of_beside_the_table() -> None:
    assert all(kinds <= set(TABLE) and sentence for kinds, sentence in CROSSINGS.items())


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
        for kind in set(SAID_AT_ONCE) & set(allowed_moves(holds, council=council)):
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
