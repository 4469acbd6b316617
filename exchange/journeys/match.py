"""Match: is the person of this transfer the one of our own record? The node compares; workers say so, and sign.

The grade is never the caller's word: it is computed from what the other council sent and what our own record says, and
the person of our own record is not kept. Until `matched` is said, the records rest in quarantine.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from exchange.errors import Finding, Refusal
from exchange.matching import WORDS, Described, Grade, Match, Number, compare, fold
from exchange.node import Node, Once, Saying, conversation_of, received_records, say_in
from exchange.record import VerifiedRecord
from exchange.record.person import Person as RecordedPerson
from exchange.store import Transaction
from exchange.transfer import Conversation, Documents, Matched, Notification, Person, Request
from exchange.wire import Compared, Comparison, KnownPerson, NewMatch

_PLACES = {"identifier": "numbers", "name": "names", "birth-date": "birthDate", "address": "addresses"}


def compare_person(node: Node, transfer: str, ours: KnownPerson) -> Comparison:
    """How a person of our own record compares with the person of a transfer; nothing is said, and nothing kept.

    Refuses `transfer-unknown`, and `factors-missing` where the other council has named nobody (any more).
    """
    found = node.store.read(lambda tx: _compare(node, tx, conversation_of(tx, transfer), ours))
    return Comparison(
        grade=found.grade,
        factors=found.factors,
        reasons=tuple(
            Compared(factor=each.factor, likeness=each.likeness, code=each.code, sentence=WORDS[each.code][0])
            for each in found.reasons
        ),
        needs_second_person=found.needs_second_person,
    )


def match(node: Node, transfer: str, new: NewMatch, *, once_as: Once) -> str:
    """Say that they are the same person; returns the message's digest.

    Refuses `match-refused` with every reason where they are not, `second-person-needed` where the match is weak and
    nobody else has looked, and `move-not-allowed` by the table.
    """

    def step(tx: Transaction) -> str:
        def make(conversation: Conversation) -> Saying:
            found = _compare(node, tx, conversation, new.person)
            _check(found, new)
            return Saying(_matched(found, new))

        return say_in(node, tx, transfer, make, request=once_as)

    digest = node.store.write(step)
    node.wake()
    return digest


def _matched(found: Match, new: NewMatch) -> Matched:
    return Matched(
        grade="weak" if found.grade is Grade.WEAK else "strong",
        factors=found.factors,
        second_person=new.second is not None,
        by=new.by,
        second=new.second,
        local_reference=new.local_reference,
    )


def _check(found: Match, new: NewMatch) -> None:
    if found.grade is Grade.NONE:
        findings = tuple(
            Finding("match-refused", f"/person/{_PLACES[each.factor]}", each.code) for each in found.reasons
        )
        raise Refusal("match-refused", findings[0].at, findings=findings)
    if found.needs_second_person and (new.second is None or fold(new.second.name) == fold(new.by.name)):
        raise Refusal("second-person-needed", "/second")


def _compare(node: Node, tx: Transaction, conversation: Conversation, ours: KnownPerson) -> Match:
    if not conversation.messages:
        raise Refusal("transfer-unknown")
    records = received_records(tx, conversation).values()
    theirs = tuple(_named_in(conversation, by_other_than=node.entity_id)), tuple(_recorded_in(records))
    if not any(theirs):
        raise Refusal("factors-missing")
    return compare(_known(ours), _described(*theirs))


def _named_in(conversation: Conversation, *, by_other_than: str) -> Iterator[Person]:
    for message in conversation.messages:
        match message.body:
            case Notification(person=person) | Request(person=person) | Documents(person=person):
                if person is not None and message.iss != by_other_than:
                    yield person
            case _:
                pass


def _recorded_in(records: Iterable[VerifiedRecord]) -> Iterator[RecordedPerson]:
    for record in records:
        person = record.sections.get("person")
        if isinstance(person, RecordedPerson):
            yield person


def _known(ours: KnownPerson) -> Described:
    return Described(
        names=ours.names,
        birth_date=ours.birth_date,
        numbers=tuple(Number(each.system, each.value, each.previous) for each in ours.numbers),
        addresses=ours.addresses,
        uprns=ours.uprns,
        previous_names=ours.previous_names,
    )


def _described(named: Iterable[Person], recorded: Iterable[RecordedPerson]) -> Described:
    """All that the other council told of the person, in messages and records, as one description."""
    named, recorded = tuple(named), tuple(recorded)
    born = [each.birth_date for each in recorded] + [each.birth_date for each in named]
    births = [each for each in born if isinstance(each, date)]
    names = [each.name for each in named]
    names += [each.name.official for each in recorded] + [each.name.usual for each in recorded if each.name.usual]
    numbers = [Number(each.system, each.value) for person in named for each in person.identifiers]
    numbers += [Number(each.system, each.value) for person in recorded for each in person.identifiers]
    addresses = [each for person in recorded for each in person.addresses]
    return Described(
        names=tuple(dict.fromkeys(names)),
        birth_date=births[0] if births else None,
        numbers=tuple(dict.fromkeys(numbers)),
        addresses=tuple(" ".join(filter(None, (each.text, each.postcode))) for each in addresses),
        uprns=tuple(each.uprn for each in addresses if each.uprn),
        previous_names=tuple(each for person in recorded for each in person.name.previous),
    )
