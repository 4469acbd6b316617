import pytest

from exchange.errors import Refusal
from exchange.transfer import (
    AnyBody,
    Conversation,
    Message,
    MessageType,
    Place,
    Placed,
    Stage,
    admit,
    allowed_moves,
    check_move,
    effective,
    next_place,
    parties_of,
    past_of,
    place,
    stage_of,
)
from tests.transfer.said import (
    TRANSFER,
    A,
    B,
    C,
    Desk,
    answer,
    arrived,
    decision,
    desks,
    digest,
    entered,
    notification,
    stated,
)


def code_of(conversation: Conversation, message: Message, *, same_id: str | None = None) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        place(conversation, message, same_id=same_id)
    return caught.value.code, caught.value.at


@pytest.fixture
def held() -> Conversation:
    """A notified, B decided, A said arrived."""
    a, b = desks()
    b.keep(a.say(notification()))
    a.keep(b.say(decision()))
    b.keep(a.say(arrived()))
    assert set(a.conversation.messages) == set(b.conversation.messages)
    return b.conversation


def messages_of(held: Conversation, council: str) -> list[Message]:
    return [message for message in held.messages if message.iss == council]


def test_refuses_a_message_of_another_transfer() -> None:
    a, _ = desks()
    other = Conversation("00000000-0000-0000-0000-000000000008")
    assert code_of(other, a.say(notification())) == ("transfer-unknown", "/transfer")


@pytest.mark.parametrize(("iss", "aud"), [(C, B), (A, C), (C, A)])
def test_refuses_a_message_of_or_to_a_third_council(held: Conversation, iss: str, aud: str) -> None:
    assert code_of(held, stated(arrived(), iss, aud, Place(1)))[0] == "not-party"


def test_refuses_a_second_message_with_the_same_id(held: Conversation) -> None:
    _, second = messages_of(held, A)
    again = stated(arrived(), A, B, Place(3, second.digest, second.seen), jti=9)
    twin = stated(arrived(), A, B, Place(4, again.digest, second.seen), jti=9)
    assert code_of(held.with_message(again), twin) == ("message-id-reused", "/jti")


def test_refuses_an_id_that_was_used_in_another_transfer(held: Conversation) -> None:
    message = stated(arrived(), A, B, next_place(held, council=A))
    assert code_of(held, message, same_id=digest("elsewhere")) == ("message-id-reused", "/jti")
    assert place(held, message, same_id=message.digest) is Placed.NEW


def test_refuses_a_message_whose_predecessor_is_missing_as_something_that_heals(held: Conversation) -> None:
    _, second = messages_of(held, A)
    with pytest.raises(Refusal) as caught:
        place(held, stated(arrived(), A, B, Place(4, digest("third"), second.seen)))
    assert (caught.value.code, caught.value.at, caught.value.heals) == ("expected-seq", "/seq", True)


def test_refuses_a_message_that_saw_one_that_is_missing_as_something_that_heals(held: Conversation) -> None:
    _, second = messages_of(held, A)
    assert code_of(held, stated(arrived(), A, B, Place(3, second.digest, digest("lost")))) == ("expected-seq", "/seen")


def test_refuses_another_message_in_a_place_that_is_taken(held: Conversation) -> None:
    first, second = messages_of(held, A)
    assert code_of(held, stated(arrived(), A, B, Place(2, first.digest, second.seen), salt="2")) == ("forked", "/seq")
    assert code_of(held, stated(notification(), A, B, Place(1), salt="2")) == ("forked", "/seq")


def test_refuses_a_message_that_follows_another_than_the_one_before(held: Conversation) -> None:
    first, second = messages_of(held, A)
    assert code_of(held, stated(arrived(), A, B, Place(3, digest("twin"), second.seen))) == ("forked", "/prev")
    assert code_of(held, stated(arrived(), A, B, Place(3, first.digest, second.seen))) == ("forked", "/seq")
    assert code_of(held, stated(arrived(), A, B, Place(7, first.digest, second.seen))) == ("forked", "/seq")


def test_refuses_a_message_that_saw_its_own_sender_or_forgot_what_it_had_seen(held: Conversation) -> None:
    first, second = messages_of(held, A)
    assert second.seen
    assert code_of(held, stated(arrived(), A, B, Place(3, second.digest, first.digest))) == ("message-claims", "/seen")
    assert code_of(held, stated(arrived(), A, B, Place(3, second.digest))) == ("message-claims", "/seen")


def test_refuses_to_have_seen_less_than_before() -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    early = a.keep(b.say(decision()))
    a.keep(b.say(entered()))
    last = a.say(arrived())
    assert code_of(a.conversation, stated(arrived(), A, B, Place(3, last.digest, early.digest)))[0] == "message-claims"


def test_refuses_a_transfer_that_both_councils_claim_to_have_opened() -> None:
    a, b = desks()
    a.say(notification())
    opened_too = b.state(notification())
    assert code_of(a.conversation, opened_too) == ("forked", "/type")
    for question in (parties_of, effective, stage_of):
        with pytest.raises(Refusal, match="forked"):
            question((*a.conversation.messages, opened_too))


def test_refuses_to_judge_a_set_with_two_messages_in_one_place(held: Conversation) -> None:
    first, second = messages_of(held, A)
    twin = stated(arrived(), A, B, Place(2, first.digest, second.seen), salt="2")
    with pytest.raises(Refusal, match="forked"):
        effective((*held.messages, twin))


def test_refuses_to_admit_a_move_the_sender_could_not_make() -> None:
    a, b = desks()
    b.keep(a.say(notification()))
    message = stated(decision(), A, B, next_place(a.conversation, council=A))
    with pytest.raises(Refusal, match="move-not-allowed"):
        admit(b.conversation, message)
    assert place(b.conversation, message) is Placed.NEW


def test_refuses_to_name_the_stage_of_nothing() -> None:
    with pytest.raises(Refusal, match="transfer-unknown"):
        stage_of(())


def test_knows_a_message_it_holds_whatever_else_is_held(held: Conversation) -> None:
    assert {place(held, message) for message in held.messages} == {Placed.KNOWN}
    assert {admit(held, message) for message in held.messages} == {Placed.KNOWN}


def test_the_next_place_follows_what_is_held(held: Conversation) -> None:
    (_, second), (decided,) = messages_of(held, A), messages_of(held, B)
    assert next_place(held, council=A) == Place(3, second.digest, decided.digest)
    assert next_place(held, council=B) == Place(2, decided.digest, second.digest)
    assert next_place(Conversation(TRANSFER), council=A) == Place(1)


def test_what_a_sender_knew_is_its_own_and_what_it_had_seen() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    decided, crossing = b.say(decision()), a.say(arrived())
    both = (notified, decided, crossing)
    assert past_of(crossing, both) == (notified,)
    assert past_of(decided, both) == (notified,)
    assert past_of(notified, both) == ()


def walk(*said: str) -> Stage:
    a, b = desks()
    bodies: dict[str, AnyBody] = {"n": notification(), "d": decision(), "r": arrived(), "e": entered()}
    for step in said:
        speaker, listener = (a, b) if step == "n" else (b, a)
        listener.keep(speaker.say(bodies[step]))
    return stage_of(a.conversation.messages)


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("n", Stage.NOTIFIED), ("nd", Stage.DECIDED), ("ndr", Stage.ARRIVED), ("ndre", Stage.ENTERED),
        ("nr", Stage.ARRIVED), ("nrd", Stage.ARRIVED), ("nre", Stage.ENTERED), ("nred", Stage.ENTERED),
        ("ne", Stage.NOTIFIED), ("ned", Stage.DECIDED), ("nedr", Stage.ENTERED),
    ],
)  # fmt: skip
def test_the_stage_follows_from_what_was_said(said: str, stage: Stage) -> None:
    assert walk(*said) is stage


def test_a_message_refused_for_good_keeps_its_place_and_has_no_effect() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    refused = answer(notified, outcome="rejected")
    assert stage_of(b.conversation.messages, (refused,)) is Stage.REFUSED
    follows = a.say(arrived())
    assert place(b.conversation, follows) is Placed.NEW
    b.conversation = b.conversation.with_receipt(refused)
    with pytest.raises(Refusal, match="move-not-allowed"):
        admit(b.conversation, follows)


def test_a_transfer_whose_opening_was_refused_can_be_opened_again_by_the_same_council() -> None:
    a, b = desks()
    first = b.keep(a.say(notification()))
    b.conversation = b.conversation.with_receipt(answer(first, outcome="rejected"))
    second = a.say(notification(confidence="certain"))
    assert admit(b.conversation, second) is Placed.NEW
    assert stage_of((first, second), b.conversation.receipts) is Stage.NOTIFIED
    check_move(b.state(decision()), past=(second,))


@pytest.mark.parametrize("by", [C, B])
def test_a_rejection_by_anyone_but_the_addressee_changes_nothing(by: str) -> None:
    a, b = desks()
    message = b.say(decision()) if by == B else a.say(notification())
    forged = answer(message, outcome="rejected")
    receipt = type(forged)(**{**vars(forged), "iss": by})
    notified = message if by == C else Desk(A, B).say(notification())
    assert stage_of((notified,), (receipt,)) is Stage.NOTIFIED


def test_who_signed_both_answers_is_held_to_delivered() -> None:
    a, _ = desks()
    notified = a.say(notification())
    both = (answer(notified, outcome="rejected"), answer(notified))
    assert stage_of((notified,), both) is stage_of((notified,), both[::-1]) is Stage.NOTIFIED


def test_what_hangs_in_the_air_does_not_count_yet() -> None:
    a, b = desks()
    notified = b.keep(a.say(notification()))
    decided, reached = b.say(decision()), b.say(arrived())
    assert effective((notified, reached)) == (notified,)
    assert effective((decided, reached)) == ()
    assert set(effective((reached, decided, notified, notified))) == {notified, decided, reached}


def test_after_a_refused_opening_nothing_counts_and_only_opening_it_again_is_possible() -> None:
    a, b = desks()
    refused = answer(b.keep(a.say(notification())), outcome="rejected")
    said = (*a.conversation.messages, a.say(arrived()), b.say(entered()))
    assert stage_of(said, (refused,)) is Stage.REFUSED
    assert allowed_moves(said, council=A, receipts=(refused,)) == (MessageType.NOTIFICATION,)
    assert allowed_moves(said, council=B, receipts=(refused,)) == (MessageType.REQUEST,)


def test_a_message_to_a_third_council_does_not_count_between_the_two() -> None:
    a, _ = desks()
    notified = a.say(notification())
    astray = stated(arrived(), A, C, Place(2, notified.digest))
    assert effective((notified, astray)) == (notified,)
    with pytest.raises(Refusal, match="move-not-allowed"):
        check_move(astray, past=(notified,))
