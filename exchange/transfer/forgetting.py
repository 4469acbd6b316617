"""What must not be kept: what was recalled, and whom the council that was asked does not know.

An unanswered identifier is personal data without a purpose. What was sent to find a person who was not found is erased
after 30 days, on both sides (`REPLY` in the table of silences runs as long).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from exchange.transfer.bodies import Documents, MessageType, Recall, documents_of
from exchange.transfer.course import course_of
from exchange.transfer.facts import records_sent
from exchange.transfer.messages import Message
from exchange.transfer.receipts import Receipt

FORGET_AFTER = timedelta(days=30)


def recalled_in(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> frozenset[str]:
    """The digests of the records that the sending council has recalled, and not sent again since."""
    course = course_of(messages, receipts)
    if course is None:
        return frozenset()
    sending = course.parties.sending
    recalled: set[str] = set()
    sent: set[str] = set()
    for message in sorted((each for each in course.counting if each.iss == sending), key=lambda each: each.seq):
        documents = {document.record for document in documents_of(message.body)}
        sent |= documents
        recalled -= documents
        if isinstance(message.body, Recall):
            recalled |= sent if message.body.scope == "transfer" else set(message.body.records)
    return frozenset(recalled)


def forget_on(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> date | None:
    """From which day on what was sent to find the person is erased; None while there is a reason to keep it."""
    course = course_of(messages, receipts)
    if course is None or course.opening.type is not MessageType.REQUEST or records_sent(course.past):
        return None
    answers = [each for each in course.counting if isinstance(each.body, Documents)]
    return max(course.reached_on(each) for each in (course.opening, *answers)) + FORGET_AFTER
