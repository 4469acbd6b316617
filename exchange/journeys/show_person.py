"""Show the person of a transfer, as far as it takes to find them in one's own record."""

from dataclasses import dataclass

from exchange.node import Node, SignedIn, conversation_of, person_named, received_records, trace, transfer_shown
from exchange.record.person import Person as RecordedPerson
from exchange.store import Transaction
from exchange.transfer import Person
from exchange.wire import Transfer


@dataclass(frozen=True)
class PersonShown:
    """Who is moving, as the other council names them; the addresses only where a record shows them."""

    transfer: Transfer
    person: Person | None
    addresses: tuple[str, ...]


def show_person(node: Node, who: SignedIn, transfer: str) -> PersonShown:
    """Who it is; refuses `transfer-unknown`. That somebody looked is left in the trail."""

    def step(tx: Transaction) -> PersonShown:
        shown, conversation = transfer_shown(node, tx, transfer), conversation_of(tx, transfer)
        people = (each.sections.get("person") for each in received_records(tx, conversation).values())
        addresses = [each for person in people if isinstance(person, RecordedPerson) for each in person.addresses]
        written = (", ".join(filter(None, (each.text, each.postcode))) for each in addresses)
        trace(tx, who, purpose="identity", act="opened", of_kind="transfer", of=transfer, at=node.now())
        return PersonShown(shown, person_named(conversation), tuple(dict.fromkeys(written)))

    return node.store.write(step)
