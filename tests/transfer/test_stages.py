"""The stage: one for every set of messages, whatever happened."""

import pytest

from exchange.transfer import END_STAGES, AnyBody, Stage, stage_of
from tests.transfer.said import (
    MOVE,
    Desk,
    answer,
    arrived,
    by_hand,
    cancelled,
    closed,
    completed,
    decision,
    desks,
    destroyed,
    documents,
    entered,
    joins,
    matched,
    no_match,
    notification,
    question,
    recall,
    refused,
    request,
    wrong_person,
)


def notified() -> tuple[Desk, Desk]:
    a, b = desks()
    b.keep(a.say(notification()))
    return a, b


def after(*said: tuple[str, AnyBody]) -> Stage:
    a, b = notified()
    for who, body in said:
        speaker, listener = (a, b) if who == "a" else (b, a)
        listener.keep(speaker.say(body))
    return stage_of(a.conversation.messages)


GOOD = (
    ("b", matched()), ("b", decision()), ("a", arrived()), ("b", entered()), ("b", completed()), ("a", closed()),
)  # fmt: skip


def test_a_move_that_goes_well_goes_through_every_stage() -> None:
    seen = [after(*GOOD[:steps]) for steps in range(len(GOOD) + 1)]
    assert seen == [
        Stage.NOTIFIED, Stage.MATCHED, Stage.DECIDED, Stage.ARRIVED, Stage.ENTERED, Stage.COMPLETED, Stage.CLOSED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ((("a", cancelled()),), Stage.CANCELLED), ((("b", cancelled("died", MOVE)),), Stage.CANCELLED),
        ((("a", arrived()), ("b", cancelled("died", MOVE))), Stage.CANCELLED),
        ((("a", cancelled()), ("b", arrived())), Stage.ARRIVED),
        ((("a", joins()),), Stage.NOTIFIED), ((("a", joins()), ("b", joins())), Stage.JOINED),
        ((("a", recall()),), Stage.NOTIFIED), ((("b", question()),), Stage.NOTIFIED),
        ((("a", by_hand()),), Stage.BY_HAND), ((("a", by_hand()), ("b", decision())), Stage.DECIDED),
        ((("a", by_hand()), ("a", closed(reason="by-hand"))), Stage.CLOSED),
        ((("b", entered()), ("b", wrong_person())), Stage.WRONG_PERSON),
        ((("b", completed()),), Stage.NOTIFIED), ((("a", closed(reason="other")), ("a", arrived())), Stage.CLOSED),
    ],
)  # fmt: skip
def test_the_stage_follows_from_what_was_said(said: tuple[tuple[str, AnyBody], ...], stage: Stage) -> None:
    assert after(*said) is stage


def test_a_request_is_answered_with_records_a_reason_or_no_match() -> None:
    for answers, stage in (
        (documents, Stage.NOTIFIED), (refused, Stage.DECLINED), (no_match, Stage.UNMATCHED),
    ):  # fmt: skip
        a, b = desks()
        asked = a.keep(b.say(request()))
        assert stage_of(b.conversation.messages) is Stage.REQUESTED
        b.keep(a.say(answers(asked.digest)))
        assert stage_of(b.conversation.messages) is stage


def test_what_was_recalled_is_over_once_its_destruction_is_stated() -> None:
    a, b = notified()
    taken_back = b.keep(a.say(recall(scope="transfer", ground="misdirected", records=())))
    assert stage_of(a.conversation.messages) is Stage.RECALLED
    a.keep(b.say(destroyed(taken_back.digest)))
    assert stage_of(a.conversation.messages) is Stage.DESTROYED


def test_a_request_that_was_refused_for_good_opened_nothing() -> None:
    _, b = desks()
    asked = b.say(request())
    assert stage_of([asked], [answer(asked, outcome="rejected")]) is Stage.REFUSED


def test_the_ends_have_names() -> None:
    assert {str(stage) for stage in END_STAGES} == {"refused", "closed", "destroyed", "joined", "cancelled"}
