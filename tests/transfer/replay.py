"""Judges what real councils said to each other, as the explorer judges what imagined ones could say.

    replay(messages, receipts)

takes the verified messages and receipts of one transfer, from either council or from both. Every part of it that a
council can have held on the way (all that hangs together, in whatever order it came) is judged by `judging.py`, with
all receipts and without those that may still have been under way; and each message gets the verdict that its receipt
states.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from random import Random

from exchange.errors import Refusal
from exchange.transfer import (
    Conversation,
    Message,
    Placed,
    Receipt,
    Stage,
    duty_holder,
    judge,
    london_day,
    parties_of,
    place,
    stage_of,
)
from exchange.transfer.course import course_of
from tests.transfer.answering import judge_way_to_the_end
from tests.transfer.judging import judge_course, judge_word

LATER = timedelta(days=150)
MOST_DAYS = 40  # of the days that are asked about: the first and the last, and around each day that is stated


def replay(messages: Iterable[Message], receipts: Iterable[Receipt]) -> int:
    """Judge every part of a transfer that somebody can have held; how many there are. Fails like a test fails."""
    whole = _whole(messages, receipts)
    days = _days(whole)
    parts = list(_parts(whole))
    for part in parts:
        _judge_part(part, days)
        _judge_next(whole, part)
        _judge_words(part, days)
    _judge_order(whole, days)
    return len(parts)


def stage_at_the_end(messages: Iterable[Message], receipts: Iterable[Receipt]) -> Stage:
    """At which stage a transfer ends, if from here on everybody answers what he is waited for."""
    whole = _whole(messages, receipts)
    return judge_way_to_the_end(whole, today=max(_days(whole)))


def _whole(messages: Iterable[Message], receipts: Iterable[Receipt]) -> Conversation:
    held = {each.digest: each for each in messages}
    answers = {each.digest: each for each in receipts if each.of in held}
    (transfer,) = {each.transfer for each in held.values()}
    return Conversation(transfer, tuple(held.values()), tuple(answers.values()))


def _parts(whole: Conversation) -> Iterator[Conversation]:
    """All that hangs together: so many of one council, so many of the other, none without what it had seen."""
    senders = sorted({each.iss for each in whole.messages})
    said = [sorted((m for m in whole.messages if m.iss == each), key=lambda m: m.seq) for each in senders]
    for counts in product(*(range(len(each) + 1) for each in said)):
        part = [message for each, count in zip(said, counts, strict=True) for message in each[:count]]
        known = {each.digest for each in part}
        if part and all(each.seen is None or each.seen in known for each in part):
            answers = [each for each in whole.receipts if each.of in known]
            newest = {each[count - 1].digest for each, count in zip(said, counts, strict=True) if count}
            yield Conversation(whole.transfer, tuple(part), tuple(answers))
            if any(each.of in newest for each in answers):
                yield Conversation(whole.transfer, tuple(part), tuple(r for r in answers if r.of not in newest))


def _judge_part(part: Conversation, days: tuple[date, ...]) -> None:
    course = course_of(part.messages, part.receipts)
    if course is not None:
        judge_course(course, days=days, on=max(days))
        judge_way_to_the_end(part, today=max(days))


def _judge_next(whole: Conversation, part: Conversation) -> None:
    """Whoever takes the next message in answers as its receipt says, and finds it known when it comes again."""
    known = {each.digest for each in part.messages}
    outcomes = {each.of: (each.outcome, each.code) for each in whole.receipts}
    for message in whole.messages:
        if message.digest in known or not _comes_next(message, part):
            continue
        assert place(part, message) is Placed.NEW
        assert place(part.with_message(message), message) is Placed.KNOWN
        verdict = _verdict(part, message)
        if message.digest in outcomes and verdict != "heals":
            outcome, code = outcomes[message.digest]
            assert (verdict == "rejected") <= (outcome == "rejected"), f"{message.type} should have been refused"
            assert (code == "move-not-allowed") <= (verdict == "rejected"), f"{message.type} should have been taken in"


def _comes_next(message: Message, part: Conversation) -> bool:
    known = {each.digest for each in part.messages}
    return (message.prev is None or message.prev in known) and (message.seen is None or message.seen in known)


def _verdict(part: Conversation, message: Message) -> str:
    try:
        judge(part, message)
    except Refusal as refusal:
        return "heals" if refusal.heals else "rejected"
    return "delivered"


def _judge_words(part: Conversation, days: tuple[date, ...]) -> None:
    """The last word of each council, which the other had not seen, rid it of no duty."""
    seen = {each.seen for each in part.messages} | {each.prev for each in part.messages}
    answered = {each.of for each in part.receipts}
    for message in part.messages:
        if message.digest in seen or message.digest in answered or message.body.opened_by:
            continue
        before = [each for each in part.messages if each is not message]
        was, now = (
            tuple(duty_holder(held, part.receipts, day=day) for day in days) for held in (before, part.messages)
        )
        judge_word(was, now, message)


def _judge_order(whole: Conversation, days: tuple[date, ...]) -> None:
    """Whoever holds it all gives the same answers, in whatever order it came."""
    chance = Random(len(whole.messages))
    messages, receipts = list(whole.messages), list(whole.receipts)
    first = [stage_of(messages, receipts), *(duty_holder(messages, receipts, day=day) for day in days)]
    for _ in range(5):
        chance.shuffle(messages)
        chance.shuffle(receipts)
        assert [stage_of(messages, receipts), *(duty_holder(messages, receipts, day=day) for day in days)] == first
    assert parties_of(messages) is not None


def _days(whole: Conversation) -> tuple[date, ...]:
    """The days to ask about: around each day that is stated or signed, and long after."""
    named = {day for each in whole.messages for _, day in each.body.days()}
    named |= {london_day(each.issued_at) for each in whole.messages}
    named |= {london_day(each.issued_at) for each in whole.receipts}
    around = sorted({day + timedelta(days=offset) for day in named for offset in (-1, 0, 1)})
    return (*around[:MOST_DAYS], *around[MOST_DAYS:][-1:], max(named) + LATER)
