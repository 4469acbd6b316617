"""The replay of what was really said: it agrees with true histories, and finds what is wrong in false ones."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.errors import Refusal
from exchange.transfer import (
    Conversation,
    MessageType,
    Receipt,
    Stage,
    allowed_moves,
    judge,
    read_message,
    read_receipt,
    sign_receipt,
)
from tests.transfer.replay import replay, stage_at_the_end
from tests.transfer.said import (
    KEYS,
    MOVE,
    NOON,
    A,
    B,
    answer,
    arrived,
    by_hand,
    cancelled,
    closed,
    decision,
    desks,
    entered,
    fitting,
    matched,
    notification,
    recall,
    token,
)


def a_good_course() -> Conversation:
    a, b = desks()
    receipts: list[Receipt] = []
    for speaker, listener, body in (
        (a, b, notification()), (b, a, matched()), (b, a, decision()), (a, b, arrived()), (b, a, entered()),
        (a, b, closed()),
    ):  # fmt: skip
        receipts.append(answer(listener.keep(speaker.say(body))))
    return replace(a.conversation, receipts=tuple(receipts))


def test_a_receipt_for_what_the_table_refuses_is_found() -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    a.keep(b.say(arrived()))
    wrong = b.keep(a.say(cancelled()))
    with pytest.raises(AssertionError, match="should have been refused|does not count"):
        replay(a.conversation.messages, [answer(each) for each in a.conversation.messages])
    fair = [answer(each, outcome="rejected" if each is wrong else "delivered") for each in a.conversation.messages]
    replay(a.conversation.messages, [replace(each, code="move-not-allowed") if each.code else each for each in fair])


def test_a_refusal_of_what_the_table_allows_is_found() -> None:
    course = a_good_course()
    refused = replace(course.receipts[3], outcome="rejected", code="move-not-allowed")
    with pytest.raises(AssertionError, match="should have been taken in"):
        replay(course.messages, (*course.receipts[:3], refused, *course.receipts[4:]))


def test_a_good_course_is_judged_in_every_part_of_it_that_somebody_can_have_held() -> None:
    course = a_good_course()
    assert replay(course.messages, course.receipts) == 2 * len(course.messages)
    assert stage_at_the_end(course.messages, course.receipts) is Stage.CLOSED


def test_it_takes_what_was_signed_and_verified() -> None:
    message = read_message(token(notification()), keys={KEYS[A].kid: KEYS[A].public}, audience=B)
    signed = sign_receipt(
        iss=B, aud=A, transfer=message.transfer, of=message.digest, outcome="delivered", issued_at=NOON, signer=KEYS[B]
    )
    receipt = read_receipt(signed, keys={KEYS[B].kid: KEYS[B].public}, iss=B)
    assert replay([message, message], [receipt, receipt]) == 2


def test_a_council_that_was_handed_all_by_hand_is_waited_for_from_its_first_word_on() -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    receipts = [answer(a.conversation.messages[0])]
    for body in (by_hand(), recall(), closed(reason="other")):
        receipts.append(answer(b.keep(a.say(body))))
    assert replay(a.conversation.messages, receipts) >= len(a.conversation.messages)


@settings(max_examples=30, deadline=None)
@given(chance=st.randoms(use_true_random=False), length=st.integers(1, 7))
def test_whatever_two_councils_say_as_the_table_allows_stands_up_to_it(chance: Random, length: int) -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    receipts = [answer(a.conversation.messages[0])]
    for _ in range(length):
        speaker, listener = chance.choice(((a, b), (b, a)))
        held = speaker.conversation.messages
        kind = chance.choice(allowed_moves(held, council=speaker.council, receipts=receipts))
        if kind is MessageType.NOTIFICATION:
            continue
        message = speaker.state(fitting(kind, held, council=speaker.council, day=MOVE))
        try:
            judge(replace(speaker.conversation, receipts=tuple(receipts)), message)
        except Refusal:
            continue
        receipts.append(answer(listener.keep(speaker.keep(message))))
    assert replay(a.conversation.messages, receipts) >= len(a.conversation.messages)
