"""Preview: what another council would see of our records if they were sent now. Nothing is signed, logged or stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.errors import Refusal
from exchange.node import (
    Foretold,
    Node,
    SignedIn,
    council_of,
    find_own,
    foretell_to,
    other_council,
    purpose_for,
    standing_kinds,
    trace,
    words_in,
)
from exchange.record import VerifiedRecord, same_subject
from exchange.store import OwnListing, Standing, Transaction
from exchange.transfer import basis_of_move, check_requested
from exchange.wire import Council, NewTransfer

_MOST = 20


@dataclass(frozen=True)
class Preview:
    """What would reach whom, for which purpose, on which basis."""

    receiver: Council
    purpose: str
    basis: str
    records: tuple[Foretold, ...]


def preview(node: Node, who: SignedIn, new: NewTransfer) -> Preview:
    """What this order would show; refuses what `notify` refuses. Whoever reads it is on the trail."""
    sending, receiving = other_council(node, new.to)
    basis = basis_of_move(
        sending=sending.nation, receiving=receiving.nation, served=new.served, consents=new.consent is not None
    )

    def step(tx: Transaction) -> Preview:
        receiver = node.members.last_known(tx, new.to, now=node.now())
        own = find_own(node, tx, new.records)
        check_requested({each.record.kind for each in own}, standing=standing_kinds(receiver), opening=True)
        shown = foretell_to(node, receiver, records=own, shown=new)
        _trace(node, tx, who, [each.record for each in own], act="previewed")
        return Preview(council_of(node, tx, receiver.entity_id), purpose_for(node, receiver), basis, shown)

    return node.store.write(step)


def open_own(node: Node, who: SignedIn, records: Sequence[str]) -> tuple[VerifiedRecord, ...]:
    """Our own current records, whole, for whoever decides what of them goes along; refuses what `notify` refuses."""

    def step(tx: Transaction) -> tuple[VerifiedRecord, ...]:
        own = tuple(each.record for each in find_own(node, tx, records))
        _trace(node, tx, who, own, act="opened")
        return own

    return node.store.write(step)


def find_others_of(node: Node, who: SignedIn, record: str) -> tuple[VerifiedRecord, ...]:
    """This record of ours and every other current one about the same person; refuses `record-unknown` and the like."""

    def step(tx: Transaction) -> tuple[VerifiedRecord, ...]:
        [first] = find_own(node, tx, [record])
        subject = first.record.subject
        numbers = [value for _, value in subject.identifiers] if subject else []
        words = words_in(numbers[0] if numbers else subject.name if subject else "")
        listing = OwnListing(Standing.CURRENT, "", words)
        found, _ = tx.own_records.listed(listing, offset=0, limit=_MOST) if words else ([], 0)
        digests = [each.digest for each in found if each.digest != record]
        others = (find_own(node, tx, [each])[0].record for each in digests)
        same = tuple(each for each in others if _are_one([first.record, each]))
        _trace(node, tx, who, [first.record, *same], act="listed")
        return (first.record, *same)

    return node.store.write(step)


def _are_one(records: Sequence[VerifiedRecord]) -> bool:
    """Whether these can go together: they are about one person."""
    try:
        same_subject(records)
    except Refusal:
        return False
    return True


def _trace(node: Node, tx: Transaction, who: SignedIn, records: Sequence[VerifiedRecord], *, act: str) -> None:
    for each in records:
        trace(tx, who, purpose="transfer", act=act, of_kind="record", of=each.digest, at=node.now())
