"""Attestations over records: verified before they are kept, and anew whenever they are shown."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from exchange.errors import Refusal
from exchange.node.attached import Genuine
from exchange.node.members import looking_up
from exchange.node.parts import Node
from exchange.record import Attestation, VerifiedRecord, parse_attestation, read_attestation
from exchange.store import Errand, Transaction
from exchange.transfer import MAX_ATTESTATIONS
from exchange.trust import LEEWAY, TrustedEntity


@dataclass(frozen=True)
class Attesting:
    """A verified attestation, its token, and who signed it."""

    attestation: Attestation
    token: str
    signer: TrustedEntity


def check_attestation(node: Node, tx: Transaction, token: str, *, record: VerifiedRecord) -> Attesting:
    """Check what a member of the federation signed over a record; refuses `attestation-…` and whom we do not know."""
    unverified = parse_attestation(token)
    with looking_up(unverified.issuer):
        signer = node.members.find(tx, unverified.issuer, now=node.now())
        attestation = read_attestation(unverified, keys=signer.message_keys, record=record)
    if attestation.issued_at > node.now() + LEEWAY:
        raise Refusal("signed-in-future", "/iat")
    return Attesting(attestation, token, signer)


def keep_attestation(node: Node, tx: Transaction, new: Attesting) -> None:
    """Keep an attestation over a record that is kept here, once; refuses `too-many-attestations`."""
    made = new.attestation
    kept = tx.attestations.of_record(made.record)
    if made.digest in {each.digest for each in kept}:
        return
    if len(kept) >= MAX_ATTESTATIONS:
        raise Refusal("too-many-attestations")
    tx.attestations.add(
        made.digest, record=made.record, iss=made.iss, token=new.token, at=node.now(), chain=new.signer.chain
    )
    if made.iss != node.entity_id:
        tx.errands.want(Errand.PROOF, made.digest, of=made.iss, at=node.now())


def attestations_of(node: Node, tx: Transaction, record: VerifiedRecord) -> list[Attestation]:
    """The attestations that are kept over a record, checked anew by the chains that were kept with them."""
    return [
        read_attestation(
            kept.token,
            keys=node.members.at_the_time(tx.chains.find(kept.chain), at=kept.at).message_keys,
            record=record,
        )
        for kept in tx.attestations.of_record(record.digest)
    ]


def genuine_attestations(node: Node, tokens: Sequence[str], *, records: Genuine) -> list[Attesting]:
    """Those that hold, of what came with these records; what does not is written down, and keeps nothing else back."""
    found: list[Attesting] = []
    for token in tokens:
        unverified = parse_attestation(token)
        about = records.get(str(unverified.sdjwt.jws.unverified_claims.get("record")))
        if about is None:  # over a record that is not genuine
            continue
        with _writing_down(node, unverified.issuer):
            found.append(node.store.read(partial(_check, node, token, about[0])))
    return found


def keep_attested(node: Node, tx: Transaction, found: Sequence[Attesting]) -> None:
    """Keep what came with records, as far as these are kept and there is room."""
    for each in found:
        if tx.records.find(each.attestation.record) is not None:
            with _writing_down(node, each.attestation.iss):
                keep_attestation(node, tx, each)


def _check(node: Node, token: str, record: VerifiedRecord, tx: Transaction) -> Attesting:
    return check_attestation(node, tx, token, record=record)


@contextmanager
def _writing_down(node: Node, signer: str) -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        node.notices.write("attestation-refused", entity=signer, code=refusal.code)
