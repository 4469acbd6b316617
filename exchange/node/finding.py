"""By which words a transfer or a record is found again: the parts of the person's names, and their numbers.

Words are folded, so that Siân is found by sian; they are kept blinded (`store/search.py`), and go when the person is
erased.
"""

from collections.abc import Iterable, Iterator

from exchange.matching import fold
from exchange.record import VerifiedRecord
from exchange.record.person import Person as RecordedPerson
from exchange.store import Transaction
from exchange.transfer import AnyBody, Conversation, Documents, Notification, Person, Request

_MOST = 40  # words of one person: a name that is longer is found by its beginning


def words_in(text: str) -> tuple[str, ...]:
    """What somebody looks for, as words that are kept: digits that stand apart belong to one number."""
    parts = fold(text)
    digits = "".join(part for part in parts if part.isdigit())
    return (*(part for part in parts if not part.isdigit()), *([digits] if digits else []))


def find_transfer_by(tx: Transaction, transfer: str, body: AnyBody, records: Iterable[VerifiedRecord] = ()) -> None:
    """Have a transfer found by the person whom a message of it names, and whom these records are about."""
    words = [word for each in _named_in(body) for word in _words(each)]
    words += [word for each in records for person in _person_of(each) for word in _words(person)]
    tx.search.index("transfer", transfer, words=words[:_MOST])


def find_record_by(tx: Transaction, digest: str, record: VerifiedRecord) -> None:
    """Have a record found by the person it is about."""
    words = [word for person in _person_of(record) for word in _words(person)]
    tx.search.index("record", digest, words=words[:_MOST])


def find_anew(tx: Transaction, conversation: Conversation) -> None:
    """After something was erased: have a transfer found by what its messages still say, and by nothing else."""
    tx.search.forget("transfer", conversation.transfer)
    for message in conversation.messages:
        find_transfer_by(tx, conversation.transfer, message.body)


def _named_in(body: AnyBody) -> Iterator[Person]:
    if isinstance(body, Notification | Request | Documents) and body.person is not None:
        yield body.person


def _person_of(record: VerifiedRecord) -> Iterator[RecordedPerson]:
    person = record.sections.get("person")
    if isinstance(person, RecordedPerson):
        yield person


def _words(person: Person | RecordedPerson) -> Iterator[str]:
    for name in _names(person):
        yield from fold(name)
    for each in person.identifiers:
        yield from words_in(each.value)


def _names(person: Person | RecordedPerson) -> tuple[str, ...]:
    if isinstance(person, Person):
        return (person.name,)
    usual = (person.name.usual,) if person.name.usual else ()
    return (person.name.official, *usual, *person.name.previous)
