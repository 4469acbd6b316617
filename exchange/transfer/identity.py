"""Whether the records of a transfer are linked with a person of the receiving council, as far as that is stated.

Until the council says `matched`, they rest in quarantine: nobody decides on them or enters them. A wrong link is undone
by `wrong-person`, a signed correction that both sides show, and the quarantine holds again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.transfer.bodies import Factor, Matched, MessageType, WrongPerson
from exchange.transfer.course import Course, course_of
from exchange.transfer.facts import doubted
from exchange.transfer.messages import Message
from exchange.transfer.receipts import Receipt


@dataclass(frozen=True)
class Link:
    """What the receiving council's newest word on the identity says. `message` is its digest."""

    message: str
    stands: bool
    grade: str | None = None
    factors: tuple[Factor, ...] = ()
    undoes: str | None = None


def link_of(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> Link | None:
    """The newest `matched` or `wrong-person`; None where neither was said."""
    course = course_of(messages, receipts)
    return None if course is None else link_in(course)


def link_in(course: Course) -> Link | None:
    """The newest `matched` or `wrong-person` in this course."""
    wrong = doubted(course.past)
    newest = wrong or course.past.newest(MessageType.MATCHED, by=course.parties.receiving)
    if newest is None:
        return None
    match newest.body:
        case Matched(grade=grade, factors=factors):
            return Link(newest.digest, stands=True, grade=grade, factors=factors)
        case WrongPerson(undoes=undoes):
            return Link(newest.digest, stands=False, undoes=undoes)
        case _:
            raise AssertionError(newest.type)  # the newest of two types has one of two bodies


def check_matched(messages: Iterable[Message], receipts: Iterable[Receipt] = ()) -> None:
    """Refuse (`not-matched`) to work on records whose person the receiving council has not confirmed."""
    link = link_of(messages, receipts)
    if link is None or not link.stands:
        raise Refusal("not-matched")
