"""Whose records these are: in quarantine until it is stated, and corrected where both can see it."""

import pytest

from exchange.errors import Refusal
from exchange.transfer import Link, Stage, check_matched, closing_facts, decision_of, link_of, stage_of
from tests.transfer.said import (
    MOVE,
    NOON,
    PLAN,
    answer,
    arrived,
    closed,
    completed,
    decision,
    desks,
    digest,
    entered,
    matched,
    notification,
    request,
    wrong_person,
)


def test_refuses_to_work_on_records_until_somebody_said_whose_they_are() -> None:
    a, b = desks()
    with pytest.raises(Refusal, match="not-matched"):
        check_matched(())
    b.keep(a.say(notification()))
    with pytest.raises(Refusal, match="not-matched"):
        check_matched(b.conversation.messages)
    b.say(matched())
    check_matched(b.conversation.messages)
    assert stage_of(b.conversation.messages) is Stage.MATCHED


def test_a_wrong_link_is_undone_and_the_quarantine_holds_again() -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    linked = b.say(matched())
    assert link_of(b.conversation.messages) == Link(
        linked.digest, stands=True, grade="strong", factors=("identifier", "name", "birth-date")
    )
    undone = b.say(wrong_person(linked.digest))
    assert link_of(b.conversation.messages) == Link(undone.digest, stands=False, undoes=linked.digest)
    assert stage_of(b.conversation.messages) is Stage.WRONG_PERSON
    with pytest.raises(Refusal, match="not-matched"):
        check_matched(b.conversation.messages)
    again = b.say(matched())
    found = link_of(b.conversation.messages)
    assert found is not None
    assert (found.message, found.stands) == (again.digest, True)


def test_a_match_that_was_refused_for_good_is_none() -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    linked = b.say(matched())
    assert link_of(b.conversation.messages, [answer(linked, outcome="rejected")]) is None


def test_what_the_sending_council_needs_to_close_is_what_was_signed() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    facts = closing_facts(a.conversation.messages)
    assert facts is not None
    assert (facts.opened_on, facts.bound_on, facts.moved_on, facts.needs_reason) == (NOON.date(), None, (), True)
    for body in (decision(), decision(assessment="full"), arrived(), entered(), completed()):
        a.keep(b.say(body))
    facts = closing_facts(a.conversation.messages, [answer(notified)])
    assert facts is not None
    assert (facts.moved_on, facts.completed_on, facts.new_records) == ((MOVE,), MOVE, (digest("new plan"),))
    assert (facts.entered, facts.form, facts.needs_reason) == ((PLAN.record,), "structured", False)
    assert (facts.bound_on, facts.decided_on, facts.entered_on) == (NOON.date(),) * 3
    a.say(closed())
    assert stage_of(a.conversation.messages) is Stage.CLOSED


def test_the_newest_decision_is_the_one_that_counts() -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    assert decision_of(b.conversation.messages) is None
    b.say(decision())
    b.say(decision(assessment="full"))
    found = decision_of(b.conversation.messages)
    assert found is not None
    assert found.assessment == "full"
    assert decision_of(()) is None
    assert closing_facts(()) is None
    assert link_of(()) is None


def test_nothing_can_be_matched_before_something_was_sent() -> None:
    _, b = desks()
    b.say(request())
    b.say(matched())
    assert link_of(b.conversation.messages) is None
